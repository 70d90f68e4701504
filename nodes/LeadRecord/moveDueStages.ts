import type { INodeProperties } from 'n8n-workflow';
import { defaultPeriods } from '../../lib/core/lead/dueMoves';
import { moveDueLeads } from '../../lib/process/record/moveDue';
import type { Operation } from '../shared';

const fields: INodeProperties[] = [
	{
		displayName: 'Assigned to Nurturing (Days)',
		name: 'assignedDays',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 30,
		description:
			'Days without a touch after which an assigned lead is nurtured, whoever owned it meanwhile',
	},
	{
		displayName: 'Contacted to Tracking (Days)',
		name: 'contactedDays',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 14,
		description: 'Days without a touch after which a contacted lead is tracked instead',
	},
	{
		displayName: 'Tracking to Nurturing (Days)',
		name: 'trackingDays',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 30,
		description: 'Days without a touch after which a tracked lead is nurtured',
	},
];

/** Moves the leads whose time in their stage is over; meant to run on a schedule. */
export const moveDueStages: Operation = {
	value: 'moveDueStages',
	name: 'Move Due Stages',
	action: 'Move leads whose time in a stage is over',
	description:
		'Move every lead on that has stayed in its stage too long, e.g. from Contacted to Tracking after 14 days; run it daily behind a Schedule Trigger',
	outputs: ['Moved'],
	fields,
	async run(run) {
		const { parameters } = run;
		const moved = await moveDueLeads(await run.context(), {
			assignedDays: parameters.number('assignedDays', defaultPeriods.assignedDays),
			contactedDays: parameters.number('contactedDays', defaultPeriods.contactedDays),
			trackingDays: parameters.number('trackingDays', defaultPeriods.trackingDays),
		});
		for (const { lead, from } of moved) {
			const { leadId, email, stage, owner } = lead;
			run.emitNew('Moved', { leadId, email, from, stage, owner, workspace: run.workspace });
		}
		if (moved.length === 0) run.hint('No lead has stayed in its stage too long.');
	},
};
