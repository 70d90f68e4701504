import { verifyLead } from '../../lib/core/verify/lead';
import { fieldPicker, pickedField, type Operation } from '../shared';
import { leadOfItem } from './itemLead';

/** Checks contact data without changing it. */
export const verify: Operation = {
	value: 'verify',
	name: 'Verify',
	action: 'Verify contact data of leads',
	description:
		"Check e-mail, phone, name, company, job title and address, e.g. 'gmial.com' is Risky with the suggestion 'gmail.com'; nothing is changed",
	outputs: ['Verified'],
	fields: [
		{
			displayName: 'Default Country',
			name: 'defaultCountry',
			type: 'string',
			default: '',
			placeholder: 'e.g. DE',
			description:
				'Two-letter country of phone numbers and postal codes that name none; empty takes the one of the workspace',
		},
		{
			displayName: 'Only These Fields',
			name: 'only',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add Field',
			default: {},
			options: [{ name: 'fields', displayName: 'Field', values: fieldPicker() }],
			description: 'Everything that can be checked unless some fields are chosen',
		},
	],
	worksWithoutStore: true,
	async run(run) {
		const { parameters } = run;
		const only = parameters.rows('only', 'fields').map((row) => pickedField(row));
		const preset = run.store === 'none' ? '' : (await run.context()).settings.defaultCountry;
		const defaultCountry = parameters.text('defaultCountry', preset);
		for (const [index, item] of run.items.entries()) {
			const verified = verifyLead(leadOfItem(item.json), {
				defaultCountry,
				...(only.length > 0 && { only }),
			});
			run.emit('Verified', index, verified);
			await run.pause();
		}
	},
};
