import { createHash } from 'node:crypto';
import type { Json } from '../../runtime/json';
import { type NodeType, ourPrefix, outputCount, outputNames } from '../types';
import { type Placed, layOut, textOf } from './layout';
import { type Step, type Template, onlyOutput } from './spec';

const white = 7;
const errorOutput = 'Error';

/** A workflow as n8n imports it. */
export interface Built extends Json {
	id: string;
	name: string;
	nodes: Json[];
	connections: Record<string, { main: unknown[][] }>;
}

/**
 * The workflow that a template describes.
 * @param types our own node types by full name, which know their outputs
 * @throws where a connection names a node or an output that is not there
 */
export function build(template: Template, types: ReadonlyMap<string, NodeType>): Built {
	const { overview, bands, steps } = layOut(template, overviewOf(template), (step) =>
		outputCount(asNode(step), types),
	);
	const id = (name: string) => uuidOf(`${template.id} ${name}`);
	const note = (name: string, content: string, placed: Placed<unknown>, color?: number) => ({
		parameters: { content, ...placed.size, ...(color === undefined ? {} : { color }) },
		id: id(`note ${name}`),
		name,
		type: 'n8n-nodes-base.stickyNote',
		typeVersion: 1,
		position: [placed.x, placed.y],
	});
	return {
		id: template.id,
		name: template.title,
		nodes: [
			note('Overview', overview.what, overview),
			...bands.map((band) => note(`Note: ${band.what.title}`, textOf(band.what), band, white)),
			...steps.map(({ what, x, y }) => nodeOf(what, [x, y], id)),
		],
		connections: connectionsOf(
			steps.map(({ what }) => what),
			types,
		),
		active: false,
		settings: { executionOrder: 'v1' },
		pinData: {},
		meta: { templateCredsSetupCompleted: false },
		tags: [],
	};
}

/** Text of the yellow note. It opens with what has to be installed. */
export function overviewOf({ title, overview }: Template): string {
	const numbered = (lines: readonly string[]) =>
		lines.map((line, index) => `${index + 1}. ${line}`).join('\n');
	return [
		`## ${title}`,
		'Install the community package **n8n-nodes-lead-management** first (self-hosted n8n, Settings → Community nodes).',
		`### How it works\n${numbered(overview.how)}`,
		`### Setup\n${numbered(overview.setup)}`,
		`### Customise\n${overview.customise}`,
	].join('\n\n');
}

function nodeOf(step: Step, position: [number, number], id: (name: string) => string): Json {
	const { parameters, name, type, typeVersion, ...how } = asNode(step);
	return {
		parameters,
		id: id(step.name),
		name,
		type,
		typeVersion,
		position,
		...(step.webhook ? { webhookId: id(`webhook ${step.name}`) } : {}),
		...how,
	};
}

/** What n8n has to know of a step to run it. */
function asNode({ name, type, typeVersion, parameters, to }: Step): Json {
	return {
		parameters,
		name,
		type,
		typeVersion,
		...(errorOutput in to ? { onError: 'continueErrorOutput' } : {}),
	};
}

function connectionsOf(steps: Step[], types: ReadonlyMap<string, NodeType>): Built['connections'] {
	const names = new Set(steps.map(({ name }) => name));
	return Object.fromEntries(
		steps
			.filter(({ to }) => Object.keys(to).length > 0)
			.map((step) => {
				const main: unknown[][] = [];
				for (const [output, targets] of Object.entries(step.to)) {
					const unknown = targets.find((target) => !names.has(target));
					if (unknown !== undefined) throw new Error(`'${step.name}' leads to '${unknown}'.`);
					main[outputIndex(step, output, types)] = targets.map((node) => ({
						node,
						type: 'main',
						index: 0,
					}));
				}
				return [step.name, { main: Array.from(main, (ends) => ends ?? []) }];
			}),
	);
}

function outputIndex(step: Step, output: string, types: ReadonlyMap<string, NodeType>): number {
	const type = types.get(step.type);
	if (step.type.startsWith(ourPrefix) && type === undefined)
		throw new Error(`'${step.name}': there is no node type ${step.type}.`);
	const known = outputNames(asNode(step), type);
	if (output === onlyOutput) return 0;
	if (output === errorOutput) return Math.max(known.length, 1);
	const index = known.indexOf(output);
	if (index < 0)
		throw new Error(`'${step.name}' has no output '${output}'. It has: ${known.join(', ')}.`);
	return index;
}

/** An id that is always the same for the same text, in the form of a UUID of version 4. */
export function uuidOf(text: string): string {
	const hex = createHash('sha256').update(text).digest('hex');
	return [
		hex.slice(0, 8),
		hex.slice(8, 12),
		`4${hex.slice(13, 16)}`,
		`8${hex.slice(17, 20)}`,
		hex.slice(20, 32),
	].join('-');
}
