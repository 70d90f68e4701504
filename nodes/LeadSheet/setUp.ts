import { setUpSheet } from '../../lib/process/sheet/setUp';
import {
	addressOf,
	createSpreadsheet,
	shareSpreadsheet,
	spreadsheetClient,
} from '../../lib/process/sheet/google';
import type { Operation } from '../shared';
import { chosenTabs, documentOf, documentOrNewField, tabsField, withGoogle } from './document';

/** Makes the tabs, or a whole spreadsheet. */
export const setUp: Operation = {
	value: 'setUp',
	name: 'Set Up',
	action: 'Set up a spreadsheet',
	description:
		'Make the tabs with headers, filters and drop-downs, in a spreadsheet of yours or a new one; what is there already stays',
	outputs: ['Result'],
	fields: [
		documentOrNewField,
		{
			displayName: 'Share With',
			name: 'shareWith',
			type: 'string',
			default: '',
			placeholder: 'e.g. ann@example.com',
			description:
				'Addresses that may edit the new spreadsheet, separated by commas; one that a service account makes is seen by nobody else',
			displayOptions: { show: { '/document.mode': ['new'] } },
		},
		tabsField,
	],
	async run(run) {
		const specs = chosenTabs(run);
		const document = documentOf(run);
		const { settings, newId } = await run.context();
		await withGoogle(run, async (google) => {
			const made = 'title' in document;
			const id = made
				? await createSpreadsheet(google, { title: document.title, timeZone: settings.timezone })
				: document.id;
			for (const email of made ? run.parameters.list('shareWith') : [])
				await shareSpreadsheet(google, id, email);
			const report = await setUpSheet(spreadsheetClient(google, id, { newId }), specs, {
				removeOthers: made,
			});
			run.emitNew('Result', { spreadsheetId: id, spreadsheetUrl: addressOf(id), ...report });
			if (made)
				run.hint(
					"The spreadsheet was made. Choose it under 'Document' from now on: running this with Create New again makes another one.",
				);
		});
	},
};
