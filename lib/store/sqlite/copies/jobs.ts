import type { Failure } from '../messages';

/** What a store holds, as far as it tells copies apart. */
export interface StoreFacts {
	leads: number;
	touchpoints: number;
	/** When a lead was last changed; absent in an empty store. */
	changedAt?: string;
}

/** A copy that was written. */
export interface CopyMade extends StoreFacts {
	bytes: number;
}

/** What was made ready of a copy before it takes the store's place. */
export interface Prepared extends StoreFacts {
	/** Mails of which nobody knows whether they went out after the copy was made: a person decides. */
	uncertain: number;
}

/** What the replaced store knew that must not be forgotten. */
export interface Swapped {
	/** The store that was replaced. */
	replaced: StoreFacts;
	suppressions: number;
	erasures: number;
}

/** Work on whole files, each in a thread of its own. */
export interface Jobs {
	copy: { args: { from: string; to: string }; answer: CopyMade };
	look: { args: { file: string }; answer: StoreFacts };
	prepare: { args: { file: string; workspace: string; now: number }; answer: Prepared };
	swap: { args: SwapArgs; answer: Swapped };
}

/** Where the prepared file, the store and the place for what is replaced are. */
export interface SwapArgs {
	prepared: string;
	live: string;
	keepAs: string;
	workspace: string;
	now: number;
	by: string;
	/** Also where the copy is of another store, whose addresses were hashed with another key. */
	replaceOther: boolean;
}

/** A job as it reaches its thread. */
export type Job = { [K in keyof Jobs]: { kind: K; args: Jobs[K]['args'] } }[keyof Jobs];

/** From the thread. */
export type JobReply = { ok: true; answer: unknown } | { ok: false; failure: Failure };

/** Something a person has to decide or change before it can go on; says what. */
export class CannotCopy extends Error {}
