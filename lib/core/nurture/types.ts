import type { ContactChannel, Purpose, Timestamp } from '../lead/lead';

/** How long to wait before a step, counted from the moment the step before it really happened. */
export interface Wait {
	amount: number;
	unit: 'minutes' | 'hours' | 'days' | 'businessDays' | 'weeks';
}

/** One step of a sequence. */
export interface Step {
	/** Stable within the version, e.g. 'step1'. */
	stepId: string;
	kind:
		| 'email'
		| 'emailByAnotherNode'
		| 'phoneTask'
		| 'postalTask'
		| 'otherTask'
		| 'wait'
		| 'branch'
		| 'refresh';
	name: string;
	wait: Wait;
	/** Only when the lead meets it; else the step is passed over. */
	condition?: { field: string; operator: string; value?: unknown };
	subject?: string;
	preheader?: string;
	/** Text with merge tags `{{field|fallback}}`; the html part is made from it unless `html` is given. */
	text?: string;
	html?: string;
	/** Second version for an A/B test. */
	variantB?: { subject?: string; text?: string; html?: string };
	/** Sent as an answer in the thread of the e-mail step before. */
	sameThread?: boolean;
	/** Goes out at any hour: the answer that somebody is waiting for. */
	anyTime?: boolean;
	/** Only when the lead and we have had no contact for so many days; else it waits until that is so. */
	silenceDays?: number;
	/** Repeats every n weeks until an exit. */
	repeatWeeks?: number;
	/** For branch: where to go on. */
	whenTrue?: string;
	whenFalse?: string;
	/** For tasks: days until the sequence goes on without them. */
	timeoutDays?: number;
}

/** A sequence at one version; people under way keep theirs. */
export interface Sequence {
	name: string;
	version: number;
	/** Hash of everything below: the same content is the same version. */
	contentHash: string;
	steps: Step[];
	purpose: Purpose;
	consent: 'byCountry' | 'always' | 'never';
	window: SendWindow;
	exitWhen: ExitReason[];
	allowReenrol: boolean;
	/** What its messages are about; who wants none of these topics gets none of them. */
	topics?: string[];
	/** The node that defined it, to name it when two differ. */
	definedBy?: string;
}

/** When messages may go out, in the lead's zone. `from` > `to` crosses midnight. */
export interface SendWindow {
	days: number[];
	from: string;
	to: string;
}

/** What ends an enrolment early. */
export type ExitReason =
	| 'reply'
	| 'meeting'
	| 'conversion'
	| 'ownerPause'
	| 'unsubscribe'
	| 'bounce'
	| 'complaint'
	| 'stage'
	| 'merged'
	| 'erased';

/** A lead on its way through a sequence: this row is the whole state. */
export interface Enrolment {
	enrolmentId: string;
	leadId: string;
	sequence: string;
	version: number;
	/** Counts re-enrolments of the same lead in the same sequence, from 1. */
	generation: number;
	stepIndex: number;
	/** How often a repeating step has run. */
	repeat: number;
	state: 'active' | 'waitingTask' | 'finished' | 'stopped';
	/** When the current step may be looked at again. */
	dueAt: Timestamp;
	/** Why it was not done yet, for the person who asks. */
	heldReason?: string;
	stoppedBy?: string;
	lastStepAt?: Timestamp;
	/** Message-ID of the last mail, for threading. */
	lastMessageId?: string;
	enrolledAt: Timestamp;
}

/**
 * States of one delivery.
 * planned → claimed → offering → dotPending → accepted | deferred | refused | uncertain; cancelled from any state before dotPending.
 * `uncertain` means the server may or may not have it: never sent again by itself.
 */
export type DeliveryState =
	| 'planned'
	| 'claimed'
	| 'offering'
	| 'dotPending'
	| 'accepted'
	| 'deferred'
	| 'refused'
	| 'uncertain'
	| 'handedOver'
	| 'cancelled';

/** One message to one person. Unique by (enrolment, step, generation, repeat). */
export interface Delivery {
	deliveryId: string;
	enrolmentId: string;
	leadId: string;
	stepId: string;
	generation: number;
	repeat: number;
	channel: ContactChannel;
	/** Fixed when the row is made, so that a second copy would carry the same one. */
	messageId: string;
	to: string;
	/** Mailbox it leaves by, for its caps, e.g. 'hello@example.com'. */
	mailbox: string;
	state: DeliveryState;
	/** Grows with every claim; a stale fence writes nothing. */
	fence: number;
	leaseUntil?: Timestamp;
	attempt: number;
	dueAt: Timestamp;
	/** Server's reply or our reason, in words. */
	detail?: string;
	subject?: string;
	variant?: 'A' | 'B';
	plannedAt: Timestamp;
	settledAt?: Timestamp;
}

/** Something a person has to do for a lead. */
export interface Task {
	taskId: string;
	leadId: string;
	enrolmentId?: string;
	stepId?: string;
	kind: 'phone' | 'postal' | 'other' | 'review' | 'email';
	title: string;
	text?: string;
	owner?: string;
	dueAt: Timestamp;
	state: 'open' | 'done' | 'skipped' | 'expired';
	outcome?: string;
	createdAt: Timestamp;
	doneAt?: Timestamp;
}

/** A person or address that must not be contacted; kept as a salted hash by the store. */
export interface Suppression {
	/** 'email', 'domain' or 'phone' and the normalised value; the store hashes it. */
	kind: 'email' | 'domain' | 'phone';
	value: string;
	scope: 'all' | ContactChannel | `sequence:${string}` | `topic:${string}`;
	reason: string;
	at: Timestamp;
}
