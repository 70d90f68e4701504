import type { SQLInputValue } from 'node:sqlite';
import { fieldOf } from '../../../../core/lead/fields';
import type { LeadCondition, LeadQuery } from '../../../port';
import { toMs } from '../../../rows/instants';
import { lettersOf } from '../../../sql/letters';
import type { Session } from '../../session';
import { leadCounters } from './counts';

/** A part of a statement with the values it binds. */
export interface Part {
	sql: string;
	values: SQLInputValue[];
}

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

/** Up to how many leads of the wanted stages it is cheaper to read them all than to walk in the wanted order. */
const fewLeads = 20_000;

/**
 * The filters of a query in two parts: those that an index answers with few rows, and those that are looked at row by row.
 */
export function filtersOf(session: Session, query: LeadQuery): { narrow: Part[]; each: Part[] } {
	const narrow: Part[] = [];
	const each: Part[] = [];
	const { stages, temperatures, owner, conditions = [] } = query;
	if (stages !== undefined) {
		const list = few(session, stages) ? narrow : each;
		list.push(anyOf({ sql: 'stage', values: [] }, stages));
	}
	if (temperatures !== undefined)
		each.push(anyOf({ sql: 'temperature', values: [] }, temperatures));
	if (owner !== undefined) narrow.push({ sql: 'owner = ?', values: [owner] });
	const since = toMs(query.changedSince);
	if (since !== undefined) each.push({ sql: 'updated_at >= ?', values: [since] });
	for (const condition of conditions) {
		const exact = condition.operator === 'is' || condition.operator === 'isAnyOf';
		const indexed = ['owner', 'domain', 'leadId'].includes(condition.field);
		(exact && indexed ? narrow : each).push(toPart(condition));
	}
	return { narrow, each };
}

function few(session: Session, stages: readonly string[]): boolean {
	const wanted = leadCounters(session).filter(({ stage }) => stages.includes(stage));
	return wanted.reduce((sum, { n }) => sum + n, 0) <= fewLeads;
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
		case 'atMost': {
			const sign = operator === 'atLeast' ? '>=' : '<=';
			if (typeof value !== 'number')
				return { sql: `CAST(${sql} AS TEXT) ${sign} ?`, values: [...values, asText(value)] };
			if (own) return { sql: `${sql} ${sign} ?`, values: [value] };
			// What is no number, written as JSON writes it, is neither more nor less than one.
			return {
				sql: `(CASE WHEN length(${sql}) <= 100 AND json_valid(${sql}) AND json_type(${sql}) IN ('integer', 'real') THEN CAST(${sql} AS REAL) ${sign} ? ELSE 0 END)`,
				values: [...values, ...values, ...values, ...values, value],
			};
		}
		case 'contains': {
			const part = String(value).toLowerCase();
			const [entry, text] = [
				folded({ sql: 'part.value', values: [] }, [part]),
				folded({ sql, values }, [part]),
			];
			// A list contains the entry; a text contains the part.
			return {
				sql: `(CASE WHEN json_valid(${sql}) AND json_type(${sql}) = 'array' THEN EXISTS (SELECT 1 FROM json_each(${sql}) AS part WHERE ${entry.sql} = ?) ELSE instr(${text.sql}, ?) > 0 END)`,
				values: [...values, ...values, ...values, ...entry.values, part, ...text.values, part],
			};
		}
		case 'isNot': {
			const other = (asText(value) ?? '').toLowerCase();
			const text = folded({ sql, values }, [other]);
			return {
				sql: `(${sql} IS NULL OR ${text.sql} <> ?)`,
				values: [...values, ...text.values, other],
			};
		}
		case 'is':
		case 'isAnyOf': {
			const options: unknown[] = operator === 'isAnyOf' && Array.isArray(value) ? value : [value];
			if (own) return anyOf({ sql, values }, options.map(scalar));
			const wanted = options.flatMap((one) => asText(one)?.toLowerCase() ?? []);
			return anyOf(folded({ sql, values }, wanted), wanted);
		}
	}
}

/** A text made small as far as it is compared with these. */
function folded({ sql, values }: Part, wanted: readonly string[]): Part {
	const { large, small } = lettersOf(wanted);
	const [from, to] = [[...large], [...small]];
	return {
		sql: `${'replace('.repeat(from.length)}lower(${sql})${', ?, ?)'.repeat(from.length)}`,
		values: [...values, ...from.flatMap((letter, place) => [letter, to[place] ?? letter])],
	};
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

function anyOf({ sql, values }: Part, options: readonly SQLInputValue[]): Part {
	return {
		sql: `${sql} IN (${options.map(() => '?').join(', ')})`,
		values: [...values, ...options],
	};
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
