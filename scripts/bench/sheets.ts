import type { Lead } from '../../lib/core/lead/lead';
import { inBatches } from '../../lib/store/open';
import type { LeadStore } from '../../lib/store/port';
import type { Book } from '../../test/sheet/fake/book';
import { tabOf } from '../../test/sheet/human';
import { rounded } from './measure';
import type { BenchResult, Line } from './result';
import { sheetStage, type Cost, type SheetStage } from './sheets/stage';

const sizes = [100, 1_000, 10_000, 50_000];

/** What both write: the rival's columns by our headers, the one that rows are found by first. */
const columns: Readonly<Record<string, (lead: Lead) => string | number | undefined>> = {
	'E-mail': ({ email }) => email,
	'First name': ({ firstName }) => firstName,
	'Last name': ({ lastName }) => lastName,
	Company: ({ company }) => company,
	Stage: ({ stage }) => stage,
	Owner: ({ owner }) => owner,
	Score: ({ score }) => score,
};
const headers = Object.keys(columns);

/**
 * Leads into a new sheet, then a new owner and score for each of them, by our Sync and by n8n's own 'Append or Update Row', both as
 * nodes of one real n8n on one fake server. Ours keeps all columns of the Leads tab in step both ways, the rival writes seven.
 */
export async function run(): Promise<BenchResult> {
	const stage = await sheetStage();
	const lines: Line[] = [];
	const notes: string[] = [];
	let same = true;
	let from = 0;
	try {
		for (const size of sizes) {
			const leads = makeLeads(size, from);
			from += size;
			const changed = leads.map((lead, at): Lead => ({
				...lead,
				owner: `rep.${at % 7}@example.com`,
				score: at % 101,
			}));
			const { ours, rival } = await compare(stage, leads, changed);
			same &&= ours.same && rival.same;
			for (const [at, work] of ['into a new sheet', 'changed in it'].entries()) {
				const [mine, theirs] = [ours.costs[at], rival.costs[at]];
				if (!mine || !theirs) continue;
				lines.push(...linesOf(`${size} leads ${work}`, mine, theirs));
				notes.push(
					`${size} leads ${work}: of this the fake server took ${rounded(mine.serverMs / 1_000)} s of ours, ${rounded(theirs.serverMs / 1_000)} s of the rival's.`,
				);
			}
		}
		return {
			name: 'sheets',
			lines,
			same,
			notes: [
				'One round each. Calls are reads + writes; Google allows a user 60 of each a minute.',
				...notes,
			],
		};
	} finally {
		await stage.end();
	}
}

interface Run {
	costs: Cost[];
	same: boolean;
}

async function compare(
	stage: SheetStage,
	leads: readonly Lead[],
	changed: readonly Lead[],
): Promise<{ ours: Run; rival: Run }> {
	const { store } = stage;
	const book = stage.add();
	const sync = await stage.ours(book);
	await save(store, leads);
	const ours = [await sync()];
	await save(store, changed);
	ours.push(await sync());
	const other = stage.add(headers);
	const upsert = await stage.rival(other, headers);
	const rival = [await upsert(leads.map(rowOf)), await upsert(changed.map(rowOf))];
	await hide(store, leads);
	return {
		ours: { costs: ours, same: holds(book, changed) },
		rival: { costs: rival, same: holds(other, changed) },
	};
}

function makeLeads(count: number, from: number): Lead[] {
	const at = '2026-03-02T09:00:00.000Z';
	return Array.from({ length: count }, (_, place): Lead => {
		const number = from + place;
		return {
			leadId: `01BENCH${String(number).padStart(19, '0')}`,
			email: `person${number}@company${number % 977}.example.com`,
			firstName: `First${number % 89}`,
			lastName: `Last${number % 353}`,
			company: `Company ${number % 977}`,
			stage: 'new',
			stageHistory: [],
			createdAt: at,
			updatedAt: at,
		};
	});
}

async function save(store: LeadStore, leads: readonly Lead[]): Promise<void> {
	await inBatches(leads, async (slice) => {
		const known = await store.getLeads(slice.map(({ leadId }) => leadId));
		const versions = new Map(known.map(({ lead, version }) => [lead.leadId, version]));
		return await store.saveLeads(
			slice.map((lead) => ({
				lead,
				version: versions.get(lead.leadId) ?? 'new',
				audit: { by: 'bench', action: 'saved', changes: {} },
			})),
		);
	});
}

/** Leads of an earlier size are no part of the next one's work: those that were merged away are in no sheet. */
async function hide(store: LeadStore, leads: readonly Lead[]): Promise<void> {
	await save(
		store,
		leads.map((lead) => ({ ...lead, stage: 'merged' })),
	);
}

function rowOf(lead: Lead): Record<string, string | number> {
	return Object.fromEntries(
		Object.entries(columns).map(([header, of]) => [header, of(lead) ?? '']),
	);
}

/** Whether every lead is in the sheet once, with all that both write. */
function holds(book: Book, leads: readonly Lead[]): boolean {
	const { rows } = tabOf(book);
	const places = headers.map(
		(header) => rows[0]?.findIndex((cell) => cell?.value === header) ?? -1,
	);
	const texts = rows
		.slice(1)
		.map((row) => places.map((place) => String(row?.[place]?.value ?? '')).join('\n'))
		.filter((text) => text.trim() !== '')
		.sort();
	const wanted = leads.map((lead) => Object.values(rowOf(lead)).join('\n')).sort();
	return texts.length === wanted.length && texts.every((text, at) => text === wanted[at]);
}

function linesOf(what: string, ours: Cost, rival: Cost): Line[] {
	const line = (of: string, unit: string, figure: (cost: Cost) => number | undefined): Line[] => {
		const [mine, theirs] = [figure(ours), figure(rival)];
		if (mine === undefined || theirs === undefined) return [];
		return [
			{
				what: `${what}: ${of}`,
				unit,
				ours: rounded(mine),
				rival: rounded(theirs),
				ratio: rounded(theirs / Math.max(mine, 1e-9)),
			},
		];
	};
	return [
		...line('calls', 'calls', ({ reads, writes }) => reads + writes),
		...line('time', 's', ({ ms }) => ms / 1_000),
		...line('n8n at most', 'MB', ({ peakMb }) => peakMb),
	];
}
