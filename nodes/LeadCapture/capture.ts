import { captureItems } from '../../lib/process/capture/items';
import type { Operation } from '../shared';
import { capturedFields, outputOf } from './item';
import { captureOptionsOf, matchFields } from './matching';
import { checkReading, readingFields, readingOf, readingOptions } from './reading';

/** Turns what other nodes bring into leads. */
export const captureLeads: Operation = {
	value: 'capture',
	name: 'Capture',
	action: 'Capture leads',
	description:
		'Turn items of any form, webhook, mailbox or table into leads, each person once, e.g. the output of a Typeform Trigger or rows of a sheet',
	outputs: ['New', 'Updated', 'Review', 'Rejected'],
	fields: [...readingFields, ...matchFields],
	options: readingOptions,
	async run(run) {
		const { parameters } = run;
		checkReading(parameters);
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
