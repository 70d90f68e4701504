import type { TouchpointRow } from '../../rows/types';
import { exitTouchpoints } from '../../sql/exits';
import { cleanDoc, text, type Session } from '../session';
import { saveSecrets } from './settings';

/** `erasedSourceId` of the rules, in SQL; NULL while the workspace has no salt, when nobody can have been erased. */
function erased(row: string): string {
	return `(SELECT 'erased:' || encode(sha256(decode(doc::json ->> 'hashSalt', 'base64') ||
	convert_to(${row}.source || chr(10) || ${row}.source_id, 'UTF8')), 'hex') FROM lm.kept WHERE name = 'secrets')`;
}

/** Takes everything personal out of the touchpoints of leads; that there was one, of what kind and when, stays. */
export async function eraseTouchpoints(
	session: Session,
	leadIds: readonly string[],
): Promise<void> {
	await saveSecrets(session);
	await session.rows(
		`UPDATE lm.touchpoints t SET anonymous_id = NULL, source_id = n.id, doc = json_build_object('touchId', doc::json ->> 'touchId',
		'leadId', lead_id, 'type', doc::json ->> 'type', 'actor', doc::json -> 'actor', 'occurredAt', doc::json ->> 'occurredAt',
		'receivedAt', doc::json ->> 'receivedAt', 'source', source, 'sourceId', n.id)::text
		FROM (SELECT o.id AS place, CASE WHEN source = 'nurture' AND strpos(source_id, '@') = 0 THEN source_id ELSE ${erased('o')} END AS id
			FROM lm.touchpoints o WHERE lead_id = ANY($1)) AS n
		WHERE t.id = n.place`,
		[leadIds],
	);
}

/** Records touchpoints in one statement; the unique constraint on (source, source_id) decides which are new. */
export async function recordTouchpoints(
	session: Session,
	rows: readonly TouchpointRow[],
): Promise<Array<'recorded' | 'known'>> {
	if (rows.length === 0) return [];
	const made = await session.rows(
		`INSERT INTO lm.touchpoints (source, source_id, lead_id, anonymous_id, occurred_at, doc)
		SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[])
		AS u (source, source_id, lead_id, anonymous_id, occurred_at, doc)
		WHERE NOT EXISTS (SELECT 1 FROM lm.touchpoints t WHERE t.source = u.source AND t.source_id = ${erased('u')})
		ON CONFLICT DO NOTHING RETURNING source, source_id`,
		[
			rows.map(({ source }) => source),
			rows.map(({ sourceId }) => sourceId),
			rows.map(({ leadId }) => leadId),
			rows.map(({ anonymousId }) => anonymousId),
			rows.map(({ occurredAt }) => occurredAt),
			rows.map(({ doc }) => cleanDoc(doc)),
		],
	);
	session.count('touchpoints', '', made.length);
	const fresh = new Set(made.map((row) => JSON.stringify([text(row.source), text(row.source_id)])));
	// Of several with one id in a batch the first is the new one.
	return rows.map(({ source, sourceId }) =>
		fresh.delete(JSON.stringify([source, sourceId])) ? 'recorded' : 'known',
	);
}

/** Writes down anew what is known of touchpoints that are their leads'. */
export async function judgeTouchpoints(
	session: Session,
	rows: readonly TouchpointRow[],
): Promise<void> {
	if (rows.length === 0) return;
	await session.rows(
		`UPDATE lm.touchpoints AS t SET doc = u.doc
		FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS u (source, source_id, lead_id, doc)
		WHERE t.source = u.source AND t.source_id = u.source_id AND t.lead_id = u.lead_id`,
		[
			rows.map(({ source }) => source),
			rows.map(({ sourceId }) => sourceId),
			rows.map(({ leadId }) => leadId),
			rows.map(({ doc }) => cleanDoc(doc)),
		],
	);
}

/** Touchpoints as JSON text, oldest first, at most `perLead` newest of each lead; `exits` are those that may end a sequence. */
export async function touchpoints(
	session: Session,
	query: { leadIds: string[]; since: number; perLead: number; only?: 'exits' },
): Promise<string[]> {
	const rows = await session.rows(touchpointsSql(query.only), [
		query.leadIds,
		query.since,
		query.perLead,
	]);
	return rows.map((row) => text(row.doc));
}

/** The newest touchpoints of each of many leads since an instant, at most so many of each. */
export function touchpointsSql(only: 'exits' | undefined): string {
	const exits = only === undefined ? '' : `AND doc::json ->> 'type' ${exitTouchpoints}`;
	return `SELECT t.doc FROM unnest($1::text[]) WITH ORDINALITY AS u (lead_id, place) CROSS JOIN LATERAL (
		SELECT id, occurred_at, doc FROM lm.touchpoints WHERE lead_id = u.lead_id AND occurred_at >= $2 ${exits}
		ORDER BY occurred_at DESC, id DESC LIMIT $3) t
	ORDER BY u.place, t.occurred_at, t.id`;
}

/** The newest touchpoints of leads as JSON text, newest first. */
export async function newestTouchpoints(session: Session, limit: number): Promise<string[]> {
	const rows = await session.rows(
		'SELECT doc FROM lm.touchpoints WHERE lead_id IS NOT NULL ORDER BY occurred_at DESC, id DESC LIMIT $1',
		[limit],
	);
	return rows.map((row) => text(row.doc));
}
