import { joinVisitor } from '../../../core/track/joinVisitor';
import { toColumns } from '../../rows/encode';
import { toInstant } from '../../rows/instants';
import type { Journal } from '../../rows/types';
import { stitchNote } from '../../rules/journal';
import { isThere, visitGapMs, type Stitch, type StitchResult, type Visitor } from '../../visitors';
import { batchRows } from '../../batches';
import { int, text } from '../rows';
import type { Session } from '../session';
import { leadText } from './leads/leads';
import { findLead, writeAudit, writeLead } from './leads/saveLeads';

/** Whose browsers these are now; unknown ones are left out, and shared ones whose last user has left. */
export function visitorsOf(session: Session, visitors: string[]): Visitor[] {
	return visitors.flatMap((visitor) => {
		const found = findVisitor(session, visitor);
		return found !== undefined && isThere(found, session.now) ? [found] : [];
	});
}

function findVisitor(session: Session, visitor: string): Visitor | undefined {
	const row = session
		.sql('SELECT lead_id, shared, at FROM visitors WHERE visitor = ?')
		.get(visitor);
	return (
		row && {
			visitor,
			leadId: text(row.lead_id),
			shared: row.shared === 1,
			at: toInstant(int(row.at)),
		}
	);
}

/** Gives browsers to leads, each with the visits that nobody owned. What another lead did there before stays that lead's. */
export function stitch(session: Session, requests: Stitch[]): StitchResult[] {
	return requests.map((request) => stitchOne(session, request));
}

function stitchOne(session: Session, { visitor, leadId, mergeId, by }: Stitch): StitchResult {
	const row = findLead(session, leadId);
	const before = leadText(session, leadId)?.doc;
	if (row === undefined || before === undefined || row.stage === 'erased')
		return { kind: 'missing' };
	const owner = findVisitor(session, visitor);
	const isSame = owner !== undefined && survivorOf(session, owner.leadId) === leadId;
	const shared = owner !== undefined && (owner.shared || !isSame);
	session
		.sql(
			`INSERT INTO visitors (visitor, lead_id, shared, at) VALUES (?1, ?2, ?3, ?4)
			ON CONFLICT (visitor) DO UPDATE SET lead_id = ?5, shared = ?3, at = ?4`,
		)
		.run(visitor, leadId, shared ? 1 : 0, session.now, isSame ? owner.leadId : leadId);
	const waiting = session
		.sql(
			`SELECT id, doc FROM touchpoints WHERE anonymous_id = ? AND lead_id IS NULL AND occurred_at >= ?
			ORDER BY occurred_at DESC, id DESC LIMIT ?`,
		)
		.all(visitor, shared ? session.now - visitGapMs : 0, batchRows);
	if (isSame && waiting.length === 0) return { kind: 'known' };
	const visits = waiting.map((one) => JSON.parse(text(one.doc)));
	const lead = joinVisitor(JSON.parse(before), visits, { now: session.now, by });
	const after = toColumns(lead);
	const give = session.sql('UPDATE touchpoints SET lead_id = ?, doc = ? WHERE id = ?');
	for (const [index, one] of waiting.entries())
		give.run(leadId, JSON.stringify({ ...visits[index], leadId }), int(one.id));
	writeLead(session, after, row);
	writeAudit(session, int(row.id), {
		by,
		action: 'stitch',
		changes: '{}',
		note: stitchNote(waiting.length),
	});
	const journal: Journal = {
		visitor,
		leads: [{ leadId, before, keys: text(row.keys), after: after.doc, touchpoints: [], tasks: [] }],
	};
	session
		.sql(
			'INSERT INTO merges (merge_id, survivor, at, by, doc) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
		)
		.run(mergeId, leadId, session.now, by, JSON.stringify(journal));
	session
		.sql('INSERT INTO merge_leads (lead_id, merge_id) VALUES (?, ?) ON CONFLICT DO NOTHING')
		.run(leadId, mergeId);
	return { kind: 'stitched', touchpoints: waiting.length };
}

/** Takes a browser from a lead, with everything that came from it: it was not theirs. */
export function unstitch(session: Session, visitor: string, leadId: string): void {
	session.sql('DELETE FROM visitors WHERE visitor = ? AND lead_id = ?').run(visitor, leadId);
	const rows = session
		.sql('SELECT id, doc FROM touchpoints WHERE lead_id = ? AND anonymous_id = ?')
		.all(leadId, visitor);
	const free = session.sql(
		"UPDATE touchpoints SET lead_id = NULL, doc = json_remove(doc, '$.leadId') WHERE id = ?",
	);
	for (const row of rows) free.run(int(row.id));
}

/** Gives a lead what came from its browsers while it was merged into another. */
export function giveVisits(session: Session, leadId: string, survivor: string): void {
	session
		.sql(
			`UPDATE touchpoints SET lead_id = ?1, doc = json_set(doc, '$.leadId', ?1) WHERE lead_id = ?2
			AND anonymous_id IN (SELECT visitor FROM visitors WHERE lead_id = ?1)`,
		)
		.run(leadId, survivor);
}

/** The lead that a lead was merged into, and on; itself where it was not. */
function survivorOf(session: Session, leadId: string): string {
	const find = session.sql(
		"SELECT doc ->> 'duplicateOf' AS next FROM leads WHERE lead_id = ? AND stage = 'merged'",
	);
	let id = leadId;
	for (let hop = 0; hop < 5; hop += 1) {
		const next = find.get(id)?.next;
		if (typeof next !== 'string') break;
		id = next;
	}
	return id;
}
