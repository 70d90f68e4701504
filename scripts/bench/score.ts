import { setImmediate } from 'node:timers/promises';
import { LogicEngine } from 'json-logic-engine';
import { Engine } from 'json-rules-engine';
import { compileScore } from '../../lib/core/score/score';
import type { ScoreRule } from '../../lib/core/score/rules';
import { interleaved, rounded } from './measure';
import type { BenchResult } from './result';
import { overWholeStores } from './score/everyLead';
import { leads, now, ruleTable, type BenchLead } from './score/leads';

const rounds = 3;
const count = 100_000;
/** json-rules-engine is asked a part of the leads: it would take half a minute for all. */
const engineCount = 500;
const slice = 1_000;

/** 20 rules over 100,000 leads: ours with its whole receipt, the rivals with the sum of points alone; then whole stores. */
export async function run(): Promise<BenchResult> {
	const some = leads(count);
	const rules = ruleTable.map(({ field, operator, value, points }): ScoreRule => ({
		kind: 'field',
		when: { field, operator, value },
		points,
	}));
	const compiled = compileScore({ rules, fitWeight: 1 });
	if (compiled.kind === 'wrong') throw new Error(compiled.messages.join('\n'));
	const logic = new LogicEngine().build({
		'+': ruleTable.map(({ logic: condition, points }) => ({ if: [condition, points, 0] })),
	});
	const engine = new Engine(
		ruleTable.map(({ condition, points }) => ({
			conditions: { all: [condition] },
			event: { type: 'points', params: { points } },
		})),
		{ allowUndefinedFacts: true },
	);
	const withReceipt = (lead: BenchLead) => compiled.score(lead, [], now);
	const byLogic = (lead: BenchLead) => Number(logic(lead));
	const byEngine = async (lead: BenchLead) => {
		const { events } = await engine.run({ ...lead });
		return events.reduce((sum, { params }) => sum + Number(params?.['points'] ?? 0), 0);
	};
	let same = true;
	for (const lead of some.slice(0, 200)) {
		const sum = Math.max(0, Math.min(100, byLogic(lead)));
		same &&=
			withReceipt(lead).score === sum && Math.max(0, Math.min(100, await byEngine(lead))) === sum;
	}
	const measured = await interleaved(
		{
			ours: async () => {
				let sum = 0;
				for (const [index, lead] of some.entries()) {
					sum += withReceipt(lead).score;
					if (index % slice === 0) await setImmediate();
				}
				return sum;
			},
			'json-logic-engine': async () => {
				let sum = 0;
				for (const [index, lead] of some.entries()) {
					sum += byLogic(lead);
					if (index % slice === 0) await setImmediate();
				}
				return sum;
			},
			'json-rules-engine': async () => {
				let sum = 0;
				for (const lead of some.slice(0, engineCount)) sum += await byEngine(lead);
				return sum;
			},
		},
		rounds,
	);
	const each = (ms = 0, of = count) => rounded((ms * 1_000) / of);
	const mine = measured['ours'];
	const line = (rival: string, of: number) => ({
		what: `20 rules with receipt, 100,000 leads, against ${rival}`,
		unit: 'µs a lead',
		ours: each(mine?.best),
		median: each(mine?.median),
		max: each(mine?.max),
		rival: each(measured[rival]?.best, of),
		ratio: rounded((measured[rival]?.best ?? 0) / of / ((mine?.best ?? 1) / count)),
	});
	const whole = await overWholeStores();
	return {
		name: 'score',
		same: same && whole.same,
		lines: [
			line('json-logic-engine', count),
			line('json-rules-engine', engineCount),
			...whole.lines,
		],
		peakMemoryMb: mine?.peakMemoryMb,
		longestBlockMs: mine?.longestBlockMs,
		notes: [
			'The rivals add up points only; ours also writes a receipt, a grade, a temperature and a priority.',
			...whole.notes,
		],
	};
}
