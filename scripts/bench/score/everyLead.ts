import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { exampleFilter } from '../../../lib/core/filter/defaults';
import { compileProfiles } from '../../../lib/core/filter/profile';
import type { Lead } from '../../../lib/core/lead/lead';
import { defaultRules } from '../../../lib/core/score/rules';
import { compileScore } from '../../../lib/core/score/score';
import { filterLeads } from '../../../lib/process/filter/filter';
import { idMaker } from '../../../lib/process/ids';
import { pauser } from '../../../lib/process/pause';
import { openStages, overEveryLead } from '../../../lib/process/record/everyLead';
import { scoreLeads } from '../../../lib/process/score/score';
import { inBatches, openStore } from '../../../lib/store/open';
import type { LeadStore } from '../../../lib/store/port';
import { startPostgres } from '../../runtime/postgres';
import { interleaved, rounded } from '../measure';
import type { Line } from '../result';
import { captureOf, touchOf } from '../store/leads';

const small = 10_000;
/** Of a large store most leads are customers by now or lost: so many of the newest are open. */
const mostOpen = 100_000;
const dayMs = 86_400_000;
const start = Date.parse('2026-03-10T10:00:00.000Z');
const viewsPerLead = 2;

/** What the passes over the stores came to. */
export interface EveryLeadResult {
	lines: Line[];
	same: boolean;
	notes: string[];
}

/**
 * Filter and score over all open leads of a store in bounded pages, on both engines: a store of 10,000 leads, and with BENCH_FULL=1
 * also one of a million. The rival of the large store is the small one: neither rate nor memory may depend on how many leads there are.
 */
export async function overWholeStores(): Promise<EveryLeadResult> {
	const result: EveryLeadResult = { lines: [], same: true, notes: [] };
	const sizes = process.env['BENCH_FULL'] === '1' ? [small, 1_000_000] : [small];
	const folder = await mkdtemp(path.join(tmpdir(), 'lead-bench-'));
	// Postgres runs as somebody else, so its folder cannot lie inside ours.
	const data = await mkdtemp(path.join(tmpdir(), 'lead-bench-postgres-'));
	const postgres = await startPostgres(data);
	try {
		for (const engine of ['sqlite', 'postgres'] as const) {
			const rates = new Map<string, number>();
			for (const size of sizes) {
				const store =
					engine === 'sqlite'
						? await openStore({
								engine,
								folder: path.join(folder, String(size)),
								workspace: 'Bench',
							})
						: await openStore({ engine, place: postgres.place, workspace: `Bench ${size}` });
				try {
					await passes(store, size, rates, result);
				} finally {
					await store.close();
				}
			}
		}
		return result;
	} finally {
		await postgres.stop();
		for (const one of [folder, data]) await rm(one, { recursive: true, force: true });
	}
}

async function passes(
	store: LeadStore,
	size: number,
	rates: Map<string, number>,
	result: EveryLeadResult,
): Promise<void> {
	const filter = compileProfiles(exampleFilter);
	const score = compileScore({ rules: [...defaultRules] });
	if (filter.kind === 'wrong' || score.kind === 'wrong') throw new Error('The defaults are wrong');
	const open = Math.min(size, mostOpen);
	await fill(store, size, size - open);
	const settings = await store.settings();
	let changed = 0;
	const pass = async (day: number, work: 'filter' | 'score') => {
		const now = start + day * dayMs;
		const context = {
			store,
			settings,
			now,
			newId: idMaker(Date.now),
			by: 'bench',
			pause: pauser(),
		};
		changed = 0;
		const tell = (outcome: { kind: string; lead?: Lead }, before: Lead) => {
			if (outcome.lead !== undefined && outcome.lead !== before) changed++;
		};
		return work === 'filter'
			? await overEveryLead(
					context,
					openStages,
					async (leads) => await filterLeads(context, leads, filter.filter),
					tell,
				)
			: await overEveryLead(
					context,
					openStages,
					async (leads) => await scoreLeads(context, leads, score.score),
					tell,
				);
	};
	const works = {
		'filter, each saved': async () => await pass(0, 'filter'),
		'score, each saved': async () => await pass(0, 'score'),
		'score again, nothing to save': async () => await pass(0, 'score'),
	};
	for (const [what, work] of Object.entries(works)) {
		const measured = await interleaved({ ours: work }, 1, (_name, count) => {
			result.same &&= count === open && changed === (what.includes('nothing') ? 0 : open);
		});
		const { best = Infinity, peakMemoryMb = 0, longestBlockMs = 0 } = measured['ours'] ?? {};
		const ours = rounded(open / (best / 1_000));
		const rival = rates.get(what);
		if (rival === undefined) rates.set(what, ours);
		const leads = `${open.toLocaleString('en')} open of ${size.toLocaleString('en')} leads, ${store.engine}`;
		result.lines.push({
			what: `${what}, ${leads}`,
			unit: 'leads/s',
			ours,
			...(rival !== undefined && { rival, ratio: rounded(ours / rival) }),
		});
		result.notes.push(
			`${what}, ${leads}: at most ${peakMemoryMb} MB resident, loop held ${longestBlockMs} ms at most.`,
		);
	}
}

async function fill(store: LeadStore, size: number, closed: number): Promise<void> {
	const step = 10_000;
	for (let from = 0; from < size; from += step) {
		const numbers = Array.from({ length: step }, (_, index) => from + index);
		await inBatches(numbers, (slice) =>
			store.saveLeads(
				slice.map((n) => {
					const capture = captureOf(n);
					const first = touchOf(capture.lead);
					const views = Array.from({ length: viewsPerLead }, (_, view) => ({
						...first,
						touchId: `view${view}-${first.touchId}`,
						type: 'web.pageView',
						sourceId: `view${view}-${first.sourceId}`,
					}));
					const lead: Lead = n < closed ? { ...capture.lead, stage: 'customer' } : capture.lead;
					return { ...capture, lead, touchpoints: [first, ...views] };
				}),
			),
		);
		if (from > 0 && from % 100_000 === 0)
			console.error(`  ${from} leads in the ${store.engine} store …`);
	}
}
