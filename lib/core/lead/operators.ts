import type { FieldType } from './fields';

/** How a condition compares a field; which ones a field offers follows from its type. */
export type Operator =
	| 'is'
	| 'isNot'
	| 'isAnyOf'
	| 'isNoneOf'
	| 'contains'
	| 'notContains'
	| 'hasWord'
	| 'startsWith'
	| 'endsWith'
	| 'matches'
	| 'atLeast'
	| 'atMost'
	| 'between'
	| 'before'
	| 'after'
	| 'inLastDays'
	| 'inNextDays'
	| 'isTrue'
	| 'isFalse'
	| 'exists'
	| 'missing';

/** What an operator is called, and how many values it takes ('list' is one text, separated by commas). */
export interface OperatorInfo {
	label: string;
	takes: 'nothing' | 'value' | 'two' | 'list';
}

/** Every operator with its label, in the order of the list. */
export const operators: Readonly<Record<Operator, OperatorInfo>> = {
	is: { label: 'Is', takes: 'value' },
	isNot: { label: 'Is Not', takes: 'value' },
	isAnyOf: { label: 'Is Any Of', takes: 'list' },
	isNoneOf: { label: 'Is None Of', takes: 'list' },
	contains: { label: 'Contains', takes: 'value' },
	notContains: { label: 'Does Not Contain', takes: 'value' },
	hasWord: { label: 'Has Word', takes: 'list' },
	startsWith: { label: 'Starts With', takes: 'value' },
	endsWith: { label: 'Ends With', takes: 'value' },
	matches: { label: 'Matches Pattern', takes: 'value' },
	atLeast: { label: 'Is At Least', takes: 'value' },
	atMost: { label: 'Is At Most', takes: 'value' },
	between: { label: 'Is Between', takes: 'two' },
	before: { label: 'Is Before', takes: 'value' },
	after: { label: 'Is After', takes: 'value' },
	inLastDays: { label: 'In the Last Days', takes: 'value' },
	inNextDays: { label: 'In the Next Days', takes: 'value' },
	isTrue: { label: 'Is True', takes: 'nothing' },
	isFalse: { label: 'Is False', takes: 'nothing' },
	exists: { label: 'Is Known', takes: 'nothing' },
	missing: { label: 'Is Missing', takes: 'nothing' },
};

const presence: Operator[] = ['exists', 'missing'];
const choice: Operator[] = ['is', 'isNot', 'isAnyOf', 'isNoneOf', ...presence];
const text: Operator[] = [
	...['is', 'isNot', 'isAnyOf', 'isNoneOf', 'contains', 'notContains'].filter(isOperator),
	...['hasWord', 'startsWith', 'endsWith', 'matches', ...presence].filter(isOperator),
];
const number: Operator[] = ['is', 'isNot', 'atLeast', 'atMost', 'between', ...presence];
const time: Operator[] = ['before', 'after', 'between', 'inLastDays', 'inNextDays', ...presence];
const list: Operator[] = ['contains', 'notContains', 'isAnyOf', 'isNoneOf', ...presence];

/**
 * The operators that fit a field of this type; a field nobody knows ('own') may be anything, so it offers all.
 * @example operatorsOf('boolean') //=> ['isTrue', 'isFalse', 'exists', 'missing']
 */
export function operatorsOf(type: FieldType | 'own'): readonly Operator[] {
	switch (type) {
		case 'number':
		case 'money':
			return number;
		case 'dateTime':
			return time;
		case 'boolean':
			return ['isTrue', 'isFalse', ...presence];
		case 'list':
			return list;
		case 'enum':
		case 'country':
		case 'language':
		case 'timezone':
			return choice;
		case 'object':
			return presence;
		case 'own':
			return Object.keys(operators).filter(isOperator);
		default:
			return text;
	}
}

/** Whether a text names an operator. */
export function isOperator(value: string): value is Operator {
	return Object.hasOwn(operators, value);
}
