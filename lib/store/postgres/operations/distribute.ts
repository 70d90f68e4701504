import {
	decideAssignments,
	poolsOf,
	type DistributeRequest,
	type PoolStates,
} from '../../../core/assign/decide';
import type { Assignment, RepLoad } from '../../../core/assign/types';
import type { Lead } from '../../../core/lead/lead';
import { toColumns, toTouchpointRow } from '../../rows/encode';
import { toInstant, toMs } from '../../rows/instants';
import type { Distributed, LeadText, TouchpointRow } from '../../rows/types';
import { leadCounts } from '../../rules/counts';
import { auditOfDecision, countedAtLeast, ended, openLoads, spans } from '../../rules/distribution';
import { int, text, type Session } from '../session';
import { LeadSet } from './leads/leadSet';
import { recordTouchpoints } from './touchpoints';

/**
 * Gives leads to reps: reads the pools and the leads, asks core, writes what it decided. One lock on all pools of the
 * workspace, because a rep's caps and load count over all of them: nobody else takes a turn in between.
 */
export async function distribute(
	session: Session,
	request: DistributeRequest,
): Promise<Distributed[]> {
	await lockPools(session);
	return await give(session, request);
}

/** The same for whoever has locked the pools. The lock is every claimer's, so what needs no answer of another is sent together. */
export async function give(session: Session, request: DistributeRequest): Promise<Distributed[]> {
	const at = toMs(request.at) ?? session.now;
	const [set, states, open] = await Promise.all([
		LeadSet.load(session, request.leadIds),
		readStates(session, request, at),
		openOf(session, request.leadIds),
	]);
	const ids = [...new Set(request.leadIds)].filter((leadId) => set.leads.has(leadId));
	const before = ids.map((leadId): Lead => JSON.parse(set.textOf(leadId)?.doc ?? '{}'));
	const decided = decideAssignments(states, before, request, at);
	const results = new Map<string, Distributed>();
	const ending = new Map<string, NonNullable<Assignment['endedBy']>>();
	const begun: Assignment[] = [];
	const touchpoints: TouchpointRow[] = [];
	for (const [index, lead] of before.entries()) {
		const { leadId } = lead;
		const held = set.leads.get(leadId);
		const decision = decided.decisions[index];
		if (held === undefined || decision === undefined) continue;
		if (decision.kind !== 'kept' && decision.lead !== lead) {
			set.write(held, toColumns(decision.lead));
			set.audit(leadId, auditOfDecision(lead, decision, request.by));
		}
		const after: LeadText = { doc: held.columns.doc, version: held.version };
		if (decision.kind === 'kept') {
			results.set(leadId, { kind: 'kept', lead: after, why: decision.why });
			continue;
		}
		if (decision.kind === 'assigned' || decision.ends !== undefined) {
			ending.set(leadId, decision.ends ?? 'reassigned');
		}
		touchpoints.push(...decision.touchpoints.map(toTouchpointRow));
		if (decision.kind === 'unassigned') {
			const { why, skipped } = decision;
			results.set(leadId, { kind: 'unassigned', lead: after, why, skipped });
		} else {
			begun.push(decision.assignment);
			results.set(leadId, { kind: 'assigned', lead: after, assignment: decision.assignment });
		}
	}
	await Promise.all([
		writeCredits(session, states, decided.states),
		endAssignments(session, open, ending),
		begin(session, begun),
		recordTouchpoints(session, touchpoints),
		set.flush(),
	]);
	return request.leadIds.map((leadId) => results.get(leadId) ?? { kind: 'missing', leadId });
}

/** Makes everybody else who takes turns or claims wait until this transaction ends. */
export async function lockPools(session: Session): Promise<void> {
	await session.rows("SELECT 1 FROM lm.locks WHERE name = 'pools' FOR UPDATE");
}

/** An assignment that has not ended, with its row. */
interface OpenAssignment {
	id: number;
	assignment: Assignment;
}

async function openOf(session: Session, leadIds: readonly string[]): Promise<OpenAssignment[]> {
	const rows = await session.rows(
		'SELECT id, doc FROM lm.assignments WHERE lead_id = ANY($1) AND ended_at IS NULL',
		[leadIds],
	);
	return rows.map((row) => ({ id: int(row.id), assignment: JSON.parse(text(row.doc)) }));
}

/** One current owner per lead: what was open is ended before something new begins. */
async function endAssignments(
	session: Session,
	open: readonly OpenAssignment[],
	ending: ReadonlyMap<string, NonNullable<Assignment['endedBy']>>,
): Promise<void> {
	const over = open.flatMap(({ id, assignment }) => {
		const by = ending.get(assignment.leadId);
		return by === undefined
			? []
			: [{ id, doc: JSON.stringify(ended(assignment, by, session.now)) }];
	});
	if (over.length === 0) return;
	await session.rows(
		`UPDATE lm.assignments a SET ended_at = $1, doc = u.doc FROM unnest($2::bigint[], $3::text[]) AS u (id, doc)
		WHERE a.id = u.id`,
		[session.now, over.map(({ id }) => id), over.map(({ doc }) => doc)],
	);
}

async function begin(session: Session, list: readonly Assignment[]): Promise<void> {
	if (list.length === 0) return;
	await session.rows(
		`INSERT INTO lm.assignments (assignment_id, lead_id, rep_id, at, doc)
		SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[])`,
		[
			list.map(({ assignmentId }) => assignmentId),
			list.map(({ leadId }) => leadId),
			list.map(({ repId }) => repId),
			list.map(({ at }) => toMs(at) ?? session.now),
			list.map((assignment) => JSON.stringify(assignment)),
		],
	);
}

async function readStates(
	session: Session,
	request: DistributeRequest,
	at: number,
): Promise<PoolStates> {
	const pools = poolsOf(request);
	const [load, rows] = await Promise.all([
		readLoads(session, request, at),
		session.rows('SELECT pool, rep_id, credit FROM lm.pools WHERE pool = ANY($1)', [pools]),
	]);
	return Object.fromEntries(
		pools.map((pool) => {
			const own = rows.filter((row) => row.pool === pool);
			const credits = Object.fromEntries(own.map((row) => [text(row.rep_id), int(row.credit)]));
			return [pool, { credits, load }];
		}),
	);
}

/** Load of every rep. What was given is counted no further than the caps reach, so that a long log costs nothing. */
async function readLoads(
	session: Session,
	request: DistributeRequest,
	at: number,
): Promise<Record<string, RepLoad>> {
	const since = (place: number, cap: string) =>
		`(SELECT count(*) FROM (SELECT 1 FROM lm.assignments a WHERE a.rep_id = u.rep_id AND a.at > $${place} LIMIT u.${cap}) x)`;
	const caps = (of: (caps: DistributeRequest['reps'][number]['caps']) => number | undefined) =>
		request.reps.map((rep) => Math.max(of(rep.caps) ?? 0, countedAtLeast));
	const loads = session.rows(
		`SELECT u.rep_id, ${since(5, 'h')} AS hour, ${since(6, 'd')} AS day, ${since(7, 'm')} AS month,
		(SELECT max(a.at) FROM lm.assignments a WHERE a.rep_id = u.rep_id) AS last
		FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[]) AS u (rep_id, h, d, m)`,
		[
			request.reps.map(({ repId }) => repId),
			caps(({ perHour }) => perHour),
			caps(({ perDay }) => perDay),
			caps(({ per30Days }) => per30Days),
			at - spans.hour,
			at - spans.day,
			at - spans.month,
		],
	);
	const [rows, counted] = await Promise.all([loads, session.countersOf('lead')]);
	const open = openLoads(leadCounts(counted('lead')));
	const given = new Map(rows.map((row) => [text(row.rep_id), row]));
	const byRep = request.reps.map(({ repId, email }): [string, RepLoad] => {
		const row = given.get(repId);
		return [
			repId,
			{
				open: (open.get(repId) ?? 0) + (email === repId ? 0 : (open.get(email) ?? 0)),
				lastHour: int(row?.hour),
				lastDay: int(row?.day),
				last30Days: int(row?.month),
				...(typeof row?.last === 'number' ? { lastAssignedAt: toInstant(row.last) } : {}),
			},
		];
	});
	return Object.fromEntries(byRep);
}

async function writeCredits(
	session: Session,
	before: PoolStates,
	after: PoolStates,
): Promise<void> {
	const changed = Object.entries(after).flatMap(([pool, { credits }]) =>
		Object.entries(credits)
			.filter(([repId, credit]) => before[pool]?.credits[repId] !== credit)
			.map(([repId, credit]) => ({ pool, repId, credit })),
	);
	if (changed.length === 0) return;
	await session.rows(
		`INSERT INTO lm.pools (pool, rep_id, credit) SELECT * FROM unnest($1::text[], $2::text[], $3::float8[])
		ON CONFLICT (pool, rep_id) DO UPDATE SET credit = excluded.credit`,
		[
			changed.map(({ pool }) => pool),
			changed.map(({ repId }) => repId),
			changed.map(({ credit }) => credit),
		],
	);
}
