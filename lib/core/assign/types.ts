import type { PartnerTerms } from './partner';
import type { Timestamp } from '../lead/lead';
import type { WorkingHours } from '../workspace/settings';

/** A sales representative who can own leads. */
export interface Rep {
	/** Stable id; the e-mail address in lower case unless the user gives another. */
	repId: string;
	name: string;
	email: string;
	team?: string;
	active: boolean;
	/** Share of leads relative to the others of the pool; 0 gets none. */
	weight: number;
	/** BCP 47 languages spoken; empty means any. */
	languages: string[];
	/** Territories served: ISO countries or 'country-state', e.g. 'US-CA'; empty means any. */
	territories: string[];
	timezone?: string;
	/** Leads come only in these hours; absent means at any time. */
	workingHours?: WorkingHours[];
	/** Days of leave, inclusive, 'YYYY-MM-DD' in the rep's zone. */
	leave: Array<{ from: string; to: string }>;
	caps: { perHour?: number; perDay?: number; per30Days?: number };
	/** Another company that takes leads on these terms; only leads that agreed to be shared. */
	partner?: PartnerTerms;
	/** Takes over when nobody of the team is free, and what is overdue. */
	isManager?: boolean;
}

/** One line of the assignment log: the only state that assignment has. */
export interface Assignment {
	assignmentId: string;
	leadId: string;
	pool: string;
	repId: string;
	/** Rule that chose the pool, and why this rep, in words. */
	rule: string;
	why: string;
	skipped: Skipped[];
	at: Timestamp;
	/** First response is due by then. */
	dueAt?: Timestamp;
	/** Given to a partner at this price, who may return it until then. */
	price?: number;
	returnUntil?: Timestamp;
	/** Only offered: the rep has to accept it. */
	offer?: true;
	/** The card of the lead that the rep is to be mailed; nothing where nobody asked for one. */
	card?: Card;
	endedAt?: Timestamp;
	endedBy?: 'released' | 'reassigned' | 'declined' | 'expired' | 'closed';
}

/**
 * How far the mail of a lead card is. `owed` is written with the assignment itself, so that a card is neither forgotten nor
 * sent by two at once: who sends it holds it `until`, and when that is over the next run may take it.
 */
export interface Card {
	state: 'owed' | 'told' | 'untold';
	until?: Timestamp;
}

/** A rep who was passed over, and why in words. */
export interface Skipped {
	repId: string;
	why: string;
}

/** What the store knows of a pool when a turn is taken. */
export interface PoolState {
	/** Smooth weighted round robin: credit per rep. */
	credits: Record<string, number>;
	/** Load of the reps over all pools: a cap is a cap wherever the leads come from. */
	load: Record<string, RepLoad>;
}

/** How busy a rep is. `open` counts live leads owned that are not closed. */
export interface RepLoad {
	open: number;
	lastHour: number;
	lastDay: number;
	last30Days: number;
	lastAssignedAt?: Timestamp;
}
