import { layoutOf, type Layout } from '../../core/capture/table/layout';
import { decided, readRow, type Problem } from '../../core/capture/table/row';
import type { ReadOptions } from '../../core/capture/submission';
import type { ProcessContext } from '../context';
import { oneAhead } from './ahead';
import { capture } from './capture';
import { readKnown } from './known';
import { keysOf } from '../../core/capture/identity';
import { ownerOf } from './resolve';
import type { Table } from './table/open';
import type { CaptureOptions, CaptureOutcome, CaptureWish } from './types';

/** A row that did not become a lead. */
export interface RefusedRow {
	/** Number of the row in the table, the first one is 1. */
	row: number;
	reason: string;
	cells: Record<string, string>;
}

/** What an import came to. */
export interface ImportResult {
	importBatch: string;
	format: string;
	rows: number;
	new: number;
	updated: number;
	review: number;
	rejected: number;
	/** Columns that are kept under their own names. */
	unmapped: string[];
	refused: RefusedRow[];
}

/** A row as it would be imported. */
export interface PreviewRow {
	row: number;
	outcome: CaptureOutcome['outcome'];
	lead: object;
	problems: Problem[];
}

/** A table as it would be imported. */
export interface Preview extends Pick<Layout, 'columns' | 'headers'> {
	format: string;
	rows: PreviewRow[];
}

interface Row {
	row: number;
	cells: readonly string[];
}

/** How many rows the layout is told from. */
const looked = 100;
const batch = 1000;
/** Refused rows beyond these are counted and not listed. */
const listed = 10_000;

/**
 * Imports a table: finds its header, maps its columns, captures its rows a thousand at a time. Rows are read as they are
 * needed; the file is never held as rows. Repeating an import changes nothing that the first time has done.
 */
export async function importTable(
	context: ProcessContext,
	table: Table,
	read: ReadOptions,
	options: CaptureOptions & { importBatch: string },
	progress: (rows: number) => void = () => undefined,
): Promise<ImportResult> {
	const layout = look(table, read);
	const result: ImportResult = {
		importBatch: options.importBatch,
		format: table.format,
		rows: 0,
		new: 0,
		updated: 0,
		review: 0,
		rejected: 0,
		unmapped: unmapped(layout),
		refused: [],
	};
	let rows: Row[] = [];
	let wishes: CaptureWish[] = [];
	const flush = () => {
		const [batch, of] = [wishes, rows];
		[wishes, rows] = [[], []];
		return async () => {
			count(result, layout, of, await capture(context, batch, options));
			progress(result.rows);
		};
	};
	const line = oneAhead();
	let row = 0;
	for (const cells of table.rows) {
		row++;
		if (row <= layout.skip) continue;
		rows.push({ row, cells });
		wishes.push({ submission: readRow(cells, layout.columns, meta(context), read).submission });
		if (rows.length === batch) await line.next(flush());
		if (row % 32 === 0) await context.pause?.();
	}
	await line.next(flush());
	await line.end();
	return result;
}

/** Adds what became of a batch of rows. */
function count(
	result: ImportResult,
	layout: Layout,
	rows: readonly Row[],
	outcomes: readonly CaptureOutcome[],
): void {
	outcomes.forEach(({ outcome, reason }, index) => {
		result[outcome]++;
		const row = rows[index];
		if (outcome === 'rejected' && row && result.refused.length < listed) {
			result.refused.push({
				row: row.row,
				reason: reason ?? '',
				cells: named(layout.headers, row.cells),
			});
		}
	});
	result.rows += rows.length;
}

/** Shows the first rows as they would be imported, with everything that is doubtful about them; writes nothing. */
export async function previewTable(
	context: ProcessContext,
	table: Table,
	read: ReadOptions,
	options: CaptureOptions,
	sampleRows: number,
): Promise<Preview> {
	const layout = look(table, read);
	const rows: Row[] = [];
	let row = 0;
	for (const cells of table.rows) {
		if (rows.length >= sampleRows) break;
		row++;
		if (row > layout.skip) rows.push({ row, cells });
	}
	const readings = rows.map(({ cells }) => readRow(cells, layout.columns, meta(context), read));
	const keys = readings.flatMap(({ submission }) =>
		submission.kind === 'lead' ? keysOf(submission.fields) : [],
	);
	const known = await readKnown(context.store, keys, context.now);
	return {
		format: table.format,
		headers: layout.headers,
		columns: layout.columns,
		rows: readings.map(({ submission, problems }, index) => {
			if (submission.kind === 'rejected')
				return { row: rows[index]?.row ?? 0, outcome: 'rejected', lead: {}, problems };
			const owner = ownerOf(submission, known, options);
			const refused =
				(options.mode === 'createOnly' && owner.lead) ||
				(options.mode === 'updateOnly' && !owner.lead);
			const outcome = refused
				? 'rejected'
				: owner.reason
					? 'review'
					: owner.lead
						? 'updated'
						: 'new';
			return { row: rows[index]?.row ?? 0, outcome, lead: submission.fields, problems };
		}),
	};
}

function look(table: Table, read: ReadOptions): Layout {
	const first: Array<readonly string[]> = [];
	for (const row of table.rows) {
		first.push(row);
		if (first.length === looked) break;
	}
	const layout = layoutOf(first);
	return { ...layout, columns: decided(layout.columns, read.mapping) };
}

function unmapped({ columns }: Layout): string[] {
	return columns
		.filter(({ target, confidence }) => target === undefined || confidence < 0.8)
		.map(({ header }) => header);
}

function meta({ now }: ProcessContext): { receivedAt: number } {
	return { receivedAt: now };
}

function named(headers: readonly string[], cells: readonly string[]): Record<string, string> {
	return Object.fromEntries(headers.map((header, index) => [header, cells[index] ?? '']));
}
