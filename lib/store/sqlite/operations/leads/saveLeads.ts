import type { IdentityKey } from '../../../port';
import type { AuditText, LeadColumns, LeadRow, SavedLead } from '../../../rows/types';
import { leadCounter } from '../../../rules/counts';
import { keyName, keysAfter, keysOf, keyText } from '../../../rules/keys';
import { int, maybeText, text, type Row } from '../../rows';
import type { Session } from '../../session';
import { leadText } from './leads';
import { isTaken, type Marked } from '../../../rules/receipts';
import { keepConfirmations } from '../forms';
import { marksOf, settleReceipt } from '../marks';
import { insertTouchpoint, judgeTouchpoint } from '../touchpoints';
import { upsertTask } from '../nurture/tasks';

/** Saves leads one by one inside the request's transaction; one that cannot be saved leaves no trace. */
export function saveLeads(session: Session, rows: LeadRow[]): SavedLead[] {
	return rows.map((row): SavedLead => {
		const known = row.receipt && marksOf(session, row.receipt.receiptId);
		if (row.receipt && known && isTaken(known, row.receipt)) return { kind: 'stale' };
		const result = row.version === 0 ? insertLead(session, row) : updateLead(session, row);
		if (result.kind === 'saved') saveRest(session, row, known);
		return result;
	});
}

function insertLead(session: Session, row: LeadRow): SavedLead {
	const keys = row.keys ?? [];
	const made = session
		.sql(
			`INSERT INTO leads (lead_id, version, stage, temperature, owner, score, priority, domain, created_at, updated_at,
			last_touch_at, next_action_at, keys, doc) VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		)
		.run(
			row.leadId,
			row.stage,
			row.temperature,
			row.owner,
			row.score,
			row.priority,
			row.domain,
			row.createdAt,
			row.updatedAt,
			row.lastTouchAt,
			row.nextActionAt,
			keyText(keys),
			row.doc,
		);
	if (made.changes === 0) return stale(session, row.leadId);
	const id = Number(made.lastInsertRowid);
	// Claiming by INSERT saves a look-up per key in the common case; a key that is taken undoes the few rows before it.
	for (const [index, key] of keys.entries()) {
		if (claimKey(session, id, key)) continue;
		const owner = keyOwner(session, key);
		if (owner?.id === id) continue;
		for (const mine of keys.slice(0, index)) releaseKey(session, id, mine);
		session.sql('DELETE FROM leads WHERE id = ?').run(id);
		return { kind: 'keyTaken', key, leadId: owner?.leadId ?? '' };
	}
	countLead(session, row.stage, row.temperature, row.owner, 1);
	writeAudit(session, id, row.audit);
	return { kind: 'saved', version: 1 };
}

function updateLead(session: Session, row: LeadRow): SavedLead {
	const found = findLead(session, row.leadId);
	if (found === undefined || int(found.version) !== row.version) return stale(session, row.leadId);
	const id = int(found.id);
	if (row.keys !== undefined || row.lostKeys !== undefined) {
		const taken = moveKeys(session, id, text(found.keys), row);
		if (taken !== undefined) return taken;
	}
	writeLead(session, row, found);
	writeAudit(session, id, row.audit);
	return { kind: 'saved', version: row.version + 1 };
}

/** Columns beside the document, in the form they have in a row and in `LeadColumns`. */
const indexed = [
	['stage', 'stage'],
	['temperature', 'temperature'],
	['owner', 'owner'],
	['score', 'score'],
	['priority', 'priority'],
	['domain', 'domain'],
	['created_at', 'createdAt'],
	['updated_at', 'updatedAt'],
	['last_touch_at', 'lastTouchAt'],
	['next_action_at', 'nextActionAt'],
] as const;

/** A lead's columns without its document, as `writeLead` wants to have read them. */
export function findLead(session: Session, leadId: string): Row | undefined {
	return session
		.sql(
			`SELECT id, version, keys, ${indexed.map(([column]) => column).join(', ')} FROM leads WHERE lead_id = ?`,
		)
		.get(leadId);
}

/** Overwrites a lead that was read in this transaction and moves the counters with it. */
export function writeLead(session: Session, row: LeadColumns, before: Row): void {
	// SQLite rewrites the index entry of every column that is named, changed or not: so only changed ones are.
	let set = '';
	const values: Array<string | number | null> = [];
	for (const [column, key] of indexed) {
		const value = row[key];
		if (before[column] === value) continue;
		set += `${column} = ?, `;
		values.push(value);
	}
	session
		.sql(`UPDATE leads SET ${set}version = version + 1, doc = ? WHERE id = ?`)
		.run(...values, row.doc, int(before.id));
	const { stage, temperature, owner } = row;
	if (before.stage === stage && before.temperature === temperature && before.owner === owner)
		return;
	const old = [maybeText(before.temperature) ?? null, maybeText(before.owner) ?? null] as const;
	countLead(session, text(before.stage), ...old, -1);
	countLead(session, stage, temperature, owner, 1);
}

/** Appends to the audit trail. */
export function writeAudit(session: Session, lead: number, audit: AuditText): void {
	session
		.sql('INSERT INTO audit (lead, at, by, action, changes, note) VALUES (?, ?, ?, ?, ?, ?)')
		.run(lead, session.now, audit.by, audit.action, audit.changes, audit.note ?? null);
}

function saveRest(session: Session, row: LeadRow, known: Marked | undefined): void {
	for (const touchpoint of row.touchpoints ?? []) insertTouchpoint(session, touchpoint);
	for (const touchpoint of row.judged ?? []) judgeTouchpoint(session, touchpoint);
	for (const task of row.tasks ?? []) upsertTask(session, task);
	if (row.receipt !== undefined) settleReceipt(session, row.receipt, known);
	if (row.confirmations !== undefined) keepConfirmations(session, row.confirmations);
	for (const name of row.ownFields ?? []) session.count('ownField', name, 1);
}

function stale(session: Session, leadId: string): SavedLead {
	const current = leadText(session, leadId);
	return current === undefined ? { kind: 'stale' } : { kind: 'stale', current };
}

/** Gives a lead the keys it gains and takes those it loses, or changes nothing and names the one that another lead owns. */
function moveKeys(
	session: Session,
	id: number,
	before: string,
	row: LeadRow,
): SavedLead | undefined {
	const wanted = keysAfter(keysOf(before), row);
	if (before === keyText(wanted)) return undefined;
	for (const key of wanted) {
		if (key.kind === 'phone') continue;
		const owner = keyOwner(session, key);
		if (owner !== undefined && owner.id !== id) {
			return { kind: 'keyTaken', key, leadId: owner.leadId };
		}
	}
	setKeys(session, id, before, wanted);
	return undefined;
}

/** Releases the keys a lead has and shall not have, and claims the others; nobody else may own them. */
export function setKeys(session: Session, id: number, before: string, wanted: IdentityKey[]): void {
	const keep = new Set(wanted.map(keyName));
	for (const key of keysOf(before)) {
		if (!keep.has(keyName(key))) releaseKey(session, id, key);
	}
	for (const key of wanted) claimKey(session, id, key);
	session.sql('UPDATE leads SET keys = ? WHERE id = ?').run(keyText(wanted), id);
}

function claimKey(session: Session, id: number, { kind, value }: IdentityKey): boolean {
	if (kind === 'phone') {
		session
			.sql('INSERT INTO phones (value, lead) VALUES (?, ?) ON CONFLICT DO NOTHING')
			.run(value, id);
		return true;
	}
	return (
		session
			.sql('INSERT INTO keys (kind, value, lead) VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
			.run(kind, value, id).changes === 1
	);
}

function releaseKey(session: Session, id: number, { kind, value }: IdentityKey): void {
	if (kind === 'phone') {
		session.sql('DELETE FROM phones WHERE value = ? AND lead = ?').run(value, id);
	} else {
		session.sql('DELETE FROM keys WHERE kind = ? AND value = ? AND lead = ?').run(kind, value, id);
	}
}

function keyOwner(session: Session, key: IdentityKey): { id: number; leadId: string } | undefined {
	const row = session
		.sql(
			'SELECT leads.id, lead_id FROM keys JOIN leads ON leads.id = keys.lead WHERE kind = ? AND value = ?',
		)
		.get(key.kind, key.value);
	return row === undefined ? undefined : { id: int(row.id), leadId: text(row.lead_id) };
}

function countLead(
	session: Session,
	stage: string,
	temperature: string | null,
	owner: string | null,
	n: number,
): void {
	session.count('lead', leadCounter(stage, temperature, owner), n);
}
