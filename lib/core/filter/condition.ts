import { fieldOf } from '../lead/fields';
import { isOperator, operators, operatorsOf, type Operator } from '../lead/operators';
import { makeTest } from './tests';
import { factsOf, fieldReader, isMissing, toList, toText, type FieldReader } from './values';

/** One question about a lead, as the user put it: field, operator, value. */
export interface Condition {
	field: string;
	operator: string;
	/** A value, a list, or text with commas, which means any of them; for between the lower end, or 'low-high'. */
	value?: unknown;
	/** The upper end of between. */
	to?: unknown;
}

/** What a condition comes to. A value that is not known neither meets nor fails it. */
export type Answer = 'met' | 'failed' | 'unknown';

/** A condition made ready once, to be asked of many leads. */
export interface CompiledCondition {
	/** Asks a lead or an item; `now` in milliseconds since the epoch matters to dates only. */
	ask(lead: object, now: number): Answer;
	/** The condition in words, e.g. 'Employees is between 50 and 500'. */
	words: string;
	/** The value it was asked of, for explanations. */
	read(lead: object): unknown;
	/** The fields it looks at. */
	fields: readonly string[];
}

/** A compiled condition, or what is wrong with it in words that its author can act on. */
export type ConditionResult =
	{ kind: 'compiled'; condition: CompiledCondition } | { kind: 'wrong'; message: string };

/**
 * Compiles a condition. Operators have to fit the type of the field: 'Employees contains 5' is refused here rather than
 * answered wrongly for every lead.
 *
 * @example compileCondition({ field: 'employees', operator: 'between', value: '50-500' })
 */
export function compileCondition({ field, operator, value, to }: Condition): ConditionResult {
	const known = fieldOf(field);
	const label = known?.label ?? field;
	if (field.trim() === '') return wrong('A condition has no field. Choose one from the list.');
	if (!isOperator(operator)) {
		return wrong(
			`'${label}': '${operator}' is not an operator. Use one of ${Object.keys(operators).join(', ')}.`,
		);
	}
	const fitting = operatorsOf(known?.type ?? 'own');
	if (!fitting.includes(operator)) {
		const names = fitting.map((name) => `'${operators[name].label}'`).join(', ');
		return wrong(
			`'${label}' holds ${typeWords[known?.type ?? 'text'] ?? 'text'}, so '${operators[operator].label}' does not fit. Choose one of ${names}.`,
		);
	}
	const read = fieldReader(field);
	const words = sentence(label, operator, value, to);
	if (operator === 'exists' || operator === 'missing') {
		const whenMissing: Answer = operator === 'missing' ? 'met' : 'failed';
		const whenThere: Answer = operator === 'missing' ? 'failed' : 'met';
		return compiled({ field, words, read }, (lead) =>
			isMissing(read(factsOf(lead))) ? whenMissing : whenThere,
		);
	}
	const test = makeTest(operator, value, known?.type, to);
	if (typeof test === 'string') return wrong(`'${label} ${verbs[operator]}': ${test}`);
	return compiled({ field, words, read }, (lead, now) => {
		const actual = read(factsOf(lead));
		if (isMissing(actual)) return 'unknown';
		const answer = test(actual, now);
		return answer === undefined ? 'unknown' : answer ? 'met' : 'failed';
	});
}

function compiled(
	{ field, words, read }: { field: string; words: string; read: FieldReader },
	ask: CompiledCondition['ask'],
): ConditionResult {
	const condition = {
		ask,
		words,
		read: (lead: object) => read(factsOf(lead)),
		fields: [field],
	};
	return { kind: 'compiled', condition };
}

function wrong(message: string): ConditionResult {
	return { kind: 'wrong', message };
}

function sentence(label: string, operator: Operator, value: unknown, to: unknown): string {
	const verb = verbs[operator];
	if (operators[operator].takes === 'nothing') return `${label} ${verb}`;
	if (operator === 'between') {
		const ends =
			to === undefined
				? toText(value).replace(/\s*(?:-|–|\bto\b)\s*/, ' and ')
				: `${toText(value)} and ${toText(to)}`;
		return `${label} ${verb} ${ends}`;
	}
	const days = operator === 'inLastDays' || operator === 'inNextDays' ? ' days' : '';
	return `${label} ${verb} ${toList(value).join(', ')}${days}`;
}

const verbs: Readonly<Record<Operator, string>> = {
	is: 'is',
	isNot: 'is not',
	isAnyOf: 'is one of',
	isNoneOf: 'is none of',
	contains: 'contains',
	notContains: 'does not contain',
	hasWord: 'has the word',
	startsWith: 'starts with',
	endsWith: 'ends with',
	matches: 'matches',
	atLeast: 'is at least',
	atMost: 'is at most',
	between: 'is between',
	before: 'is before',
	after: 'is after',
	inLastDays: 'is in the last',
	inNextDays: 'is in the next',
	isTrue: 'is true',
	isFalse: 'is false',
	exists: 'is known',
	missing: 'is missing',
};

const typeWords: Partial<Record<string, string>> = {
	number: 'a number',
	money: 'an amount',
	dateTime: 'a date',
	boolean: 'yes or no',
	list: 'a list',
	country: 'a country',
	object: 'structured data',
};
