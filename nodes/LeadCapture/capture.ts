import { captureItems } from '../../lib/process/capture/items';
import type { CaptureOptions } from '../../lib/process/capture/types';
import type { Operation, Parameters } from '../shared';
import { capturedFields, outputOf } from './item';
import { readingFields, readingOf, readingOptions } from './reading';

const matches = ['email', 'external', 'phone', 'linkedin'] as const;
const answers = ['update', 'fill', 'unchanged', 'review'] as const;

/** Turns what other nodes bring into leads. */
export const captureLeads: Operation = {
	value: 'capture',
	name: 'Capture',
	action: 'Capture leads',
	description:
		'Turn items of any form, webhook, mailbox or table into leads, each person once, e.g. the output of a Typeform Trigger or rows of a sheet',
	outputs: ['New', 'Updated', 'Review', 'Rejected'],
	fields: [
		...readingFields,
		{
			displayName: 'Same Person When',
			name: 'matchBy',
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'E-Mail', value: 'email', description: 'The e-mail address is the same' },
				{
					name: 'External ID',
					value: 'external',
					description: "The other system's ID is the same",
				},
				{ name: 'LinkedIn URL', value: 'linkedin', description: 'The profile is the same' },
				{
					name: 'Phone',
					value: 'phone',
					description: 'The number is the same and the names agree',
				},
			],
			default: 'email',
			description:
				'What tells first whether somebody is known already; e-mail, IDs and profiles always count, a phone by itself only where there is no e-mail',
		},
		{
			displayName: 'When the Lead Exists',
			name: 'onMatch',
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'Fill Blanks Only', value: 'fill', description: 'Only empty fields are filled' },
				{
					name: 'Leave Unchanged',
					value: 'unchanged',
					description: 'Only the contact is recorded',
				},
				{
					name: 'Send to Review',
					value: 'review',
					description: 'Somebody decides; the lead stays as it is',
				},
				{ name: 'Update', value: 'update', description: 'Newer values replace older ones' },
			],
			default: 'update',
			description: 'Owner, stage and consent are never overwritten, whatever is chosen',
		},
	],
	options: readingOptions,
	async run(run) {
		const { parameters } = run;
		const context = await run.context();
		const read = { ...readingOf(parameters, context.settings.defaultCountry), trusted: true };
		const outcomes = await captureItems(
			context,
			run.items.map(({ json }) => json),
			read,
			captureOptionsOf(parameters),
		);
		const seen = new Set<number>();
		for (const [index, { item, receiptId, ...outcome }] of outcomes.entries()) {
			const fields = capturedFields(outcome, run.workspace, receiptId ? { receiptId } : undefined);
			if (seen.has(item)) run.emitNew(outputOf[outcome.outcome], fields, item);
			else run.emit(outputOf[outcome.outcome], item, fields);
			seen.add(item);
			if (index % 64 === 63) await run.pause();
		}
		const rejected = outcomes.filter(({ outcome }) => outcome === 'rejected').length;
		if (rejected > 0 && rejected === outcomes.length && rejected > 1) {
			run.hint(
				"No item became a lead. Look at 'capture.reason' on the Rejected output; with 'Fields' set to 'Choose Fields' you can say which field holds the e-mail address.",
				'warning',
			);
		}
	},
};

/** How submissions meet known leads, as the panel says. */
export function captureOptionsOf(parameters: Parameters): CaptureOptions {
	return {
		matchBy: parameters.choice('matchBy', matches),
		onMatch: parameters.choice('onMatch', answers),
	};
}
