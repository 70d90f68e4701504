import { acceptLeads } from '../../lib/process/assign/accept';
import { type ItemLead, type Operation } from '../shared';
import { policyOf } from './policy';

/** Notes that owners take the leads offered to them. */
export const accept: Operation = {
	value: 'accept',
	name: 'Accept',
	action: 'Accept leads for their owner',
	description:
		'Note that the owner takes an offered lead; from then on the deadline for the first answer runs',
	outputs: ['Accepted'],
	fields: [
		{
			displayName: 'Rep',
			name: 'rep',
			type: 'string',
			default: '',
			placeholder: 'e.g. ann@example.com',
			description: 'Refuses leads of anybody else; empty for whoever owns the lead',
		},
	],
	async run(run) {
		const context = await run.context();
		const leads: ItemLead[] = [];
		const places: number[] = [];
		for (const [index, stored] of (await run.leads()).entries()) {
			if (!stored) continue;
			leads.push(stored);
			places.push(index);
		}
		const outcomes = await acceptLeads(context, leads, run.parameters.text('rep'), policyOf(run));
		for (const [place, outcome] of outcomes.entries()) {
			const index = places[place] ?? 0;
			if (outcome.kind === 'refused') {
				run.fail(index, { message: outcome.message, remedy: "Check 'Rep' and the lead's owner." });
			} else {
				const { leadId, owner, dueAt, nextAction, stage } = outcome.lead;
				run.emit('Accepted', index, { leadId, owner, dueAt, nextAction, stage });
			}
		}
	},
};
