import type { ReadOptions } from '../../core/capture/submission';
import type { FormDefinition } from '../../core/form/form';
import type { CaptureOptions } from '../capture/types';
import type { Received } from '../capture/receive';
import type { PublicAnswer, PublicContext, PublicEvent } from '../track/public/respond';

/** What the visitor sees when a form was sent. */
export type AfterSubmit =
	| { kind: 'message'; title: string; text: string }
	| { kind: 'redirect'; url: string }
	| { kind: 'file'; title: string; text: string; name: string };

/** How much a form takes from a visitor, and in all. */
export interface FormLimits {
	/** Submissions from one address within ten minutes before the next ones are quarantined. */
	perVisitor: number;
	/** Submissions of everybody within ten minutes before visitors are asked to wait. */
	inAll: number;
	/** Below this nobody has read the form, in seconds. */
	leastSeconds: number;
}

/** A published form with everything that the panel says about it. */
export interface FormSite {
	form: FormDefinition;
	/** Receipts are kept under it, e.g. 'webhook:lead/main/form'. */
	source: string;
	after: AfterSubmit;
	limits: FormLimits;
	read: ReadOptions;
	/** With `confirmFor`, consent counts when it was confirmed by a link that was mailed. */
	capture: CaptureOptions;
}

/** Everything that answering a form's visitors needs. */
export interface FormContext extends PublicContext {
	site: FormSite;
}

/** What is sent back, and what the workflow may be started for. */
export interface FormAnswer extends PublicAnswer {
	/** A submission that was taken. */
	received?: Received & { payload: object };
	/** Somebody confirmed, or downloaded the file. */
	event?: PublicEvent;
	/** The file itself is to be sent. */
	file?: true;
	/** Confirmation mails are owed. */
	mails?: true;
}
