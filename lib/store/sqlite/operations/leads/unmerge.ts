import type { Lead } from '../../../../core/lead/lead';
import type { IdentityKey, MergeRecord, UnmergeResult } from '../../../port';
import { toColumns } from '../../../rows/encode';
import { toInstant } from '../../../rows/instants';
import type { Journal, JournalLead } from '../../../rows/types';
import { rebased, settled } from '../../../rules/journal';
import { keysOf, keysWithout, keyText } from '../../../rules/keys';
import { int, maybeInt, text, type Row } from '../../rows';
import type { Session } from '../../session';
import { leadText } from './leads';
import { giveRows } from './merge';
import { findLead, setKeys, writeAudit, writeLead } from './saveLeads';
import { giveVisits, unstitch } from '../visitors';

/**
 * Takes merges back, each by itself. Every lead becomes what it was; what changed on the survivor since then stays, and so does
 * what later merges brought: their journals are written anew as if this merge had never been.
 */
export function unmergeLeads(
	session: Session,
	{ mergeIds, by }: { mergeIds: string[]; by: string },
): UnmergeResult[] {
	return mergeIds.map((mergeId) => {
		const row = session
			.sql('SELECT id, survivor, undone_at, doc FROM merges WHERE merge_id = ?')
			.get(mergeId);
		if (row === undefined) return { kind: 'unknown' };
		const journal: Journal = JSON.parse(text(row.doc));
		const leadIds = journal.leads.map(({ leadId }) => leadId);
		if (row.undone_at !== null) return { kind: 'undone', leadIds };
		const blocker = blockedBy(session, text(row.survivor), int(row.id));
		if (blocker !== undefined) return { kind: 'blocked', by: blocker };
		const [survivor, ...absorbed] = journal.leads;
		if (survivor === undefined) return { kind: 'unknown' };
		restoreSurvivor(session, survivor, absorbed, int(row.id), by);
		for (const lead of absorbed) {
			restoreAbsorbed(session, lead, by);
			giveVisits(session, lead.leadId, survivor.leadId);
		}
		if (journal.visitor !== undefined) unstitch(session, journal.visitor, survivor.leadId);
		session
			.sql('UPDATE merges SET undone_at = ?, doc = ? WHERE merge_id = ?')
			.run(session.now, JSON.stringify(settled(journal)), mergeId);
		return { kind: 'undone', leadIds };
	});
}

/** Merges that leads took part in, newest first. */
export function mergesOf(session: Session, leadIds: string[]): MergeRecord[] {
	const found = new Map<number, MergeRecord>();
	const read = session.sql(
		'SELECT merges.id, merge_id, survivor, at, by, undone_at FROM merge_leads JOIN merges USING (merge_id) WHERE lead_id = ?',
	);
	const members = session.sql('SELECT lead_id FROM merge_leads WHERE merge_id = ?');
	for (const leadId of leadIds) {
		for (const row of read.all(leadId)) {
			const mergeId = text(row.merge_id);
			const undone = maybeInt(row.undone_at);
			const survivorId = text(row.survivor);
			const absorbedIds = members
				.all(mergeId)
				.map((member) => text(member.lead_id))
				.filter((id) => id !== survivorId);
			found.set(int(row.id), {
				mergeId,
				survivorId,
				absorbedIds,
				at: toInstant(int(row.at)),
				by: text(row.by),
				...(undone !== undefined && { undoneAt: toInstant(undone) }),
			});
		}
	}
	return [...found.entries()].sort(([a], [b]) => b - a).map(([, record]) => record);
}

/** The later merge that took the survivor itself into another lead. */
function blockedBy(session: Session, survivor: string, id: number): string | undefined {
	const row = session
		.sql(
			`SELECT merges.merge_id FROM merge_leads JOIN merges USING (merge_id)
			WHERE lead_id = ? AND survivor <> ? AND merges.id > ? AND undone_at IS NULL LIMIT 1`,
		)
		.get(survivor, survivor, id);
	return row === undefined ? undefined : text(row.merge_id);
}

function restoreSurvivor(
	session: Session,
	survivor: JournalLead,
	absorbed: JournalLead[],
	id: number,
	by: string,
): void {
	const row = findLead(session, survivor.leadId);
	const current = leadText(session, survivor.leadId)?.doc;
	if (row === undefined || current === undefined) return;
	const own = keysOf(survivor.keys);
	const brought = absorbed.flatMap(({ keys }) => keysOf(keys));
	const kept = keysWithout(keysOf(text(row.keys)), brought, own);
	setKeys(session, int(row.id), text(row.keys), kept);
	write(session, row, rebased(current, survivor), by);
	for (const later of laterMerges(session, survivor.leadId, id))
		rewrite(session, later, survivor, brought, own);
}

function restoreAbsorbed(session: Session, lead: JournalLead, by: string): void {
	const row = findLead(session, lead.leadId);
	if (row === undefined) return;
	setKeys(session, int(row.id), text(row.keys), keysOf(lead.keys));
	write(session, row, lead.before, by);
	giveRows(session, 'touchpoints', lead.touchpoints, lead.leadId);
	giveRows(session, 'tasks', lead.tasks, lead.leadId);
}

function write(session: Session, row: Row, doc: string, by: string): void {
	const lead: Lead = JSON.parse(doc);
	writeLead(session, { ...toColumns(lead), doc }, row);
	writeAudit(session, int(row.id), { by, action: 'lead.unmerged', changes: '{}', note: undefined });
}

function laterMerges(session: Session, survivor: string, id: number): Row[] {
	return session
		.sql(
			'SELECT id, doc FROM merges WHERE survivor = ? AND id > ? AND undone_at IS NULL ORDER BY id',
		)
		.all(survivor, id);
}

/** Makes a later merge's journal what it would be without the merge that is taken back. */
function rewrite(
	session: Session,
	row: Row,
	undone: JournalLead,
	brought: IdentityKey[],
	own: IdentityKey[],
): void {
	const journal: Journal = JSON.parse(text(row.doc));
	const [survivor] = journal.leads;
	if (survivor === undefined) return;
	survivor.before = rebased(survivor.before, undone);
	survivor.after = rebased(survivor.after, undone);
	survivor.keys = keyText(keysWithout(keysOf(survivor.keys), brought, own));
	session.sql('UPDATE merges SET doc = ? WHERE id = ?').run(JSON.stringify(journal), int(row.id));
}
