import type { INodeProperties } from 'n8n-workflow';
import { isStage, stages } from '../../lib/core/lead/lifecycle';
import { listLeads } from '../../lib/process/record/list';
import type { LeadQuery } from '../../lib/store/port';
import type { Operation, Parameters } from '../shared';

const temperatures = ['hot', 'warm', 'cold', 'old'] as const;
const sorts = [
	'updatedAt',
	'createdAt',
	'score',
	'priority',
	'lastTouchAt',
	'nextActionAt',
] as const;

const fields: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
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
	{
		displayName: 'Stages',
		name: 'stages',
		type: 'multiOptions',
		options: stages.map((value) => ({ name: value, value })),
		default: [],
		description: 'Leads in one of these stages; every stage while empty',
	},
	{
		displayName: 'Sort By',
		name: 'sort',
		type: 'options',
		options: [
			{ name: 'Last Changed', value: 'updatedAt' },
			{ name: 'Created', value: 'createdAt' },
			{ name: 'Score', value: 'score' },
			{ name: 'Priority', value: 'priority' },
			{ name: 'Last Touch', value: 'lastTouchAt' },
			{ name: 'Next Action', value: 'nextActionAt' },
		],
		default: 'updatedAt',
		description: 'Which leads come first',
	},
];

/** Lists leads of the store by filter. */
export const getMany: Operation = {
	value: 'getMany',
	name: 'Get Many',
	action: 'Get many leads',
	description: "List leads by filter, e.g. all in stage 'New' by score",
	outputs: ['Lead'],
	fields,
	async run(run) {
		const { parameters } = run;
		const limit = parameters.flag('returnAll') ? undefined : parameters.number('limit', 50);
		const leads = await listLeads(await run.context(), queryOf(parameters), limit);
		for (const [index, lead] of leads.entries()) {
			run.emitNew('Lead', { ...lead, workspace: run.workspace });
			if (index % 64 === 63) await run.pause();
		}
	},
};

function queryOf(parameters: Parameters): Omit<LeadQuery, 'limit' | 'after'> {
	const chosen = parameters.list('stages').filter(isStage);
	const warmth = parameters
		.list('temperatures')
		.flatMap((text) => temperatures.filter((one) => one === text));
	return {
		...(chosen.length > 0 && { stages: chosen }),
		...(warmth.length > 0 && { temperatures: warmth }),
		sort: parameters.choice('sort', sorts),
		descending: true,
	};
}
