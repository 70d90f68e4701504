import type { ClaimRequest, WaitingQuery } from '../../types';
import type { Distributed, LeadText } from '../../rows/types';
import { byMerit, poolOfLead, waitingLeads } from '../schema/waiting';
import { text, type Session } from '../session';
import { give, lockPools } from './distribute';
import { getLeads } from './leads/leads';

/** The leads that wait in a pool, the best first. */
export async function listWaiting(session: Session, query: WaitingQuery): Promise<LeadText[]> {
	return await getLeads(session, await waitingIds(session, query));
}

/**
 * Gives the best waiting lead that fits to the rep who asks. The lock comes before the search, so that nobody finds what another
 * is just being given.
 */
export async function claimLead(
	session: Session,
	{ query, ...request }: ClaimRequest,
): Promise<Distributed[]> {
	const [, leadIds] = await Promise.all([lockPools(session), waitingIds(session, query)]);
	if (leadIds.length === 0) return [];
	return await give(session, { ...request, leadIds, atMost: 1, onlyWaiting: true });
}

async function waitingIds(
	session: Session,
	{ pool, skip = 0, limit }: WaitingQuery,
): Promise<string[]> {
	const named = pool !== '' && pool !== null;
	const within = named
		? `${poolOfLead} = lower($3) AND `
		: pool === null
			? `${poolOfLead} IS NULL AND `
			: '';
	const rows = await session.rows(
		`SELECT lead_id FROM lm.leads WHERE ${within}${waitingLeads} ORDER BY ${byMerit} LIMIT $1 OFFSET $2`,
		[limit, skip, ...(named ? [pool] : [])],
	);
	return rows.map((row) => text(row.lead_id));
}
