import type { INodeProperties } from 'n8n-workflow';
import { totals } from '../../lib/core/attribution/attribute';
import { models } from '../../lib/core/attribution/models';
import { attributeLeads } from '../../lib/process/track/attribute';
import type { StoredLead } from '../../lib/store/port';
import type { Operation } from '../shared';

const fields: INodeProperties[] = [
	{
		displayName: 'Model',
		name: 'model',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Linear', value: 'linear', description: 'The same to each touch' },
			{ name: 'First Touch', value: 'first', description: 'Everything to the first touch' },
			{ name: 'Last Touch', value: 'last', description: 'Everything to the last touch' },
			{
				name: 'Last Non-Direct Touch',
				value: 'lastNonDirect',
				description: 'The last one that was not a direct visit',
			},
			{ name: 'U-Shaped', value: 'uShaped', description: '40 % first, 40 % last, 20 % between' },
			{
				name: 'W-Shaped',
				value: 'wShaped',
				description: '30 % first, 30 % at capture, 30 % at the opportunity, 10 % the others',
			},
			{
				name: 'Full Path',
				value: 'fullPath',
				description: '22.5 % each for first, capture, opportunity and goal, 10 % the others',
			},
			{
				name: 'Time Decay',
				value: 'timeDecay',
				description: 'Half for every seven days before the goal',
			},
		],
		default: 'linear',
		description: 'How the credit is shared out',
	},
	{
		displayName: 'Goal',
		name: 'goal',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Customer', value: 'customer' },
			{ name: 'Opportunity', value: 'opportunity' },
			{ name: 'Qualified', value: 'qualified' },
			{ name: 'Contacted', value: 'contacted' },
		],
		default: 'customer',
		description: 'The stage that counts as success',
	},
	{
		displayName: 'Count Touches of Last Days',
		name: 'countTouchesOfLast',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 90,
		description: 'Touches longer ago than so many days before the goal count for nothing',
	},
	{
		displayName: 'Result',
		name: 'result',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Per Lead',
				value: 'lead',
				description: 'One item per lead with its path and shares',
			},
			{ name: 'Totals by Channel', value: 'byChannel' },
			{ name: 'Totals by Campaign', value: 'byCampaign' },
			{ name: 'Totals by Source', value: 'bySource' },
		],
		default: 'lead',
		description:
			'Whether to return every lead or what all of them owe to each channel, campaign or source',
	},
];

/** Shares out what led the items' leads to their goal. */
export const attributeTouches: Operation = {
	value: 'attribute',
	name: 'Attribute',
	action: 'Attribute goals to touches',
	description:
		'Share out what led leads to a goal over channels, campaigns and sources, e.g. 40 % to the fair where they were met first',
	outputs: ['Credits'],
	fields,
	async run(run) {
		const { parameters } = run;
		const leads = await run.leads();
		const known: Array<{ index: number; stored: StoredLead }> = [];
		for (const [index, stored] of leads.entries()) if (stored) known.push({ index, stored });
		const attributions = await attributeLeads(
			await run.context(),
			known.map(({ stored }) => stored),
			{
				model: parameters.choice('model', ['linear', ...models]),
				goal: parameters.choice('goal', ['customer', 'opportunity', 'qualified', 'contacted']),
				lookBackDays: parameters.number('countTouchesOfLast', 90),
			},
		);
		const result = parameters.choice('result', ['lead', 'byChannel', 'byCampaign', 'bySource']);
		if (result !== 'lead') {
			for (const total of totals(attributions, result)) run.emitNew('Credits', total);
		} else {
			for (const [place, { index }] of known.entries()) {
				const attribution = attributions[place];
				if (attribution) run.emit('Credits', index, { leadId: attribution.leadId, attribution });
			}
		}
		const reached = attributions.filter(({ goalAt }) => goalAt !== undefined).length;
		if (reached === 0 && attributions.length > 0) {
			run.hint(
				"None of these leads has reached the goal yet. Choose an earlier stage under 'Goal'.",
			);
		}
	},
};
