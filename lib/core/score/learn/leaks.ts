import type { BinnedColumn } from './bins';
import { logOdds } from './fit';
import { auc } from './metrics';

/** A field that seems to have been filled in after the outcome, and what speaks for it. */
export interface LeakWarning {
	field: string;
	/** `leak` is shown by the numbers; `judgement` by the name: a verdict or a state that goes on changing. */
	kind: 'leak' | 'judgement';
	why: string;
}

/**
 * Finds fields that know the outcome because they were filled in after it: they make a past look bright that the future
 * cannot repeat. Three signs: a field that decides alone; a field that is mostly empty and, once filled in, separates
 * won from lost; a name that promises a verdict of people or of another score, or the latest state of something.
 */
export function findLeaks(columns: readonly BinnedColumn[], won: Uint8Array): LeakWarning[] {
	return columns.flatMap((column): LeakWarning[] => {
		const points = logOdds(column, won);
		const scores = Array.from(column.index, (bin) => points[bin] ?? 0);
		const alone = auc(scores, won);
		const { field } = column;
		if (alone >= decides) {
			const share = Math.round(alone * 100);
			return [
				{ field, kind: 'leak', why: `it tells won from lost alone in ${share} % of all pairs` },
			];
		}
		const missing = column.bins.findIndex(({ isMissing }) => isMissing);
		if (missing >= 0) {
			const known = scores.map((_score, row) => row).filter((row) => column.index[row] !== missing);
			const filled = auc(
				known.map((row) => scores[row] ?? 0),
				known.map((row) => won[row] ?? 0),
			);
			const empty = 1 - known.length / scores.length;
			if (empty >= mostlyEmpty && filled >= separates) {
				return [
					{
						field,
						kind: 'leak',
						why: `${Math.round(empty * 100)} % have no value, and once filled in it tells won from lost in ${Math.round(filled * 100)} % of all pairs`,
					},
				];
			}
		}
		return verdict.test(field.replace(/([a-z])([A-Z])/g, '$1 $2'))
			? [
					{
						field,
						kind: 'judgement',
						why: 'its name says that somebody judged the lead, or that it shows the latest state',
					},
				]
			: [];
	});
}

const decides = 0.85;
const mostlyEmpty = 0.25;
const separates = 0.72;
const verdict =
	/\b(?:tags?|quality|profile|index|rating|grade|score|status|stage|disposition|outcome|result|reason|verdict|probability|notable|closed|won|lost|lifecycle|qualification|next (?:step|action))\b/i;
