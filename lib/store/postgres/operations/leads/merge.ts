import type { MergeResult } from '../../../types';
import type { Journal, MergeRow } from '../../../rows/types';
import { keysOf, unionOfKeys } from '../../../rules/keys';
import { int, text, type Session } from '../../session';
import { LeadSet } from './leadSet';

/** A table whose rows belong to a lead, in a column and in the document. */
type Table = 'touchpoints' | 'tasks';

/**
 * Writes merges, each by itself: leads, keys, touchpoints and tasks go to the survivor, the journal keeps how it was. A lead
 * that somebody changed since it was read makes its merge stale; a merge that is known is left alone.
 */
export async function mergeLeads(session: Session, merges: MergeRow[]): Promise<MergeResult[]> {
	const set = await LeadSet.load(
		session,
		merges.flatMap(({ survivor, absorbed }) => [survivor, ...absorbed].map(({ leadId }) => leadId)),
	);
	const rows = await session.rows(
		'SELECT merge_id, undone_at FROM lm.merges WHERE merge_id = ANY($1)',
		[merges.map(({ mergeId }) => mergeId)],
	);
	const known = new Map<string, MergeResult>(
		rows.map((row) => [text(row.merge_id), row.undone_at === null ? 'merged' : 'undone']),
	);
	const done: Array<{ merge: MergeRow; journal: Journal }> = [];
	const results = merges.map((merge): MergeResult => {
		const before = known.get(merge.mergeId);
		if (before !== undefined) return before;
		const leads = [merge.survivor, ...merge.absorbed];
		if (leads.some(({ leadId, version }) => set.leads.get(leadId)?.version !== version))
			return 'stale';
		done.push({ merge, journal: mergeOne(set, merge) });
		known.set(merge.mergeId, 'merged');
		return 'merged';
	});
	for (const table of ['touchpoints', 'tasks'] as const) await moveRows(session, table, done);
	await set.flush();
	await writeJournals(session, done);
	return results;
}

function mergeOne(set: LeadSet, merge: MergeRow): Journal {
	const journal: Journal = { leads: [] };
	let united = keysOf('[]');
	for (const row of [merge.survivor, ...merge.absorbed]) {
		const held = set.leads.get(row.leadId);
		if (held === undefined) continue;
		const { keys } = held;
		united = unionOfKeys(united, keysOf(keys));
		journal.leads.push({
			leadId: row.leadId,
			before: held.columns.doc,
			keys,
			after: row.doc,
			touchpoints: [],
			tasks: [],
		});
		if (row !== merge.survivor) set.setKeys(held, []);
		set.write(held, row);
		set.audit(row.leadId, merge.audit);
	}
	const survivor = set.leads.get(merge.survivor.leadId);
	if (survivor !== undefined) set.setKeys(survivor, united);
	return journal;
}

/** Gives the rows of all absorbed leads to their survivors and notes them in the journals. */
async function moveRows(
	session: Session,
	table: Table,
	done: ReadonlyArray<{ merge: MergeRow; journal: Journal }>,
): Promise<void> {
	const journals = new Map(
		done.flatMap(({ merge, journal }) =>
			journal.leads.slice(1).map((lead) => [lead.leadId, { lead, to: merge.survivor.leadId }]),
		),
	);
	if (journals.size === 0) return;
	const rows = await session.rows(
		`SELECT id, lead_id, doc FROM lm.${table} WHERE lead_id = ANY($1) ORDER BY id FOR UPDATE`,
		[[...journals.keys()]],
	);
	const given = rows.flatMap((row) => {
		const one = journals.get(text(row.lead_id));
		if (one === undefined) return [];
		one.lead[table].push(int(row.id));
		return [{ id: int(row.id), to: one.to, doc: text(row.doc) }];
	});
	await giveRows(session, table, given);
}

/** Gives rows to leads, in the column and in the document. */
export async function giveRows(
	session: Session,
	table: Table,
	rows: ReadonlyArray<{ id: number; to: string; doc: string }>,
): Promise<void> {
	if (rows.length === 0) return;
	// Not by a function of the database: the document keeps its order of fields, so that taking back restores it to the letter.
	const docs = rows.map(({ to, doc }) => {
		const fields: Record<string, unknown> = JSON.parse(doc);
		return JSON.stringify({ ...fields, leadId: to });
	});
	await session.rows(
		`UPDATE lm.${table} t SET lead_id = u.lead_id, doc = u.doc FROM unnest($1::bigint[], $2::text[], $3::text[]) AS u (id, lead_id, doc)
		WHERE t.id = u.id`,
		[rows.map(({ id }) => id), rows.map(({ to }) => to), docs],
	);
}

async function writeJournals(
	session: Session,
	done: ReadonlyArray<{ merge: MergeRow; journal: Journal }>,
): Promise<void> {
	if (done.length === 0) return;
	await session.rows(
		`INSERT INTO lm.merges (merge_id, survivor, at, by, doc)
		SELECT merge_id, survivor, $3::bigint, by, doc FROM unnest($1::text[], $2::text[], $4::text[], $5::text[]) AS u (merge_id, survivor, by, doc)`,
		[
			done.map(({ merge }) => merge.mergeId),
			done.map(({ merge }) => merge.survivor.leadId),
			session.now,
			done.map(({ merge }) => merge.audit.by),
			done.map(({ journal }) => JSON.stringify(journal)),
		],
	);
	const members = done.flatMap(({ merge, journal }) =>
		journal.leads.map(({ leadId }) => ({ leadId, mergeId: merge.mergeId })),
	);
	await session.rows(
		'INSERT INTO lm.merge_leads (lead_id, merge_id) SELECT * FROM unnest($1::text[], $2::text[])',
		[members.map(({ leadId }) => leadId), members.map(({ mergeId }) => mergeId)],
	);
}
