import { RE2JS } from '../../vendor/re2js';
import type { FieldType } from '../lead/fields';
import type { Operator } from '../lead/operators';
import { countriesOf, countryCode } from './places';
import { fold, toBoolean, toInstant, toList, toNumber, toText } from './values';

/** Asks a value that is there; undefined when it cannot be read as the type the question needs. */
export type Test = (actual: unknown, now: number) => boolean | undefined;

/** Makes the test of an operator with the wanted value prepared once; a text says what is wrong with the value. */
export function makeTest(
	operator: Operator,
	wanted: unknown,
	type: FieldType | undefined,
	to?: unknown,
): Test | string {
	const test = testOf(operator, wanted, type, to);
	return typeof test === 'string' || timed.includes(operator) || operator === 'between'
		? test
		: remembering(test);
}

const timed: readonly Operator[] = ['before', 'after', 'inLastDays', 'inNextDays'];
/** Longer texts and rarer values are asked anew: what is remembered stays small whatever the data. */
const shortText = 80;
const mostRemembered = 1_000;

/** Leads share industries, countries and titles: the answer for a text is worked out once. */
function remembering(test: Test): Test {
	const known = new Map<string, boolean | undefined>();
	return (actual, now) => {
		if (typeof actual !== 'string' || actual.length > shortText) return test(actual, now);
		const answer = known.get(actual);
		if (answer !== undefined || known.has(actual)) return answer;
		const fresh = test(actual, now);
		if (known.size < mostRemembered) known.set(actual, fresh);
		return fresh;
	};
}

function testOf(
	operator: Operator,
	wanted: unknown,
	type: FieldType | undefined,
	to: unknown,
): Test | string {
	if (type === 'country' && places.includes(operator)) return placeTest(operator, wanted);
	switch (operator) {
		case 'isTrue':
			return toBoolean;
		case 'isFalse':
			return (actual) => negate(toBoolean(actual));
		case 'atLeast':
		case 'atMost':
			return limitTest(operator, wanted);
		case 'between':
			return betweenTest(wanted, to, type);
		case 'before':
		case 'after':
		case 'inLastDays':
		case 'inNextDays':
			return timeTest(operator, wanted);
		case 'isNot':
		case 'isNoneOf': {
			const test = sameTest(operator, wanted, type);
			return typeof test === 'string' ? test : (actual, now) => negate(test(actual, now));
		}
		case 'is':
		case 'isAnyOf':
			return sameTest(operator, wanted, type);
		case 'notContains': {
			const test = partTest('contains', wanted);
			return typeof test === 'string' ? test : (actual, now) => negate(test(actual, now));
		}
		case 'hasWord':
			return wordTest(wanted);
		case 'matches':
			return patternTest(wanted);
		case 'contains':
		case 'startsWith':
		case 'endsWith':
			return partTest(operator, wanted);
		case 'exists':
		case 'missing':
			return 'needs no value.';
	}
}

const places: readonly Operator[] = ['is', 'isNot', 'isAnyOf', 'isNoneOf'];
const dayMs = 86_400_000;
const nothingWanted = 'the value is empty. Fill in what to compare with.';

function negate(answer: boolean | undefined): boolean | undefined {
	return answer === undefined ? undefined : !answer;
}

/** Equality with one of several words. The exact spelling is tried first, because most data agrees with the rule's. */
function sameTest(operator: Operator, wanted: unknown, type: FieldType | undefined): Test | string {
	if (type === 'boolean') {
		const truth = toBoolean(wanted);
		if (truth === undefined) return `'${toText(wanted)}' is neither true nor false.`;
		return (actual) => {
			const is = toBoolean(actual);
			return is === undefined ? undefined : is === truth;
		};
	}
	const single = operator === 'is' || operator === 'isNot';
	const words = single && !Array.isArray(wanted) ? [toText(wanted).trim()] : toList(wanted);
	if (words.every((word) => word === '')) return nothingWanted;
	const exact = new Set<unknown>(words);
	const folded = new Set(words.map(fold));
	const numbers = new Set(words.map(toNumber).filter((number) => number !== undefined));
	const isNumeric = type === 'number' || type === 'money';
	if (isNumeric && numbers.size < words.length) {
		return `'${words.find((word) => toNumber(word) === undefined) ?? ''}' is not a number.`;
	}
	const language = type === 'language';
	const bands = words.flatMap(bandOf);
	const isWanted = (number: number) =>
		numbers.has(number) || bands.some(([low, high]) => number >= low && number <= high);
	return (actual) => {
		if (typeof actual === 'string' && !isNumeric) {
			if (exact.has(actual)) return true;
			const plain = fold(actual);
			return folded.has(plain) || (language && folded.has(plain.split(/[-_]/)[0] ?? ''));
		}
		if (Array.isArray(actual)) return actual.some((part) => folded.has(fold(toText(part))));
		if (typeof actual === 'boolean') return folded.has(String(actual));
		const number = toNumber(actual);
		return number === undefined ? undefined : isWanted(number);
	};
}

/** The ends of a band of sizes as forms offer them: '51-200', '10,000+'. */
function bandOf(word: string): Array<[low: number, high: number]> {
	const open = /^\D*([\d.,\s]*\d[kmb]?)\s*\+\D*$/i.exec(word);
	const ends = open ? [open[1], Infinity] : parts(word);
	const [low, high] = ends.map((end) => (end === Infinity ? Infinity : toNumber(end)));
	return ends.length === 2 && low !== undefined && high !== undefined ? [[low, high]] : [];
}

/** Whether a text contains, begins or ends with one of several words; for lists, whether a part does. */
function partTest(
	operator: 'contains' | 'startsWith' | 'endsWith',
	wanted: unknown,
): Test | string {
	const words = toList(wanted).map(fold);
	if (words.length === 0) return nothingWanted;
	const [only] = words;
	if (operator === 'contains' && words.length === 1 && only !== undefined) {
		return (actual) => fold(toText(actual)).includes(only);
	}
	const has = (text: string, word: string) =>
		operator === 'contains'
			? text.includes(word)
			: operator === 'startsWith'
				? text.startsWith(word)
				: text.endsWith(word);
	return (actual) => {
		const text = fold(toText(actual));
		for (const word of words) if (has(text, word)) return true;
		return false;
	};
}

function limitTest(operator: 'atLeast' | 'atMost', wanted: unknown): Test | string {
	const limit = toNumber(wanted);
	if (limit === undefined) return `'${toText(wanted)}' is not a number.`;
	const holds = operator === 'atLeast' ? (n: number) => n >= limit : (n: number) => n <= limit;
	return (actual) => ask(toNumber(actual), holds);
}

/** Between two numbers, or two dates, ends included; the ends may come as one text 'low-high'. */
function betweenTest(wanted: unknown, to: unknown, type: FieldType | undefined): Test | string {
	const given = to === undefined || to === '' ? parts(wanted) : [wanted, to];
	const isTime = type === 'dateTime' || (type === undefined && given.every(isDay));
	const read = isTime ? toInstant : toNumber;
	const [low, high] = given.map(read);
	if (low === undefined || high === undefined) {
		const example = isTime ? '2026-01-01 and 2026-03-31' : '50 and 500';
		return `'${given.map(toText).join(' and ')}' is not a range. Give both ends, e.g. ${example}.`;
	}
	// The last day of a range of days belongs to it.
	const most = Math.max(low, high) + (isTime && given.every(isDay) ? dayMs - 1 : 0);
	const least = Math.min(low, high);
	return (actual) => ask(read(actual), (value) => value >= least && value <= most);
}

function ask<T>(value: T | undefined, holds: (value: T) => boolean): boolean | undefined {
	return value === undefined ? undefined : holds(value);
}

function parts(wanted: unknown): unknown[] {
	if (Array.isArray(wanted)) return wanted;
	const text = toText(wanted);
	const numbers =
		/^\s*([\d.,\s]*\d[kmb]?)\s*(?:-|–|to|and|;|…|\.\.+)\s*([\d.,\s]*\d[kmb]?)\s*$/i.exec(text);
	return numbers ? [numbers[1], numbers[2]] : text.split(/\s+(?:to|and)\s+|;|,\s+/);
}

function isDay(value: unknown): boolean {
	return typeof value === 'string' && /^\s*\d{4}-\d{2}-\d{2}\s*$/.test(value);
}

function timeTest(operator: Operator, wanted: unknown): Test | string {
	if (operator === 'inLastDays' || operator === 'inNextDays') {
		const days = toNumber(wanted);
		if (days === undefined || days < 0) return `'${toText(wanted)}' is not a number of days.`;
		const sign = operator === 'inLastDays' ? 1 : -1;
		return (actual, now) => {
			const at = toInstant(actual);
			if (at === undefined) return undefined;
			const past = sign * (now - at);
			return past >= 0 && past <= days * dayMs;
		};
	}
	const limit = toInstant(wanted);
	if (limit === undefined) return `'${toText(wanted)}' is not a date. Write it as YYYY-MM-DD.`;
	return (actual) => {
		const at = toInstant(actual);
		if (at === undefined) return undefined;
		return operator === 'before' ? at < limit : at > limit;
	};
}

/** Whole words, also of several words: 'intern' does not mean 'International'. */
function wordTest(wanted: unknown): Test | string {
	const words = toList(wanted).map(asWords);
	if (words.length === 0) return nothingWanted;
	return (actual) => {
		const text = asWords(toText(actual));
		return words.some((word) => text.includes(word));
	};
}

function asWords(text: string): string {
	return ` ${fold(text)
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim()} `;
}

/** The user's pattern runs in RE2: its time grows with the text only, whatever the pattern. */
function patternTest(wanted: unknown): Test | string {
	const source = toText(wanted);
	if (source === '') return nothingWanted;
	try {
		const pattern = RE2JS.compile(source, RE2JS.CASE_INSENSITIVE);
		return (actual) => pattern.matcher(toText(actual)).find();
	} catch (error) {
		return `'${source}' is not a pattern: ${error instanceof Error ? error.message : String(error)}`;
	}
}

/** Countries are compared by code: a rule may say 'DACH', 'EU' or 'Germany' and the lead 'DE' or 'Deutschland'. */
function placeTest(operator: Operator, wanted: unknown): Test | string {
	const words = toList(wanted);
	if (words.length === 0) return nothingWanted;
	const codes = new Set<string>();
	for (const word of words) {
		const found = countriesOf(word);
		if (found.length === 0)
			return `'${word}' is not a country or region. Use a two-letter code, e.g. DE, or EU.`;
		for (const code of found) codes.add(code);
	}
	const inside = operator === 'is' || operator === 'isAnyOf';
	return (actual) => {
		const text = toText(actual).trim();
		const code = codes.has(text) ? text : countryCode(text);
		return code === undefined ? undefined : codes.has(code) === inside;
	};
}
