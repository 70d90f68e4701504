import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chaos, type Outcome } from '../../test/sheet/chaos';
import type { SoakResult } from './result';

/** Seeds of the rounds; each is another person, another process and another bad line. */
const rounds = 50;

/** Fifty syncs at once on one spreadsheet that people work in, over a bad line, many times; a seed fails again as it failed. */
export async function run(): Promise<SoakResult> {
	const outcomes: Outcome[] = [];
	for (let seed = 1; seed <= rounds; seed++) {
		const folder = mkdtempSync(path.join(tmpdir(), 'sheet-soak-'));
		try {
			const outcome = await chaos({ folder, seed, syncs: 50, leads: 60 });
			outcomes.push(outcome);
			process.stderr.write(`seed ${seed}: ${JSON.stringify(outcome)}\n`);
		} finally {
			rmSync(folder, { recursive: true, force: true });
		}
	}
	const sum = (of: (outcome: Outcome) => number): number =>
		outcomes.reduce((total, outcome) => total + of(outcome), 0);
	const wrong = sum(({ lost, doubled, headers }) => lost.length + doubled.length + headers.length);
	return {
		passed: wrong === 0,
		said: `${rounds * 50} syncs, ${sum(({ calls }) => calls)} calls of which ${sum(({ faults }) => faults)} failed, ${sum(({ edits }) => edits)} edits by hand, ${sum(({ changes }) => changes)} by the process, ${sum(({ overtaken }) => overtaken)} runs overtaken by another: ${wrong} lost, doubled or unhealed`,
	};
}
