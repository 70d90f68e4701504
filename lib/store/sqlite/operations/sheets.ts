import { toInstant } from '../../rows/instants';
import type { LeadPage, LeaseText, SheetRowText } from '../../rows/types';
import { aheadOf, toSheetRow } from '../../rules/sheets';
import { int, maybeText, text } from '../rows';
import type { Session } from '../session';

/** Takes the lease of a spreadsheet unless somebody holds it. */
export function leaseSheet(
	session: Session,
	{ sheet, leaseMs }: { sheet: string; leaseMs: number },
): LeaseText {
	const row = session
		.sql('SELECT fence, lease_until, state FROM sheets WHERE sheet = ?')
		.get(sheet);
	const until = int(row?.lease_until);
	if (until > session.now) return { kind: 'busy', until: toInstant(until) };
	const fence = int(row?.fence) + 1;
	const state = maybeText(row?.state) ?? '{}';
	session
		.sql(
			`INSERT INTO sheets (sheet, fence, lease_until, state) VALUES (?, ?, ?, ?)
			ON CONFLICT (sheet) DO UPDATE SET fence = excluded.fence, lease_until = excluded.lease_until`,
		)
		.run(sheet, fence, session.now + leaseMs, state);
	return { kind: 'leased', fence, state };
}

/** Leads that one call looks at: a few milliseconds of the thread that everybody waits for. */
const leadsAtOnce = 2000;

/** Greater than any id. */
const behindAll = '\u{10ffff}';

/** Leads whose version the sheet has not, by lead id, among the next few of all leads; `next` is where to go on. */
export function leadsForSheet(
	session: Session,
	{ sheet, after, limit }: { sheet: string; after: string; limit: number },
): LeadPage {
	const last = session
		.sql('SELECT lead_id FROM leads WHERE lead_id > ? ORDER BY lead_id LIMIT 1 OFFSET ?')
		.get(after, leadsAtOnce - 1);
	const to = maybeText(last?.lead_id);
	const rows = session
		.sql(
			`SELECT l.lead_id, l.doc, l.version FROM leads l LEFT JOIN sheet_rows r ON r.sheet = ?1 AND r.lead_id = l.lead_id
			WHERE l.lead_id > ?2 AND l.lead_id <= ?3 AND (r.version IS NULL OR r.version <> l.version)
			ORDER BY l.lead_id LIMIT ?4`,
		)
		.all(sheet, after, to ?? behindAll, limit);
	const full = rows.length === limit ? maybeText(rows.at(-1)?.lead_id) : undefined;
	return {
		leads: rows.map((row) => ({ doc: text(row.doc), version: int(row.version) })),
		next: full ?? to ?? '',
		end: full === undefined && to === undefined,
	};
}

/** What the rows of these leads and the store last agreed on. */
export function sheetRows(
	session: Session,
	{ sheet, leadIds }: { sheet: string; leadIds: string[] },
): SheetRowText[] {
	const one = session.sql(
		'SELECT lead_id, version, cells FROM sheet_rows WHERE sheet = ? AND lead_id = ?',
	);
	return leadIds.flatMap((leadId) => {
		const row = one.get(sheet, leadId);
		return row ? [toSheetRow(row)] : [];
	});
}

/** Ids of leads with a base, by id. */
export function sheetLeads(
	session: Session,
	{ sheet, after, limit }: { sheet: string; after: string; limit: number },
): string[] {
	return session
		.sql('SELECT lead_id FROM sheet_rows WHERE sheet = ? AND lead_id > ? ORDER BY lead_id LIMIT ?')
		.all(sheet, after, limit)
		.map((row) => text(row.lead_id));
}

/** What a run was about to write when it ended, by lead id. */
export function sheetAhead(
	session: Session,
	{ sheet, after, limit }: { sheet: string; after: string; limit: number },
): SheetRowText[] {
	return session
		.sql(
			'SELECT lead_id, version, cells FROM sheet_rows WHERE sheet = ? AND lead_id > ? ORDER BY lead_id LIMIT ?',
		)
		.all(aheadOf(sheet), after, limit)
		.map(toSheetRow);
}

/** Keeps bases, what is about to be written, state and lease of a spreadsheet; a stale fence writes nothing. */
export function saveSheet(
	session: Session,
	save: {
		sheet: string;
		fence: number;
		rows: SheetRowText[];
		ahead: SheetRowText[];
		settled: boolean;
		state: string | null;
		leaseMs: number;
	},
): 'done' | 'stale' {
	const held = session.sql('SELECT fence FROM sheets WHERE sheet = ?').get(save.sheet);
	if (held === undefined || int(held.fence) !== save.fence) return 'stale';
	session
		.sql('UPDATE sheets SET lease_until = ?, state = coalesce(?, state) WHERE sheet = ?')
		.run(session.now + save.leaseMs, save.state, save.sheet);
	const put = session.sql(
		`INSERT INTO sheet_rows (sheet, lead_id, version, cells) VALUES (?, ?, ?, ?)
		ON CONFLICT (sheet, lead_id) DO UPDATE SET version = excluded.version, cells = excluded.cells`,
	);
	for (const { leadId, version, cells } of save.rows) put.run(save.sheet, leadId, version, cells);
	if (save.settled) session.sql('DELETE FROM sheet_rows WHERE sheet = ?').run(aheadOf(save.sheet));
	for (const { leadId, version, cells } of save.ahead)
		put.run(aheadOf(save.sheet), leadId, version, cells);
	return 'done';
}
