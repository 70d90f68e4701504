/** From a store to the worker. */
export interface Request {
	id: number;
	file: string;
	workspace: string;
	/** Name of an operation, or 'close'. */
	op: string;
	args: unknown;
	/** The store's time where a clock was given; else the worker's own. */
	now?: number;
	/** Large batches wait their turn behind single requests. */
	bulk: boolean;
}

/** From the worker to a store. */
export type Reply = { id: number } & (
	{ ok: true; answer: unknown } | { ok: false; failure: Failure }
);

/** Why a request failed. `retryable` is undefined where it was not the store's fault. */
export interface Failure {
	message: string;
	retryable?: boolean;
	stack?: string;
}
