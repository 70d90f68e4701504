import type { ScoreResult } from '../../lib/core/score/score';
import { wantsReasons, type Run } from '../shared';

/** Makes what an item gets to know of a result. */
export function teller(run: Run): (result: ScoreResult) => object {
	const reasoned = wantsReasons(run);
	return ({ score: points, engagement, grade, temperature, priority, reasons, crossed }) => ({
		...{ score: points, engagement, grade, temperature, priority },
		...(reasoned && { scoreReasons: reasons }),
		...(crossed && { crossed: { from: crossed.from ?? null, to: crossed.to } }),
	});
}
