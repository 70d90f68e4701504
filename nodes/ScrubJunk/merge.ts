import { mergeRequests, type MergeRequest } from '../../lib/process/scrub/merge';
import { asList, asText, type Operation } from '../shared';

/** Makes one lead of several. */
export const merge: Operation = {
	value: 'merge',
	name: 'Merge',
	action: 'Merge duplicate leads',
	description:
		"Make one lead of those an item names in 'leadIds', e.g. from Find Duplicates; every merge can be taken back by Unmerge",
	outputs: ['Merged'],
	asTool: 'deletes',
	fields: [
		{
			displayName: 'Leads',
			name: 'leadIds',
			type: 'string',
			default: '={{ $json.leadIds }}',
			required: true,
			placeholder: 'e.g. 01J, 01K',
			description: 'IDs of the leads that are the same, as a list or separated by commas',
		},
		{
			displayName: 'Only Certain Matches',
			name: 'onlyMatches',
			type: 'boolean',
			default: true,
			description: "Whether items whose 'verdict' says review are left alone",
		},
	],
	options: [
		{
			displayName: 'Survivor',
			name: 'survivor',
			type: 'string',
			default: '',
			placeholder: 'e.g. 01J…',
			description:
				'ID of the lead that survives; empty takes the oldest that is still in the process',
		},
	],
	async run(run) {
		const context = await run.context();
		const ids = run.parameters.each('leadIds');
		const survivor = run.parameters.each('options.survivor');
		const careful = run.parameters.flag('onlyMatches', true);
		const requests: Array<MergeRequest & { index: number }> = [];
		for (const [index, item] of run.items.entries()) {
			if (careful && item.json['verdict'] === 'review') {
				run.emit('Merged', index, { merged: false });
				continue;
			}
			const survivorId = asText(survivor(index));
			requests.push({
				index,
				leadIds: asList(ids(index)),
				...(survivorId !== undefined && { survivorId }),
			});
		}
		const outcomes = await mergeRequests(context, requests);
		for (const [place, outcome] of outcomes.entries()) {
			const index = requests[place]?.index ?? 0;
			if (outcome.kind === 'refused') run.fail(index, { message: outcome.message });
			else if (outcome.kind === 'unchanged')
				run.emit('Merged', index, { leadId: outcome.survivorId, merged: false });
			else {
				const { mergeId, survivor: lead, absorbedIds } = outcome;
				run.emit('Merged', index, {
					...lead,
					workspace: run.workspace,
					merged: true,
					mergeId,
					absorbedIds,
				});
			}
		}
	},
};
