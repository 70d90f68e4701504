import { inBatches } from '../../../lib/store/open';
import type { LeadStore } from '../../../lib/store/port';
import { captureOf, receiptOf, updateOf } from './leads';
import { parallel } from './parallel';
import type { Rival } from './rival';

/** Work that both stores do; `from` is the number of the first lead that is still free. */
export interface Workload {
	what: string;
	unit: string;
	/** Rows of one round, and how many numbers a round uses up. */
	count: number;
	uses: number;
	/** Both return the same figure when they did the same work. */
	ours(from: number): Promise<number>;
	rival(from: number): number | Promise<number>;
}

const rows = 5000;

/** The workloads in the order in which they are run: what one inserts, the next may update. */
export function workloads(store: LeadStore, raw: Rival): Workload[] {
	const inserting = { count: rows, uses: rows, unit: 'leads/s' };
	return [
		{
			...inserting,
			what: 'batch insert',
			ours: (from) => saveAll(store, from, rows),
			rival: (from) => raw.save(from, rows, 1000),
		},
		{
			...inserting,
			uses: 0,
			what: 'batch update',
			ours: () => updateAll(store, rows),
			rival: () => raw.update(0, rows, 1000),
		},
		{
			...inserting,
			what: 'single insert, 50 in parallel',
			ours: (from) => parallel(50, rows, (index) => saveAll(store, from + index, 1)),
			rival: (from) => raw.saveSingly(from, rows, 50),
		},
		{
			...inserting,
			what: 'single insert, one by one',
			ours: (from) => parallel(1, rows, (index) => saveAll(store, from + index, 1)),
			rival: (from) => raw.saveSingly(from, rows, 1),
		},
		{
			...inserting,
			unit: 'receipts/s',
			what: 'durable receipt, 50 in parallel',
			ours: (from) => parallel(50, rows, (index) => keepReceipt(store, from + index)),
			rival: (from) => raw.keepReceipts(from, rows, 50),
		},
		{
			what: 'look-up by e-mail',
			unit: 'keys/s',
			count: 10_000,
			uses: 0,
			ours: async (from) => {
				const hits = await inBatches(scattered(from), (slice) =>
					store.lookUp(slice.map((n) => ({ kind: 'email', value: `person${n}@example.com` }))),
				);
				return hits.length;
			},
			rival: (from) => raw.lookUp(scattered(from)),
		},
	];
}

/** Saves new leads in batches. @returns how many were saved */
export async function saveAll(store: LeadStore, from: number, count: number): Promise<number> {
	const numbers = Array.from({ length: count }, (_, index) => from + index);
	const results = await inBatches(numbers, (slice) => store.saveLeads(slice.map(captureOf)));
	return results.filter(({ kind }) => kind === 'saved').length;
}

/** Versions the updated leads are at. */
const versions = new WeakMap<LeadStore, number>();

async function updateAll(store: LeadStore, count: number): Promise<number> {
	const version = versions.get(store) ?? 1;
	versions.set(store, version + 1);
	const numbers = Array.from({ length: count }, (_, index) => index);
	const results = await inBatches(numbers, (slice) =>
		store.saveLeads(slice.map((n) => updateOf(n, version))),
	);
	return results.filter(({ kind }) => kind === 'saved').length;
}

async function keepReceipt(store: LeadStore, n: number): Promise<number> {
	const [kept] = await store.keepReceipts([
		{
			...receiptOf(n),
			source: 'webhook:bench',
			hash: 'hash',
			receivedAt: '2026-03-02T09:00:00.000Z',
			meta: {},
			submissions: 1,
		},
	]);
	return kept?.kind === 'new' ? 1 : 0;
}

/** 10,000 numbers below `limit` that lie far apart. */
function scattered(limit: number): number[] {
	return Array.from({ length: 10_000 }, (_, index) => (index * 7919) % limit);
}
