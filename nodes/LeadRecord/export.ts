import { exportLeads } from '../../lib/process/record/export';
import type { ItemLead, Operation } from '../shared';

/** Everything known about each item's person, as data. */
export const exportLead: Operation = {
	value: 'export',
	name: 'Export',
	action: 'Export everything known about persons',
	description:
		"Collect everything the store knows of each item's lead, e.g. to answer a request for access: fields, consent, touchpoints, mails, tasks and every change",
	outputs: ['Export'],
	fields: [],
	async run(run) {
		const context = await run.context();
		const found: Array<{ index: number; stored: ItemLead }> = [];
		for (const [index, stored] of (await run.leads()).entries()) {
			if (stored !== undefined) found.push({ index, stored });
		}
		const exports = await exportLeads(
			context,
			found.map(({ stored }) => stored),
		);
		for (const [place, { index }] of found.entries())
			run.emitNew('Export', exports[place] ?? {}, index);
		run.hint(
			"Saved executions of n8n, spreadsheets and mailboxes may hold more: they are outside this store's reach.",
		);
	},
};
