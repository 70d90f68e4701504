import { setImmediate as turn } from 'node:timers/promises';
import { idsPerLead, type DistributeRequest } from '../../../core/assign/request';
import type { DistributeResult, LeadStore } from '../../port';
import type { Connection } from '../engine';
import { toStoredLead } from '../encode';
import type { Distributed } from '../operations/distribute';
import type { Caller } from './caller';
import { parsed } from './leads';

type Assign = Pick<LeadStore, 'reps' | 'saveReps' | 'distribute' | 'assignmentsOf'>;

/** Leads given out in one transaction; the pools' state carries the fair shares from one to the next. */
const sliceLeads = 100;

/** Reps and assignment of the store. */
export function assign({ call, now }: Caller, connection: Connection): Assign {
	return {
		reps: () => call('reps', undefined),
		saveReps: (reps) => call('saveReps', reps),
		assignmentsOf: (leadIds) => call('assignmentsOf', leadIds),
		async distribute(request) {
			const bulk = request.leadIds.length > sliceLeads;
			const answers: Array<Promise<Distributed[]>> = [];
			for (const [index, slice] of slices(request).entries()) {
				if (index > 0) await turn();
				const answer = connection.call('distribute', slice, { now: now(), bulk });
				// Awaited below; a slice that fails early must not count as unhandled meanwhile.
				answer.catch(() => undefined);
				answers.push(answer);
			}
			return parsed((await Promise.all(answers)).flat(), toResult);
		},
	};
}

function slices(request: DistributeRequest): DistributeRequest[] {
	const { leadIds, ids } = request;
	const list: DistributeRequest[] = [];
	for (let from = 0; from < leadIds.length; from += sliceLeads) {
		const to = from + sliceLeads;
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
