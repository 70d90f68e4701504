import { companyKey } from '../verify/company/core';
import type { CompareKind } from './types';

/** A value as it is compared: lower case without marks, in the form of its kind; '' where nothing is left. */
export function normaliseFor(kind: CompareKind, text: string): string {
	switch (kind) {
		case 'email':
			return text.trim().toLowerCase();
		case 'phone':
			return phoneDigits(text);
		case 'company':
			return companyKey(text);
		case 'code':
			return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
		case 'date':
			return dateDigits(text);
		case 'link':
			return text
				.trim()
				.toLowerCase()
				.replace(/^https?:\/\/(www\.)?/, '')
				.replace(/[/?#]+.*$|\/+$/g, (end) => (end.startsWith('/') && end.length > 1 ? end : ''))
				.replace(/\/+$/, '');
		case 'text':
			return shortened(fold(text));
		case 'firstName':
		case 'lastName':
		case 'place':
			return fold(text);
	}
}

/** Digits without the zeros and country codes that are written in front; the last ten tell numbers apart. */
function phoneDigits(text: string): string {
	const digits = text.replace(/\D/g, '').replace(/^0+/, '');
	return digits.length > 10 ? digits.slice(-10) : digits;
}

/** 'YYYYMMDD' from ISO and from eight digits; other ways of writing keep their digits. */
function dateDigits(text: string): string {
	const digits = text.replace(/\D/g, '');
	return digits.length > 8 ? digits.slice(0, 8) : digits;
}

/** ASCII needs no folding of marks, which is most of the cost. */
function fold(text: string): string {
	const lower = text.toLowerCase();
	const plain = /^[ -~]*$/.test(lower)
		? lower
		: lower
				.normalize('NFKD')
				.replace(/(?<=\p{Script=Latin})\p{M}+/gu, '')
				.normalize('NFC')
				.replace(/ß/g, 'ss')
				.replace(/ø/g, 'o')
				.replace(/ł/g, 'l');
	return plain
		.replace(/['’`.]/g, '')
		.replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
		.trim();
}

const short: Readonly<Record<string, string>> = {
	street: 'st',
	str: 'st',
	avenue: 'ave',
	av: 'ave',
	road: 'rd',
	drive: 'dr',
	boulevard: 'blvd',
	lane: 'ln',
	place: 'pl',
	court: 'ct',
	square: 'sq',
	highway: 'hwy',
	parkway: 'pkwy',
	terrace: 'ter',
	circle: 'cir',
	circuit: 'cct',
	crescent: 'cres',
	close: 'cl',
	suite: 'ste',
	apartment: 'apt',
	building: 'bldg',
	floor: 'fl',
	north: 'n',
	south: 's',
	east: 'e',
	west: 'w',
	northeast: 'ne',
	northwest: 'nw',
	southeast: 'se',
	southwest: 'sw',
	first: '1st',
	second: '2nd',
	third: '3rd',
	fourth: '4th',
	fifth: '5th',
	sixth: '6th',
	seventh: '7th',
	eighth: '8th',
	ninth: '9th',
	tenth: '10th',
	saint: 'st',
	mount: 'mt',
	strasse: 'st',
	platz: 'pl',
};

/** Words of addresses that are written short or long. */
function shortened(text: string): string {
	return text.replace(/\p{L}+/gu, (word) => short[word] ?? word);
}
