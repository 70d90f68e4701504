import { stopSequences } from '../../lib/process/nurture/stopSequences';
import type { Operation } from '../shared';

/** Ends the sequences of the items' leads; what is not yet at a server is taken back. */
export const stopLeads: Operation = {
	value: 'stop',
	name: 'Stop',
	action: 'Stop sequences of leads',
	description:
		"End one or all sequences of each item's lead, e.g. after a call in which all was settled",
	outputs: ['Stopped'],
	fields: [
		{
			displayName: 'Sequence',
			name: 'stopSequence',
			type: 'string',
			default: '',
			placeholder: 'e.g. Welcome',
			description: 'Only this sequence; all of them while empty',
		},
	],
	async run(run) {
		const leads = await run.leads();
		const ctx = await run.context();
		const known = leads.flatMap((stored) => (stored === undefined ? [] : [stored.lead.leadId]));
		const stopped = await stopSequences(
			ctx,
			known,
			run.parameters.text('stopSequence') || undefined,
		);
		for (const [index, stored] of leads.entries()) {
			if (stored === undefined) continue;
			const { leadId } = stored.lead;
			run.emit('Stopped', index, { leadId, stoppedSequences: stopped.get(leadId) ?? [] });
			if (index % 64 === 63) await run.pause();
		}
	},
};
