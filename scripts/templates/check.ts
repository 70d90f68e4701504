import { type Json, at, isJson, listAt } from '../runtime/json';
import { packageName } from '../runtime/pack';

/** A node type as n8n describes it: versions, parameter names, whether it listens to webhooks. */
export interface NodeType {
	versions: number[];
	parameters: string[];
	webhook: boolean;
}

const note = 'n8n-nodes-base.stickyNote';
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const address = /[\w.+-]+@([\w-]+\.)+[a-z]{2,}/gi;
const reserved = /@([\w-]+\.)*example\.(com|org|net)$|\.(test|example)$/i;

/**
 * What is wrong with a template, each in a sentence; nothing where it can be shared as it is. The rules are n8n's for
 * published templates, and what its import needs: stable ids, versions that exist, nothing of ours inside.
 *
 * @param types every node type of the n8n that the template is for, by full name
 */
export function templateProblems(
	workflow: unknown,
	types: ReadonlyMap<string, NodeType>,
): string[] {
	const nodes = listAt(workflow, 'nodes').filter(isJson);
	return [
		...frameProblems(workflow),
		...nodes.flatMap((node) => nodeProblems(node, types)),
		...duplicates(nodes, 'name'),
		...duplicates(nodes, 'id'),
		...connectionProblems(workflow, nodes),
		...noteProblems(nodes),
		...privateProblems(workflow),
	];
}

function frameProblems(workflow: unknown): string[] {
	const id = String(at(workflow, 'id') ?? '');
	return [
		...(id.length > 0 && id.length <= 21 ? [] : [`The id '${id}' must have 1 to 21 characters.`]),
		...(at(workflow, 'name') ? [] : ['The workflow has no name.']),
		...(at(workflow, 'settings', 'executionOrder') === 'v1'
			? []
			: ["settings.executionOrder must be 'v1'."]),
	];
}

function nodeProblems(node: Json, types: ReadonlyMap<string, NodeType>): string[] {
	const name = `'${String(node['name'])}'`;
	const type = types.get(String(node['type']));
	if (type === undefined) return [`${name}: there is no node type ${String(node['type'])}.`];
	const parameters = isJson(node['parameters']) ? Object.keys(node['parameters']) : [];
	const unknown = parameters.filter((parameter) => !type.parameters.includes(parameter));
	const credentials = Object.values(isJson(node['credentials']) ? node['credentials'] : {});
	return [
		...(type.versions.includes(Number(node['typeVersion']))
			? []
			: [`${name}: version ${String(node['typeVersion'])} does not exist.`]),
		...unknown.map((parameter) => `${name}: there is no parameter '${parameter}'.`),
		...(type.webhook && !uuid.test(String(node['webhookId']))
			? [`${name}: a node with a webhook needs a webhookId (a UUID).`]
			: []),
		...(credentials.some((credential) => at(credential, 'id'))
			? [`${name}: the id of a credential belongs to one instance.`]
			: []),
	];
}

function duplicates(nodes: Json[], member: string): string[] {
	const values = nodes.map((node) => String(node[member] ?? ''));
	const twice = values.filter((value, index) => values.indexOf(value) !== index);
	return [
		...new Set(twice.map((value) => `Two nodes have the ${member} '${value}'.`)),
		...(values.includes('') ? [`A node has no ${member}.`] : []),
	];
}

/** Every end of a connection is a node. */
function connectionProblems(workflow: unknown, nodes: Json[]): string[] {
	const names = new Set(nodes.map((node) => node['name']));
	const connections = at(workflow, 'connections');
	const entries = Object.entries(isJson(connections) ? connections : {});
	return entries.flatMap(([from, byType]) => {
		const ends = Object.values(isJson(byType) ? byType : {})
			.flat(2)
			.filter((end) => end !== null)
			.map((end) => String(at(end, 'node')));
		return [from, ...ends]
			.filter((name) => !names.has(name))
			.map((name) => `A connection of '${from}' names '${name}', which is not there.`);
	});
}

/** One overview with the two headings, 100 to 300 words; the notes of sections are short. */
function noteProblems(nodes: Json[]): string[] {
	const notes = nodes
		.filter((node) => node['type'] === note)
		.map((node) => String(at(node, 'parameters', 'content') ?? ''));
	const isOverview = (text: string) =>
		text.includes('### How it works') && /### (How to s|S)et ?up/i.test(text);
	const overviews = notes.filter(isOverview);
	const words = (text: string) => text.split(/\s+/).filter(Boolean).length;
	return [
		...(overviews.length === 1
			? []
			: [
					`There must be one overview note with 'How it works' and 'Setup', not ${overviews.length}.`,
				]),
		...overviews
			.filter((text) => words(text) < 100 || words(text) > 300)
			.map((text) => `The overview note has ${words(text)} words; 100 to 300 are asked for.`),
		...notes
			.filter((text) => !isOverview(text) && words(text) >= 50)
			.map((text) => `The note '${text.slice(0, 30)}…' has ${words(text)} words; 49 at most.`),
	];
}

/** Addresses of people, spreadsheets and node types that exist on one machine only. */
function privateProblems(workflow: unknown): string[] {
	const text = JSON.stringify(workflow);
	const addresses = (text.match(address) ?? []).filter((found) => !reserved.test(found));
	return [
		...new Set(addresses.map((found) => `'${found}' is somebody's address: use example.com.`)),
		...(/spreadsheets\/d\/[\w-]{20,}/.test(text) ? ['It names a spreadsheet.'] : []),
		...(/"CUSTOM\./.test(text) ? ['A CUSTOM. node type exists on one machine only.'] : []),
	];
}

/** Reads the types that a running n8n serves, or that a package of nodes brings. */
export function readTypes(described: unknown, prefix = ''): Map<string, NodeType> {
	const types = new Map<string, NodeType>();
	for (const type of Array.isArray(described) ? described : []) {
		const name = `${prefix}${String(at(type, 'name'))}`;
		const known = types.get(name);
		types.set(name, {
			versions: [...(known?.versions ?? []), ...[at(type, 'version')].flat().map(Number)],
			parameters: [
				...(known?.parameters ?? []),
				...listAt(type, 'properties').map((property) => String(at(property, 'name'))),
			],
			webhook: (known?.webhook ?? false) || listAt(type, 'webhooks').length > 0,
		});
	}
	return types;
}

/** Prefix of our node types in a template. */
export const ourPrefix = `${packageName}.`;
