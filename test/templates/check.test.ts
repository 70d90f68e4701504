import { describe, expect, test } from '@jest/globals';
import { type NodeType, readTypes, templateProblems } from '../../scripts/templates/check';

const types = new Map<string, NodeType>([
	['n8n-nodes-base.stickyNote', { versions: [1], parameters: ['content'], webhook: false }],
	['n8n-nodes-base.webhook', { versions: [1, 2.1], parameters: ['path'], webhook: true }],
	['pack.score', { versions: [1], parameters: ['rules'], webhook: false }],
]);

const overview = `### How it works\n${'word '.repeat(60)}\n### Setup\n${'word '.repeat(60)}`;

const good = () => ({
	id: 'abc',
	name: 'Good',
	settings: { executionOrder: 'v1' },
	nodes: [
		{
			id: '1',
			name: 'Note',
			type: 'n8n-nodes-base.stickyNote',
			typeVersion: 1,
			parameters: { content: overview },
		},
		{
			id: '2',
			name: 'In',
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2.1,
			webhookId: '11111111-2222-3333-4444-555555555555',
			parameters: { path: 'x' },
		},
		{ id: '3', name: 'Score', type: 'pack.score', typeVersion: 1, parameters: {} },
	] as Array<Record<string, unknown>>,
	connections: { In: { main: [[{ node: 'Score', type: 'main', index: 0 }], null] } } as Record<
		string,
		unknown
	>,
});

test('a good template has no problem', () => {
	expect(templateProblems(good(), types)).toEqual([]);
});

describe('every rule says what is wrong', () => {
	const change = (edit: (workflow: ReturnType<typeof good>) => void) => {
		const workflow = good();
		edit(workflow);
		return templateProblems(workflow, types);
	};

	test.each<[string, (workflow: ReturnType<typeof good>) => void, string]>([
		['long id', (w) => (w.id = 'x'.repeat(22)), 'must have 1 to 21 characters'],
		['old order', (w) => (w.settings.executionOrder = 'v0'), 'executionOrder'],
		['unknown type', (w) => (w.nodes[2]!['type'] = 'pack.gone'), 'no node type pack.gone'],
		['unknown version', (w) => (w.nodes[2]!['typeVersion'] = 3), 'version 3 does not exist'],
		['unknown parameter', (w) => (w.nodes[2]!['parameters'] = { rule: 1 }), "no parameter 'rule'"],
		['no webhookId', (w) => delete w.nodes[1]!['webhookId'], 'needs a webhookId'],
		[
			'credential id',
			(w) => (w.nodes[2]!['credentials'] = { smtp: { id: '7', name: 'Mine' } }),
			'id of a credential',
		],
		['same name', (w) => (w.nodes[2]!['name'] = 'In'), "the name 'In'"],
		['same id', (w) => (w.nodes[2]!['id'] = '2'), "the id '2'"],
		['loose end', (w) => (w.connections['Gone'] = { main: [] }), "names 'Gone'"],
		['no overview', (w) => w.nodes.shift(), 'one overview note'],
		[
			'long note',
			(w) =>
				w.nodes.push({
					...w.nodes[0],
					id: '9',
					name: 'N',
					parameters: { content: 'a '.repeat(60) },
				}),
			'60 words',
		],
		['address', (w) => (w.name = 'Ask jo@corp.io'), "'jo@corp.io' is somebody's address"],
	])('%s', (_name, edit, problem) => {
		expect(change(edit).join('\n')).toContain(problem);
	});
});

test('types of several versions are one type', () => {
	const described = [
		{ name: 'if', version: [1, 2], properties: [{ name: 'a' }] },
		{ name: 'if', version: 2.3, properties: [{ name: 'b' }], webhooks: [{}] },
	];
	expect(readTypes(described, 'base.')).toEqual(
		new Map([['base.if', { versions: [1, 2, 2.3], parameters: ['a', 'b'], webhook: true }]]),
	);
});
