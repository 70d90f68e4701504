import { writtenInstant } from '../calendar/written';
import { fieldOf } from '../lead/fields';

/** A lead or an item as conditions see it: values by field name. */
export type Facts = Readonly<Record<string, unknown>>;

/** Reads one field of many leads. */
export type FieldReader = (facts: Facts) => unknown;

/** Views a lead as values by field name; nothing is copied. */
export function factsOf(lead: object): Facts {
	return isFacts(lead) ? lead : {};
}

/**
 * Makes a reader of one field: a field of the catalogue, a field of the user's own in `extra` (or beside the others, where
 * an item was never captured), or a path with dots such as 'icp.verdict'. A field that is called so, dots and all, goes first:
 * columns of sheets are called 'No. of seats'.
 */
export function fieldReader(key: string): FieldReader {
	if (fieldOf(key)) return (facts) => facts[key];
	const [head = '', ...rest] = key.split('.');
	if (rest.length === 0) {
		return (facts) => {
			const { extra } = facts;
			const own = isFacts(extra) && Object.hasOwn(extra, key) ? extra[key] : undefined;
			return own === undefined && Object.hasOwn(facts, key) ? facts[key] : own;
		};
	}
	return (facts) => {
		const { extra } = facts;
		if (isFacts(extra) && Object.hasOwn(extra, key)) return extra[key];
		if (Object.hasOwn(facts, key)) return facts[key];
		const found = follow(facts, head, rest);
		return found === undefined && isFacts(extra) ? follow(extra, head, rest) : found;
	};
}

function follow(facts: Facts, head: string, rest: readonly string[]): unknown {
	let value: unknown = Object.hasOwn(facts, head) ? facts[head] : undefined;
	for (const part of rest) {
		if (!isFacts(value) || !Object.hasOwn(value, part)) return undefined;
		value = value[part];
	}
	return value;
}

/** Whether a value says nothing: absent, null, blank text or an empty list. */
export function isMissing(value: unknown): boolean {
	if (value === undefined || value === null) return true;
	if (typeof value === 'string') return value === '' || value.trim() === '';
	if (typeof value === 'number') return Number.isNaN(value);
	return Array.isArray(value) && value.length === 0;
}

/** Text made comparable: trimmed, lower case, without accents. */
export function fold(text: string): string {
	const plain = text.trim().toLowerCase();
	return ascii.test(plain) ? plain : plain.normalize('NFD').replace(marks, '').normalize('NFC');
}

/** A value as text; lists are joined with ', '. */
export function toText(value: unknown): string {
	if (typeof value === 'string') return value;
	if (Array.isArray(value)) return value.map(toText).join(', ');
	if (value === null || value === undefined) return '';
	return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/**
 * A number as people write it: 1,200 · 1.200,5 · $2.5M · 10k · 10,000+; of a band such as '51-200' its middle.
 * Undefined when there is none.
 */
export function toNumber(value: unknown): number | undefined {
	if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
	if (typeof value === 'boolean') return value ? 1 : 0;
	if (typeof value !== 'string' || value.length > 60) return undefined;
	const plain = Number(value);
	if (value.trim() !== '' && Number.isFinite(plain)) return plain;
	const band = /^\D*([\d.,\s]+[kmb]?)\s*(?:-|–|to|…|\.\.+)\s*\D?([\d.,\s]+[kmb]?)\D*$/i.exec(value);
	if (band) {
		const low = amount(band[1] ?? '');
		const high = amount(band[2] ?? '');
		return low === undefined || high === undefined ? undefined : (low + high) / 2;
	}
	const single = /^[^\d-]*(-?\d[\d.,\s]*(?:[kmb]\b|bn\b)?)[^\d]*$/i.exec(value);
	return single ? amount(single[1] ?? '') : undefined;
}

/** Milliseconds since the epoch of a date, a text as `writtenInstant` reads it or a number of milliseconds; else undefined. */
export function toInstant(value: unknown): number | undefined {
	if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
	if (value instanceof Date) return toInstant(value.getTime());
	if (typeof value !== 'string' || value === '') return undefined;
	return writtenInstant(value);
}

/** Yes or no in the usual spellings; undefined when it is neither. */
export function toBoolean(value: unknown): boolean | undefined {
	if (typeof value === 'boolean') return value;
	if (typeof value === 'number') return value !== 0;
	if (typeof value !== 'string') return undefined;
	const text = fold(value);
	if (['true', 'yes', 'y', '1', 'on', 'ja', 'si', 'oui', 'sim'].includes(text)) return true;
	return ['false', 'no', 'n', '0', 'off', 'nein', 'non', 'nao'].includes(text) ? false : undefined;
}

/** The parts of a list, or of text separated by commas, semicolons or lines. */
export function toList(value: unknown): string[] {
	if (Array.isArray(value)) return value.map(toText).filter((part) => part.trim() !== '');
	return toText(value)
		.split(/[,;\n|]/)
		.map((part) => part.trim())
		.filter((part) => part !== '');
}

/** Whether a value is an object whose fields can be read. */
export function isFacts(value: unknown): value is Facts {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// eslint's no-control-regex allows this range: printable ASCII.
const ascii = /^[ -~]*$/;
const marks = /\p{M}+/gu;

function amount(text: string): number | undefined {
	const match = /^(-?[\d.,\s]+)(k|m|bn|b)?$/i.exec(text.trim());
	if (!match) return undefined;
	const scale = { k: 1e3, m: 1e6, b: 1e9, bn: 1e9 }[(match[2] ?? '').toLowerCase()] ?? 1;
	const digits = (match[1] ?? '').replace(/\s/g, '');
	const number = Number(decimalPoint(digits));
	return digits === '' || Number.isNaN(number) ? undefined : number * scale;
}

/** The last separator is a decimal one unless exactly three digits follow it or it comes more than once. */
function decimalPoint(digits: string): string {
	const last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
	if (last < 0) return digits;
	const mark = digits.charAt(last);
	const once = digits.indexOf(mark) === last;
	const other = mark === '.' ? ',' : '.';
	const tail = digits.length - last - 1;
	if (once && (tail !== 3 || digits.includes(other))) {
		return `${digits.slice(0, last).replaceAll(other, '')}.${digits.slice(last + 1)}`;
	}
	return digits.replace(/[.,]/g, '');
}
