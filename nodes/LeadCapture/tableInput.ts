import type { INodeProperties } from 'n8n-workflow';
import { openTable, tableOfItems, type Table } from '../../lib/process/capture/table/open';
import type { CaptureOptions } from '../../lib/process/capture/types';
import type { ReadOptions } from '../../lib/core/capture/submission';
import { stop, type Parameters, type Run } from '../shared';
import { captureOptionsOf } from './matching';
import { checkReading, readingFields, readingOf } from './reading';

const modes = ['both', 'createOnly', 'updateOnly'] as const;

/** What Import and Preview Import have in common. */
export const tableFields: INodeProperties[] = [
	{
		displayName: 'Take Leads From',
		name: 'tableFrom',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'File', value: 'file', description: 'A CSV or XLSX file of the incoming item' },
			{ name: 'Rows', value: 'rows', description: 'Every incoming item is a row' },
		],
		default: 'file',
		description: 'Where the leads to import are',
	},
	{
		displayName: 'Input Binary Field',
		name: 'binaryProperty',
		type: 'string',
		default: 'data',
		required: true,
		hint: 'The name of the input field containing the file',
		description:
			'CSV in any common encoding and with any separator, or XLSX; titles above the header are passed over',
		displayOptions: { show: { tableFrom: ['file'] } },
	},
	{
		displayName: 'Mode',
		name: 'mode',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Create or Update',
				value: 'both',
				description: 'New people become leads, known ones are updated',
			},
			{ name: 'Create Only', value: 'createOnly', description: 'Rows of known people are refused' },
			{
				name: 'Update Only',
				value: 'updateOnly',
				description: 'Rows of unknown people are refused',
			},
		],
		default: 'both',
		description: 'Which rows are taken',
	},
	...readingFields.filter(({ name }) => name !== 'source'),
];

/** The table that the node was given. */
export async function tableOf(run: Run): Promise<Table> {
	if (run.parameters.text('tableFrom', 'file') === 'rows')
		return tableOfItems(run.items.map(({ json }) => json));
	const name = run.parameters.text('binaryProperty', 'data');
	const index = run.items.findIndex(({ binary }) => binary?.[name] !== undefined);
	if (index < 0) {
		throw stop(run, {
			message: `No item has a file in 'Input Binary Field' '${name}'`,
			remedy:
				"Read the file with a node before this one, e.g. 'Read/Write Files from Disk', or set 'Take Leads From' to 'Rows'.",
		});
	}
	const opened = await openTable(await run.functions.helpers.getBinaryDataBuffer(index, name));
	if (opened.kind === 'unreadable') {
		throw stop(run, {
			message: `The file in '${name}' cannot be imported: ${opened.reason}`,
			remedy: 'Save it as CSV (UTF-8) or XLSX and try again.',
		});
	}
	return opened.table;
}

/** How rows are read and met, as the panel says. */
export function importOptions(
	parameters: Parameters,
	country: string,
): { read: ReadOptions; options: CaptureOptions } {
	checkReading(parameters);
	return {
		read: { ...readingOf(parameters, country), trusted: true, origin: 'import' },
		options: { ...captureOptionsOf(parameters), mode: parameters.choice('mode', modes) },
	};
}
