import type { Consent } from '../lead/lead';
import type { FormKind } from './form';

/** What a submission showed beside its answers, for telling people from programs. */
export interface FormSigns {
	/** A field that people do not see was filled in. */
	trap: boolean;
	/** The form was ours: its signed token was there and right. */
	signed: boolean;
	/** From showing the form to sending it. */
	seconds?: number;
	/** Below this nobody has read the form, in seconds. */
	leastSeconds: number;
	/** Which limit was passed, in words. */
	limit?: string;
}

/** A submission of a hosted form as it is kept in its receipt: everything that capturing needs, also after a crash. */
export interface FormPayload {
	leadForm: FormKind;
	/** The form's heading. */
	form: string;
	/** Unique for each form that was shown, so that a form sent twice counts once. */
	submissionId?: string;
	/** Answers by key of the lead's catalogue, or by the user's own field names. */
	answers: Record<string, string>;
	page: { landingUrl?: string; referrer?: string };
	/** How an internal entry came in. */
	way?: Way;
	consent?: Pick<Consent, 'channel' | 'purpose' | 'text' | 'textVersion' | 'pending'> & {
		/** The form's public address: where the link leads by which consent that is pending is confirmed. */
		confirmAt?: string;
	};
	signs: FormSigns;
}

/** How a lead came in that somebody else enters. */
export const ways = ['phone', 'card', 'event'] as const;
/** One of them. */
export type Way = (typeof ways)[number];
