import type { INodeProperties } from 'n8n-workflow';
import type { DocumentedNode } from '../../lib/core/report/document';
import { documentOf } from '../../lib/process/report/document';
import { documentPage } from '../../lib/web/documentPage';
import { asText, isRow, stageOptions, titledRows, type Operation, type Run } from '../shared';

const ours = 'n8n-nodes-lead-management.';

const fields: INodeProperties[] = [
	{
		displayName: 'Process Owner',
		name: 'processOwner',
		type: 'string',
		default: '',
		placeholder: 'e.g. Head of Sales',
		description: 'Who answers for the process',
	},
	{
		displayName: 'Review Every (Days)',
		name: 'reviewEvery',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 90,
		description: 'After so many days without a review the node warns',
	},
	{
		displayName: 'Reviewed Now',
		name: 'reviewed',
		type: 'boolean',
		default: false,
		description: 'Whether the owner has looked at the document and confirms it with this run',
	},
	{
		displayName: "Buyer's Steps",
		name: 'buyerStages',
		type: 'fixedCollection',
		typeOptions: titledRows('stage', 'step'),
		placeholder: 'Add Step',
		default: {
			step: [
				{ stage: 'new', step: 'Notices a need' },
				{ stage: 'contacted', step: 'Looks for options' },
				{ stage: 'qualified', step: 'Compares offers' },
				{ stage: 'opportunity', step: 'Decides' },
				{ stage: 'customer', step: 'Uses what was bought' },
			],
		},
		description: 'What each stage is for the buyer',
		options: [
			{
				displayName: 'Step',
				name: 'step',
				values: [
					{
						displayName: 'Stage',
						name: 'stage',
						type: 'options',
						options: stageOptions,
						default: 'new',
					},
					{
						displayName: "Buyer's Step",
						name: 'step',
						type: 'string',
						default: '',
						placeholder: 'e.g. Compares offers',
					},
				],
			},
		],
	},
];

/** Writes down how the process runs, so that people can read, print and review it. */
export const processDocument: Operation = {
	value: 'processDocument',
	name: 'Process Document',
	action: 'Write process document',
	description:
		'Write down the running process for people: stages, rules, thresholds, reps, sequences and what changed; workflows that come in as items are part of it',
	outputs: ['Document'],
	fields,
	async run(run) {
		const { parameters } = run;
		const context = await run.context();
		const steps = parameters
			.rows('buyerStages', 'step')
			.flatMap(({ stage, step }): Array<[string, string]> => {
				const [key, text] = [asText(stage), asText(step)];
				return key === undefined || text === undefined ? [] : [[key, text]];
			});
		const { log: _log, ...made } = await documentOf(context, {
			owner: parameters.text('processOwner'),
			reviewEveryDays: parameters.number('reviewEvery', 90),
			buyerStages: Object.fromEntries(steps),
			nodes: nodesOf(run),
			reviewed: parameters.flag('reviewed'),
		});
		const name = `lead-process-${made.madeAt.slice(0, 10)}.html`;
		const page = Buffer.from(documentPage(made, context.settings.timezone));
		const document = await run.functions.helpers.prepareBinaryData(page, name, 'text/html');
		run.emitNew('Document', made, undefined, { document });
		if (made.reviewOverdue) {
			run.hint(
				`The review of the process was due on ${made.reviewBy.slice(0, 10)}. Look through the document, then run this node once with 'Reviewed Now' switched on.`,
				'warning',
			);
		}
	},
};

/** Our nodes of the workflows among the items; parameters of other nodes may hold what is not ours to print. */
function nodesOf({ items }: Run): DocumentedNode[] {
	return items.flatMap(({ json }) => {
		const workflow = asText(json['name']) ?? 'Workflow';
		const nodes = Array.isArray(json['nodes']) ? json['nodes'].filter(isRow) : [];
		return nodes.flatMap((node): DocumentedNode[] => {
			const type = asText(node['type']) ?? '';
			const parameters = node['parameters'];
			if (!type.startsWith(ours) || !isRow(parameters)) return [];
			return [{ workflow, name: asText(node['name']) ?? '', type, parameters }];
		});
	});
}
