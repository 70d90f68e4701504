import type { ScoreResult } from '../../lib/core/score/score';
import { wantsReasons, type Run } from '../shared';

/** Makes what an item gets to know of a result. */
export function teller(run: Run): (result: ScoreResult) => object {
	const reasoned = wantsReasons(run);
	return ({ score, engagement, grade, temperature, priority, reasons, crossed }) => ({
		...{ score, engagement, grade, temperature, priority },
		scoreReasons: reasoned ? reasons : undefined,
		crossed: crossed && { from: crossed.from ?? null, to: crossed.to },
	});
}

/** Says in a hint which items carry touchpoints that did not count because they could not be read. */
export function tellUnread(run: Run, items: readonly number[]): void {
	if (items.length === 0) return;
	const named = items.slice(0, 5).join(', ');
	const which = items.length > 5 ? `${named} and ${items.length - 5} more` : named;
	run.hint(
		`Not all 'touchpoints' of item ${which} could be read, and those did not count. Each needs a type and a moment: [{ "type": "form.submit", "occurredAt": "2026-03-01T10:00:00Z" }].`,
		'warning',
	);
}
