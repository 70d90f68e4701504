import type { SQLOutputValue } from 'node:sqlite';

/** A row as node:sqlite returns it. */
export type Row = Record<string, SQLOutputValue>;

/** A text column that is never empty. */
export function text(value: SQLOutputValue | undefined): string {
	return typeof value === 'string' ? value : '';
}

/** A text column that may be NULL. */
export function maybeText(value: SQLOutputValue | undefined): string | undefined {
	return typeof value === 'string' ? value : undefined;
}

/** A number column; NULL is 0. */
export function int(value: SQLOutputValue | undefined): number {
	return typeof value === 'number' ? value : 0;
}

/** A number column that may be NULL. */
export function maybeInt(value: SQLOutputValue | undefined): number | undefined {
	return typeof value === 'number' ? value : undefined;
}
