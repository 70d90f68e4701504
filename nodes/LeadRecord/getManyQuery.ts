import { toInstant, toNumber } from '../../lib/core/filter/values';
import { stages } from '../../lib/core/lead/lifecycle';
import type { LeadCondition, LeadQuery } from '../../lib/store/port';
import {
	asList,
	asText,
	inQuotes,
	isRow,
	otherField,
	pickedField,
	typeOfField,
	WrongParameter,
	type Parameters,
	type Row,
} from '../shared';

const temperatures = ['hot', 'warm', 'cold', 'old'] as const;
const sorts = [
	'updatedAt',
	'createdAt',
	'score',
	'priority',
	'lastTouchAt',
	'nextActionAt',
] as const;
const operators = [
	'is',
	'isNot',
	'isAnyOf',
	'contains',
	'atLeast',
	'atMost',
	'exists',
	'missing',
] as const;

/**
 * What 'Get Many' asks the store for. A filter that cannot be used is an error: without it the answer would be every lead,
 * and the nodes behind may write to them or erase them.
 */
export function queryOf(parameters: Parameters): Omit<LeadQuery, 'limit' | 'after'> {
	const chosen = parameters.value('filters');
	const filters: Row = isRow(chosen) ? chosen : {};
	/** What a filter says; an expression has to say something, a line that was left empty does not. */
	const read = (name: string, label: string, advice: string): unknown => {
		const value = filters[name];
		if (!isEmpty(value)) return value;
		if (parameters.isExpression(`filters.${name}`)) throw wrong(label, value, advice);
		return undefined;
	};
	const among = <T extends string>(name: string, label: string, allowed: readonly T[]): T[] => {
		const advice = `Choose of: ${allowed.join(', ')}`;
		const value = read(name, label, advice);
		const texts = asList(value);
		if (value !== undefined && texts.length === 0) throw wrong(label, value, advice);
		return texts.map((text) => {
			const known = allowed.find((one) => one === text);
			if (known === undefined) throw wrong(label, text, advice);
			return known;
		});
	};
	const inStages = among('stages', 'Stages', stages);
	const warmth = among('temperatures', 'Temperatures', temperatures);
	const owner = read('owner', 'Owner', "Give a rep's ID or e-mail address");
	const ownerText = asText(owner);
	if (owner !== undefined && ownerText === undefined)
		throw wrong('Owner', owner, "Give a rep's ID or e-mail address");
	const since = read('changedSince', 'Changed Since', aTime);
	const instant = toInstant(typeof since === 'string' ? since.trim() : since);
	if (since !== undefined && instant === undefined) throw wrong('Changed Since', since, aTime);
	const conditions = conditionRows(filters['conditions']).map(conditionOf);
	return {
		...(inStages.length > 0 && { stages: inStages }),
		...(warmth.length > 0 && { temperatures: warmth }),
		...(ownerText !== undefined && { owner: ownerText }),
		...(instant !== undefined && { changedSince: new Date(instant).toISOString() }),
		...(conditions.length > 0 && { conditions }),
		sort: parameters.choice('sort', sorts),
		descending: parameters.flag('descending', true),
	};
}

const aTime = 'Give a date and time such as 2026-03-02T09:00:00Z';

function wrong(label: string, value: unknown, advice: string): WrongParameter {
	return new WrongParameter({
		message: `Filter '${label}' cannot be ${inQuotes(value)}`,
		remedy: `${advice}, or remove the filter. No lead was listed.`,
	});
}

function isEmpty(value: unknown): boolean {
	return value === undefined || value === null || value === '' || [value].flat().length === 0;
}

function conditionRows(value: unknown): Row[] {
	if (isEmpty(value)) return [];
	const rows = isRow(value) ? (value['rows'] ?? []) : undefined;
	if (!Array.isArray(rows) || !rows.every(isRow))
		throw wrong('Any Field', value, 'Add conditions of field, operator and value');
	return rows;
}

function conditionOf(row: Row, index: number): LeadCondition {
	const where = `Filter 'Any Field', condition ${index + 1}`;
	const field = pickedField(row);
	if (field === '') {
		throw new WrongParameter({
			message: `${where}: ${row['field'] === otherField ? "'Name of the Field' is empty" : 'no field is chosen'}`,
			remedy: 'Choose a field, or remove the condition. No lead was listed.',
		});
	}
	const operator = operators.find((one) => one === (row['operator'] ?? 'is'));
	if (operator === undefined) {
		throw new WrongParameter({
			message: `${where}: there is no operator ${inQuotes(row['operator'])}`,
			remedy: `Choose one of: ${operators.join(', ')}. No lead was listed.`,
		});
	}
	if (operator === 'exists' || operator === 'missing') return { field, operator };
	const list = asList(row['value']);
	const text = asText(row['value']);
	if (list.length === 0 && text === undefined) {
		throw new WrongParameter({
			message: `${where} on '${field}': 'Value' is ${inQuotes(row['value'])}`,
			remedy: "Enter a value; for leads with or without one choose 'Is Known' or 'Is Missing'.",
		});
	}
	if (operator === 'isAnyOf')
		return { field, operator, value: text === undefined ? list : asList(text) };
	const value = typed(field, operator, text ?? list.join(', '));
	if (value !== undefined) return { field, operator, value };
	throw new WrongParameter({
		message: `${where}: ${inQuotes(row['value'])} cannot be compared with '${field}'`,
		remedy: 'Enter a number for an amount, or a date such as 2026-03-02.',
	});
}

/** Numbers and times are stored as such and have to be compared as such. */
function typed(
	field: string,
	operator: LeadCondition['operator'],
	text: string,
): string | number | undefined {
	const type = typeOfField(field);
	if (type === 'number' || type === 'money') return toNumber(text);
	if (operator !== 'atLeast' && operator !== 'atMost') return text;
	if (type !== 'dateTime') return toNumber(text) ?? text;
	const instant = toInstant(text);
	return instant === undefined ? undefined : new Date(instant).toISOString();
}
