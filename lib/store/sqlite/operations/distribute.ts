import {
	decideAssignments,
	poolsOf,
	type DistributeRequest,
	type LeadDecision,
	type PoolStates,
} from '../../../core/assign/decide';
import type { Assignment, RepLoad } from '../../../core/assign/types';
import type { Lead } from '../../../core/lead/lead';
import { toColumns, toTouchpointRow } from '../../rows/encode';
import { toInstant, toMs } from '../../rows/instants';
import type { Distributed, LeadText } from '../../rows/types';
import { auditOfDecision, countedAtLeast, ended, openLoads, spans } from '../../rules/distribution';
import { int, text, type Row } from '../rows';
import type { Session } from '../session';
import { leadCounters } from './leads/counts';
import { leadText } from './leads/leads';
import { findLead, writeAudit, writeLead } from './leads/saveLeads';
import { insertTouchpoint } from './touchpoints';

interface Found {
	row: Row;
	stored: LeadText;
	lead: Lead;
}

/**
 * Gives leads to reps: reads the pools and the leads, asks core, writes what it decided. The write transaction is the
 * lock on the pools: nobody else takes a turn in between.
 */
export function distribute(session: Session, request: DistributeRequest): Distributed[] {
	const found = new Map<string, Found>();
	for (const leadId of new Set(request.leadIds)) {
		const row = findLead(session, leadId);
		const stored = leadText(session, leadId);
		if (row !== undefined && stored !== undefined) {
			found.set(leadId, { row, stored, lead: JSON.parse(stored.doc) });
		}
	}
	const leads = [...found.values()].map(({ lead }) => lead);
	const at = toMs(request.at) ?? session.now;
	const before = readStates(session, request, at);
	const { decisions, states } = decideAssignments(before, leads, request, at);
	writeCredits(session, before, states);
	const results = new Map<string, Distributed>();
	for (const [index, one] of [...found.values()].entries()) {
		const decision = decisions[index];
		if (decision !== undefined) {
			results.set(one.lead.leadId, write(session, one, decision, request.by));
		}
	}
	return request.leadIds.map((leadId) => results.get(leadId) ?? { kind: 'missing', leadId });
}

function write(
	session: Session,
	{ row, lead, stored }: Found,
	decision: LeadDecision,
	by: string,
): Distributed {
	if (decision.kind === 'kept') return { kind: 'kept', lead: stored, why: decision.why };
	let after = stored;
	if (decision.lead !== lead) {
		const columns = toColumns(decision.lead);
		writeLead(session, columns, row);
		writeAudit(session, int(row.id), auditOfDecision(lead, decision, by));
		after = { doc: columns.doc, version: stored.version + 1 };
	}
	if (decision.kind === 'assigned' || decision.ends !== undefined) {
		endAssignments(session, lead.leadId, decision.ends ?? 'reassigned');
	}
	for (const touchpoint of decision.touchpoints)
		insertTouchpoint(session, toTouchpointRow(touchpoint));
	if (decision.kind === 'unassigned') {
		return { kind: 'unassigned', lead: after, why: decision.why, skipped: decision.skipped };
	}
	const { assignment } = decision;
	session
		.sql('INSERT INTO assignments (assignment_id, lead_id, rep_id, at, doc) VALUES (?, ?, ?, ?, ?)')
		.run(
			assignment.assignmentId,
			assignment.leadId,
			assignment.repId,
			toMs(assignment.at) ?? session.now,
			JSON.stringify(assignment),
		);
	return { kind: 'assigned', lead: after, assignment };
}

/** One current owner per lead: what was open is ended before something new begins. */
function endAssignments(
	session: Session,
	leadId: string,
	endedBy: NonNullable<Assignment['endedBy']>,
): void {
	const open = session
		.sql('SELECT id, doc FROM assignments WHERE lead_id = ? AND ended_at IS NULL')
		.all(leadId);
	for (const row of open) {
		const assignment: Assignment = JSON.parse(text(row.doc));
		session
			.sql('UPDATE assignments SET ended_at = ?, doc = ? WHERE id = ?')
			.run(session.now, JSON.stringify(ended(assignment, endedBy, session.now)), int(row.id));
	}
}

function readStates(session: Session, request: DistributeRequest, at: number): PoolStates {
	const load = readLoads(session, request, at);
	const credits = session.sql('SELECT rep_id, credit FROM pools WHERE pool = ?');
	return Object.fromEntries(
		poolsOf(request).map((pool) => {
			const rows = credits.all(pool).map((row) => [text(row.rep_id), int(row.credit)]);
			return [pool, { credits: Object.fromEntries(rows), load }];
		}),
	);
}

/** Load of every rep. What was given is counted no further than the caps reach, so that a long log costs nothing. */
function readLoads(
	session: Session,
	request: DistributeRequest,
	at: number,
): Record<string, RepLoad> {
	const open = openLoads(leadCounters(session));
	const given = session.sql(
		'SELECT count(*) AS n FROM (SELECT 1 FROM assignments WHERE rep_id = ? AND at > ? LIMIT ?)',
	);
	const last = session.sql('SELECT at FROM assignments WHERE rep_id = ? ORDER BY at DESC LIMIT 1');
	const loads = request.reps.map(({ repId, email, caps }): [string, RepLoad] => {
		const since = (ms: number, cap = 0) =>
			int(given.get(repId, at - ms, Math.max(cap, countedAtLeast))?.n);
		const lastAt = last.get(repId)?.at;
		return [
			repId,
			{
				open: (open.get(repId) ?? 0) + (email === repId ? 0 : (open.get(email) ?? 0)),
				lastHour: since(spans.hour, caps.perHour),
				lastDay: since(spans.day, caps.perDay),
				last30Days: since(spans.month, caps.per30Days),
				...(typeof lastAt === 'number' ? { lastAssignedAt: toInstant(lastAt) } : {}),
			},
		];
	});
	return Object.fromEntries(loads);
}

function writeCredits(session: Session, before: PoolStates, after: PoolStates): void {
	const upsert = session.sql(
		'INSERT INTO pools (pool, rep_id, credit) VALUES (?, ?, ?) ON CONFLICT (pool, rep_id) DO UPDATE SET credit = excluded.credit',
	);
	for (const [pool, { credits }] of Object.entries(after)) {
		for (const [repId, credit] of Object.entries(credits)) {
			if (before[pool]?.credits[repId] !== credit) upsert.run(pool, repId, credit);
		}
	}
}
