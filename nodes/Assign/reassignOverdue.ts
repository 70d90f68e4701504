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
		const moved = outcomes.filter(({ kind }) => kind !== 'kept');
		for (const outcome of moved) {
			run.emitNew('Reassigned', { ...told(outcome), previousOwner: from.get(outcome.lead.leadId) });
		}
		const stay = outcomes.length - moved.length;
		if (stay > 0)
			run.hint(
				`${stay} overdue leads stay with their owners for now, since nobody else is free to take them.`,
				'warning',
			);
		if (outcomes.length === 0) run.hint('No lead is overdue.');
	},
};
