import { releaseLeads } from '../../lib/process/assign/overdue';
import { type ItemLead, type Operation } from '../shared';
import { told } from './policy';

/** Gives leads back to their pool. */
export const release: Operation = {
	value: 'release',
	name: 'Release',
	action: 'Release leads to their pool',
	description:
		'Take leads from their owners; they wait in their pool until they are assigned or claimed',
	outputs: ['Released'],
	fields: [],
	async run(run) {
		const context = await run.context();
		const leads: ItemLead[] = [];
		const places: number[] = [];
		for (const [index, stored] of (await run.leads()).entries()) {
			if (!stored) continue;
			leads.push(stored);
			places.push(index);
		}
		const outcomes = await releaseLeads(context, leads);
		for (const [place, outcome] of outcomes.entries()) {
			run.emit('Released', places[place] ?? 0, told(outcome));
		}
	},
};
