import type { OnMatch } from '../../core/capture/merge';
import type { Submission } from '../../core/capture/submission';
import type { Lead } from '../../core/lead/lead';
import type { ProcessContext } from '../context';

/** What became of one submission. */
export interface CaptureOutcome {
	outcome: 'new' | 'updated' | 'review' | 'rejected';
	/** Why, in a sentence; absent where there is nothing to say. */
	reason?: string;
	/** The lead as it is now; absent for rejected ones. */
	lead?: Lead;
	/** It names a lead only, whose fields are being fetched from the provider: not decided yet. */
	waiting?: boolean;
	/** Another call captured it meanwhile; this is what was recorded. */
	already?: boolean;
	/** For review: the other lead that the submission's data belongs to. */
	otherLeadId?: string;
}

/** How submissions meet leads that exist. */
export interface CaptureOptions {
	/** 'review' leaves the lead as it is and sends the submission to Review. */
	onMatch?: OnMatch | 'review';
	/** Which key is asked first; the others follow. */
	matchBy?: 'email' | 'external' | 'phone' | 'linkedin';
	/** Imports may be limited to new or to known leads. */
	mode?: 'both' | 'createOnly' | 'updateOnly';
	/** Fields that a notification leaves out are fetched from the provider; otherwise such a submission is rejected. */
	fetched?: boolean;
	/** The form whose visitors confirm their consent by mail: what it takes in is owed such a mail. */
	confirmFor?: string;
	/** Set on leads that an import makes or changes. */
	importBatch?: string;
	/**
	 * What somebody new is: a lead that turned to us, or a target, an address of a list that nobody has heard from yet (SPEC 10). A
	 * target that is captured in any other way, replies or clicks becomes a lead.
	 */
	startAs?: StartAs;
}

/** What somebody new can be. */
export const starts = ['lead', 'target'] as const;
/** One of them. */
export type StartAs = (typeof starts)[number];

/** A submission on its way to becoming a lead. */
export interface CaptureWish {
	submission: Submission;
	/** The receipt it came with; settled together with the lead. `eventId` makes its touchpoint unique. */
	receipt?: { receiptId: string; index: number; eventId: string };
}

/** A wish with everything that belongs to its call; wishes of several calls are worked off together. */
export interface Job {
	wish: CaptureWish;
	options: CaptureOptions;
	context: ProcessContext;
}
