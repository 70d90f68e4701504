import { keepLeadsApart } from '../../lib/process/scrub/apart';
import { asList, type Operation } from '../shared';

/** Remembers that leads are different people. */
export const keepApart: Operation = {
	value: 'keepApart',
	name: 'Keep Apart',
	action: 'Keep leads apart',
	description:
		'Remember that leads which look alike are different people, e.g. father and son with one phone; they are not offered as duplicates again',
	outputs: ['Kept Apart'],
	fields: [
		{
			displayName: 'Leads',
			name: 'leadIds',
			type: 'string',
			default: '={{ $json.leadIds }}',
			required: true,
			placeholder: 'e.g. 01J, 01K',
			description: 'IDs of the leads that are different, as a list or separated by commas',
		},
	],
	async run(run) {
		const context = await run.context();
		const ids = run.parameters.each('leadIds');
		for (const index of run.items.keys()) {
			const outcome = await keepLeadsApart(context, asList(ids(index)));
			if (outcome.kind === 'refused') run.fail(index, { message: outcome.message });
			else run.emit('Kept Apart', index, { keptApart: true });
			await run.pause();
		}
	},
};
