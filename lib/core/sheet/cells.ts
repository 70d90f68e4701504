import type { Zone } from '../calendar';
import type { Field, FieldType } from '../lead/fields';
import type { Consent, Lead } from '../lead/lead';
import { fromSerial, toSerial } from './serial';
import { plainText, safeText } from './safeText';

/** What a cell holds; undefined is an empty cell. */
export type CellValue = string | number | boolean | undefined;

/** A cell to be written, at its place in the grid. */
export interface CellWrite {
	row: number;
	column: number;
	value: CellValue;
	/** Shown as a date and time. */
	date: boolean;
}

/** What reading a cell has to know of its column. */
export type CellField = Pick<Field, 'type' | 'label'> & { key: string };

/** A value read from a cell, or why the cell cannot be read as this field. */
export type Decoded = { ok: true; value: unknown } | { ok: false; message: string; remedy: string };

/**
 * The cell of a lead's field: numbers as numbers, instants as dates in the sheet's zone, everything else as text that no
 * spreadsheet takes for a formula.
 */
export function toCell(field: Field, lead: Lead, zone: Zone): CellValue {
	return field.type === 'object'
		? textCell(describe(field, lead))
		: cellOf(field.type, lead[field.key], zone);
}

/** The cell of a value of any type but `object`. */
export function cellOf(type: FieldType, value: unknown, zone: Zone): CellValue {
	if (value === undefined || value === null || value === '') return undefined;
	switch (type) {
		case 'number':
		case 'money':
			return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
		case 'boolean':
			return value === true;
		case 'dateTime':
			return typeof value === 'string' ? toSerial(value, zone) : undefined;
		case 'list':
			return Array.isArray(value) ? textCell(joinList(value.map(String))) : undefined;
		default:
			return textCell(String(value));
	}
}

/** The field's value that a person typed or that `toCell` wrote. An empty cell is the value undefined. */
export function fromCell(field: CellField, cell: CellValue, zone: Zone): Decoded {
	if (cell === undefined || cell === '') return good(undefined);
	const text = typeof cell === 'string' ? plainText(cell) : String(cell);
	switch (field.type) {
		case 'number':
		case 'money':
			return readNumber(field, cell, text);
		case 'boolean':
			return readBoolean(field, cell, text);
		case 'dateTime':
			return readDate(field, cell, text, zone);
		case 'list':
			return good(splitList(text));
		case 'object':
			return field.key === 'consent' ? good(readConsents(text)) : good(readPairs(text));
		default:
			return good(text);
	}
}

/** Whether two cells show the same: dates count to the second, nothing and an empty text are one. */
export function sameCell(a: CellValue, b: CellValue): boolean {
	if (typeof a === 'number' && typeof b === 'number')
		// Of today's serial number that is 0.4 seconds.
		return Math.abs(a - b) < 1e-10 * Math.max(1, Math.abs(a));
	return (a === '' ? undefined : a) === (b === '' ? undefined : b);
}

function describe(field: Field, lead: Lead): string {
	switch (field.key) {
		case 'consent':
			return (lead.consent ?? []).map(writeConsent).join('\n');
		case 'icp':
			return lead.icp
				? [`${lead.icp.verdict} · ${lead.icp.profile}`, ...lead.icp.reasons].join('\n')
				: '';
		case 'scoreReasons':
			return (lead.scoreReasons ?? [])
				.map(({ rule, counted }) => `${signed(counted)} ${rule}`)
				.join('\n');
		case 'stageHistory':
			return lead.stageHistory
				.map(({ at, to, reason }) => `${at} ${to}${reason ? ` (${reason})` : ''}`)
				.join('\n');
		default:
			return writePairs(lead[field.key]);
	}
}

function textCell(text: string): string | undefined {
	return text === '' ? undefined : safeText(text);
}

function joinList(items: string[]): string {
	return items.map((item) => item.replace(/[\\;]/g, '\\$&')).join('; ');
}

function splitList(text: string): string[] {
	const items = text.match(/(?:\\.|[^;\\])+/gs) ?? [];
	// People type commas where we write semicolons.
	const parts = items.length === 1 && !text.includes('\\') ? text.split(',') : items;
	return parts.map((item) => item.replace(/\\(.)/gs, '$1').trim()).filter((item) => item !== '');
}

function writePairs(value: unknown): string {
	if (typeof value !== 'object' || value === null) return '';
	return joinList(
		Object.entries(value)
			.filter(([, inner]) => inner !== undefined && inner !== null && inner !== '')
			.map(
				([key, inner]) =>
					`${key}=${typeof inner === 'object' ? JSON.stringify(inner) : String(inner)}`,
			),
	);
}

function readPairs(text: string): Record<string, string> {
	const items = text.match(/(?:\\.|[^;\\])+/gs) ?? [];
	const pairs = items.flatMap((item): Array<[string, string]> => {
		const pair = item.replace(/\\(.)/gs, '$1').trim();
		const at = pair.indexOf('=');
		return at > 0 ? [[pair.slice(0, at).trim(), pair.slice(at + 1).trim()]] : [];
	});
	return Object.fromEntries(pairs);
}

/** 'email marketing yes 2026-01-02T10:00:00.000Z': enough to give consent back to an empty store; the proof stays in the store. */
function writeConsent({ channel, purpose, given, at }: Consent): string {
	return `${channel} ${purpose} ${given ? 'yes' : 'no'} ${at}`;
}

function readConsents(text: string): Consent[] {
	const line =
		/^(email|phone|sms|postal|social) (answer|marketing|service) (yes|no) (\d{4}-\d\d-\d\dT[\d:.]+Z)$/;
	return text.split('\n').flatMap((each): Consent[] => {
		const [, channel, purpose, given, at] = line.exec(each.trim()) ?? [];
		const known = channels.find((one) => one === channel);
		const why = purposes.find((one) => one === purpose);
		return known && why && at ? [{ channel: known, purpose: why, given: given === 'yes', at }] : [];
	});
}

const channels = ['email', 'phone', 'sms', 'postal', 'social'] as const;
const purposes = ['answer', 'marketing', 'service', 'sharing'] as const;

function readNumber(field: CellField, cell: CellValue, text: string): Decoded {
	if (typeof cell === 'number') return good(cell);
	const compact = text.replace(/[\s\u00A0']/g, '').replace(/[^\d.,+-]/g, '');
	const decimalComma = /,\d{1,2}$/.test(compact) && !/\.\d{1,2}$/.test(compact);
	const number = Number(
		decimalComma ? compact.replace(/\./g, '').replace(',', '.') : compact.replace(/,/g, ''),
	);
	return compact !== '' && Number.isFinite(number)
		? good(number)
		: bad(field, text, 'Enter a number, e.g. 1200.');
}

function readBoolean(field: CellField, cell: CellValue, text: string): Decoded {
	if (typeof cell === 'boolean') return good(cell);
	if (/^(true|yes|y|1|x|wahr|ja|oui|si|sí|sim)$/i.test(text)) return good(true);
	if (/^(false|no|n|0|falsch|nein|non|não)$/i.test(text)) return good(false);
	return bad(field, text, 'Enter TRUE or FALSE.');
}

function readDate(field: CellField, cell: CellValue, text: string, zone: Zone): Decoded {
	const iso = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z?)?$/.test(text)
		? Date.parse(text)
		: NaN;
	const at = typeof cell === 'number' ? fromSerial(cell, zone) : undefined;
	if (at) return good(at);
	return Number.isNaN(iso)
		? bad(field, text, 'Enter a date, e.g. 2026-03-31.')
		: good(new Date(iso).toISOString());
}

function signed(points: number): string {
	return points < 0 ? `−${Math.abs(points)}` : `+${points}`;
}

function good(value: unknown): Decoded {
	return { ok: true, value };
}

function bad(field: CellField, text: string, remedy: string): Decoded {
	return { ok: false, message: `'${text.slice(0, 60)}' cannot be read as ${field.label}`, remedy };
}
