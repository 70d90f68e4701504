import { toInstant } from '../../rows/instants';
import type { LeadPage, LeaseText, SheetRowText } from '../../rows/types';
import { aheadOf, toSheetRow } from '../../rules/sheets';
import { int, text, type Session } from '../session';

/** Takes the lease of a spreadsheet unless somebody holds it: one statement, so that one of several wins. */
export async function leaseSheet(
	session: Session,
	{ sheet, leaseMs }: { sheet: string; leaseMs: number },
): Promise<LeaseText> {
	const [taken] = await session.rows(
		`INSERT INTO lm.sheets AS s (sheet, fence, lease_until, state) VALUES ($1, 1, $2, '{}')
		ON CONFLICT (sheet) DO UPDATE SET fence = s.fence + 1, lease_until = excluded.lease_until
		WHERE s.lease_until <= $3 RETURNING fence, state`,
		[sheet, session.now + leaseMs, session.now],
	);
	if (taken !== undefined)
		return { kind: 'leased', fence: int(taken.fence), state: text(taken.state) };
	const [held] = await session.rows('SELECT lease_until FROM lm.sheets WHERE sheet = $1', [sheet]);
	return { kind: 'busy', until: toInstant(int(held?.lease_until)) };
}

/** Leads whose version the sheet has not, by lead id. */
export async function leadsForSheet(
	session: Session,
	{ sheet, after, limit }: { sheet: string; after: string; limit: number },
): Promise<LeadPage> {
	const rows = await session.rows(
		`SELECT l.lead_id, l.doc, l.version FROM lm.leads l LEFT JOIN lm.sheet_rows r ON r.sheet = $1 AND r.lead_id = l.lead_id
		WHERE l.lead_id > $2 AND (r.version IS NULL OR r.version <> l.version) ORDER BY l.lead_id LIMIT $3`,
		[sheet, after, limit],
	);
	return {
		leads: rows.map((row) => ({ doc: text(row.doc), version: int(row.version) })),
		next: text(rows.at(-1)?.lead_id),
		end: rows.length < limit,
	};
}

/** What the rows of these leads and the store last agreed on. */
export async function sheetRows(
	session: Session,
	{ sheet, leadIds }: { sheet: string; leadIds: string[] },
): Promise<SheetRowText[]> {
	const rows = await session.rows(
		`SELECT r.lead_id, r.version, r.cells FROM unnest($2::text[]) WITH ORDINALITY AS u (lead_id, place)
		JOIN lm.sheet_rows r ON r.sheet = $1 AND r.lead_id = u.lead_id ORDER BY u.place`,
		[sheet, leadIds],
	);
	return rows.map(toSheetRow);
}

/** What a run was about to write when it ended, by lead id. */
export async function sheetAhead(
	session: Session,
	{ sheet, after, limit }: { sheet: string; after: string; limit: number },
): Promise<SheetRowText[]> {
	const rows = await session.rows(
		'SELECT lead_id, version, cells FROM lm.sheet_rows WHERE sheet = $1 AND lead_id > $2 ORDER BY lead_id LIMIT $3',
		[aheadOf(sheet), after, limit],
	);
	return rows.map(toSheetRow);
}

/** Ids of leads with a base, by id. */
export async function sheetLeads(
	session: Session,
	{ sheet, after, limit }: { sheet: string; after: string; limit: number },
): Promise<string[]> {
	const rows = await session.rows(
		'SELECT lead_id FROM lm.sheet_rows WHERE sheet = $1 AND lead_id > $2 ORDER BY lead_id LIMIT $3',
		[sheet, after, limit],
	);
	return rows.map((row) => text(row.lead_id));
}

/** Keeps bases, what is about to be written, state and lease of a spreadsheet; a stale fence writes nothing. */
export async function saveSheet(
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
): Promise<'done' | 'stale'> {
	const held = await session.rows(
		`UPDATE lm.sheets SET lease_until = $1, state = coalesce($2, state) WHERE sheet = $3 AND fence = $4 RETURNING fence`,
		[session.now + save.leaseMs, save.state, save.sheet, save.fence],
	);
	if (held.length === 0) return 'stale';
	if (save.settled)
		await session.rows('DELETE FROM lm.sheet_rows WHERE sheet = $1', [aheadOf(save.sheet)]);
	await putRows(session, save.sheet, save.rows);
	await putRows(session, aheadOf(save.sheet), save.ahead);
	return 'done';
}

async function putRows(session: Session, sheet: string, rows: SheetRowText[]): Promise<void> {
	const last = [...new Map(rows.map((row) => [row.leadId, row])).values()];
	if (last.length === 0) return;
	await session.rows(
		`INSERT INTO lm.sheet_rows (sheet, lead_id, version, cells)
		SELECT $1, u.lead_id, u.version, u.cells FROM unnest($2::text[], $3::bigint[], $4::text[]) AS u (lead_id, version, cells)
		ON CONFLICT (sheet, lead_id) DO UPDATE SET version = excluded.version, cells = excluded.cells`,
		[
			sheet,
			last.map(({ leadId }) => leadId),
			last.map(({ version }) => version),
			last.map(({ cells }) => cells),
		],
	);
}
