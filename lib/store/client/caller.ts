import { setImmediate as turn } from 'node:timers/promises';
import type { Answer, Args, Connection, Operations } from '../operations';

/** From this many rows on a request waits behind single ones. */
const bulkRows = 20;

/** Calls of one store: with its clock, and large ones in slices. */
export interface Caller {
	/** The given clock's time, or undefined where the worker's own counts. */
	now(): number | undefined;
	call<K extends keyof Operations>(op: K, args: Args<K>): Promise<Answer<K>>;
	/**
	 * Encodes and sends rows slice by slice, giving the event loop a turn between slices, and returns the answers of all
	 * slices in order. For operations that treat every row by itself.
	 */
	sliced<T, A, R>(
		rows: readonly T[],
		encode: (row: T) => A,
		send: Send<A, R>,
		size?: number,
	): Promise<R[]>;
}
/** Sends one slice. */
export type Send<A, R> = (slice: A[], how: { now?: number; bulk: boolean }) => Promise<R[]>;

export function caller(connection: Connection, clock: (() => number) | undefined): Caller {
	const now = () => clock?.();
	return {
		now,
		call: (op, args) => connection.call(op, args, { now: now() }),
		async sliced(rows, encode, send, size = connection.sliceRows) {
			const bulk = rows.length >= bulkRows;
			const answers: Array<ReturnType<typeof send>> = [];
			for (let from = 0; from < rows.length; from += size) {
				if (from > 0) await turn();
				const answer = send(rows.slice(from, from + size).map(encode), { now: now(), bulk });
				// Awaited below; a slice that fails early must not count as unhandled meanwhile.
				answer.catch(() => undefined);
				answers.push(answer);
			}
			return (await Promise.all(answers)).flat();
		},
	};
}
