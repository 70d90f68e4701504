import { reassignOverdue } from '../../lib/process/assign/overdue';
import type { Operation } from '../shared';
import { policyFields, policyOf, told } from './policy';

/** Moves leads whose owner did not answer in time. */
export const overdue: Operation = {
	value: 'reassignOverdue',
	name: 'Reassign Overdue',
	action: 'Reassign overdue leads',
	description:
		'Take every lead that was not answered by its deadline from its owner: offers go to the next rep, claimed leads back to the pool, others to somebody else',
	outputs: ['Reassigned'],
	fields: policyFields,
	async run(run) {
		const context = await run.context();
		const reps = await context.store.reps();
		const { outcomes, from } = await reassignOverdue(context, policyOf(run), reps);
		for (const outcome of outcomes) {
			run.emitNew('Reassigned', { ...told(outcome), previousOwner: from.get(outcome.lead.leadId) });
		}
		if (outcomes.length === 0) run.hint('No lead is overdue.');
	},
};
