import { isSupportedCountry, parsePhoneNumberFromString } from '../../vendor/phone';
import type { Check } from './check';

/** What a line is used for, as far as the number tells. */
export type PhoneType =
	| 'mobile'
	| 'fixedLine'
	| 'fixedLineOrMobile'
	| 'tollFree'
	| 'premiumRate'
	| 'sharedCost'
	| 'voip'
	| 'personal'
	| 'pager'
	| 'company'
	| 'voicemail';

/** What is known about a phone number without calling it. */
export interface PhoneCheck extends Check {
	field: 'phone';
	/** '+' and digits (E.164) as far as the text could be read; see `status` for whether such a number exists. */
	e164?: string;
	/** ISO 3166-1 alpha-2 of the number. */
	country?: string;
	type?: PhoneType;
	extension?: string;
}

const types: Readonly<Record<string, PhoneType>> = {
	MOBILE: 'mobile',
	FIXED_LINE: 'fixedLine',
	FIXED_LINE_OR_MOBILE: 'fixedLineOrMobile',
	TOLL_FREE: 'tollFree',
	PREMIUM_RATE: 'premiumRate',
	SHARED_COST: 'sharedCost',
	VOIP: 'voip',
	PERSONAL_NUMBER: 'personal',
	PAGER: 'pager',
	UAN: 'company',
	VOICEMAIL: 'voicemail',
};

/** Nothing longer is a phone number, with extension and remarks. */
const longest = 80;

/**
 * Reads a phone number in any common way of writing it: national for the default country, with '+', with the default
 * country's own prefix for abroad (00, 011), as a tel: link, with an extension. Numbering plans are Google's (libphonenumber).
 * A number whose country is not known is `unknown`, not invalid. Never throws.
 *
 * @param defaultCountry ISO 3166-1 alpha-2, upper or lower case; may be empty
 * @example
 * verifyPhone('0171 234 5678', 'DE') //=> { status: 'valid', e164: '+491712345678', type: 'mobile', … }
 */
export function verifyPhone(text: string, defaultCountry = ''): PhoneCheck {
	const field = 'phone';
	const written = inAscii(text.slice(0, 4 * longest)).trim();
	const digits = written.replace(/\D/g, '').length;
	if (written === '') return { field, status: 'unknown', reason: 'There is no phone number' };
	if (written.length > longest) {
		return { field, status: 'invalid', reason: 'Too long for a phone number' };
	}
	if (digits < 3) return { field, status: 'invalid', reason: 'There are hardly any digits in it' };
	const country = defaultCountry.toUpperCase();
	const region = isSupportedCountry(country) ? country : undefined;
	const readings = [written, ...otherReadings(written, region !== undefined)];
	let possible: ReturnType<typeof parse>;
	for (const reading of readings) {
		const number = parse(reading, region);
		// A number has a type exactly when it is valid; asking for the type alone saves half of the work.
		const type = number?.getType();
		if (number !== undefined && type !== undefined) return describe(number, type);
		possible ??= number;
	}
	if (possible === undefined && region === undefined && digits >= 6 && digits <= 15) {
		return { field, status: 'unknown', reason: 'The country of the number is not known' };
	}
	const e164 = possible?.number;
	return { field, status: 'invalid', reason: flawOf(possible), ...(e164 ? { e164 } : {}) };
}

/** Where the digits of other scripts begin: Arabic, Persian, Devanagari, Bengali, Thai. */
const zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50];

/** Full-width forms and the digits of other scripts as ASCII. */
function inAscii(text: string): string {
	if (/^[ -~]*$/.test(text)) return text;
	return text.normalize('NFKC').replace(/\p{Nd}/gu, (digit) => {
		const code = digit.codePointAt(0) ?? 0;
		const zero = zeros.find((start) => code >= start && code < start + 10);
		return zero === undefined ? digit : String(code - zero);
	});
}

type Region = Parameters<typeof parsePhoneNumberFromString>[1];

function parse(text: string, region: Region): ReturnType<typeof parsePhoneNumberFromString> {
	return parsePhoneNumberFromString(text, region);
}

/** '00' means '+' nearly everywhere; '011' in North America is known to the library; '(0)' is left out abroad. */
function otherReadings(text: string, hasRegion: boolean): string[] {
	const readings: string[] = [];
	if (/^\+.*\(0\)/.test(text)) readings.push(text.replace('(0)', ''));
	if (/^00[1-9]/.test(text)) readings.push(`+${text.slice(2)}`);
	if (!hasRegion && /^011\s?[1-9]/.test(text)) readings.push(`+${text.slice(3)}`);
	return readings;
}

function describe(number: NonNullable<ReturnType<typeof parse>>, kind: string): PhoneCheck {
	const type = types[kind];
	const facts: PhoneCheck = {
		field: 'phone',
		status: 'valid',
		e164: number.number,
		...(number.country ? { country: number.country } : {}),
		...(type ? { type } : {}),
		...(number.ext ? { extension: number.ext } : {}),
	};
	if (type === 'premiumRate')
		return { ...facts, status: 'risky', reason: 'A number that costs the caller extra' };
	return facts;
}

function flawOf(number: ReturnType<typeof parse>): string {
	if (number === undefined) return 'Not a phone number of the default country, and no country code';
	const where = number.country ?? `+${number.countryCallingCode}`;
	return number.isPossible()
		? `No number like this is in use in ${where}`
		: `Too long or too short for a number in ${where}`;
}
