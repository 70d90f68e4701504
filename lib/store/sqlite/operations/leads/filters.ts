import type { SQLInputValue } from 'node:sqlite';
import { fieldOf } from '../../../../core/lead/fields';
import type { LeadCondition, LeadQuery } from '../../../port';
import { toMs } from '../../../rows/instants';
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
		list.push(anyOf('stage', stages));
	}
	if (temperatures !== undefined) each.push(anyOf('temperature', temperatures));
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
