import type { LeadQuery } from '../../../types';
import type { LeadPage } from '../../../rows/types';
import { readCursor, writeCursor, type Cursor } from '../../../rules/cursor';
import { int, maybeInt, text, type Session, type Value } from '../../session';
import { filtersOf } from './filters';

/** Rows looked at in one request: a query that finds little must not take long. */
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
export async function listLeads(session: Session, query: LeadQuery): Promise<LeadPage> {
	const limit = Math.min(Math.max(Math.trunc(query.limit), 0), pageRows);
	const after = query.after === undefined ? undefined : readCursor(query.after);
	const column = sorts[query.sort ?? 'createdAt'];
	const required = column === 'created_at' || column === 'updated_at';
	const withValue = after === undefined || after.value !== null;
	const found = await scan(session, query, { column, required, withValue }, after, limit);
	if (!found.end || required || !withValue) return found;
	// Those with a value are through; those without begin with the next request.
	return { ...found, next: writeCursor({ value: null, id: 0 }), end: false };
}

async function scan(
	session: Session,
	query: LeadQuery,
	{ column, required, withValue }: { column: string; required: boolean; withValue: boolean },
	after: Cursor | undefined,
	limit: number,
): Promise<LeadPage> {
	const values: Value[] = [];
	const bind = (value: Value, type: string) => `$${values.push(value)}::${type}`;
	const down = query.descending === true && withValue;
	const { narrow, each } = await filtersOf(session, query, bind);
	const where = [...narrow];
	if (!required) where.push(`${column} IS ${withValue ? 'NOT ' : ''}NULL`);
	if (after !== undefined) {
		// In the column's own type: compared as another one, no index is used and every page reads all those before it.
		const type = column === 'score' ? 'float8' : 'bigint';
		const id = bind(after.id, 'bigint');
		where.push(
			withValue
				? `(${column}, id) ${down ? '<' : '>'} (${bind(after.value, type)}, ${id})`
				: `id > ${id}`,
		);
	}
	const direction = down ? 'DESC' : 'ASC';
	const order = `${withValue ? `${column} ${direction}, ` : ''}id ${direction}`;
	const most = each.length === 0 ? limit : scanRows;
	const rows = await session.once(
		`SELECT id, ${column} AS value, ${joined(each)} AS hit FROM (SELECT * FROM lm.leads WHERE ${joined(where)}
		ORDER BY ${order} LIMIT ${most + 1}) AS leads ORDER BY ${order}`,
		values,
	);
	const hits: number[] = [];
	let last = after ?? { value: null, id: 0 };
	let end = true;
	for (const [index, row] of rows.entries()) {
		if (hits.length >= limit || index >= most) {
			end = false;
			break;
		}
		last = { value: maybeInt(row.value) ?? null, id: int(row.id) };
		if (row.hit === true) hits.push(last.id);
	}
	return { leads: await read(session, hits), next: writeCursor(last), end };
}

async function read(session: Session, ids: readonly number[]): Promise<LeadPage['leads']> {
	if (ids.length === 0) return [];
	const rows = await session.rows(
		`SELECT l.doc, l.version FROM unnest($1::bigint[]) WITH ORDINALITY AS u (id, place)
		JOIN lm.leads l USING (id) ORDER BY u.place`,
		[ids],
	);
	return rows.map((row) => ({ doc: text(row.doc), version: int(row.version) }));
}

function joined(parts: readonly string[]): string {
	return parts.length === 0 ? 'true' : `(${parts.join(' AND ')})`;
}
