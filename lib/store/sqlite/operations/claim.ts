import type { ClaimRequest, WaitingQuery } from '../../port';
import type { Distributed, LeadText } from '../../rows/types';
import { byMerit, poolOfLead, waitingLeads } from '../schema/waiting';
import { text } from '../rows';
import type { Session } from '../session';
import { distribute } from './distribute';
import { getLeads } from './leads/leads';

/** The leads that wait in a pool, the best first. */
export function listWaiting(session: Session, query: WaitingQuery): LeadText[] {
	return getLeads(session, waitingIds(session, query));
}

/** Gives the best waiting lead that fits to the rep who asks; found and given in one transaction. */
export function claimLead(session: Session, { query, ...request }: ClaimRequest): Distributed[] {
	const leadIds = waitingIds(session, query);
	return distribute(session, { ...request, leadIds, atMost: 1, onlyWaiting: true });
}

function waitingIds(session: Session, { pool, skip = 0, limit }: WaitingQuery): string[] {
	return session
		.sql(waitingSql(pool))
		.all(...(pool === '' ? [] : [pool]), limit, skip)
		.map((row) => text(row.lead_id));
}

/** Finds what waits, with the index named: the planner would rather read all leads of the stages and sort them. */
export function waitingSql(pool: WaitingQuery['pool']): string {
	const [index, within] =
		pool === '' ? ['leads_waiting', ''] : ['leads_waiting_in', `${poolOfLead} IS lower(?) AND `];
	return `SELECT lead_id FROM leads INDEXED BY ${index} WHERE ${within}${waitingLeads} ORDER BY ${byMerit}, id LIMIT ? OFFSET ?`;
}
