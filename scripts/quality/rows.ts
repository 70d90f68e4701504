import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A row of a measured set as it stands in the file. */
export type Row = Record<string, unknown>;

/** All rows of the .jsonl files in a folder whose names begin with `prefix`, or undefined where there is none. */
export function readRows(dir: string, prefix = ''): Row[] | undefined {
	const files = filesIn(dir, prefix, '.jsonl');
	if (files.length === 0) return undefined;
	return files.flatMap((file) => readLines(file).map(parseRow));
}

/** Paths of the files in a folder by beginning and end of their names, sorted. */
export function filesIn(dir: string, prefix: string, extension: string): string[] {
	if (!existsSync(dir)) return [];
	return readdirSync(dir)
		.filter((name) => name.startsWith(prefix) && name.endsWith(extension))
		.sort()
		.map((name) => path.join(dir, name));
}

/** Paths of the folders in a folder whose names match, sorted. */
export function foldersIn(dir: string, name: RegExp): string[] {
	if (!existsSync(dir)) return [];
	return readdirSync(dir, { withFileTypes: true })
		.filter((entry) => entry.isDirectory() && name.test(entry.name))
		.map((entry) => path.join(dir, entry.name))
		.sort();
}

/** The lines of a text file that are not blank. */
export function readLines(file: string): string[] {
	return readFileSync(file, 'utf8')
		.replace(/^\uFEFF/, '')
		.split(/\r?\n/)
		.filter((line) => line.trim() !== '');
}

/** A text value of a row, '' where it has none. */
export function textOf(row: Row, key: string): string {
	const value = row[key];
	return typeof value === 'string' ? value : '';
}

/** Share of rows for which something holds; 0 of 0 is 0. */
export function share<T>(rows: readonly T[], holds: (row: T) => boolean): number {
	return rows.length === 0 ? 0 : rows.filter(holds).length / rows.length;
}

/** Rows that were not right, on standard error when QUALITY_SHOW is set: for whoever works on a method. */
export function show(label: string, detail: unknown): void {
	if (process.env.QUALITY_SHOW) console.error(`${label}: ${JSON.stringify(detail)}`);
}

function parseRow(line: string): Row {
	const value: unknown = JSON.parse(line);
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
