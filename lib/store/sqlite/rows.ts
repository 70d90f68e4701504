import type { SQLOutputValue } from 'node:sqlite';

export { int, maybeInt, maybeText, text } from '../rows/values';

/** A row as node:sqlite returns it. */
export type Row = Record<string, SQLOutputValue>;
