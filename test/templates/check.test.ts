import { describe, expect, test } from '@jest/globals';
import { templateProblems, workflowProblems } from '../../scripts/templates/check';
import { readTypes } from '../../scripts/templates/types';
import {
	type Template,
	mail,
	behindScore,
	edited,
	good,
	named,
	node,
	note,
	overview,
	rename,
	to,
	type,
	types,
} from './kit';

test('a good template has no problem', () => {
	expect(templateProblems(good(), types)).toEqual([]);
});

describe('every rule finds its planted fault, and nothing else', () => {
	test.each<[string, (workflow: Template) => void, string]>([
		['long id', (w) => (w.id = 'x'.repeat(22)), 'must have 1 to 21 characters'],
		['no name', (w) => (w.name = ''), 'has no name'],
		['old order', (w) => (w.settings.executionOrder = 'v0'), 'executionOrder'],
		['unknown type', (w) => (named(w, 'End')['type'] = 'pack.gone'), 'no node type pack.gone'],
		['wrong version', (w) => (named(w, 'Score')['typeVersion'] = 3), 'version 3 does not exist'],
		[
			'unknown parameter',
			(w) => (named(w, 'Score')['parameters'] = { rule: 1 }),
			"no parameter 'rule'",
		],
		['no webhookId', (w) => delete named(w, 'In')['webhookId'], 'needs a webhookId'],
		[
			'expression that cannot be read',
			(w) => (named(w, 'Score')['parameters'] = { rules: "={{ $json.a.join('\n') }}" }),
			"the expression in 'rules' cannot be read",
		],
		['same id', (w) => (named(w, 'End')['id'] = 'score'), "the id 'score'"],
		['loose end', (w) => (w.connections['Gone'] = { main: [] }), "names 'Gone'"],
		[
			'dangling output',
			(w) => (w.connections['Score'] = { main: [to('End'), null] }),
			"'Cold' dangles",
		],
		[
			'no unassigned route, though the branch ends there',
			(w) => behindScore(w, node('a', '', 'pack.assign', 0), []),
			"'Unassigned' leads nowhere",
		],
		[
			'nothing leads to it',
			(w) =>
				w.nodes.push(node('lone', 'Lone', 'n8n-nodes-base.noOp', 260, { position: [260, 450] })),
			"'Lone': nothing leads to it",
		],
		[
			'mail without an error path',
			(w) =>
				behindScore(w, node('m', '', mail, 0, { parameters: { toEmail: 'a@example.com' } }), []),
			'error output',
		],
		[
			'mail without a way to unsubscribe',
			(w) => {
				const parameters = { toEmail: '={{ $json.email }}', text: 'Hello' };
				behindScore(w, node('m', '', mail, 0, { parameters, onError: 'continueErrorOutput' }), [
					['End'],
					['End'],
				]);
			},
			'a way to unsubscribe',
		],
		[
			'marketing without pages to unsubscribe',
			(w) => {
				const parameters = { operation: 'enrol', purpose: 'marketing' };
				behindScore(w, node('a', '', 'pack.assign', 0, { parameters }), []);
			},
			'no Touchpoint Trigger',
		],
		[
			'key of a service',
			(w) => (named(w, 'Score')['parameters'] = { rules: `sk-${'a1'.repeat(12)}` }),
			"'rules' holds a secret",
		],
		[
			'password',
			(w) => (named(w, 'Score')['parameters'] = { rules: { password: 'hunter2' } }),
			"'password' holds a secret",
		],
		[
			'id of a credential',
			(w) => (named(w, 'Score')['credentials'] = { smtp: { id: '7', name: 'Mine' } }),
			'id of a credential',
		],
		[
			'id of a document',
			(w) =>
				(named(w, 'Score')['parameters'] = {
					document: { __rl: true, mode: 'id', value: '1AbCdEfGh' },
				}),
			"'document' names something in one account",
		],
		['id of the instance', (w) => (w.meta['instanceId'] = 'f00'), 'meta.instanceId'],
		['address', (w) => (w.name = 'Ask jo@corp.io'), "'jo@corp.io' is somebody's address"],
		['no settings', (w) => rename(w, 'Your settings', 'Mine'), "one node 'Your settings', not 0"],
		[
			'no overview',
			(w) => (w.nodes = w.nodes.filter((one) => one['name'] !== 'Overview')),
			'one overview note',
		],
		[
			'white overview',
			(w) =>
				(named(w, 'Overview')['parameters'] = {
					content: overview,
					color: 7,
					width: 500,
					height: 600,
				}),
			'must be yellow',
		],
		[
			'short overview',
			(w) =>
				(named(w, 'Overview')['parameters'] = {
					content: '### How it works\n### Setup\n',
					width: 500,
					height: 600,
				}),
			'100 to 300 are asked for',
		],
		['yellow section', (w) => w.nodes.push(note('Aside', '## Aside', 700)), 'must be white'],
		[
			'no section',
			(w) => (w.nodes = w.nodes.filter((one) => one['name'] !== 'Section')),
			'need white notes',
		],
		['long section', (w) => w.nodes.push(note('Aside', 'a '.repeat(60), 700, 7)), '60 words'],
		[
			'note over a node',
			(w) => (named(w, 'Section')['position'] = [300, 0]),
			"The note 'Section' lies over 'Score'",
		],
		[
			'text of a note over a node',
			(w) => (named(w, 'End')['position'] = [380, 20]),
			"The note 'Section' lies over 'End'",
		],
		[
			'note over a note',
			(w) => w.nodes.push(note('Aside', '## Aside', 480, 7)),
			"'Section' and 'Aside' lie over each other",
		],
		[
			'node over a node',
			(w) => (named(w, 'End')['position'] = [300, 310]),
			"'Score' and 'End' lie over each other",
		],
		[
			'connection through a node',
			(w) => (w.connections['In'] = { main: [to('Your settings', 'End')] }),
			"'In' → 'End' runs through",
		],
		[
			'connection over the words of a note',
			(w) => {
				w.nodes.push(note('Aside', `## Aside\n${'word '.repeat(40)}`, 700, 7));
				w.nodes.push(node('far', 'Far', 'n8n-nodes-base.noOp', 0, { position: [1300, 0] }));
				w.connections['End'] = { main: [to('Far')] };
			},
			"'End' → 'Far' runs over the words of 'Aside'",
		],
		[
			'note too small for its text',
			(w) =>
				w.nodes.push(
					node('s', 'Small', 'n8n-nodes-base.stickyNote', 0, {
						position: [700, 0],
						parameters: { content: 'word '.repeat(40), width: 150, height: 80, color: 7 },
					}),
				),
			"'Small' is too small",
		],
	])('%s', (_name, edit, problem) => {
		const problems = templateProblems(edited(edit), types);
		expect(problems.join('\n')).toContain(problem);
		expect(problems.filter((one) => !one.includes(problem))).toEqual([]);
	});

	test('same name', () => {
		const workflow = edited((w) => w.nodes.push(node('x', 'Score', 'pack.score', 260)));
		expect(templateProblems(workflow, types).join()).toContain("the name 'Score'");
	});
});

describe('a workflow that nobody shares', () => {
	test('may have its own credentials, addresses and no notes', () => {
		const workflow = edited((w) => {
			w.name = 'jo@corp.io';
			w.nodes = w.nodes.filter((one) => one['type'] !== 'n8n-nodes-base.stickyNote');
			named(w, 'Score')['credentials'] = { smtp: { id: '7', name: 'Mine' } };
		});
		expect(workflowProblems(workflow, types)).toEqual([]);
	});

	test('may not lose leads', () => {
		const workflow = edited((w) => behindScore(w, node('a', '', 'pack.assign', 0), []));
		expect(workflowProblems(workflow, types).join()).toContain("'Unassigned' leads nowhere");
	});
});

test("n8n's Switch has an output for each rule and one for the rest", () => {
	const rules = { values: [{ outputKey: 'Reply' }, { outputKey: 'Bounce' }] };
	const parameters = { rules, options: { fallbackOutput: 'extra' } };
	const workflow = edited((w) => {
		w.nodes.push(
			node('s', 'Kind', 'n8n-nodes-base.switch', 0, { position: [380, 440], parameters }),
		);
		w.connections['Score'] = { main: [to('Kind'), to('End')] };
		w.connections['Kind'] = { main: [to('End'), [], to('End')] };
	});
	expect(workflowProblems(workflow, types)).toEqual([
		"'Kind': 'Bounce' dangles while other outputs lead on.",
	]);
});

test('a node that gives everything by one output has nothing to dangle', () => {
	const workflow = edited((w) => {
		named(w, 'Score')['parameters'] = { outputs: 'one' };
		w.connections['Score'] = { main: [to('End')] };
	});
	expect(templateProblems(workflow, types)).toEqual([]);
});

test('types of several versions are one type, and outputs are read from both kinds of description', () => {
	const ours =
		'={{ $parameter["outputs"] === "one" ? [] : ({"a":[{"displayName":"Hot"}]})[$parameter["operation"]] ?? [] }}';
	const described = [
		{ name: 'if', version: [1, 2], properties: [{ name: 'a' }], outputs: ['main', 'main'] },
		{ name: 'if', version: 2.3, properties: [{ name: 'b' }], webhooks: [{}], group: ['trigger'] },
		{ name: 'ours', version: 1, properties: [{ name: 'operation', default: 'a' }], outputs: ours },
	];
	expect(readTypes(described, 'base.')).toEqual(
		new Map([
			[
				'base.if',
				{
					versions: [1, 2, 2.3],
					parameters: ['a', 'b'],
					webhook: true,
					trigger: true,
					outputs: { '': ['main', 'main'] },
					operation: '',
				},
			],
			[
				'base.ours',
				type([], { parameters: ['operation'], outputs: { a: ['Hot'] }, operation: 'a' }),
			],
		]),
	);
});
