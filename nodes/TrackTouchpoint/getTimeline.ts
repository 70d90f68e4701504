import type { INodeProperties } from 'n8n-workflow';
import { timelines } from '../../lib/process/track/timeline';
import { timelinePage } from '../../lib/web/timelinePage';
import type { StoredLead } from '../../lib/store/port';
import type { Operation } from '../shared';

const fields: INodeProperties[] = [
	{
		displayName: 'Format',
		name: 'format',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Data', value: 'data', description: "A field 'timeline' with one entry per touch" },
			{
				name: 'Page',
				value: 'page',
				description: "A field 'timelinePage' with a readable HTML page",
			},
			{ name: 'Both', value: 'both' },
		],
		default: 'both',
		description: 'Whether to return the timeline as data, as a page, or as both',
	},
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		noDataExpression: true,
		default: true,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { returnAll: [false] } },
	},
];

/** More touches than this has no lead; the bound keeps one read bounded. */
const everything = 20_000;

/** Tells each item's lead's story from the first touch to the last. */
export const getTimeline: Operation = {
	value: 'getTimeline',
	name: 'Get Timeline',
	action: 'Get timelines of leads',
	description:
		"Get everything that happened with each item's lead, from the first touch to the last, as data and as a readable page",
	outputs: ['Timeline'],
	fields,
	async run(run) {
		const format = run.parameters.choice('format', ['both', 'data', 'page']);
		const limit = run.parameters.flag('returnAll', true)
			? everything
			: Math.max(1, run.parameters.number('limit', 50));
		const leads = await run.leads();
		const context = await run.context();
		const known: Array<{ index: number; stored: StoredLead }> = [];
		for (const [index, stored] of leads.entries()) if (stored) known.push({ index, stored });
		const found = await timelines(
			context,
			known.map(({ stored }) => stored),
			limit,
		);
		for (const [place, { index, stored }] of known.entries()) {
			const timeline = found[place];
			if (!timeline) continue;
			run.emit('Timeline', index, {
				leadId: timeline.leadId,
				...(format !== 'page' && { timeline }),
				...(format !== 'data' && {
					timelinePage: timelinePage(stored.lead, timeline, context.settings.timezone),
				}),
			});
			if (place % 16 === 15) await run.pause();
		}
	},
};
