import fs from 'node:fs';
import path from 'node:path';
import { findDuplicates } from '../../lib/core/dedupe/find';
import type { CompareField, DedupeRecord } from '../../lib/core/dedupe/types';
import { readPairs } from './dedupe-pairs';
import { readTable } from './dedupe-table';
import { filesIn, foldersIn, show } from './rows';

/** A set of records with what is true of them: records with one name of truth are the same. */
interface Truth {
	records: DedupeRecord[];
	truth: string[];
}

/** Pairwise figures after transitive closure. */
interface Figures {
	precision: number;
	recall: number;
	f1: number;
}

const persons: CompareField[] = [
	{ key: 'given_name', kind: 'firstName', label: 'Given name' },
	{ key: 'surname', kind: 'lastName', label: 'Surname' },
	{ key: 'street_number', kind: 'code', label: 'Number' },
	{ key: 'address_1', kind: 'text', label: 'Street', contact: true },
	{ key: 'address_2', kind: 'text', label: 'Address line 2' },
	{ key: 'suburb', kind: 'place', label: 'Suburb' },
	{ key: 'postcode', kind: 'code', label: 'Postcode' },
	{ key: 'state', kind: 'place', label: 'State' },
	{ key: 'date_of_birth', kind: 'date', label: 'Date of birth', contact: true },
	{ key: 'soc_sec_id', kind: 'code', label: 'Number of insurance', contact: true },
];

const fake: CompareField[] = [
	{ key: 'first_name', kind: 'firstName', label: 'First name' },
	{ key: 'surname', kind: 'lastName', label: 'Last name' },
	{ key: 'dob', kind: 'date', label: 'Date of birth', contact: true },
	{ key: 'city', kind: 'place', label: 'City' },
	{ key: 'email', kind: 'email', label: 'E-mail', contact: true },
];

const organisations: CompareField[] = [
	{ key: 'Site name', kind: 'company', label: 'Name' },
	{ key: 'Address', kind: 'text', label: 'Street', contact: true },
	{ key: 'Zip', kind: 'code', label: 'Postal code' },
	{ key: 'Phone', kind: 'phone', label: 'Phone', contact: true },
];

const restaurants: CompareField[] = [
	{ key: 'name', kind: 'company', label: 'Name' },
	{ key: 'addr', kind: 'text', label: 'Street', contact: true },
	{ key: 'city', kind: 'place', label: 'City' },
	{ key: 'phone', kind: 'phone', label: 'Phone', contact: true },
];

/**
 * All sets with the one default threshold. FEBRL: the lowest figure over its files, 4a and 4b linked to each other. The
 * restaurants are judged on the labelled pairs only.
 */
export async function measure(dir: string): Promise<Record<string, number> | undefined> {
	const result: Record<string, number> = {};
	const febrl = febrlSets(path.join(dir, 'febrl')).map((set) => figuresOf(set, persons, 'febrl'));
	if (febrl.length > 0) {
		result['febrl_f1'] = Math.min(...febrl.map(({ f1 }) => f1));
		result['febrl_precision'] = Math.min(...febrl.map(({ precision }) => precision));
	}
	const people = foldersIn(dir, /^splink/i)
		.flatMap((folder) => filesIn(folder, '', '.csv'))
		.map((file) => figuresOf(tableSet(file, 'cluster'), fake, 'fake1000'));
	if (people.length > 0) {
		result['fake1000_f1'] = Math.min(...people.map(({ f1 }) => f1));
		result['fake1000_precision'] = Math.min(...people.map(({ precision }) => precision));
	}
	const sites = filesIn(path.join(dir, 'dedupe-examples'), 'early', '.csv').map((file) =>
		figuresOf(tableSet(file, 'True Id'), organisations, 'organisations'),
	);
	if (sites.length > 0) result['organisations_f1'] = Math.min(...sites.map(({ f1 }) => f1));
	const [restaurantPairs = ''] = foldersIn(path.join(dir, 'magellan'), /fodors/i);
	const pairs = readPairs(restaurantPairs);
	if (pairs !== undefined) {
		const { groups } = findDuplicates(pairs.records, { fields: restaurants });
		const group = new Map(
			groups.flatMap((ids, index) => ids.map((id): [string, number] => [id, index])),
		);
		const same = (a: string, b: string): boolean => group.has(a) && group.get(a) === group.get(b);
		const hits = pairs.labels.filter(({ a, b, label }) => label && same(a, b)).length;
		const said = pairs.labels.filter(({ a, b }) => same(a, b)).length;
		const true_ = pairs.labels.filter(({ label }) => label).length;
		for (const { a, b, label } of pairs.labels)
			if (label !== same(a, b)) show('restaurants', [label, a, b]);
		result['fodors_zagats_f1'] = f1Of(hits / Math.max(1, said), hits / Math.max(1, true_));
	}
	return Object.keys(result).length > 0 ? result : undefined;
}

function febrlSets(dir: string): Truth[] {
	const files = filesIn(dir, '', '.csv');
	const parts = new Map<string, string[]>();
	for (const file of files) {
		const name = path.basename(file, '.csv').replace(/(\d)[ab]$/, '$1');
		parts.set(name, [...(parts.get(name) ?? []), file]);
	}
	return [...parts.values()].map((list) => {
		const tables = list.map((file) =>
			tableSet(file, 'rec_id', (text) => /\d+/.exec(text)?.[0] ?? text),
		);
		return {
			records: tables.flatMap(({ records }) => records),
			truth: tables.flatMap(({ truth }) => truth),
		};
	});
}

function tableSet(file: string, key: string, nameOf = (text: string): string => text): Truth {
	const rows = readTable(fs.readFileSync(file, 'utf8'));
	const name = path.basename(file);
	return {
		records: rows.map((row, index) => ({
			id: `${name}:${index}`,
			values: { ...row, [key]: undefined },
		})),
		truth: rows.map((row) => nameOf(row[key] ?? '')),
	};
}

function figuresOf({ records, truth }: Truth, fields: CompareField[], label: string): Figures {
	const { groups } = findDuplicates(records, { fields });
	const place = new Map(records.map(({ id }, index) => [id, index]));
	const wanted = pairsOfTruth(truth);
	let said = 0;
	let hits = 0;
	const predicted = new Set<number>();
	for (const group of groups) {
		const rows = group.map((id) => place.get(id) ?? -1);
		for (const [at, a] of rows.entries()) {
			for (const b of rows.slice(at + 1)) {
				said += 1;
				predicted.add(Math.min(a, b) * records.length + Math.max(a, b));
				if (truth[a] === truth[b]) hits += 1;
				else show(`${label} wrong`, [records[a]?.values, records[b]?.values]);
			}
		}
	}
	if (process.env['QUALITY_SHOW']) showMissed(label, records, truth, predicted);
	const precision = hits / Math.max(1, said);
	const recall = hits / Math.max(1, wanted);
	show(`${label} figures`, { precision, recall, said, wanted });
	return { precision, recall, f1: f1Of(precision, recall) };
}

function showMissed(
	label: string,
	records: DedupeRecord[],
	truth: string[],
	predicted: Set<number>,
): void {
	const rows = new Map<string, number[]>();
	for (const [index, name] of truth.entries()) rows.set(name, [...(rows.get(name) ?? []), index]);
	for (const same of rows.values()) {
		for (const [at, a] of same.entries()) {
			for (const b of same.slice(at + 1)) {
				if (!predicted.has(a * records.length + b))
					show(`${label} missed`, [records[a]?.values, records[b]?.values]);
			}
		}
	}
}

function pairsOfTruth(truth: string[]): number {
	const counts = new Map<string, number>();
	for (const name of truth) counts.set(name, (counts.get(name) ?? 0) + 1);
	return [...counts.values()].reduce((sum, count) => sum + (count * (count - 1)) / 2, 0);
}

function f1Of(precision: number, recall: number): number {
	return precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
}
