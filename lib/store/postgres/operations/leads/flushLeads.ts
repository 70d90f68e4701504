import { leadCounter } from '../../../rules/counts';
import { keyName, keysOf } from '../../../rules/keys';
import type { IdentityKey } from '../../../types';
import { Again } from '../../failure';
import { cleanDoc, int, text, type Session, type Value } from '../../session';
import type { Held, LeadSet } from './leadSet';

/** A key with the lead it goes to or comes from. */
interface Owned {
	key: IdentityKey;
	id: number;
}

const columns = [
	['stage', 'text'],
	['temperature', 'text'],
	['owner', 'text'],
	['score', 'float8'],
	['priority', 'bigint'],
	['domain', 'text'],
	['created_at', 'bigint'],
	['updated_at', 'bigint'],
	['last_touch_at', 'bigint'],
	['next_action_at', 'bigint'],
	['version', 'bigint'],
	['keys', 'text'],
	['doc', 'text'],
] as const;
const names = columns.map(([name]) => name).join(', ');

function unnested(first: string): string {
	const types = [first, ...columns.map(([, type]) => type)];
	return `unnest(${types.map((type, index) => `$${index + 1}::${type}[]`).join(', ')})`;
}

/** Writes the new leads of a set, which gives them the ids that everything of theirs refers to. */
export async function insertLeads(session: Session, set: LeadSet): Promise<void> {
	await insert(
		session,
		[...set.leads.values()].filter((lead) => lead.changed && lead.id === undefined),
	);
}

/** Writes what else changed in a set of leads: changed ones, released and claimed keys, audit, counters. */
export async function flushLeads(session: Session, set: LeadSet): Promise<void> {
	const changed = [...set.leads.values()].filter((lead) => lead.changed);
	// Sent in this order and answered in it; none needs the answer of another.
	await Promise.all([
		update(
			session,
			changed.filter((lead) => lead.before !== undefined),
		),
		moveKeys(session, changed),
		writeAudit(session, set),
	]);
	for (const lead of changed) {
		if (lead.before !== undefined) count(session, lead.before.columns, -1);
		count(session, lead.columns, 1);
		lead.before = { columns: lead.columns, keys: lead.keys };
		lead.changed = false;
	}
}

function valuesOf(leads: readonly Held[]): Value[] {
	const of = <V>(value: (lead: Held) => V): V[] => leads.map(value);
	return [
		of(({ columns: c }) => c.stage),
		of(({ columns: c }) => c.temperature),
		of(({ columns: c }) => c.owner),
		of(({ columns: c }) => c.score),
		of(({ columns: c }) => c.priority),
		of(({ columns: c }) => c.domain),
		of(({ columns: c }) => c.createdAt),
		of(({ columns: c }) => c.updatedAt),
		of(({ columns: c }) => c.lastTouchAt),
		of(({ columns: c }) => c.nextActionAt),
		of(({ version }) => version),
		of(({ keys }) => keys),
		of(({ columns: c }) => cleanDoc(c.doc)),
	];
}

async function insert(session: Session, leads: readonly Held[]): Promise<void> {
	if (leads.length === 0) return;
	const rows = await session.rows(
		`INSERT INTO lm.leads (lead_id, ${names}) SELECT * FROM ${unnested('text')} ON CONFLICT (lead_id) DO NOTHING RETURNING id, lead_id`,
		[leads.map((lead) => lead.columns.leadId), ...valuesOf(leads)],
	);
	if (rows.length < leads.length) throw new Again('the id of a lead');
	const ids = new Map(rows.map((row) => [text(row.lead_id), int(row.id)]));
	for (const lead of leads) lead.id = ids.get(lead.columns.leadId);
}

async function update(session: Session, leads: readonly Held[]): Promise<void> {
	if (leads.length === 0) return;
	const set = columns.map(([name]) => `${name} = u.${name}`).join(', ');
	await session.rows(
		`UPDATE lm.leads l SET ${set} FROM ${unnested('bigint')} AS u (id, ${names}) WHERE l.id = u.id`,
		[leads.map((lead) => lead.id ?? 0), ...valuesOf(leads)],
	);
}

async function moveKeys(session: Session, leads: readonly Held[]): Promise<void> {
	const released: Owned[] = [];
	const claimed: Owned[] = [];
	for (const { id = 0, before, keys } of leads) {
		if (before?.keys === keys) continue;
		const had = new Map(keysOf(before?.keys ?? '[]').map((key) => [keyName(key), key]));
		const has = new Map(keysOf(keys).map((key) => [keyName(key), key]));
		for (const [name, key] of had) if (!has.has(name)) released.push({ key, id });
		for (const [name, key] of has) if (!had.has(name)) claimed.push({ key, id });
	}
	const isPhone = ({ key }: Owned) => key.kind === 'phone';
	const isUnique = ({ key }: Owned) => key.kind !== 'phone';
	const kinds = (list: Owned[]) => list.map(({ key }) => key.kind);
	const values = (list: Owned[]) => list.map(({ key }) => key.value);
	const ids = (list: Owned[]) => list.map(({ id }) => id);
	const gone = released.filter(isUnique);
	// In one order for all, so that two batches that want the same keys do not wait for each other.
	const wanted = claimed
		.filter(isUnique)
		.sort((a, b) => (keyName(a.key) < keyName(b.key) ? -1 : 1));
	const away = released.filter(isPhone);
	const phones = claimed.filter(isPhone);
	const [, taken] = await Promise.all([
		sent(session, deleteKeys, gone, [kinds(gone), values(gone), ids(gone)]),
		sent(session, insertKeys, wanted, [kinds(wanted), values(wanted), ids(wanted)]),
		sent(session, deletePhones, away, [values(away), ids(away)]),
		sent(session, insertPhones, phones, [values(phones), ids(phones)]),
	]);
	if (taken.length < wanted.length) throw new Again('the key of a lead');
}

const deleteKeys = `DELETE FROM lm.keys k USING unnest($1::text[], $2::text[], $3::bigint[]) AS u (kind, value, lead)
	WHERE k.kind = u.kind AND k.value = u.value AND k.lead = u.lead`;
const insertKeys = `INSERT INTO lm.keys (kind, value, lead) SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[])
	ON CONFLICT DO NOTHING RETURNING kind`;
const deletePhones = `DELETE FROM lm.phones p USING unnest($1::text[], $2::bigint[]) AS u (value, lead)
	WHERE p.value = u.value AND p.lead = u.lead`;
const insertPhones =
	'INSERT INTO lm.phones (value, lead) SELECT * FROM unnest($1::text[], $2::bigint[]) ON CONFLICT DO NOTHING';

/** Runs a statement over a list, unless the list is empty. */
async function sent(session: Session, sql: string, list: readonly Owned[], values: Value[]) {
	return list.length === 0 ? [] : await session.rows(sql, values);
}

async function writeAudit(session: Session, set: LeadSet): Promise<void> {
	const { audits } = set;
	if (audits.length === 0) return;
	await session.rows(
		`INSERT INTO lm.audit (lead, at, by, action, changes, note)
		SELECT lead, $2::bigint, by, action, changes, note FROM unnest($1::bigint[], $3::text[], $4::text[], $5::text[], $6::text[])
		AS u (lead, by, action, changes, note)`,
		[
			audits.map(({ leadId }) => set.leads.get(leadId)?.id ?? 0),
			session.now,
			audits.map(({ by }) => by),
			audits.map(({ action }) => action),
			audits.map(({ changes }) => cleanDoc(changes)),
			audits.map(({ note }) => note ?? null),
		],
	);
	audits.length = 0;
}

function count(session: Session, { stage, temperature, owner }: Held['columns'], n: number): void {
	session.count('lead', leadCounter(stage, temperature, owner), n);
}
