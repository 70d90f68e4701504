import { joinVisitor } from '../../../core/track/joinVisitor';
import { batchRows } from '../../batches';
import { toColumns } from '../../rows/encode';
import { toInstant } from '../../rows/instants';
import type { Journal } from '../../rows/types';
import { stitchNote } from '../../rules/journal';
import { isThere, visitGapMs, type Stitch, type StitchResult, type Visitor } from '../../visitors';
import { cleanDoc, int, text, type Session } from '../session';
import { LeadSet } from './leads/leadSet';

/** Whose browsers these are now; unknown ones are left out, and shared ones whose last user has left. */
export async function visitorsOf(session: Session, visitors: string[]): Promise<Visitor[]> {
	return (await findVisitors(session, visitors)).filter((found) => isThere(found, session.now));
}

async function findVisitors(session: Session, visitors: string[]): Promise<Visitor[]> {
	const rows = await session.rows(
		'SELECT visitor, lead_id, shared, at FROM lm.visitors WHERE visitor = ANY($1)',
		[visitors],
	);
	return rows.map((row) => ({
		visitor: text(row.visitor),
		leadId: text(row.lead_id),
		shared: int(row.shared) === 1,
		at: toInstant(int(row.at)),
	}));
}

/** Gives browsers to leads, each with the visits that nobody owned. What another lead did there before stays that lead's. */
export async function stitch(session: Session, requests: Stitch[]): Promise<StitchResult[]> {
	const set = await LeadSet.load(
		session,
		requests.map(({ leadId }) => leadId),
	);
	const results: StitchResult[] = [];
	for (const request of requests) results.push(await stitchOne(session, set, request));
	await set.flush();
	return results;
}

async function stitchOne(
	session: Session,
	set: LeadSet,
	{ visitor, leadId, mergeId, by }: Stitch,
): Promise<StitchResult> {
	const held = set.leads.get(leadId);
	if (held === undefined || held.columns.stage === 'erased') return { kind: 'missing' };
	// Two people who say at once who they are come one after the other.
	await session.rows('SELECT pg_advisory_xact_lock(hashtextextended($1, 1))', [visitor]);
	const [owner] = await findVisitors(session, [visitor]);
	const isSame = owner !== undefined && (await survivorOf(session, owner.leadId)) === leadId;
	const shared = owner !== undefined && (owner.shared || !isSame);
	await session.rows(
		`INSERT INTO lm.visitors (visitor, lead_id, shared, at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (visitor) DO UPDATE SET lead_id = excluded.lead_id, shared = excluded.shared, at = excluded.at`,
		[visitor, isSame ? owner.leadId : leadId, shared ? 1 : 0, session.now],
	);
	const waiting = await session.rows(
		`SELECT id, doc FROM lm.touchpoints WHERE anonymous_id = $1 AND lead_id IS NULL AND occurred_at >= $2
		ORDER BY occurred_at DESC, id DESC LIMIT ${batchRows} FOR UPDATE`,
		[visitor, shared ? session.now - visitGapMs : 0],
	);
	if (isSame && waiting.length === 0) return { kind: 'known' };
	const visits = waiting.map((one) => JSON.parse(text(one.doc)));
	const before = held.columns.doc;
	const after = toColumns(joinVisitor(JSON.parse(before), visits, { now: session.now, by }));
	await session.rows(
		`UPDATE lm.touchpoints t SET lead_id = $1, doc = u.doc FROM unnest($2::bigint[], $3::text[]) AS u (id, doc) WHERE t.id = u.id`,
		[
			leadId,
			waiting.map((one) => int(one.id)),
			visits.map((visit) => cleanDoc(JSON.stringify({ ...visit, leadId }))),
		],
	);
	set.write(held, after);
	set.audit(leadId, { by, action: 'stitch', changes: '{}', note: stitchNote(waiting.length) });
	const journal: Journal = {
		visitor,
		leads: [{ leadId, before, keys: held.keys, after: after.doc, touchpoints: [], tasks: [] }],
	};
	await session.rows(
		'INSERT INTO lm.merges (merge_id, survivor, at, by, doc) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING',
		[mergeId, leadId, session.now, by, cleanDoc(JSON.stringify(journal))],
	);
	await session.rows(
		'INSERT INTO lm.merge_leads (lead_id, merge_id) VALUES ($1, $2) ON CONFLICT DO NOTHING',
		[leadId, mergeId],
	);
	return { kind: 'stitched', touchpoints: waiting.length };
}

/** Takes a browser from a lead, with everything that came from it: it was not theirs. */
export async function unstitch(session: Session, visitor: string, leadId: string): Promise<void> {
	await session.rows('DELETE FROM lm.visitors WHERE visitor = $1 AND lead_id = $2', [
		visitor,
		leadId,
	]);
	const rows = await session.rows(
		'SELECT id, doc FROM lm.touchpoints WHERE lead_id = $1 AND anonymous_id = $2 FOR UPDATE',
		[leadId, visitor],
	);
	const docs = rows.map((row) => {
		const { leadId: _gone, ...doc }: Record<string, unknown> = JSON.parse(text(row.doc));
		return JSON.stringify(doc);
	});
	await session.rows(
		`UPDATE lm.touchpoints t SET lead_id = NULL, doc = u.doc FROM unnest($1::bigint[], $2::text[]) AS u (id, doc) WHERE t.id = u.id`,
		[rows.map((row) => int(row.id)), docs],
	);
}

/** Rows that came from a lead's browsers while it was merged into another, as `giveRows` wants them. */
export async function visitsOf(
	session: Session,
	leadId: string,
	survivor: string,
): Promise<Array<{ id: number; doc: string; to: string }>> {
	const rows = await session.rows(
		`SELECT id, doc FROM lm.touchpoints WHERE lead_id = $2 AND anonymous_id IN (SELECT visitor FROM lm.visitors WHERE lead_id = $1)
		FOR UPDATE`,
		[leadId, survivor],
	);
	return rows.map((row) => ({ id: int(row.id), doc: text(row.doc), to: leadId }));
}

/** The lead that a lead was merged into, and on; itself where it was not. */
async function survivorOf(session: Session, leadId: string): Promise<string> {
	let id = leadId;
	for (let hop = 0; hop < 5; hop += 1) {
		const [row] = await session.rows(
			"SELECT doc::json ->> 'duplicateOf' AS next FROM lm.leads WHERE lead_id = $1 AND stage = 'merged'",
			[id],
		);
		if (typeof row?.next !== 'string') break;
		id = row.next;
	}
	return id;
}
