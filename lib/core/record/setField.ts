import { findZone } from '../calendar';
import { nameParts, partsOf, writtenName, type NamePart } from '../capture/names';
import { countryCode } from '../filter/places';
import { toBoolean, toInstant, toList, toNumber, toText } from '../filter/values';
import { fieldOf, type Field } from '../lead/fields';
import type { Lead } from '../lead/lead';
import { parseEmail } from '../verify/email/syntax';
import { verifyPhone } from '../verify/phone';

/** A lead with one field set, or why the field cannot hold the value, in words for its user. */
export type FieldSet = { kind: 'set'; lead: Lead } | { kind: 'refused'; message: string };

/** What a field needs to be read: the country of national phone numbers, and the time for the field's own clock. */
export interface SetOptions {
	defaultCountry: string;
	/** Milliseconds since the epoch. */
	now: number;
}

/**
 * Sets one field of a lead to a value as a person wrote it; nothing ('' or null) empties the field. Fields that only the
 * process may change are refused; a field outside the catalogue goes to `extra`. The lead passed in is not changed.
 *
 * @example setField(lead, 'employees', '1,200', options) //=> { kind: 'set', lead: { …, employees: 1200 } }
 */
export function setField(lead: Lead, key: string, value: unknown, options: SetOptions): FieldSet {
	const field = fieldOf(key);
	if (field === undefined) return set(setOwn(lead, key, value), key, options);
	if (field.key === 'stage' || field.key === 'stageReason') {
		return refused(
			`'${field.label}' is changed by the operation 'Move Stage', which keeps the history`,
		);
	}
	if (field.editable !== 'human') {
		return refused(`'${field.label}' is kept by the lead process and cannot be set`);
	}
	const text = toText(value).trim();
	if (isNamePart(key) || key === 'fullName') return setName(lead, key, text, options);
	if (text === '') return set(without(lead, key), key, options);
	const read = readValue(field, value, text, options);
	if (read === undefined)
		return refused(
			`'${field.label}' cannot hold '${text}': ${bounds[key] ?? wanted[field.type] ?? 'another kind of value is needed'}`,
		);
	return set({ ...lead, ...read }, key, options);
}

const wanted: Partial<Record<Field['type'], string>> = {
	email: 'an e-mail address is needed, e.g. ann@example.com',
	phone: 'a phone number is needed, best with its country, e.g. +44 20 7946 0000',
	number: 'a number is needed',
	money: 'an amount is needed',
	dateTime:
		'a date is needed that means one day only. Write it as 2026-03-02 or 2026-03-02T09:00:00Z',
	boolean: 'yes or no is needed',
	country: 'a country is needed, e.g. DE or Germany',
};

/** What single fields need beyond their type. */
const bounds: Readonly<Record<string, string>> = {
	lockedScore: 'a number from 0 to 100 is needed',
	timezone: 'the name of a time zone is needed, e.g. Europe/Berlin',
};

function readValue(
	{ key, type }: Field,
	value: unknown,
	text: string,
	{ defaultCountry }: SetOptions,
): Partial<Lead> | undefined {
	switch (type) {
		case 'email': {
			const parsed = parseEmail(text);
			if (parsed.kind === 'none') return undefined;
			return { [key]: `${parsed.local}@${parsed.domain}`, emailStatus: undefined };
		}
		case 'phone': {
			const { status, e164 } = verifyPhone(text, defaultCountry);
			if (status === 'invalid') return undefined;
			return { [key]: text, phoneE164: e164, phoneStatus: status };
		}
		case 'number':
		case 'money':
			return known(key, within(key, toNumber(value)));
		case 'dateTime': {
			const instant = toInstant(value);
			return instant === undefined ? undefined : { [key]: new Date(instant).toISOString() };
		}
		case 'boolean':
			return known(key, toBoolean(value));
		case 'list':
			return { [key]: toList(value) };
		case 'country':
			return known(key, countryCode(text)?.toUpperCase());
		default:
			return key === 'timezone' && findZone(text) === undefined ? undefined : { [key]: text };
	}
}

function within(key: string, number: number | undefined): number | undefined {
	const isOut = key === 'lockedScore' && number !== undefined && (number < 0 || number > 100);
	return isOut ? undefined : number;
}

/** A name and its parts say the same: the whole is taken apart, a part is put into the whole. */
function setName(
	lead: Lead,
	key: NamePart | 'fullName',
	text: string,
	options: SetOptions,
): FieldSet {
	const value = text === '' ? undefined : text;
	const parts =
		key === 'fullName' ? partsOf({ fullName: value }) : { ...partsOf(lead), [key]: value };
	const fullName = key === 'fullName' ? value : writtenName(parts, [lead]);
	const changed = key === 'fullName' ? nameParts : [key];
	const whole = Object.fromEntries(nameParts.map((part) => [part, parts[part]]));
	const at = new Date(options.now).toISOString();
	const times = Object.fromEntries(changed.map((part) => [part, at]));
	const named = { ...lead, ...whole, fullName, fieldTimes: { ...lead.fieldTimes, ...times } };
	return key === 'fullName' ? set(named, key, options) : { kind: 'set', lead: named };
}

function isNamePart(key: string): key is NamePart {
	return nameParts.some((part) => part === key);
}

function known(key: string, value: unknown): Partial<Lead> | undefined {
	return value === undefined ? undefined : { [key]: value };
}

function setOwn(lead: Lead, key: string, value: unknown): Lead {
	const { [key]: _old, ...rest } = lead.extra ?? {};
	const isEmpty = value === undefined || value === null || value === '';
	return { ...lead, extra: isEmpty ? rest : { ...rest, [key]: value } };
}

/** A phone takes what was derived from it along. */
function without(lead: Lead, key: string): Lead {
	const gone =
		key === 'phone'
			? ['phone', 'phoneE164', 'phoneStatus']
			: key === 'email'
				? ['email', 'emailStatus']
				: [key];
	return { ...lead, ...Object.fromEntries(gone.map((name) => [name, undefined])) };
}

function set(lead: Lead, key: string, { now }: SetOptions): FieldSet {
	const fieldTimes = { ...lead.fieldTimes, [key]: new Date(now).toISOString() };
	return { kind: 'set', lead: { ...lead, fieldTimes } };
}

function refused(message: string): FieldSet {
	return { kind: 'refused', message };
}
