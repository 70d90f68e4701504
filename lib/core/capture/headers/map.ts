import { matchHeader } from './match';
import type { Target } from './target';
import { telling, wordsOf } from './words';

/** What is proposed for one column. */
export interface Mapped {
	header: string;
	/** Undefined: the column is kept in `extra`. */
	target?: Target;
	/** 0…1; below `certain` it is a proposal that waits for a person. */
	confidence: number;
	/** In plain words, for the preview. */
	why: string;
}

/** From this confidence on a column is mapped without asking. */
export const certain = 0.8;

/** How many sample values of a column are looked at. */
const sampleSize = 50;

/** Targets that may occur once; of two columns the surer one wins, then the first. */
const several: ReadonlySet<Target> = new Set<Target>([
	'topics',
	'lists',
	'notes',
	'message',
	'consent',
	'newsletter',
]);

/**
 * Maps the columns of a table to what they mean, by their names and, where a name says nothing, by their values.
 * `samples` are rows of values in the order of the headers.
 */
export function mapHeaders(
	headers: readonly string[],
	samples: readonly (readonly string[])[] = [],
): Mapped[] {
	const found = headers.map((header): Mapped => {
		const match = matchHeader(header);
		return match
			? {
					header,
					target: match.target,
					confidence: match.confidence,
					why: `the name '${header.trim()}'`,
				}
			: { header, confidence: 0, why: 'nothing known by this name' };
	});
	found.forEach((column, index) => sniff(column, valuesOf(samples, index), found));
	resolveNames(found);
	resolveTitles(found);
	resolvePhones(found);
	resolveIds(found);
	resolveAddress(found);
	resolveStatus(found);
	return keepOne(found);
}

function valuesOf(samples: readonly (readonly string[])[], index: number): string[] {
	return samples
		.slice(0, sampleSize)
		.map((row) => row[index]?.trim() ?? '')
		.filter((value) => value !== '');
}

const patterns: Array<[Target, RegExp]> = [
	['email', /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]{2,}$/u],
	['linkedinUrl', /^(https?:\/\/)?([a-z]{2,3}\.)?linkedin\.com\/(in|pub)\//iu],
	['phone', /^\+\d[\d\s().-]{6,18}\d$/u],
];

/** A column without a telling name is known by its values, and a name that its values contradict is doubted. */
function sniff(column: Mapped, values: string[], all: readonly Mapped[]): void {
	if (values.length === 0) return;
	for (const [target, pattern] of patterns) {
		const share = values.filter((value) => pattern.test(value)).length / values.length;
		if (
			column.target === undefined &&
			share >= 0.8 &&
			!all.some((other) => other.target === target)
		) {
			if (wordsOf(column.header).length > 0 && telling(wordsOf(column.header)).length > 1) return;
			column.target = target;
			column.confidence = 0.85;
			column.why = `${Math.round(share * 100)} % of the values look like it`;
			return;
		}
		if (column.target === 'email' && target === 'email' && share === 0 && values.length >= 3) {
			column.confidence = 0.4;
			column.why = 'the name says e-mail, but no value is one';
		}
	}
}

/** 'Name' next to a last name is the first name, next to a first name the last name, and alone the whole name. */
function resolveNames(columns: Mapped[]): void {
	const has = (target: Target) =>
		columns.some((column) => column.target === target && column.confidence >= certain);
	const names = columns.filter((column) => column.target === 'name');
	const [hasFirst, hasLast] = [has('firstName'), has('lastName')];
	for (const column of names) {
		if (hasFirst && hasLast) drop(column, 'first and last name have columns of their own');
		else if (hasLast) column.target = 'firstName';
		else if (hasFirst) column.target = 'lastName';
		else column.target = 'fullName';
	}
	if (!(has('firstName') && has('lastName'))) return;
	for (const column of columns) {
		if (column.target === 'fullName' && column.confidence < 1)
			drop(column, 'first and last name have columns of their own');
	}
}

/** 'Title' just before a name is 'Mr' or 'Dr'; elsewhere it is the job. */
function resolveTitles(columns: Mapped[]): void {
	columns.forEach((column, index) => {
		if (column.target !== 'titleOrSalutation') return;
		const next = columns[index + 1]?.target;
		const beforeName = next === 'firstName' || next === 'lastName' || next === 'fullName';
		column.target = beforeName ? 'salutation' : 'title';
		if (!beforeName && columns.some((other) => other !== column && other.target === 'title'))
			drop(column, 'the job title has a column of its own');
	});
}

/** Where there is no other phone column, the mobile one is the phone. */
function resolvePhones(columns: Mapped[]): void {
	if (columns.some((column) => column.target === 'phone' && column.confidence >= certain)) return;
	const mobile = columns.find(
		(column) => column.target === 'mobile' && column.confidence >= certain,
	);
	if (mobile) mobile.target = 'phone';
}

/** Tables begin with their key: 'Web OrderID' in the first column identifies the row, elsewhere it does not. */
function resolveIds(columns: Mapped[]): void {
	const first = columns[0];
	if (!first || first.target !== undefined) return;
	const words = wordsOf(first.header);
	if (
		words.length > 1 &&
		words.at(-1) === 'id' &&
		!columns.some((other) => other.target === 'externalId')
	) {
		first.target = 'externalId';
		first.confidence = certain;
		first.why = 'the first column ends in ID';
	}
}

/** A second address line without a first one is the address. */
function resolveAddress(columns: Mapped[]): void {
	if (columns.some((column) => column.target === 'street')) return;
	const second = columns.find((column) => column.target === 'street2');
	if (second) second.target = 'street';
}

/** Spanish 'Estado' and Italian 'Stato' are a place among the parts of an address, and elsewhere how the lead stands. */
function resolveStatus(columns: Mapped[]): void {
	const isPlace = (column: Mapped | undefined) =>
		['street', 'street2', 'city', 'state', 'postalCode', 'country'].includes(column?.target ?? '');
	columns.forEach((column, index) => {
		if (!/^(estado|stato)$/u.test(wordsOf(column.header).join(''))) return;
		if (isPlace(columns[index - 1]) || isPlace(columns[index + 1])) return;
		if (columns.length > 1) column.target = 'stage';
	});
}

function keepOne(columns: Mapped[]): Mapped[] {
	const best = new Map<Target, Mapped>();
	for (const column of columns) {
		if (column.target === undefined || several.has(column.target)) continue;
		const other = best.get(column.target);
		if (!other || column.confidence > other.confidence) {
			if (other) drop(other, `'${column.header.trim()}' fits better`);
			best.set(column.target, column);
		} else drop(column, `'${other.header.trim()}' comes first`);
	}
	return columns;
}

function drop(column: Mapped, why: string): void {
	delete column.target;
	column.confidence = 0;
	column.why = why;
}
