import { watchDrift } from '../../lib/core/score/learn/drift';
import { isLearnedModel, type LearnedModel } from '../../lib/core/score/learn/model';
import type { ScoreConfig } from '../../lib/core/score/rules';
import type { CompiledScore } from '../../lib/core/score/score';
import { learnedVersions } from '../../lib/process/score/learned';
import { stop, type Run } from '../shared';

/** The learned table: a version the workspace keeps, or without a store the first item's 'model' field. */
export async function learnedOf(run: Run): Promise<ScoreConfig['learned']> {
	const choice = run.parameters.choice('model', ['points', 'learned', 'both']);
	if (choice === 'points') return undefined;
	const model = run.store === 'none' ? run.items[0]?.json['model'] : await versionOf(run);
	if (isLearnedModel(model)) return { model, only: choice === 'learned' };
	throw stop(run, {
		message: 'Nothing has been learned yet',
		remedy: "Run this node's operation 'Learn From History' first, or set 'Model' to Points.",
	});
}

async function versionOf(run: Run): Promise<LearnedModel | undefined> {
	const kept = learnedVersions((await run.context()).settings);
	const wanted = run.parameters.number('options.learnedVersion');
	const found = wanted === undefined ? kept[0] : kept.find(({ version }) => version === wanted);
	if (found !== undefined || kept.length === 0) return found?.model;
	throw stop(run, {
		message: `Version ${wanted ?? ''} of the learned table is not kept`,
		remedy: `Take one of ${kept.map(({ version }) => version).join(', ')}, or none for the newest.`,
	});
}

/** From here on a field is spread so differently that its points may no longer hold. */
const shifted = 0.25;

/** The score, watching how the leads of a run differ from those its table was learned from; `tell` says so in a hint. */
export function watched(
	run: Run,
	learned: ScoreConfig['learned'],
	ask: CompiledScore,
): { ask: CompiledScore; tell(): void } {
	if (learned === undefined) return { ask, tell: () => undefined };
	const watch = watchDrift(learned.model);
	return {
		ask(lead, ...rest) {
			watch.see(lead);
			return ask(lead, ...rest);
		},
		tell() {
			const far = watch.report().filter(({ index }) => index >= shifted);
			if (far.length === 0) return;
			const fields = far.slice(0, 3).map(({ field, why }) => `'${field}' (${why})`);
			run.hint(
				`These ${watch.count()} leads differ from those the table was learned from: ${fields.join(', ')}. Learn again when enough of them are won and lost.`,
				'warning',
			);
		},
	};
}
