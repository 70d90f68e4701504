import { disqualifyLeads } from '../../lib/process/scrub/disqualify';
import type { Operation } from '../shared';
import { reasonFields, wishesOf } from './reasonFields';

/** Takes leads out of the process with a reason. */
export const disqualify: Operation = {
	value: 'disqualify',
	name: 'Disqualify',
	action: 'Disqualify leads',
	description:
		'Take leads out of the process with a reason and a date to look again, e.g. No Budget for 120 days',
	outputs: ['Disqualified'],
	fields: reasonFields('Why the lead leaves the process', { reason: 'noInterest' }),
	async run(run) {
		const wishes = wishesOf(run, await run.leads());
		const outcomes = await disqualifyLeads(await run.context(), wishes);
		for (const [place, outcome] of outcomes.entries()) {
			const index = wishes[place]?.index ?? 0;
			if (outcome.kind === 'refused') run.fail(index, { message: outcome.message });
			else {
				const { leadId, stage, stageReason, stageHistory, revisitAt } = outcome.lead;
				run.emit('Disqualified', index, { leadId, stage, stageReason, stageHistory, revisitAt });
			}
		}
	},
};
