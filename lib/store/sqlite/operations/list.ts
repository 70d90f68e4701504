import type { SQLInputValue } from 'node:sqlite';
import { fieldOf } from '../../../core/lead/fields';
import type { LeadCondition, LeadQuery } from '../../port';
import { int, maybeInt, toMs } from '../rows';
import type { Session } from '../session';
import { toLeadText, type LeadText } from './leads';

/** Most leads of one page. */
const pageRows = 1000;

/** Fields with a column of their own; the others are read from the document. */
const columns: Readonly<Record<string, string>> = {
	leadId: 'lead_id',
	stage: 'stage',
	temperature: 'temperature',
	owner: 'owner',
	score: 'score',
	priority: 'priority',
	domain: 'domain',
};
const sorts: Readonly<Record<NonNullable<LeadQuery['sort']>, string>> = {
	createdAt: 'created_at',
	updatedAt: 'updated_at',
	score: 'score',
	priority: 'priority',
	lastTouchAt: 'last_touch_at',
	nextActionAt: 'next_action_at',
};

/** Where the next page begins: after this value, or after this lead among those without a value. */
type Cursor = { value: number | null; id: number };
/** A part of a statement with the values it binds. */
type Part = { sql: string; values: SQLInputValue[] };

/** A page of leads. Those that have nothing in the sort field come last, in the order of their making. */
export function listLeads(
	session: Session,
	query: LeadQuery,
): { leads: LeadText[]; next?: string } {
	const limit = Math.min(Math.max(Math.trunc(query.limit), 1), pageRows);
	const after = query.after === undefined ? undefined : readCursor(query.after);
	const found: Array<LeadText & Cursor> = [];
	if (after === undefined || after.value !== null) {
		found.push(...page(session, query, true, after, limit + 1));
	}
	if (found.length <= limit) {
		const rest = after?.value === null ? after : undefined;
		found.push(...page(session, query, false, rest, limit + 1 - found.length));
	}
	const leads = found.slice(0, limit);
	const last = leads.at(-1);
	const more = found.length > limit && last !== undefined;
	return {
		leads: leads.map(({ doc, version }) => ({ doc, version })),
		...(more ? { next: writeCursor(last) } : {}),
	};
}

function page(
	session: Session,
	query: LeadQuery,
	withValue: boolean,
	after: Cursor | undefined,
	limit: number,
): Array<LeadText & Cursor> {
	const column = sorts[query.sort ?? 'createdAt'];
	const required = column === 'created_at' || column === 'updated_at';
	if (required && !withValue) return [];
	const down = query.descending === true && withValue;
	const compare = down ? '<' : '>';
	const parts: Part[] = [
		...filters(query),
		...(required ? [] : [{ sql: `${column} IS ${withValue ? 'NOT ' : ''}NULL`, values: [] }]),
	];
	if (after !== undefined) {
		parts.push(
			withValue
				? { sql: `(${column}, id) ${compare} (?, ?)`, values: [after.value, after.id] }
				: { sql: 'id > ?', values: [after.id] },
		);
	}
	const where = parts.length === 0 ? '' : `WHERE ${parts.map(({ sql }) => sql).join(' AND ')}`;
	const order = withValue ? `${column} ${down ? 'DESC' : 'ASC'}, ` : '';
	return session.db
		.prepare(
			`SELECT id, doc, version, ${column} AS value FROM leads ${where} ORDER BY ${order}id ${down ? 'DESC' : 'ASC'} LIMIT ?`,
		)
		.all(...parts.flatMap(({ values }) => values), limit)
		.map((row) => ({ ...toLeadText(row), id: int(row.id), value: maybeInt(row.value) ?? null }));
}

function filters(query: LeadQuery): Part[] {
	const parts: Part[] = [];
	if (query.stages !== undefined) parts.push(anyOf('stage', query.stages));
	if (query.temperatures !== undefined) parts.push(anyOf('temperature', query.temperatures));
	if (query.owner !== undefined) parts.push({ sql: 'owner = ?', values: [query.owner] });
	const since = toMs(query.changedSince);
	if (since !== undefined) parts.push({ sql: 'updated_at >= ?', values: [since] });
	return [...parts, ...(query.conditions ?? []).map(toPart)];
}

function toPart({ field, operator, value }: LeadCondition): Part {
	const { sql, values } = valueOf(field);
	const own = Object.hasOwn(columns, field);
	switch (operator) {
		case 'exists':
			return { sql: `${sql} IS NOT NULL`, values };
		case 'missing':
			return { sql: `${sql} IS NULL`, values };
		case 'atLeast':
		case 'atMost':
			return {
				sql: `${sql} ${operator === 'atLeast' ? '>=' : '<='} ?`,
				values: [...values, scalar(value)],
			};
		case 'contains':
			// A list contains the entry; a text contains the part.
			return {
				sql: `(CASE WHEN json_valid(${sql}) AND json_type(${sql}) = 'array' THEN EXISTS (SELECT 1 FROM json_each(${sql}) AS part WHERE lower(part.value) = lower(?)) ELSE instr(lower(${sql}), lower(?)) > 0 END)`,
				values: [...values, ...values, ...values, String(value), ...values, String(value)],
			};
		case 'isNot':
			return {
				sql: `(${sql} IS NULL OR lower(${sql}) <> lower(?))`,
				values: [...values, ...values, asText(value)],
			};
		case 'is':
			return own
				? { sql: `${sql} = ?`, values: [scalar(value)] }
				: { sql: `lower(${sql}) = lower(?)`, values: [...values, asText(value)] };
		case 'isAnyOf': {
			const options: unknown[] = Array.isArray(value) ? value : [value];
			if (own) return anyOf(sql, options.map(scalar));
			const marks = options.map(() => 'lower(?)').join(', ');
			return { sql: `lower(${sql}) IN (${marks})`, values: [...values, ...options.map(asText)] };
		}
	}
}

/** Names that come from users are bound, never written into the statement. */
function valueOf(field: string): Part {
	const column = Object.hasOwn(columns, field) ? columns[field] : undefined;
	if (column !== undefined) return { sql: column, values: [] };
	if (fieldOf(field) !== undefined) return { sql: `(doc ->> '${field}')`, values: [] };
	return {
		sql: "(SELECT extra.value FROM json_each(doc, '$.extra') AS extra WHERE extra.key = ?)",
		values: [field],
	};
}

function anyOf(column: string, options: readonly SQLInputValue[]): Part {
	return { sql: `${column} IN (${options.map(() => '?').join(', ')})`, values: [...options] };
}

function scalar(value: unknown): string | number | null {
	return typeof value === 'number' ? value : asText(value);
}

/** The text SQLite makes of a value in a document: true and false are 1 and 0 there. */
function asText(value: unknown): string | null {
	if (value === undefined || value === null) return null;
	if (typeof value === 'string') return value;
	return typeof value === 'boolean' ? String(Number(value)) : JSON.stringify(value);
}

function writeCursor({ value, id }: Cursor): string {
	return Buffer.from(JSON.stringify([value, id])).toString('base64url');
}

function readCursor(text: string): Cursor {
	try {
		const [value, id]: unknown[] = JSON.parse(Buffer.from(text, 'base64url').toString());
		if (typeof id === 'number' && (value === null || typeof value === 'number'))
			return { value, id };
	} catch {
		// Said below.
	}
	throw new Error(`'${text}' is not the cursor of a page. Start again with the first page.`);
}
