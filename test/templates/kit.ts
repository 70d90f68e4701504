import { type NodeType, ourPrefix } from '../../scripts/templates/types';

/** A node type with these outputs. */
export const type = (outputs: string[], more: Partial<NodeType> = {}): NodeType => ({
	versions: [1],
	parameters: ['operation', 'outputs'],
	webhook: false,
	trigger: false,
	outputs: { '': outputs },
	operation: '',
	...more,
});

/** n8n's own mail node. */
export const mail = 'n8n-nodes-base.emailSend';
const publicPages = `${ourPrefix}touchpointTrigger`;

/** The types of the test: a start, an end, and what can go wrong between them. */
export const types = new Map<string, NodeType>([
	['n8n-nodes-base.stickyNote', type([], { parameters: ['content', 'width', 'height', 'color'] })],
	[
		'n8n-nodes-base.webhook',
		type([], { versions: [1, 2.1], parameters: ['path'], webhook: true, trigger: true }),
	],
	['n8n-nodes-base.noOp', type(['main'])],
	['n8n-nodes-base.switch', type([], { parameters: ['rules', 'options'] })],
	[mail, type(['main'], { parameters: ['toEmail', 'text'] })],
	[publicPages, type([], { parameters: ['path'], trigger: true })],
	['pack.score', type(['Hot', 'Cold'], { parameters: ['rules', 'key', 'document', 'outputs'] })],
	[
		'pack.assign',
		type([], {
			outputs: { assign: ['Assigned', 'Unassigned'], enrol: ['Enrolled'] },
			operation: 'assign',
			parameters: ['operation', 'purpose', 'outputs'],
		}),
	],
]);

/** The yellow note as it should be. */
export const overview = `### How it works\n${'word '.repeat(60)}\n### Setup\n${'word '.repeat(60)}`;

/** A node as a template has it. */
export type Node = Record<string, unknown>;

/** A node on the line of nodes, at this place. */
export const node = (
	id: string,
	name: string,
	kind: string,
	at: number,
	more: Node = {},
): Node => ({
	id,
	name,
	type: kind,
	typeVersion: 1,
	position: [at, 300],
	parameters: {},
	...more,
});

/** A note of its own column. */
export const note = (name: string, content: string, x: number, color?: number): Node =>
	node(name, name, 'n8n-nodes-base.stickyNote', x, {
		position: [x, 0],
		parameters: { content, width: 500, height: 600, ...(color && { color }) },
	});

/** The ends of one output. */
export const to = (...names: string[]) =>
	names.map((name) => ({ node: name, type: 'main', index: 0 }));

/** A template without a fault. */
export const good = () => ({
	id: 'abc',
	name: 'Good',
	settings: { executionOrder: 'v1' },
	meta: {} as Node,
	nodes: [
		note('Overview', overview, -600),
		note('Section', '## Score\nHow hot a lead is.', 0, 7),
		node('in', 'In', 'n8n-nodes-base.webhook', 20, {
			typeVersion: 2.1,
			webhookId: '11111111-2222-3333-4444-555555555555',
			parameters: { path: 'x' },
		}),
		node('settings', 'Your settings', 'n8n-nodes-base.noOp', 140),
		node('score', 'Score', 'pack.score', 260),
		node('end', 'End', 'n8n-nodes-base.noOp', 380),
	],
	connections: {
		In: { main: [to('Your settings')] },
		'Your settings': { main: [to('Score')] },
		Score: { main: [to('End'), to('End')] },
	} as Record<string, { main: Array<Array<{ node: string }> | null> }>,
});

/** A template in the making. */
export type Template = ReturnType<typeof good>;

/** The good template with a planted fault. */
export const edited = (edit: (workflow: Template) => void) => {
	const workflow = good();
	edit(workflow);
	return workflow;
};
/** The node of this name. */
export const named = (workflow: Template, name: string) => {
	const found = workflow.nodes.find((one) => one['name'] === name);
	if (found === undefined) throw new Error(`no node ${name}`);
	return found;
};
/** Puts a node between Score and the end, with these ways out. */
export const behindScore = (workflow: Template, added: Node, outputs: string[][]) => {
	workflow.nodes.push({ ...added, name: 'Added', position: [380, 440] });
	named(workflow, 'End')['position'] = [520, 300];
	workflow.connections['Score'] = { main: [to('Added'), to('End')] };
	workflow.connections['Added'] = { main: outputs.map((names) => to(...names)) };
};

/** Gives the node that follows the start another name. */
export function rename(workflow: Template, from: string, name: string): void {
	named(workflow, from)['name'] = name;
	const { [from]: outputs, ...rest } = workflow.connections;
	workflow.connections = { ...rest, [name]: outputs ?? { main: [] }, In: { main: [to(name)] } };
}
