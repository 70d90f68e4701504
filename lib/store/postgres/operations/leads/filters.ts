import { fieldOf } from '../../../../core/lead/fields';
import { toMs } from '../../../rows/instants';
import { leadCounts } from '../../../rules/counts';
import { lettersOf } from '../../../sql/letters';
import type { LeadCondition, LeadQuery } from '../../../types';
import type { Session, Value } from '../../session';

/** Writes a value's place into the statement and keeps the value. */
export type Bind = (value: Value, type: 'text' | 'float8' | 'text[]') => string;

/** Fields with a column of their own; the others are read from the document. */
const columns: Readonly<Record<string, { name: string; isNumber?: boolean }>> = {
	leadId: { name: 'lead_id' },
	stage: { name: 'stage' },
	temperature: { name: 'temperature' },
	owner: { name: 'owner' },
	score: { name: 'score', isNumber: true },
	priority: { name: 'priority', isNumber: true },
	domain: { name: 'domain' },
};

/** Up to how many leads of the wanted stages it is cheaper to read them all than to walk in the wanted order. */
const fewLeads = 20_000;

/** The filters of a query in two parts: those that an index answers with few rows, and those that are looked at row by row. */
export async function filtersOf(
	session: Session,
	query: LeadQuery,
	bind: Bind,
): Promise<{ narrow: string[]; each: string[] }> {
	const narrow: string[] = [];
	const each: string[] = [];
	const { stages, temperatures, owner, conditions = [] } = query;
	if (stages !== undefined) {
		const wanted: readonly string[] = stages;
		const all = leadCounts((await session.countersOf('lead'))('lead'));
		const n = all.reduce((sum, one) => sum + (wanted.includes(one.stage) ? one.n : 0), 0);
		(n <= fewLeads ? narrow : each).push(`stage = ANY(${bind(stages, 'text[]')})`);
	}
	if (temperatures !== undefined) each.push(`temperature = ANY(${bind(temperatures, 'text[]')})`);
	if (owner !== undefined) narrow.push(`owner = ${bind(owner, 'text')}`);
	const since = toMs(query.changedSince);
	if (since !== undefined) each.push(`updated_at >= ${bind(since, 'float8')}`);
	for (const condition of conditions) {
		const exact = condition.operator === 'is' || condition.operator === 'isAnyOf';
		const indexed = ['owner', 'domain', 'leadId'].includes(condition.field);
		(exact && indexed ? narrow : each).push(toSql(condition, bind));
	}
	return { narrow, each };
}

function toSql({ field, operator, value }: LeadCondition, bind: Bind): string {
	const column = Object.hasOwn(columns, field) ? columns[field] : undefined;
	const json = column === undefined ? jsonOf(field, bind) : undefined;
	const words = json === undefined ? `${column?.name}::text` : `(${json} #>> '{}')`;
	switch (operator) {
		case 'exists':
			return `${words} IS NOT NULL`;
		case 'missing':
			return `${words} IS NULL`;
		case 'atLeast':
		case 'atMost': {
			const sign = operator === 'atLeast' ? '>=' : '<=';
			if (typeof value !== 'number') {
				return `coalesce(${words} COLLATE "C" ${sign} ${bind(asText(value), 'text')}, false)`;
			}
			const number = bind(value, 'float8');
			if (json === undefined && column?.isNumber)
				return `coalesce(${column.name} ${sign} ${number}, false)`;
			// What is no number, written as JSON writes it, is neither more nor less than one; numeric holds what float8 cannot.
			return `(CASE WHEN length(${words}) <= 100 AND ${words} ~ '^-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]{1,3})?$' THEN (${words})::numeric ${sign} ${number}::numeric ELSE false END)`;
		}
		case 'contains': {
			const lower = folding([String(value)], bind);
			const part = bind(String(value).toLowerCase(), 'text');
			const within = `position(${part} IN ${lower(words)}) > 0`;
			if (json === undefined) return `coalesce(${within}, false)`;
			// A list contains the entry; a text contains the part.
			return `coalesce(CASE json_typeof(${json}) WHEN 'array' THEN EXISTS (SELECT 1 FROM json_array_elements_text(${json}) AS e (part) WHERE ${lower('e.part')} = ${part}) ELSE ${within} END, false)`;
		}
		case 'isNot': {
			const other = asText(value) ?? '';
			const lower = folding([other], bind);
			return `(${words} IS NULL OR ${lower(words)} <> ${bind(other.toLowerCase(), 'text')})`;
		}
		case 'is':
		case 'isAnyOf': {
			const options: unknown[] = operator === 'isAnyOf' && Array.isArray(value) ? value : [value];
			const wanted = options.flatMap((one) => asText(one) ?? []);
			if (json === undefined)
				return `coalesce(${column?.isNumber ? words : column?.name} = ANY(${bind(wanted, 'text[]')}), false)`;
			const lower = folding(wanted, bind);
			const list = bind(
				wanted.map((one) => one.toLowerCase()),
				'text[]',
			);
			return `coalesce(${lower(words)} = ANY(${list}), false)`;
		}
	}
}

/** Makes a text small as far as it is compared with these. */
function folding(wanted: readonly string[], bind: Bind): (text: string) => string {
	const { large, small } = lettersOf(wanted);
	if (large === '') return (text) => `lower(${text})`;
	const [from, to] = [bind(large, 'text'), bind(small, 'text')];
	return (text) => `translate(lower(${text}), ${from}, ${to})`;
}

/** Names that come from users are bound, never written into the statement. */
function jsonOf(field: string, bind: Bind): string {
	if (fieldOf(field) !== undefined) return `(doc::json -> '${field}')`;
	return `(doc::json -> 'extra' -> ${bind(field, 'text')})`;
}

/** The text Postgres makes of a value in a document. */
function asText(value: unknown): string | null {
	if (value === undefined || value === null) return null;
	return typeof value === 'string' ? value : JSON.stringify(value);
}
