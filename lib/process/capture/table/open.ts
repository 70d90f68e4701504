import { csvRows, separatorOf } from '../../../core/capture/table/csv';
import { decodeText } from '../../../core/capture/table/decode';
import { xlsxRows } from './xlsx';

/** A table with its rows, read one after the other. */
export interface Table {
	rows: Iterable<readonly string[]>;
	/** What it was read as, for people: 'CSV (UTF-8, separated by ;)'. */
	format: string;
}

/** What can be read, or why a file cannot. */
export type Opened = { kind: 'table'; table: Table } | { kind: 'unreadable'; reason: string };

/** Opens a CSV or XLSX file by its content, whatever it is called. */
export async function openTable(bytes: Buffer): Promise<Opened> {
	if (bytes.length === 0) return { kind: 'unreadable', reason: 'The file is empty' };
	if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
		try {
			const rows = await xlsxRows(bytes);
			if (rows) return { kind: 'table', table: { rows, format: 'XLSX' } };
		} catch {
			return {
				kind: 'unreadable',
				reason: 'The workbook is damaged or unpacks to more than 512 MB',
			};
		}
		return { kind: 'unreadable', reason: 'This archive is no XLSX workbook' };
	}
	if (bytes[0] === 0xd0 && bytes[1] === 0xcf) {
		return { kind: 'unreadable', reason: 'This is an old XLS workbook; save it as XLSX or CSV' };
	}
	const { text, encoding } = decodeText(bytes);
	const separator = separatorOf(text);
	const sign = separator === '\t' ? 'tabs' : `'${separator}'`;
	return {
		kind: 'table',
		table: {
			rows: { [Symbol.iterator]: () => csvRows(text, separator) },
			format: `CSV (${encoding}, separated by ${sign})`,
		},
	};
}

/** Items as a table: the names of their fields are the header. */
export function tableOfItems(items: readonly object[]): Table {
	const names = new Set<string>();
	for (const item of items.slice(0, 1000)) for (const name of Object.keys(item)) names.add(name);
	const header = [...names];
	return {
		format: 'items',
		rows: {
			*[Symbol.iterator]() {
				yield header;
				for (const item of items) yield header.map((name) => cellOf(Reflect.get(item, name)));
			},
		},
	};
}

function cellOf(value: unknown): string {
	if (value === null || value === undefined) return '';
	if (typeof value === 'object')
		return Array.isArray(value) ? value.map(cellOf).join(', ') : JSON.stringify(value);
	return String(value);
}
