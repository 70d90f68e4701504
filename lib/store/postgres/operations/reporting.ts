import { tallies } from '../../sql/tallies';
import type { TallyPage, TallyQuery } from '../../reporting';
import { edgeOf, toTally } from '../../rules/tally';
import { int, type Session } from '../session';

/** Rows counted in one request, and rows looked at to find them. */
const pageRows = 1000;
const scanRows = 5000;

/** Counts one page of leads, touchpoints or assignments. */
export async function tally(session: Session, args: TallyQuery): Promise<TallyPage> {
	switch (args.of) {
		case 'leads':
			return await ofLeads(session, args);
		case 'touchpoints':
			return await ofTimed(session, args, 'touchpoints', 'occurred_at', touchTables);
		case 'assignments':
			return await ofTimed(session, args, 'assignments', 'at', assignmentTables);
	}
}

/**
 * Leads by their place in the table, since a lead that changes meanwhile must not be counted twice. One that was last changed
 * before all periods can have nothing to tell of them.
 */
async function ofLeads(session: Session, args: TallyQuery): Promise<TallyPage> {
	const after = Number(args.after ?? 0);
	const since = Date.parse(edgeOf(args.periods, 'since'));
	const [found] = await session.rows(
		`SELECT (SELECT max(id) FROM lm.leads) AS last,
		(SELECT id FROM lm.leads WHERE id > $1 AND id <= $2 AND updated_at >= $3 ORDER BY id LIMIT 1 OFFSET ${pageRows - 1}) AS full`,
		[after, after + scanRows, since],
	);
	const upTo = typeof found?.full === 'number' ? found.full : after + scanRows;
	const rows = await session.rows(`WITH ${periodTable}, ${leadTables} ${tallies.leads}`, [
		JSON.stringify(args.periods),
		after,
		upTo,
		since,
		args.asOf,
		args.currency,
	]);
	return { rows: rows.map(toTally), ...(upTo < int(found?.last) && { next: String(upTo) }) };
}

/** Rows by the time they tell of, which never changes. */
async function ofTimed(
	session: Session,
	args: TallyQuery,
	table: 'touchpoints' | 'assignments',
	column: 'occurred_at' | 'at',
	tables: string,
): Promise<TallyPage> {
	const since = Date.parse(edgeOf(args.periods, 'since'));
	const until = Date.parse(edgeOf(args.periods, 'until'));
	const [at = since, id = 0] = (args.after ?? '').split(' ').filter(Boolean).map(Number);
	const [end] = await session.rows(
		`SELECT ${column} AS at, id FROM lm.${table} WHERE (${column}, id) > ($1::bigint, $2::bigint) AND ${column} < $3
		ORDER BY ${column}, id LIMIT 1 OFFSET ${pageRows - 1}`,
		[at, id, until],
	);
	const rows = await session.rows(`WITH ${periodTable}, ${tables} ${tallies[args.of]}`, [
		JSON.stringify(args.periods),
		at,
		id,
		end === undefined ? until - 1 : int(end.at),
		end === undefined ? Number.MAX_SAFE_INTEGER : int(end.id),
	]);
	return {
		rows: rows.map(toTally),
		...(end !== undefined && { next: `${int(end.at)} ${int(end.id)}` }),
	};
}

const periodTable = `period (ix, since, until) AS MATERIALIZED (
	SELECT part.place - 1, part.value ->> 'since', part.value ->> 'until'
	FROM json_array_elements($1::json) WITH ORDINALITY AS part (value, place))`;

const word = (path: string) => `coalesce(doc ->> '${path}', '')`;
const known = (path: string) =>
	`CASE WHEN coalesce(doc ->> '${path}', '') = '' THEN 'none' ELSE 'known' END`;
/** Whole seconds of an instant as stored; what is no instant has none. */
const seconds = (value: string) =>
	`CASE WHEN ${value} ~ '^[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]' THEN floor(extract(epoch FROM (${value})::timestamptz))::bigint END`;
/** A number in a document, or nothing. */
const number = (path: string) =>
	`CASE WHEN jsonb_typeof(doc -> '${path}') = 'number' THEN (doc ->> '${path}')::float8 END`;

const leadTables = `page AS MATERIALIZED (
	SELECT id, stage, owner, doc::jsonb AS doc, doc::jsonb -> 'stageHistory' AS history FROM lm.leads
	WHERE id > $2 AND id <= $3 AND updated_at >= $4 AND stage <> 'merged' AND coalesce(doc::jsonb ->> 'isTest', 'false') <> 'true'
), move AS MATERIALIZED (
	SELECT page.id, coalesce(part.value ->> 'from', '') AS from_stage, part.value ->> 'to' AS to_stage, part.value ->> 'at' AS at,
	${seconds("part.value ->> 'at'")} AS at_s,
	${seconds("history -> (part.place - 2)::integer ->> 'at'").replace('CASE WHEN', 'CASE WHEN part.place > 1 AND')} AS before_s,
	coalesce(part.value ->> 'reason', '') AS reason,
	CASE WHEN position('(workflow' IN part.value ->> 'by') > 0 THEN 'process' ELSE 'person' END AS actor
	FROM page, jsonb_array_elements(history) WITH ORDINALITY AS part (value, place)
), arrival AS MATERIALIZED (
	SELECT page.id, coalesce((SELECT min(at) FROM move WHERE move.id = page.id AND to_stage = 'new'),
	CASE WHEN stage = 'target' THEN NULL ELSE doc ->> 'createdAt' END) AS captured FROM page
), lead AS MATERIALIZED (
	SELECT page.id, stage, ${word('source')} AS source, ${word('campaign')} AS campaign, ${word('channel')} AS channel,
	captured, ${seconds('captured')} AS captured_s, coalesce(owner, '') AS owner,
	CASE WHEN coalesce(doc ->> 'currency', $6) = $6 THEN ${number('cost')} END AS cost,
	CASE WHEN coalesce(doc ->> 'currency', $6) = $6 THEN ${number('dealValue')} END AS value,
	CASE WHEN coalesce(doc ->> 'currency', $6) = $6 OR doc ->> 'dealValue' IS NULL THEN '' ELSE doc ->> 'currency' END AS currency,
	${seconds("doc ->> 'firstResponseAt'")} AS response_s, doc ->> 'assignedAt' AS assigned,
	CASE WHEN doc ->> 'dueAt' IS NULL THEN '' WHEN doc ->> 'firstResponseAt' <= doc ->> 'dueAt' THEN 'onTime'
	WHEN doc ->> 'firstResponseAt' IS NOT NULL THEN 'late' WHEN doc ->> 'dueAt' < $5 THEN 'overdue' ELSE 'open' END AS sla,
	CASE WHEN ${word('referredBy')} = '' THEN 'no' ELSE 'yes' END AS referred,
	CASE WHEN ${word('email')} = '' THEN 'none' ELSE coalesce(doc ->> 'emailStatus', 'unchecked') END AS email,
	CASE WHEN ${word('phone')} = '' THEN 'none' ELSE coalesce(doc ->> 'phoneStatus', 'unchecked') END AS phone,
	${known('company')} AS company, ${known('country')} AS country,
	CASE WHEN jsonb_typeof(doc -> 'consent') = 'array' AND doc -> 'consent' <> '[]' THEN 'known' ELSE 'none' END AS consent
	FROM page JOIN arrival ON arrival.id = page.id
)`;

/** A mail's events name its delivery in their meta; those of the sequencer itself, in their source id. */
const touchTables = `page AS MATERIALIZED (
	SELECT id, doc::jsonb AS doc, lead_id, occurred_at, CASE WHEN source = 'nurture' THEN split_part(source_id, ':', 1)
	ELSE doc::jsonb -> 'meta' ->> 'deliveryId' END AS delivery
	FROM lm.touchpoints WHERE (occurred_at, id) > ($2::bigint, $3::bigint) AND (occurred_at, id) <= ($4::bigint, $5::bigint)
), touch AS MATERIALIZED (
	SELECT page.id, page.doc ->> 'type' AS type, coalesce(page.doc ->> 'channel', '') AS channel,
	coalesce(page.doc ->> 'direction', '') AS direction, coalesce(page.doc -> 'actor' ->> 'kind', 'unknown') AS actor,
	coalesce(e.sequence, '') AS sequence, coalesce(d.step_id, '') AS step,
	coalesce(d.doc::json ->> 'variant', '') AS variant, page.doc ->> 'occurredAt' AS occurred
	FROM page LEFT JOIN lm.deliveries d ON d.delivery_id = page.delivery LEFT JOIN lm.enrolments e ON e.enrolment_id = d.enrolment_id
), topic AS MATERIALIZED (
	SELECT DISTINCT page.id, part.value AS text FROM page, jsonb_array_elements_text(
	CASE WHEN jsonb_typeof(doc -> 'topics') = 'array' THEN doc -> 'topics' ELSE '[]' END) AS part (value)
	WHERE coalesce(doc ->> 'direction', '') <> 'out' AND coalesce(doc -> 'actor' ->> 'kind', '') <> 'machine'
), objection AS MATERIALIZED (
	SELECT DISTINCT page.id, part.value AS text FROM page, jsonb_array_elements_text(
	CASE WHEN jsonb_typeof(doc -> 'meta' -> 'objections') = 'array' THEN doc -> 'meta' -> 'objections' ELSE '[]' END) AS part (value)
)`;

const assignmentTables = `page AS MATERIALIZED (
	SELECT id, rep_id, doc::jsonb AS doc FROM lm.assignments
	WHERE (at, id) > ($2::bigint, $3::bigint) AND (at, id) <= ($4::bigint, $5::bigint)
), assignment AS MATERIALIZED (
	SELECT id, ${word('pool')} AS pool, rep_id AS rep, coalesce(doc ->> 'endedBy', '') AS ended, doc ->> 'at' AS at FROM page
)`;
