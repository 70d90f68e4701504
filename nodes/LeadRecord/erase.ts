import type { INodeProperties } from 'n8n-workflow';
import { emailKey } from '../../lib/core/capture/identity';
import { eraseLeads } from '../../lib/process/record/erase';
import { asText, type ItemLead, type Operation } from '../shared';

const fields: INodeProperties[] = [
	{
		displayName:
			'Erasing cannot be undone: every field, touchpoint, mail and change of the person goes. The address stays suppressed as a hash.',
		name: 'eraseNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Address to Confirm',
		name: 'confirm',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. ann@example.com',
		description:
			"The e-mail address of the lead to erase, typed once more, or the lead's ID if it has no address; a lead with another address is left alone",
	},
];

/** Erases everything about a person, on request. */
export const erase: Operation = {
	value: 'erase',
	name: 'Erase',
	action: 'Erase everything about persons',
	description:
		"Erase all personal data of the item's lead for good, e.g. when somebody asks to be forgotten; type the address to confirm",
	outputs: ['Erased'],
	asTool: 'deletes',
	fields,
	async run(run) {
		const confirm = run.parameters.each('confirm');
		const context = await run.context();
		const confirmed: Array<{ index: number; stored: ItemLead }> = [];
		for (const [index, stored] of (await run.leads()).entries()) {
			if (stored === undefined) continue;
			const { email, leadId } = stored.lead;
			const typed = asText(confirm(index)) ?? '';
			const isMeant =
				typed === leadId || (email !== undefined && emailKey(typed) === emailKey(email));
			if (isMeant) confirmed.push({ index, stored });
			else {
				run.fail(index, {
					message: `'Address to Confirm' is not the address of the item's lead ${leadId}`,
					remedy:
						'Nothing was erased. Type the e-mail address of the lead that shall be forgotten.',
				});
			}
		}
		const results = await eraseLeads(
			context,
			confirmed.map(({ stored }) => stored),
		);
		// The incoming item holds personal data: nothing of it is passed on.
		for (const [place, result] of results.entries()) {
			run.emitNew('Erased', result, confirmed[place]?.index);
		}
	},
};
