/** A past lead for the Bayes estimate: its values, whether it was won, and the last stage it reached when it was lost. */
export interface BayesCase {
	values: Readonly<Record<string, string>>;
	won: boolean;
	stage: string;
}

/** Chance of winning, 0…1, of a lead in a stage with some values known. */
export type BayesEstimate = (
	stage: string | undefined,
	values: Readonly<Record<string, string>>,
) => number;

/** Added to every count, so that what never happened is improbable rather than impossible. */
const smoothing = 0.1;

interface Counts {
	won: number;
	lost: number;
}

/**
 * Naive Bayes over stages and values, as a widespread open-source CRM estimates it; for comparison with the learned table.
 * A won lead counts for every stage, a lost one for those it reached. The stage's counts are compared with the first
 * stage's, because every lead has been there.
 *
 * @param stages in the order of a lead's life, won not included
 */
export function bayesEstimate(
	cases: readonly BayesCase[],
	stages: readonly string[],
): BayesEstimate {
	const byStage = new Map<string, Counts>();
	const byField = new Map<string, Map<string, Counts>>();
	for (const one of cases) {
		const reached = one.won ? stages : stages.slice(0, stages.indexOf(one.stage) + 1);
		for (const stage of reached) add(byStage, stage, one.won);
		for (const [field, value] of Object.entries(one.values)) {
			let counts = byField.get(field);
			if (!counts) byField.set(field, (counts = new Map()));
			add(counts, value, one.won);
		}
	}
	const first = byStage.get(stages[0] ?? '') ?? { won: smoothing, lost: smoothing };
	return (stage, values) => {
		let won = first.won / (first.won + first.lost);
		let lost = first.lost / (first.won + first.lost);
		const reached = stage === undefined ? undefined : byStage.get(stage);
		if (reached) {
			won *= reached.won / first.won;
			lost *= reached.lost / first.lost;
		}
		for (const [field, value] of Object.entries(values)) {
			const counts = byField.get(field);
			const own = counts?.get(value);
			if (!counts || !own) continue;
			const all = [...counts.values()];
			won *= own.won / all.reduce((sum, count) => sum + count.won, 0);
			lost *= own.lost / all.reduce((sum, count) => sum + count.lost, 0);
		}
		return won / (won + lost);
	};
}

function add(counts: Map<string, Counts>, key: string, won: boolean): void {
	const known = counts.get(key) ?? { won: smoothing, lost: smoothing };
	counts.set(key, won ? { ...known, won: known.won + 1 } : { ...known, lost: known.lost + 1 });
}
