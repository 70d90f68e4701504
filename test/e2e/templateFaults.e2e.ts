import { describe, expect, test } from '@jest/globals';
import { type Json, at, isJson, listAt } from '../../scripts/runtime/json';
import type { Built } from '../../scripts/templates/build/build';
import { allTemplates, allTypes } from '../../scripts/templates/catalogue';
import { templateProblems } from '../../scripts/templates/check';
import { ourPrefix, outputNames } from '../../scripts/templates/types';

const types = allTypes();
const made = allTemplates();
const note = 'n8n-nodes-base.stickyNote';
const mailer = 'n8n-nodes-base.emailSend';

/** A fault, every way to plant it in this workflow, and what the linter has to say. */
interface Fault {
	name: string;
	plant: (workflow: Built) => Array<(copy: Built) => void>;
	said: string;
}

const named = (workflow: Built, name: unknown): Json =>
	workflow.nodes.find((node) => node['name'] === name) ?? {};
const nodesOf = (workflow: Built, type: string) =>
	workflow.nodes.filter((node) => node['type'] === type);
const outputsOf = (node: Json) => outputNames(node, types.get(String(node['type'])));

/** Cuts what leads on from one output. */
const cut = (name: unknown, output: number) => (copy: Built) => {
	const main = copy.connections[String(name)]?.main;
	if (main !== undefined) main[output] = [];
};

/** Every connected output whose name is asked for. */
const cuts = (workflow: Built, wanted: (node: Json, output: string) => boolean) =>
	workflow.nodes.flatMap((node) =>
		outputsOf(node).flatMap((output, index) => {
			const ends = workflow.connections[String(node['name'])]?.main[index] ?? [];
			return ends.length > 0 && wanted(node, output) ? [cut(node['name'], index)] : [];
		}),
	);

const connectedOutputs = (workflow: Built, node: Json) =>
	(workflow.connections[String(node['name'])]?.main ?? []).filter((ends) => ends.length > 0).length;

const changeEach = (nodes: Json[], change: (node: Json) => void) =>
	nodes.map(
		({ name }) =>
			(copy: Built) =>
				change(named(copy, name)),
	);

const faults: Fault[] = [
	{
		name: 'an output dangles while its sisters lead on',
		plant: (workflow) => cuts(workflow, (node) => connectedOutputs(workflow, node) > 1),
		said: 'nobody hears of those leads|dangles while other outputs lead on',
	},
	...['Unassigned', 'Rejected', 'Unmatched', 'Review', 'Conflicts'].map((output) => ({
		name: `no route for ${output}`,
		plant: (workflow: Built) => cuts(workflow, (_node, one) => one === output),
		said: `'${output}' leads nowhere`,
	})),
	{
		name: 'a mail to leads without a way to unsubscribe',
		plant: (workflow) =>
			changeEach(nodesOf(workflow, mailer), (node) => {
				node['parameters'] = {
					...(isJson(node['parameters']) ? node['parameters'] : {}),
					toEmail: '={{ $json.email }}',
				};
			}),
		said: 'needs a way to unsubscribe',
	},
	{
		name: 'marketing without pages to unsubscribe',
		plant: (workflow) =>
			workflow.nodes.some((node) => at(node, 'parameters', 'purpose') === 'marketing')
				? [
						(copy) => {
							for (const trigger of nodesOf(copy, `${ourPrefix}touchpointTrigger`)) {
								copy.nodes.splice(copy.nodes.indexOf(trigger), 1);
								Reflect.deleteProperty(copy.connections, String(trigger['name']));
							}
						},
					]
				: [],
		said: 'no Touchpoint Trigger is there',
	},
	{
		name: 'a mail without an error path',
		plant: (workflow) => [
			...changeEach(nodesOf(workflow, mailer), (node) => delete node['onError']),
			...nodesOf(workflow, mailer).map(({ name }) => cut(name, 1)),
		],
		said: 'needs an error output that leads somewhere',
	},
	{
		name: 'the id of a credential',
		plant: (workflow) =>
			changeEach(
				workflow.nodes.filter(({ type }) => type !== note),
				(node) => (node['credentials'] = { smtp: { id: 'aB3', name: 'Mine' } }),
			),
		said: 'the id of a credential belongs to one instance',
	},
	{
		name: 'the id of a document',
		plant: (workflow) =>
			[
				...nodesOf(workflow, 'n8n-nodes-base.googleSheets').map(
					({ name }) => [name, 'documentId'] as const,
				),
				...nodesOf(workflow, `${ourPrefix}leadSheet`).map(
					({ name }) => [name, 'document'] as const,
				),
			].map(([name, parameter]) => (copy: Built) => {
				const node = named(copy, name);
				node['parameters'] = {
					...(isJson(node['parameters']) ? node['parameters'] : {}),
					[parameter]: { __rl: true, mode: 'id', value: '1AbCdEfGhIjKlMnOp' },
				};
			}),
		said: 'names something in one account',
	},
	{
		name: 'a secret',
		plant: (workflow) =>
			changeEach(
				workflow.nodes.filter(({ type }) => type !== note),
				(node) => {
					node['parameters'] = {
						...(isJson(node['parameters']) ? node['parameters'] : {}),
						options: { password: 'correct horse' },
					};
				},
			),
		said: 'holds a secret; use a credential',
	},
	{
		name: 'a note over nodes',
		plant: (workflow) =>
			changeEach(
				nodesOf(workflow, note).filter(({ name }) => name !== 'Overview'),
				(one) => {
					const [x = 0, y = 0] = listAt(one, 'position').map(Number);
					one['position'] = [x + 80, y];
				},
			),
		said: '^The note .* lies over ',
	},
	{
		name: 'a wrong version',
		plant: (workflow) => changeEach(workflow.nodes, (node) => (node['typeVersion'] = 99)),
		said: 'version 99 does not exist',
	},
];

describe.each(made.map(({ template, workflow }) => [template.file, workflow] as const))(
	'%s',
	(_file, built) => {
		const workflow = structuredClone(built);

		test('is without a fault', () => {
			expect(templateProblems(workflow, types)).toEqual([]);
		});

		const planted = faults.flatMap(({ name, plant, said }) => {
			const ways = plant(workflow);
			return ways.length > 0 ? [[`${name} (${ways.length})`, ways, said] as const] : [];
		});

		test.each(planted)('is found out: %s', (_name, ways, said) => {
			for (const way of ways) {
				const copy = structuredClone(built);
				way(copy);
				expect(templateProblems(copy, types)).toContainEqual(
					expect.stringMatching(new RegExp(said)),
				);
			}
		});
	},
);

test('every fault can be planted in some template', () => {
	const never = faults.filter(({ plant }) =>
		made.every(({ workflow }) => plant(structuredClone(workflow)).length === 0),
	);
	expect(never.map(({ name }) => name)).toEqual([]);
});
