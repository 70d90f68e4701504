import type { IdentityKey, MergeRecord, UnmergeResult } from '../../../types';
import { toColumns } from '../../../rows/encode';
import { toInstant } from '../../../rows/instants';
import type { Journal, JournalLead } from '../../../rows/types';
import { rebased, settled } from '../../../rules/journal';
import { keysOf, keysWithout, keyText } from '../../../rules/keys';
import { int, maybeInt, text, type Row, type Session } from '../../session';
import { LeadSet } from './leadSet';
import { giveRows } from './merge';
import { unstitch, visitsOf } from '../visitors';

/**
 * Takes merges back, each by itself and one after the other: each may change the journals of those after it. Every lead
 * becomes what it was; what changed on the survivor since then stays, and so does what later merges brought.
 */
export async function unmergeLeads(
	session: Session,
	{ mergeIds, by }: { mergeIds: string[]; by: string },
): Promise<UnmergeResult[]> {
	const results: UnmergeResult[] = [];
	for (const mergeId of mergeIds) results.push(await unmerge(session, mergeId, by));
	return results;
}

async function unmerge(session: Session, mergeId: string, by: string): Promise<UnmergeResult> {
	const [row] = await session.rows(
		'SELECT id, survivor, undone_at, doc FROM lm.merges WHERE merge_id = $1 FOR UPDATE',
		[mergeId],
	);
	if (row === undefined) return { kind: 'unknown' };
	const journal: Journal = JSON.parse(text(row.doc));
	const leadIds = journal.leads.map(({ leadId }) => leadId);
	if (row.undone_at !== null) return { kind: 'undone', leadIds };
	const blocker = await blockedBy(session, text(row.survivor), int(row.id));
	if (blocker !== undefined) return { kind: 'blocked', by: blocker };
	const [survivor, ...absorbed] = journal.leads;
	if (survivor === undefined) return { kind: 'unknown' };
	const set = await LeadSet.load(session, leadIds);
	await restoreSurvivor(session, set, { survivor, absorbed, id: int(row.id), by });
	for (const lead of absorbed) {
		const held = set.leads.get(lead.leadId);
		if (held === undefined) continue;
		set.setKeys(held, keysOf(lead.keys));
		restore(set, lead.leadId, lead.before, by);
		for (const table of ['touchpoints', 'tasks'] as const) {
			const rows = await session.rows(`SELECT id, doc FROM lm.${table} WHERE id = ANY($1)`, [
				lead[table],
			]);
			await giveRows(
				session,
				table,
				rows.map((one) => ({ id: int(one.id), doc: text(one.doc), to: lead.leadId })),
			);
		}
		const visits = await visitsOf(session, lead.leadId, survivor.leadId);
		await giveRows(session, 'touchpoints', visits);
	}
	await set.flush();
	if (journal.visitor !== undefined) await unstitch(session, journal.visitor, survivor.leadId);
	await session.rows('UPDATE lm.merges SET undone_at = $1, doc = $2 WHERE merge_id = $3', [
		session.now,
		JSON.stringify(settled(journal)),
		mergeId,
	]);
	return { kind: 'undone', leadIds };
}

/** Merges that leads took part in, newest first. */
export async function mergesOf(session: Session, leadIds: string[]): Promise<MergeRecord[]> {
	const rows = await session.rows(
		`SELECT m.merge_id, m.survivor, m.at, m.by, m.undone_at,
		ARRAY(SELECT lead_id::text FROM lm.merge_leads o WHERE o.merge_id = m.merge_id AND o.lead_id <> m.survivor ORDER BY lead_id) AS absorbed
		FROM lm.merges m WHERE m.merge_id IN (SELECT merge_id FROM lm.merge_leads WHERE lead_id = ANY($1)) ORDER BY m.id DESC`,
		[leadIds],
	);
	return rows.map((row) => {
		const undone = maybeInt(row.undone_at);
		return {
			mergeId: text(row.merge_id),
			survivorId: text(row.survivor),
			absorbedIds: Array.isArray(row.absorbed) ? row.absorbed.map(text) : [],
			at: toInstant(int(row.at)),
			by: text(row.by),
			...(undone !== undefined && { undoneAt: toInstant(undone) }),
		};
	});
}

/** The later merge that took the survivor itself into another lead. */
async function blockedBy(
	session: Session,
	survivor: string,
	id: number,
): Promise<string | undefined> {
	const [row] = await session.rows(
		`SELECT m.merge_id FROM lm.merge_leads l JOIN lm.merges m USING (merge_id)
		WHERE l.lead_id = $1 AND m.survivor <> $1 AND m.id > $2 AND m.undone_at IS NULL LIMIT 1`,
		[survivor, id],
	);
	return row === undefined ? undefined : text(row.merge_id);
}

async function restoreSurvivor(
	session: Session,
	set: LeadSet,
	undo: { survivor: JournalLead; absorbed: JournalLead[]; id: number; by: string },
): Promise<void> {
	const { survivor, absorbed, id, by } = undo;
	const held = set.leads.get(survivor.leadId);
	if (held === undefined) return;
	const own = keysOf(survivor.keys);
	const brought = absorbed.flatMap(({ keys }) => keysOf(keys));
	set.setKeys(held, keysWithout(keysOf(held.keys), brought, own));
	restore(set, survivor.leadId, rebased(held.columns.doc, survivor), by);
	const later = await session.rows(
		'SELECT id, doc FROM lm.merges WHERE survivor = $1 AND id > $2 AND undone_at IS NULL ORDER BY id',
		[survivor.leadId, id],
	);
	for (const row of later) await rewrite(session, row, survivor, brought, own);
}

function restore(set: LeadSet, leadId: string, doc: string, by: string): void {
	const held = set.leads.get(leadId);
	if (held === undefined) return;
	set.write(held, { ...toColumns(JSON.parse(doc)), doc });
	set.audit(leadId, { by, action: 'lead.unmerged', changes: '{}', note: undefined });
}

/** Makes a later merge's journal what it would be without the merge that is taken back. */
async function rewrite(
	session: Session,
	row: Row,
	undone: JournalLead,
	brought: IdentityKey[],
	own: IdentityKey[],
): Promise<void> {
	const journal: Journal = JSON.parse(text(row.doc));
	const [survivor] = journal.leads;
	if (survivor === undefined) return;
	survivor.before = rebased(survivor.before, undone);
	survivor.after = rebased(survivor.after, undone);
	survivor.keys = keyText(keysWithout(keysOf(survivor.keys), brought, own));
	await session.rows('UPDATE lm.merges SET doc = $1 WHERE id = $2', [
		JSON.stringify(journal),
		int(row.id),
	]);
}
