import { idsPerLead, type DistributeRequest } from '../../core/assign/request';
import type { DistributeResult, LeadStore } from '../port';
import type { Connection } from '../operations';
import { toStoredLead } from '../rows/encode';
import type { Distributed } from '../rows/types';
import type { Caller } from './caller';
import { parsed } from './leads';

type Assign = Pick<
	LeadStore,
	| 'reps'
	| 'saveReps'
	| 'distribute'
	| 'claimLead'
	| 'listWaiting'
	| 'assignmentsOf'
	| 'takeCards'
	| 'settleCards'
	| 'companyOwners'
	| 'companyLeads'
>;

/** Leads that are decided on at once: with fifty reps some 10 ms of work, which on Postgres is done in n8n's own process. */
export const assignRows = 200;

/** Reps and assignment of the store. */
export function assign({ call, now }: Caller, connection: Connection): Assign {
	return {
		reps: () => call('reps', undefined),
		saveReps: (reps) => call('saveReps', reps),
		assignmentsOf: (leadIds) => call('assignmentsOf', leadIds),
		takeCards: (request) => call('takeCards', request),
		settleCards: (cards) => call('settleCards', cards),
		companyOwners: (domains) => call('companyOwners', domains),
		companyLeads: (query) => call('companyLeads', query),
		claimLead: async (request) => parsed(await call('claimLead', request), toResult),
		listWaiting: async (query) => parsed(await call('listWaiting', query), toStoredLead),
		async distribute(request) {
			const bulk = request.leadIds.length > assignRows;
			const answers: Distributed[] = [];
			// One after the other: the order of the leads is the order of the turns, and on Postgres each holds the lock of all.
			for (const slice of slices(request, assignRows)) {
				const some = await connection.call('distribute', slice, { now: now(), bulk });
				for (const answer of some) answers.push(answer);
			}
			return parsed(answers, toResult);
		},
	};
}

/** A distribution in parts of at most `size` leads, each with its ids. The pools' state carries the fair shares from one slice to the next. */
export function slices(request: DistributeRequest, size: number): DistributeRequest[] {
	const { leadIds, ids } = request;
	const list: DistributeRequest[] = [];
	for (let from = 0; from < leadIds.length; from += size) {
		const to = from + size;
		list.push({
			...request,
			leadIds: leadIds.slice(from, to),
			ids: ids.slice(from * idsPerLead, to * idsPerLead),
		});
	}
	return list;
}

function toResult(result: Distributed): DistributeResult {
	return result.kind === 'missing' ? result : { ...result, lead: toStoredLead(result.lead) };
}
