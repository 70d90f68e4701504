import { tallies } from '../../sql/tallies';
import type { TallyPage, TallyQuery } from '../../reporting';
import { edgeOf, toTally } from '../../rules/tally';
import { int, maybeInt } from '../rows';
import type { Session } from '../session';

/** Rows counted in one request, and rows looked at to find them: the writer is not kept waiting for longer than that takes. */
const pageRows = 250;
const scanRows = 5000;

/** Counts one page of leads, touchpoints or assignments. */
export function tally(session: Session, args: TallyQuery): TallyPage {
	switch (args.of) {
		case 'leads':
			return ofLeads(session, args);
		case 'touchpoints':
			return ofTimed(session, args, 'touchpoints', 'occurred_at', touchTables);
		case 'assignments':
			return ofTimed(session, args, 'assignments', 'at', assignmentTables);
	}
}

/**
 * Leads by their place in the table, since a lead that changes meanwhile must not be counted twice. One that was last changed
 * before all periods can have nothing to tell of them.
 */
function ofLeads(session: Session, args: TallyQuery): TallyPage {
	const after = Number(args.after ?? 0);
	const since = Date.parse(edgeOf(args.periods, 'since'));
	const last = maybeInt(session.sql('SELECT max(id) AS id FROM leads').get()?.id) ?? 0;
	// The plus keeps SQLite from sorting all leads that changed since then, page by page.
	const full = session
		.sql(
			'SELECT id FROM leads WHERE id > ? AND id <= ? AND +updated_at >= ? ORDER BY id LIMIT 1 OFFSET ?',
		)
		.get(after, after + scanRows, since, pageRows - 1);
	const upTo = full === undefined ? after + scanRows : int(full.id);
	const rows = session
		.sql(`WITH ${periodTable}, ${leadTables} ${tallies.leads}`)
		.all(JSON.stringify(args.periods), after, upTo, since, args.asOf, args.currency);
	return { rows: rows.map(toTally), ...(upTo < last && { next: String(upTo) }) };
}

/** Rows by the time they tell of, which never changes. */
function ofTimed(
	session: Session,
	args: TallyQuery,
	table: 'touchpoints' | 'assignments',
	column: 'occurred_at' | 'at',
	tables: string,
): TallyPage {
	const since = Date.parse(edgeOf(args.periods, 'since'));
	const until = Date.parse(edgeOf(args.periods, 'until'));
	const [at = since, id = 0] = (args.after ?? '').split(' ').filter(Boolean).map(Number);
	const end = session
		.sql(
			`SELECT ${column} AS at, id FROM ${table} WHERE (${column}, id) > (?, ?) AND ${column} < ? ORDER BY ${column}, id LIMIT 1 OFFSET ?`,
		)
		.get(at, id, until, pageRows - 1);
	const rows = session
		.sql(`WITH ${periodTable}, ${tables} ${tallies[args.of]}`)
		.all(
			JSON.stringify(args.periods),
			at,
			id,
			end === undefined ? until - 1 : int(end.at),
			end === undefined ? Number.MAX_SAFE_INTEGER : int(end.id),
		);
	return {
		rows: rows.map(toTally),
		...(end !== undefined && { next: `${int(end.at)} ${int(end.id)}` }),
	};
}

const periodTable = `period (ix, since, until) AS MATERIALIZED (
	SELECT key, value ->> 'since', value ->> 'until' FROM json_each(?1))`;

const word = (path: string) => `coalesce(doc ->> '${path}', '')`;
const known = (path: string) =>
	`CASE WHEN coalesce(doc ->> '${path}', '') = '' THEN 'none' ELSE 'known' END`;
const seconds = (path: string) => `unixepoch(doc ->> '${path}')`;

const leadTables = `page AS MATERIALIZED (
	SELECT id, stage, owner, doc, json_extract(doc, '$.stageHistory') AS history FROM leads
	WHERE id > ?2 AND id <= ?3 AND +updated_at >= ?4 AND stage <> 'merged' AND coalesce(doc ->> 'isTest', 0) = 0
), move AS MATERIALIZED (
	SELECT page.id, coalesce(part.value ->> 'from', '') AS from_stage, part.value ->> 'to' AS to_stage, part.value ->> 'at' AS at,
	unixepoch(part.value ->> 'at') AS at_s, CASE WHEN part.key > 0 THEN unixepoch(history -> (part.key - 1) ->> 'at') END AS before_s,
	coalesce(part.value ->> 'reason', '') AS reason,
	CASE WHEN instr(part.value ->> 'by', '(workflow') > 0 THEN 'process' ELSE 'person' END AS actor
	FROM page, json_each(history) AS part
), arrival AS MATERIALIZED (
	SELECT page.id, coalesce((SELECT min(at) FROM move WHERE move.id = page.id AND to_stage = 'new'),
	CASE WHEN stage = 'target' THEN NULL ELSE doc ->> 'createdAt' END) AS captured FROM page
), lead AS MATERIALIZED (
	SELECT page.id, stage, ${word('source')} AS source, ${word('campaign')} AS campaign, ${word('channel')} AS channel,
	captured, unixepoch(captured) AS captured_s, coalesce(owner, '') AS owner,
	CASE WHEN coalesce(doc ->> 'currency', ?6) = ?6 THEN doc ->> 'cost' END AS cost,
	CASE WHEN coalesce(doc ->> 'currency', ?6) = ?6 THEN doc ->> 'dealValue' END AS value,
	CASE WHEN coalesce(doc ->> 'currency', ?6) = ?6 OR doc ->> 'dealValue' IS NULL THEN '' ELSE doc ->> 'currency' END AS currency,
	${seconds('firstResponseAt')} AS response_s, doc ->> 'assignedAt' AS assigned,
	CASE WHEN doc ->> 'dueAt' IS NULL THEN '' WHEN doc ->> 'firstResponseAt' <= doc ->> 'dueAt' THEN 'onTime'
	WHEN doc ->> 'firstResponseAt' IS NOT NULL THEN 'late' WHEN doc ->> 'dueAt' < ?5 THEN 'overdue' ELSE 'open' END AS sla,
	CASE WHEN ${word('referredBy')} = '' THEN 'no' ELSE 'yes' END AS referred,
	CASE WHEN ${word('email')} = '' THEN 'none' ELSE coalesce(doc ->> 'emailStatus', 'unchecked') END AS email,
	CASE WHEN ${word('phone')} = '' THEN 'none' ELSE coalesce(doc ->> 'phoneStatus', 'unchecked') END AS phone,
	${known('company')} AS company, ${known('country')} AS country,
	CASE WHEN json_array_length(doc, '$.consent') > 0 THEN 'known' ELSE 'none' END AS consent
	FROM page JOIN arrival ON arrival.id = page.id
)`;

/** A mail's events name its delivery in their meta; those of the sequencer itself, in their source id. */
const touchTables = `page AS MATERIALIZED (
	SELECT id, doc, lead_id, occurred_at, CASE WHEN source = 'nurture' THEN substr(source_id, 1, instr(source_id, ':') - 1)
	ELSE doc -> 'meta' ->> 'deliveryId' END AS delivery
	FROM touchpoints WHERE (occurred_at, id) > (?2, ?3) AND (occurred_at, id) <= (?4, ?5)
), touch AS MATERIALIZED (
	SELECT page.id, doc ->> 'type' AS type, ${word('channel')} AS channel, coalesce(doc ->> 'direction', '') AS direction,
	coalesce(doc -> 'actor' ->> 'kind', 'unknown') AS actor, coalesce(enrolments.sequence, '') AS sequence,
	coalesce(deliveries.step_id, '') AS step, coalesce(deliveries.variant, '') AS variant, doc ->> 'occurredAt' AS occurred
	FROM page LEFT JOIN (SELECT delivery_id, enrolment_id, step_id, doc ->> 'variant' AS variant FROM deliveries) AS deliveries
	ON deliveries.delivery_id = page.delivery LEFT JOIN (SELECT enrolment_id, sequence FROM enrolments) AS enrolments
	ON enrolments.enrolment_id = deliveries.enrolment_id
), topic AS MATERIALIZED (
	SELECT DISTINCT page.id, part.value AS text FROM page, json_each(doc, '$.topics') AS part
	WHERE coalesce(doc ->> 'direction', '') <> 'out' AND coalesce(doc -> 'actor' ->> 'kind', '') <> 'machine'
), objection AS MATERIALIZED (
	SELECT DISTINCT page.id, part.value AS text FROM page, json_each(doc, '$.meta.objections') AS part
)`;

const assignmentTables = `assignment AS MATERIALIZED (
	SELECT id, ${word('pool')} AS pool, rep_id AS rep, coalesce(doc ->> 'endedBy', '') AS ended, doc ->> 'at' AS at
	FROM assignments WHERE (at, id) > (?2, ?3) AND (at, id) <= (?4, ?5)
)`;
