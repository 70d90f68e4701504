import { leadsTab } from '../../lib/core/sheet/columns';
import { syncLists, type ListReport } from '../../lib/process/sheet/lists';
import { pulledLeads, spreadsheetClient } from '../../lib/process/sheet/google';
import { syncSheet } from '../../lib/process/sheet/sync';
import type { SyncReport } from '../../lib/process/sheet/types';
import { stop, type Operation, type Run } from '../shared';
import { chosenTabs, documentField, documentOf, tabsField, withGoogle } from './document';

/** Brings spreadsheet and leads into step. */
export const sync: Operation = {
	value: 'sync',
	name: 'Sync',
	action: 'Sync leads with a spreadsheet',
	description:
		'Write changed leads into the spreadsheet and take new and edited rows from it; works on the whole workspace, whatever items come in',
	outputs: ['Pushed', 'Pulled', 'Conflicts'],
	fields: [
		documentField,
		{
			displayName: 'Direction',
			name: 'direction',
			type: 'options',
			noDataExpression: true,
			options: [
				{
					name: 'Both Ways',
					value: 'both',
					description:
						"People's edits win where people may edit, the lead process's values everywhere else",
				},
				{
					name: 'To Sheet',
					value: 'toSheet',
					description: 'Edits in the sheet are not taken; changed leads are written over them',
				},
				{
					name: 'From Sheet',
					value: 'fromSheet',
					description: 'Leads take what people edited; nothing else is written into the sheet',
				},
			],
			default: 'both',
		},
		tabsField,
	],
	async run(run) {
		const specs = chosenTabs(run);
		const document = documentOf(run);
		if (!('id' in document)) {
			throw stop(run, {
				message: 'A spreadsheet that is not made yet cannot be synced',
				remedy: "Run 'Set Up' first, then choose the spreadsheet here.",
			});
		}
		const context = await run.context();
		const direction = run.parameters.choice('direction', ['both', 'toSheet', 'fromSheet']);
		await withGoogle(run, async (google) => {
			const client = spreadsheetClient(google, document.id, context);
			if (specs.includes(leadsTab)) {
				const where = { spreadsheetId: document.id, direction };
				if (!(await emitReport(run, await syncSheet(context, client, where)))) return;
			}
			emitLists(run, await syncLists(context, client, specs, direction));
		});
	},
};

function emitLists(run: Run, { written, taken, conflicts, healed, cut }: ListReport): void {
	for (const conflict of conflicts) run.emitNew('Conflicts', conflict);
	if (written + taken + conflicts.length > 0)
		run.hint(
			`Other tabs: ${written} lines written, ${taken} reps and settings taken, ${conflicts.length} rows that could not be read.`,
		);
	for (const title of cut) run.hint(`The tab '${title}' shows the first 5,000 of a longer list.`);
	if (healed.length > 0) run.hint(healed.join(' '));
}

/** @returns whether the sheet was ours to work on */
async function emitReport(run: Run, report: SyncReport): Promise<boolean> {
	if (report.kind === 'busy') {
		run.hint(
			`Another run is syncing this spreadsheet${report.busyUntil ? `, until ${report.busyUntil} at the latest` : ''}. Nothing was lost; the next run goes on from there.`,
		);
		return false;
	}
	for (const leadId of report.pushed) run.emitNew('Pushed', { leadId });
	for (const lead of await pulledLeads(await run.context(), report.pulled))
		run.emitNew('Pulled', lead);
	for (const conflict of report.conflicts) run.emitNew('Conflicts', conflict);
	const { reads, writes } = report.calls;
	run.hint(
		`${report.pushed.length} rows written, ${report.pulled.length} leads changed from the sheet, ${report.conflicts.length} conflicts; ${reads + writes} calls to Google.`,
	);
	if (report.healed.length > 0) run.hint(report.healed.join(' '));
	return true;
}
