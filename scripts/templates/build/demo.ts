import { slugOf } from '../../../lib/store/open';
import { type Json, isJson } from '../../runtime/json';
import { ourPrefix } from '../types';
import { type Built, uuidOf } from './build';
import type { Template } from './spec';

/** The node that starts a demo by hand. */
export const demoStart = 'Try it with sample leads';

/** The node that makes leads of the samples where the template itself does not. */
const demoCapture = 'Capture the samples';
const note = { width: 448, height: 288 };
const gap = 32;

/**
 * The variant of a template that needs no account: sample leads come by a button, whatever would ask another service is
 * switched off, and mails go to whichever mailbox the instance has, which at `npm start` is one that catches them.
 */
export function demoOf(template: Template, built: Built): Built {
	const steps = new Map(
		template.rows
			.flat()
			.flatMap(({ nodes }) => nodes)
			.map((one) => [one.name, one]),
	);
	const start: Json = {
		parameters: {},
		id: uuidOf(`${template.id} demo`),
		name: demoStart,
		type: 'n8n-nodes-base.manualTrigger',
		typeVersion: 1,
		position: [64, -note.height - gap + 128],
	};
	const capture: Json = {
		parameters: { outputs: 'one' },
		id: uuidOf(`${template.id} demo capture`),
		name: demoCapture,
		type: `${ourPrefix}leadCapture`,
		typeVersion: 1,
		position: [272, -note.height - gap + 128],
	};
	const { into, captured = false, leads } = template.demo;
	const lead = (node: string) => ({ main: [[{ node, type: 'main', index: 0 }]] });
	const label: Json = {
		parameters: {
			content: '## Demo\nRuns the sample leads through this workflow. Needs no account.',
			...note,
			color: 7,
		},
		id: uuidOf(`${template.id} demo note`),
		name: 'Note: Demo',
		type: 'n8n-nodes-base.stickyNote',
		typeVersion: 1,
		position: [0, -note.height - gap],
	};
	return {
		...built,
		name: `Demo: ${built.name}`,
		nodes: [
			...built.nodes.map((node) => changed(node, steps.get(String(node['name']))?.demo)),
			label,
			start,
			...(captured ? [capture] : []),
		],
		connections: {
			...built.connections,
			[demoStart]: lead(captured ? demoCapture : into),
			...(captured ? { [demoCapture]: lead(into) } : {}),
		},
		pinData: { [demoStart]: leads.map((json) => ({ json })) },
	};
}

function changed(node: Json, demo: 'off' | Json | undefined): Json {
	if (demo === 'off') return { ...node, disabled: true };
	const parameters = isJson(node['parameters']) ? node['parameters'] : {};
	return { ...node, parameters: { ...parameters, ...demo } };
}

/**
 * The same workflow for another workspace: a client, a brand or a team of its own. Its leads, addresses and ids are its own,
 * so that it can stand beside the first one in the same n8n.
 */
export function copyFor(built: Built, workspace: string): Built {
	const own = slugOf(workspace);
	return {
		...built,
		id: uuidOf(`${built.id} ${workspace}`).replaceAll('-', '').slice(0, 16),
		name: `${built.name} (${workspace})`,
		nodes: built.nodes.map((node) => {
			const parameters = isJson(node['parameters']) ? { ...node['parameters'] } : {};
			const path = parameters['path'];
			if (typeof path === 'string')
				parameters['path'] = path.replace(/^lead\/main\//, `lead/${own}/`);
			if (String(node['type']).startsWith(ourPrefix)) parameters['workspace'] = workspace;
			return {
				...node,
				parameters,
				id: uuidOf(`${String(node['id'])} ${workspace}`),
				...(typeof node['webhookId'] === 'string'
					? { webhookId: uuidOf(`${node['webhookId']} ${workspace}`) }
					: {}),
			};
		}),
	};
}
