import type { IdentityKey, MergeResult } from '../../../port';
import type { Journal, MergeRow } from '../../../rows/types';
import { keysOf, unionOfKeys } from '../../../rules/keys';
import { int, text } from '../../rows';
import type { Session } from '../../session';
import { leadText } from './leads';
import { findLead, setKeys, writeAudit, writeLead } from './saveLeads';

/**
 * Writes merges, each by itself: leads, keys, touchpoints and tasks go to the survivor, the journal keeps how it was. A lead
 * that somebody changed since it was read makes its merge stale; a merge that is known is left alone.
 */
export function mergeLeads(session: Session, merges: MergeRow[]): MergeResult[] {
	return merges.map((merge) => {
		const known = session.sql('SELECT undone_at FROM merges WHERE merge_id = ?').get(merge.mergeId);
		if (known !== undefined) return known.undone_at === null ? 'merged' : 'undone';
		const rows = [merge.survivor, ...merge.absorbed].map((lead) => ({
			lead,
			row: findLead(session, lead.leadId),
			before: leadText(session, lead.leadId)?.doc,
		}));
		if (rows.some(({ lead, row }) => row === undefined || int(row.version) !== lead.version))
			return 'stale';
		const journal: Journal = { leads: [] };
		let united: IdentityKey[] = [];
		for (const { lead, row, before } of rows) {
			if (row === undefined) continue;
			const absorbed = lead !== merge.survivor;
			united = unionOfKeys(united, keysOf(text(row.keys)));
			journal.leads.push({
				leadId: lead.leadId,
				before: before ?? '{}',
				keys: text(row.keys),
				after: lead.doc,
				touchpoints: absorbed
					? moveRows(session, 'touchpoints', lead.leadId, merge.survivor.leadId)
					: [],
				tasks: absorbed ? moveRows(session, 'tasks', lead.leadId, merge.survivor.leadId) : [],
			});
			if (absorbed) setKeys(session, int(row.id), text(row.keys), []);
			writeLead(session, lead, row);
			writeAudit(session, int(row.id), merge.audit);
		}
		const survivor = rows[0]?.row;
		if (survivor !== undefined) setKeys(session, int(survivor.id), text(survivor.keys), united);
		writeJournal(session, merge, journal);
		return 'merged';
	});
}

function writeJournal(session: Session, merge: MergeRow, journal: Journal): void {
	session
		.sql('INSERT INTO merges (merge_id, survivor, at, by, doc) VALUES (?, ?, ?, ?, ?)')
		.run(
			merge.mergeId,
			merge.survivor.leadId,
			session.now,
			merge.audit.by,
			JSON.stringify(journal),
		);
	for (const { leadId } of journal.leads) {
		session
			.sql('INSERT INTO merge_leads (lead_id, merge_id) VALUES (?, ?)')
			.run(leadId, merge.mergeId);
	}
}

/** Gives all rows of one lead to another. @returns their ids */
function moveRows(
	session: Session,
	table: 'touchpoints' | 'tasks',
	from: string,
	to: string,
): number[] {
	const rows = session.sql(`SELECT id FROM ${table} WHERE lead_id = ? ORDER BY id`).all(from);
	const ids = rows.map((row) => int(row.id));
	giveRows(session, table, ids, to);
	return ids;
}

/** Gives rows to a lead, in the column and in the document. */
export function giveRows(
	session: Session,
	table: 'touchpoints' | 'tasks',
	ids: readonly number[],
	to: string,
): void {
	const give = session.sql(
		`UPDATE ${table} SET lead_id = ?, doc = json_set(doc, '$.leadId', ?) WHERE id = ?`,
	);
	for (const id of ids) give.run(to, to, id);
}
