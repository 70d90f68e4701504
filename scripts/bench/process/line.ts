import { rounded, type Measured } from '../measure';
import type { Line } from '../result';

/** What two contenders took, in milliseconds; nothing where one of them did not run. */
export function against(what: string, mine?: Measured, rival?: Measured): Line[] {
	if (mine === undefined || rival === undefined) return [];
	return [
		{
			what,
			unit: 'ms',
			ours: rounded(mine.best),
			median: rounded(mine.median),
			max: rounded(mine.max),
			rival: rounded(rival.best),
			ratio: rounded(rival.best / mine.best),
		},
	];
}
