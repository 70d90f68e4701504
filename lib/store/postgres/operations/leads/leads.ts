import type { AuditRow, IdentityKey, KeyHit, StoreCounts } from '../../../types';
import { toInstant } from '../../../rows/instants';
import type { LeadText } from '../../../rows/types';
import { totalsOf } from '../../../rules/counts';
import { int, maybeText, text, type Session } from '../../session';

/** Most owners of one phone that a look-up tells. */
const owners = 100;

/** Finds the owners of keys; a phone may have several. */
export async function lookUp(session: Session, keys: IdentityKey[]): Promise<KeyHit[]> {
	if (keys.length === 0) return [];
	const rows = await session.rows(
		`SELECT u.place, l.id, l.lead_id FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS u (kind, value, place)
		JOIN lm.keys k ON k.kind = u.kind AND k.value = u.value JOIN lm.leads l ON l.id = k.lead
		UNION ALL
		SELECT u.place, l.id, l.lead_id FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS u (kind, value, place)
		CROSS JOIN LATERAL (SELECT lead FROM lm.phones p WHERE p.value = u.value ORDER BY lead LIMIT ${owners}) p
		JOIN lm.leads l ON l.id = p.lead WHERE u.kind = 'phone'
		ORDER BY 1, 2`,
		[keys.map(({ kind }) => kind), keys.map(({ value }) => value)],
	);
	return rows.flatMap((row) => {
		const key = keys[int(row.place) - 1];
		return key === undefined ? [] : [{ key, leadId: text(row.lead_id) }];
	});
}

export async function getLeads(session: Session, leadIds: string[]): Promise<LeadText[]> {
	const rows = await session.rows(
		`SELECT l.doc, l.version FROM unnest($1::text[]) WITH ORDINALITY AS u (lead_id, place)
		JOIN lm.leads l USING (lead_id) ORDER BY u.place`,
		[leadIds],
	);
	return rows.map((row) => ({ doc: text(row.doc), version: int(row.version) }));
}

export async function auditOf(
	session: Session,
	query: { leadId: string; limit: number },
): Promise<AuditRow[]> {
	const rows = await session.rows(
		`SELECT at, by, action, changes, note FROM lm.audit WHERE lead = (SELECT id FROM lm.leads WHERE lead_id = $1)
		ORDER BY id DESC LIMIT $2`,
		[query.leadId, query.limit],
	);
	return rows.map((row) => {
		const note = maybeText(row.note);
		return {
			leadId: query.leadId,
			at: toInstant(int(row.at)),
			by: text(row.by),
			action: text(row.action),
			changes: JSON.parse(text(row.changes)),
			...(note === undefined ? {} : { note }),
		};
	});
}

/** Totals from the counters, and from an index of what is under way, which is never long. */
export async function counts(session: Session): Promise<StoreCounts> {
	const [underWay] = await session.rows(
		"SELECT count(*) AS n FROM lm.receipts WHERE state = 'captured' AND ended_at IS NULL",
	);
	return totalsOf(
		await session.countersOf('receipts', 'outcomes', 'touchpoints', 'deliveries', 'tasks', 'lead'),
		int(underWay?.n),
	);
}

/** Names of own fields, most frequent first. */
export async function ownFields(session: Session, limit: number): Promise<string[]> {
	const rows = await session.rows(
		`SELECT name FROM lm.counters WHERE kind = 'ownField' GROUP BY name HAVING sum(n) > 0 ORDER BY sum(n) DESC, name LIMIT $1`,
		[limit],
	);
	return rows.map((row) => text(row.name));
}
