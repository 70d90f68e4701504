import { reopenLeads } from '../../lib/process/scrub/disqualify';
import type { Operation } from '../shared';
import { reasonFields, reopenWishesOf } from './reasonFields';

/** Takes leads back into the process. */
export const reopen: Operation = {
	value: 'reopen',
	name: 'Reopen',
	action: 'Reopen leads',
	description:
		'Take leads back from Junk, Bad or Disqualified, e.g. a real person whose name looked made up',
	outputs: ['Reopened'],
	fields: reasonFields('Which reason no longer holds', { ownReason: "The Lead's Own" }),
	async run(run) {
		const wishes = reopenWishesOf(run, await run.leads());
		const outcomes = await reopenLeads(await run.context(), wishes);
		for (const [place, outcome] of outcomes.entries()) {
			const index = wishes[place]?.index ?? 0;
			if (outcome.kind === 'refused') run.fail(index, { message: outcome.message });
			else {
				const { leadId, stage, stageHistory, revisitAt } = outcome.lead;
				run.emit('Reopened', index, {
					leadId,
					stage,
					stageReason: null,
					quarantined: false,
					stageHistory,
					revisitAt,
				});
			}
		}
	},
};
