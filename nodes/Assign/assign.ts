import { assignLeads, saveReps } from '../../lib/process/assign/assign';
import type { Told } from '../../lib/process/assign/notify';
import type { ItemLead, Operation } from '../shared';
import { cardSmtp, notify, notifyFields } from './notify';
import { definedReps, policyFields, policyOf, told } from './policy';
import { repsProperty } from './reps';

/** Gives leads to reps. */
export const assign: Operation = {
	value: 'assign',
	name: 'Assign',
	action: 'Assign leads to reps',
	description:
		'Give each lead to a rep by rules and a fair strategy, with the reason in words; a lead that has an owner keeps it',
	outputs: ['Assigned', 'Unassigned'],
	fields: [
		{
			displayName: 'Reps',
			name: 'reps',
			type: 'options',
			noDataExpression: true,
			options: [
				{
					name: 'Define Here',
					value: 'define',
					description: 'Saved to the reps list of the workspace',
				},
				{
					name: 'From the Reps List',
					value: 'list',
					description: 'Those defined before or in the sheet',
				},
			],
			default: 'define',
		},
		repsProperty,
		...policyFields,
		...notifyFields,
	],
	async run(run) {
		const policy = policyOf(run);
		const context = await run.context();
		const defined = definedReps(run);
		if (defined.length > 0) await saveReps(context, defined);
		const reps = defined.length > 0 ? defined : await context.store.reps();
		if (reps.length === 0)
			run.hint(
				"There are no reps yet. Add them under 'Rep List', then run the node again.",
				'warning',
			);
		const found = await run.leads();
		const leads: ItemLead[] = [];
		const places: number[] = [];
		for (const [index, stored] of found.entries()) {
			if (!stored) continue;
			leads.push(stored);
			places.push(index);
		}
		const smtp = await cardSmtp(run);
		const outcomes = await assignLeads(context, leads, policy, reps);
		const notes = await notify(run, outcomes, smtp);
		for (const [place, outcome] of outcomes.entries()) {
			run.emit(outcome.kind === 'unassigned' ? 'Unassigned' : 'Assigned', places[place] ?? 0, {
				...told(outcome),
				...mailed(notes[place]),
			});
		}
	},
};

function mailed(note: Told | undefined): object {
	if (note === undefined) return {};
	return note.kind === 'sent'
		? { ownerNotified: true }
		: { ownerNotified: false, notNotified: note.why };
}
