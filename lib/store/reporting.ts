import type { Timestamp } from '../core/lead/lead';

/** A stretch of time, `until` exclusive. */
export interface Period {
	since: Timestamp;
	until: Timestamp;
}

/** What is counted for a report: over leads, touchpoints or the assignment log. */
export interface TallyQuery {
	of: 'leads' | 'touchpoints' | 'assignments';
	/** At most 16; they may overlap. Each line says by its place in this list which one it is about. */
	periods: Period[];
	/** What is still open by then and past its deadline is overdue. */
	asOf: Timestamp;
	/** Money in another currency is counted apart. */
	currency: string;
	/** Where the page before ended. */
	after?: string;
}

/**
 * One line of a count. Lines of all pages with the same `what`, `period` and `keys` belong together: their `n` and `sum` add up,
 * since every lead, touchpoint and log row is in one page only.
 */
export interface Tally {
	what: TallyName;
	/** Place in the query's list of periods. */
	period: number;
	/** What the line is about, as `TallyName` says; '' where it is not known. */
	keys: [string, string, string, string];
	n: number;
	/** Money where the name says so, else 0. */
	sum: number;
}

/**
 * Names of the counts and what their keys are. Test leads and leads merged into others are in none of them; targets only where they move.
 * Durations are in whole minutes, from one day on in whole hours written as minutes.
 *
 * - `captured` source, campaign, channel: leads that came in; sum: what they cost
 * - `reached` stage, source, campaign: of the leads that came in, those that have been in the stage since; sum: their deal values
 * - `entered` stage, source, campaign: leads that came into the stage, whenever they came in; sum: their deal values
 * - `move` from, to, 'process' or 'person': moves between stages
 * - `between` from, to, minutes: moves of the first period by the time spent in the stage before
 * - `lost` stage, reason, source: moves to bad, disqualified or junk
 * - `response` owner, minutes: of the leads that came in, those that a person answered
 * - `sla` owner, onTime · late · open · overdue: leads assigned in the period that had a deadline
 * - `quality` fact, value: what is known of the leads that came in
 * - `series` new · qualified · customer, quarter hour since the epoch, of the first period
 * - `otherCurrency` currency: customers won whose deal value is in another currency
 * - `touch` type, channel, actor, direction
 * - `mail` type, sequence, step, variant: mails of sequences and what came of them; what machines did is left out
 * - `topic`, `objection` text: touchpoints from leads that mention it · `topics`, `objections`: touchpoints that mention any
 * - `assigned` pool, rep, how it ended
 */
export type TallyName =
	| 'captured'
	| 'reached'
	| 'entered'
	| 'move'
	| 'between'
	| 'lost'
	| 'response'
	| 'sla'
	| 'quality'
	| 'series'
	| 'otherCurrency'
	| 'touch'
	| 'mail'
	| 'topic'
	| 'topics'
	| 'objection'
	| 'objections'
	| 'assigned';

/** A page of counts; without `next` it was the last. */
export interface TallyPage {
	rows: Tally[];
	next?: string;
}

/** What age limits apply to. */
export type Retainable = 'receipts' | 'touchpoints' | 'changes' | 'merges';

/** What is to go: at most a thousand rows a call. */
export interface RetainQuery {
	/**
	 * `receipts`: the content of settled submissions (that they came is kept, so that a repeated delivery is known) · `touchpoints`, but
	 * for consents and objections to contact, which are proof · `changes`: old and new values of the audit trail (who changed which field
	 * when is kept) · `merges`: the journal from which a merge can be taken back.
	 */
	of: Retainable;
	/** What is older goes. */
	before: Timestamp;
	/** Only counts. */
	dryRun: boolean;
	/** Where the call before ended. */
	after?: string;
}

/** A limit as it reaches an engine; `before` in milliseconds since the epoch. */
export type RetainArgs = Omit<RetainQuery, 'before'> & { before: number };

/** How many rows went or would go; without `next` it was the last page. */
export interface Retained {
	rows: number;
	next?: string;
}
