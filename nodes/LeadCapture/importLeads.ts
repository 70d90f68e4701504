import { importTable } from '../../lib/process/capture/importing';
import type { Operation } from '../shared';
import { matchFields } from './matching';
import { readingOptions } from './reading';
import { importOptions, tableFields, tableOf } from './tableInput';

/** Imports a file or rows. */
export const importLeads: Operation = {
	value: 'import',
	name: 'Import',
	action: 'Import leads',
	description:
		"Bring in a list of leads from a CSV or XLSX file or from rows; columns are understood by their names, and 'Undo Import' takes everything back",
	outputs: ['Imported', 'Rejected'],
	fields: [...tableFields, ...matchFields],
	options: readingOptions,
	async run(run) {
		const context = await run.context();
		const { read, options } = importOptions(run.parameters, context.settings.defaultCountry);
		const table = await tableOf(run);
		let told = 0;
		const { refused, ...result } = await importTable(
			context,
			table,
			read,
			{ ...options, importBatch: context.newId() },
			(rows) => {
				if (rows - told < 10_000) return;
				told = rows;
				if (run.manual) run.functions.sendMessageToUI(`${rows} rows imported`);
			},
		);
		run.emitNew('Imported', { ...result, workspace: run.workspace });
		for (const [index, { row, reason, cells }] of refused.entries()) {
			run.emitNew(
				'Rejected',
				{
					...cells,
					workspace: run.workspace,
					import: { row, reason, importBatch: result.importBatch },
				},
				0,
			);
			if (index % 64 === 63) await run.pause();
		}
		if (result.unmapped.length > 0) {
			run.hint(
				`Kept under their own names: ${result.unmapped.slice(0, 20).join(', ')}. Say what they mean with 'Fields' set to 'Choose Fields'.`,
			);
		}
	},
};
