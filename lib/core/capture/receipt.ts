import type { Timestamp } from '../lead/lead';

/** A submission as it arrived, kept before anybody is told that it was accepted. Unique by `source` + `eventId`. */
export interface Receipt {
	receiptId: string;
	/** Preset and address it came by, e.g. 'webhook:website'. */
	source: string;
	/** The provider's event id, or a hash of the normalised payload. */
	eventId: string;
	/** SHA-256 of the content, hex: tells a repeated delivery from another payload under the same id. */
	hash: string;
	receivedAt: Timestamp;
	/** The submission as data; personal, erased with the lead and by retention. */
	payload: unknown;
	meta: { ip?: string; userAgent?: string; referrer?: string; contentType?: string };
	/** `kept` until every submission inside has an outcome. */
	state: 'kept' | 'awaitingFields' | 'captured' | 'rejected';
	/** Leads that came of it, in the order of the submissions inside; '' where there is none. */
	leadIds: string[];
	/** What became of each submission inside, in the same order; '' where it is not captured yet. */
	outcomes: string[];
	/** How often the sweep has taken it up, to capture it or to start the workflow, because what was begun did not reach its end. */
	starts: number;
	/** Set when the workflow behind the trigger ran to its end for it, or when somebody else (n8n's queue) answers for that. */
	endedAt?: Timestamp;
	note?: string;
}

/** A receipt before the store has given it its place. */
export type NewReceipt = Pick<
	Receipt,
	'receiptId' | 'source' | 'eventId' | 'hash' | 'payload' | 'meta' | 'receivedAt'
> & {
	/** How many submissions it holds. */
	submissions: number;
};

/** Whether a submission of a receipt has its outcome for good: it was captured or rejected, and waits for nothing. */
export function isSettled(outcome: string | undefined): boolean {
	return outcome !== undefined && outcome !== '' && outcome !== 'waiting';
}
