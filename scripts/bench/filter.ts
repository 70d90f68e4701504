import { setImmediate } from 'node:timers/promises';
import { LogicEngine } from 'json-logic-engine';
import { compileProfiles } from '../../lib/core/filter/profile';
import { interleaved, rounded } from './measure';
import type { BenchResult } from './result';
import { leads, now, ruleTable, type BenchLead } from './score/leads';

const rounds = 3;
const count = 100_000;
const slice = 1_000;

/** A profile of 20 criteria over 100,000 leads: ours with every reason in words, the rival with the met weight alone. */
export async function run(): Promise<BenchResult> {
	const some = leads(count);
	const criteria = ruleTable.map(({ field, operator, value }) => ({
		field,
		operator,
		value,
		weight: 5,
	}));
	const compiled = compileProfiles({ profiles: [{ name: 'Bench', criteria }] });
	if (compiled.kind === 'wrong') throw new Error(compiled.messages.join('\n'));
	const logic = new LogicEngine().build({
		'+': ruleTable.map(({ logic: condition }) => ({ if: [condition, 5, 0] })),
	});
	const fitOf = (lead: BenchLead) => compiled.filter(lead, now).fit ?? 0;
	const byLogic = (lead: BenchLead) => Number(logic(lead));
	const same = some.slice(0, 1_000).every((lead) => fitOf(lead) === byLogic(lead));
	const over = (ask: (lead: BenchLead) => number) => async () => {
		let sum = 0;
		for (const [index, lead] of some.entries()) {
			sum += ask(lead);
			if (index % slice === 0) await setImmediate();
		}
		return sum;
	};
	const measured = await interleaved({ ours: over(fitOf), rival: over(byLogic) }, rounds);
	const each = (ms = 0) => rounded((ms * 1_000) / count);
	const mine = measured['ours'];
	const theirs = measured['rival'];
	return {
		name: 'filter',
		same,
		lines: [
			{
				what: '20 criteria with reasons, 100,000 leads, against json-logic-engine',
				unit: 'µs a lead',
				ours: each(mine?.best),
				median: each(mine?.median),
				max: each(mine?.max),
				rival: each(theirs?.best),
				ratio: rounded((theirs?.best ?? 0) / (mine?.best ?? 1)),
			},
		],
		peakMemoryMb: mine?.peakMemoryMb,
		longestBlockMs: mine?.longestBlockMs,
		notes: ['The rival adds up the weights that are met; ours also says of each criterion why.'],
	};
}
