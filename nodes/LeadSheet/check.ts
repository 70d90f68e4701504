import { checkSheet } from '../../lib/process/sheet/check';
import { spreadsheetClient } from '../../lib/process/sheet/google';
import { stop, type Operation } from '../shared';
import { chosenTabs, documentField, documentOf, tabsField, withGoogle } from './document';

/** The sheet doctor. */
export const check: Operation = {
	value: 'check',
	name: 'Check',
	action: 'Check a spreadsheet',
	description:
		'Find out what keeps a spreadsheet from being in step, e.g. that it is not shared, and put right what can be put right',
	outputs: ['Findings'],
	fields: [documentField, tabsField],
	async run(run) {
		const specs = chosenTabs(run);
		const document = documentOf(run);
		if (!('id' in document)) {
			throw stop(run, {
				message: 'A spreadsheet that is not made yet cannot be checked',
				remedy: "Run 'Set Up' first, then choose the spreadsheet here.",
			});
		}
		const context = await run.context();
		const findings = await withGoogle(
			run,
			async (google) =>
				await checkSheet(context, spreadsheetClient(google, document.id, context), specs),
		);
		for (const finding of findings) run.emitNew('Findings', finding);
		const open = findings.filter(({ status }) => status === 'wrong' || status === 'attention');
		if (open.length > 0)
			run.hint(
				`${open.length} of ${findings.length} findings need you; each says what to do.`,
				'warning',
			);
	},
};
