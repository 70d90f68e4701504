import { unmergeRequests } from '../../lib/process/scrub/merge';
import { asText, type Operation } from '../shared';

/** Takes merges back. */
export const unmerge: Operation = {
	value: 'unmerge',
	name: 'Unmerge',
	action: 'Unmerge leads',
	description:
		"Take a merge back: every lead becomes what it was; names the merge by 'mergeId', or the last one of 'leadId'",
	outputs: ['Restored'],
	fields: [
		{
			displayName: 'Merge ID',
			name: 'mergeId',
			type: 'string',
			default: '={{ $json.mergeId }}',
			placeholder: 'e.g. 01J…',
			description: "Which merge to take back; empty takes the last one of the item's lead",
		},
	],
	async run(run) {
		const context = await run.context();
		const mergeId = run.parameters.each('mergeId');
		const requests = run.items.map(({ json }, index) => ({
			mergeId: asText(mergeId(index)),
			leadId: asText(json['leadId']),
		}));
		const outcomes = await unmergeRequests(context, requests);
		for (const [index, outcome] of outcomes.entries()) {
			if (outcome.kind === 'refused') {
				run.fail(index, { message: outcome.message });
				continue;
			}
			const { mergeId: id, survivorId } = outcome.record;
			for (const lead of outcome.leads) {
				run.emitNew(
					'Restored',
					{ ...lead, workspace: run.workspace, mergeId: id, survivorId },
					index,
				);
			}
		}
	},
};
