import type { LeadQuery } from '../../../port';
import type { LeadPage, LeadText } from '../../../rows/types';
import { readCursor, writeCursor, type Cursor } from '../../../rules/cursor';
import { int, maybeInt } from '../../rows';
import type { Session } from '../../session';
import { filtersOf, type Part } from './filters';
import { leadText } from './leads';

/** Rows looked at in one request: a query that finds little must not keep writers waiting. */
const scanRows = 2000;
/** Most leads of one page. */
const pageRows = 1000;

const sorts: Readonly<Record<NonNullable<LeadQuery['sort']>, string>> = {
	createdAt: 'created_at',
	updatedAt: 'updated_at',
	score: 'score',
	priority: 'priority',
	lastTouchAt: 'last_touch_at',
	nextActionAt: 'next_action_at',
};

/**
 * Looks at the next leads of a query in its order until `limit` are found or enough rows were looked at; the asker goes on
 * from `next`. Leads that have nothing in the sort field come last, in the order of their making.
 */
export function listLeads(session: Session, query: LeadQuery): LeadPage {
	const limit = Math.min(Math.max(Math.trunc(query.limit), 0), pageRows);
	const after = query.after === undefined ? undefined : readCursor(query.after);
	const column = sorts[query.sort ?? 'createdAt'];
	const required = column === 'created_at' || column === 'updated_at';
	const withValue = after === undefined || after.value !== null;
	const found = scan(session, query, { column, required, withValue }, after, limit);
	if (!found.end || required || !withValue) return found;
	// Those with a value are through; those without begin with the next request.
	return { ...found, next: writeCursor({ value: null, id: 0 }), end: false };
}

function scan(
	session: Session,
	query: LeadQuery,
	sort: { column: string; required: boolean; withValue: boolean },
	after: Cursor | undefined,
	limit: number,
): LeadPage {
	const { column, required, withValue } = sort;
	const down = query.descending === true && withValue;
	const { narrow, each } = filtersOf(session, query);
	const where = [...narrow];
	if (!required) where.push({ sql: `${column} IS ${withValue ? 'NOT ' : ''}NULL`, values: [] });
	if (after !== undefined) {
		where.push(
			withValue
				? { sql: `(${column}, id) ${down ? '<' : '>'} (?, ?)`, values: [after.value, after.id] }
				: { sql: 'id > ?', values: [after.id] },
		);
	}
	const hit = joined(each);
	const condition = joined(where);
	const direction = down ? 'DESC' : 'ASC';
	const rows = session.db
		.prepare(
			`SELECT id, lead_id, ${column} AS value, ${hit.sql} AS hit FROM leads WHERE ${condition.sql}
			ORDER BY ${withValue ? `${column} ${direction}, ` : ''}id ${direction}`,
		)
		.iterate(...hit.values, ...condition.values);
	const leads: LeadText[] = [];
	let last = after ?? { value: null, id: 0 };
	let scanned = 0;
	for (const row of rows) {
		if (leads.length >= limit || scanned >= scanRows) {
			return { leads, next: writeCursor(last), end: false };
		}
		scanned += 1;
		last = { value: maybeInt(row.value) ?? null, id: int(row.id) };
		const lead = row.hit === 1 ? leadText(session, String(row.lead_id)) : undefined;
		if (lead !== undefined) leads.push(lead);
	}
	return { leads, next: writeCursor(last), end: true };
}

function joined(parts: Part[]): Part {
	if (parts.length === 0) return { sql: '1', values: [] };
	return {
		sql: `(${parts.map(({ sql }) => sql).join(' AND ')})`,
		values: parts.flatMap(({ values }) => values),
	};
}
