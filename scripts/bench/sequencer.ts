import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inBatches, openStore } from '../../lib/store/open';
import type { LeadStore } from '../../lib/store/port';
import { interleaved, rounded } from './measure';
import type { BenchResult } from './result';
import { RawClaims } from './store/rawClaims';
import { saveAll } from './store/workloads';

const rounds = 5;
const perClaim = 1000;
const perRound = 10_000;
const dueAt = '2026-03-02T09:00:00.000Z';
const never = '2099-01-01T00:00:00.000Z';
/** Long enough that nothing is claimed twice while the benchmark runs. */
const leaseMs = 86_400_000;

/**
 * Claims of due steps with lead, sequence and open delivery, against the same claim in plain node:sqlite, while many more
 * enrolments wait; and the poll that finds nothing. With BENCH_FULL=1 a million wait.
 */
export async function run(): Promise<BenchResult> {
	const folder = await mkdtemp(path.join(tmpdir(), 'lead-bench-'));
	const store = await openStore({ engine: 'sqlite', folder, workspace: 'Bench' });
	const raw = new RawClaims(path.join(folder, 'raw.sqlite'));
	try {
		const waiting = process.env['BENCH_FULL'] === '1' ? 1_000_000 : 50_000;
		const due = perRound * rounds;
		await saveAll(store, 0, due);
		await store.saveSequence({
			name: 'Bench',
			contentHash: 'one',
			steps: [],
			purpose: 'answer',
			consent: 'never',
			window: { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' },
			exitWhen: [],
			allowReenrol: false,
		});
		await enrolAll(store, 0, due, dueAt);
		await enrolAll(store, due, waiting, never);
		raw.fill(due, waiting);

		const claimed = new Map<string, number>();
		const measured = await interleaved(
			{
				ours: () => claimAll(store),
				rival: () => Promise.resolve(raw.claimAll(perRound, perClaim)),
			},
			rounds,
			(name, count) => claimed.set(name, count),
		);
		const polls = await interleaved({ poll: () => pollEmpty(store, 200) }, rounds, () => undefined);
		const rate = (ms = Infinity) => rounded(perRound / (ms / 1000));
		const { ours, rival } = measured;
		return {
			name: 'sequencer',
			same: claimed.get('ours') === perRound && claimed.get('rival') === perRound,
			lines: [
				{
					what: `claims of due steps, ${waiting.toLocaleString('en')} waiting`,
					unit: 'steps/s',
					ours: rate(ours?.best),
					median: rate(ours?.median),
					max: rate(ours?.max),
					rival: rate(rival?.best),
					ratio: rounded((rival?.best ?? 0) / (ours?.best ?? 1)),
				},
				{
					what: 'a poll that finds nothing',
					unit: 'ms',
					ours: rounded((polls['poll']?.best ?? 0) / 200),
				},
			],
			peakMemoryMb: ours?.peakMemoryMb,
			longestBlockMs: ours?.longestBlockMs,
		};
	} finally {
		raw.close();
		await store.close();
		await rm(folder, { recursive: true, force: true });
	}
}

async function enrolAll(store: LeadStore, from: number, count: number, at: string): Promise<void> {
	const numbers = Array.from({ length: count }, (_, index) => from + index);
	await inBatches(numbers, (slice) =>
		store.enrol(
			slice.map((n) => ({
				enrolmentId: `enrolment${n}`,
				leadId: `01HLEAD${String(n).padStart(19, '0')}`,
				sequence: 'Bench',
				version: 1,
				dueAt: at,
				enrolledAt: dueAt,
				allowReenrol: false,
			})),
		),
	);
}

async function claimAll(store: LeadStore): Promise<number> {
	let claimed = 0;
	while (claimed < perRound) {
		const steps = await store.claimDue({ limit: perClaim, leaseMs });
		if (steps.length === 0) break;
		claimed += steps.length;
	}
	return claimed;
}

async function pollEmpty(store: LeadStore, times: number): Promise<number> {
	let found = 0;
	for (let n = 0; n < times; n++)
		found += (await store.claimDue({ limit: perClaim, leaseMs })).length;
	return found;
}
