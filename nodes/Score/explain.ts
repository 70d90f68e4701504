import { explain } from '../../lib/core/score/explain';
import type { Operation } from '../shared';

/** Says why leads have their score. */
export const explainScore: Operation = {
	value: 'explain',
	name: 'Explain',
	action: 'Explain score of leads',
	description:
		'Say why each lead has its score, as text and as a small chart, e.g. for a mail to the owner',
	outputs: ['Explained'],
	fields: [],
	async run(run) {
		for (const [index, stored] of (await run.leads()).entries()) {
			if (!stored) continue;
			const { leadId, fullName, email, score, grade, temperature, scoreReasons } = stored.lead;
			if (!scoreReasons) {
				run.fail(index, {
					message: `Lead '${leadId}' has no score yet`,
					remedy: "Score it first with this node's operation 'Score'.",
				});
				continue;
			}
			const told = explain(fullName ?? email ?? 'The lead', stored.lead, scoreReasons);
			run.emit('Explained', index, {
				leadId,
				score,
				grade,
				temperature,
				explanation: told.text,
				explanationChart: told.svg,
				scoreReasons,
			});
			await run.pause();
		}
	},
};
