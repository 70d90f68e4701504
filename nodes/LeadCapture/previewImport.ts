import { previewTable } from '../../lib/process/capture/importing';
import { certain } from '../../lib/core/capture/headers/map';
import type { Operation } from '../shared';
import { matchFields } from './matching';
import { readingOptions } from './reading';
import { importOptions, tableFields, tableOf } from './tableInput';

/** Shows how a file would be imported. */
export const previewImport: Operation = {
	value: 'previewImport',
	name: 'Preview Import',
	action: 'Preview an import of leads',
	description:
		'Show the first rows as they would be imported, what each column is taken for, and every doubtful value by row and column; writes nothing',
	outputs: ['Preview'],
	fields: [
		...tableFields,
		{
			displayName: 'Rows to Show',
			name: 'sampleRows',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 1000 },
			default: 20,
			description: 'How many rows are shown',
		},
		...matchFields,
	],
	options: readingOptions,
	async run(run) {
		const context = await run.context();
		const { read, options } = importOptions(run.parameters, context.settings.defaultCountry);
		const rows = Math.min(Math.max(run.parameters.number('sampleRows', 20), 1), 1000);
		const preview = await previewTable(context, await tableOf(run), read, options, rows);
		const columns = preview.columns.map(({ header, target, confidence, why }) => ({
			column: header,
			field: target !== undefined && confidence >= certain ? target : null,
			...(target !== undefined && confidence < certain ? { perhaps: target } : {}),
			confidence,
			why,
		}));
		for (const [index, { row, outcome, lead, problems }] of preview.rows.entries()) {
			run.emitNew('Preview', {
				row,
				outcome,
				problems,
				...lead,
				...(index === 0 ? { columns, format: preview.format } : {}),
			});
		}
		const open = columns.filter(({ field }) => field === null).map(({ column }) => column);
		const doubtful = preview.rows.filter(({ problems }) => problems.length > 0).length;
		run.hint(
			`${columns.length - open.length} of ${columns.length} columns are understood${open.length > 0 ? `; kept under their own names: ${open.slice(0, 20).join(', ')}` : ''}. ${doubtful} of ${preview.rows.length} rows have something to look at. Nothing was written.`,
		);
	},
};
