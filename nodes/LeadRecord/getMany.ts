import { listLeads } from '../../lib/process/record/list';
import { asNumber, inQuotes, WrongParameter, type Operation, type Run } from '../shared';
import { getManyFields } from './getManyFields';
import { queryOf } from './getManyQuery';

/** Lists leads of the store by filter, once for the whole input. */
export const getMany: Operation = {
	value: 'getMany',
	name: 'Get Many',
	action: 'Get many leads',
	description: "List leads by filter, e.g. all hot leads in stage 'New' by score",
	outputs: ['Lead'],
	fields: getManyFields,
	async run(run) {
		const query = queryOf(run.parameters);
		const limit = limitOf(run);
		const leads = await listLeads(await run.context(), query, limit);
		for (const [index, lead] of leads.entries()) {
			run.emitNew('Lead', { ...lead, workspace: run.workspace });
			if (index % 64 === 63) await run.pause();
		}
		if (leads.length === 0) run.hint("No lead fits. Remove a filter, or check 'Workspace'.");
	},
};

/** How many leads are wanted; undefined for all of them. */
function limitOf(run: Run): number | undefined {
	const { parameters } = run;
	if (parameters.flag('returnAll')) return undefined;
	const value = parameters.value('limit') ?? 50;
	const limit = asNumber(value);
	if (limit !== undefined && limit >= 1) return Math.floor(limit);
	throw new WrongParameter({
		message: `'Limit' cannot be ${inQuotes(value)}`,
		remedy: "Enter a number from 1 up, or switch on 'Return All' for every lead that fits.",
	});
}
