import { compileCondition } from '../filter/condition';
import type { ContactChannel, Lead } from '../lead/lead';
import type { Touchpoint } from '../lead/touchpoint';
import type { WorkspaceSettings } from '../workspace/settings';
import { addBusinessDays, businessCalendar } from '../calendar';
import { contactLimit, mailboxLimit, type Reached, type SendLimits, type SentBefore } from './caps';
import { canContact, type ContactReason } from './contact';
import { exitOf } from './exits';
import type { Planner } from './plan';
import { wishedLimits } from './preferences';
import { messageKinds, taskKinds } from './sequence';
import { variantOf } from './variant';
import type { Delivery, Enrolment, ExitReason, Sequence, Step, Suppression } from './types';

/** Why a step is not done now. */
export type HoldReason =
	| ContactReason
	| Reached['reason']
	| 'late'
	| 'outsideWindow'
	| 'uncertain'
	| 'underWay'
	| 'taskOpen'
	| 'notSilent'
	| 'missingFields'
	| 'deferred'
	/** The step cannot be read: made by a version of this package that knew more, or damaged. */
	| 'broken';

/** What is to be done about a due step. */
export type Decision =
	| { kind: 'exit'; reason: ExitReason }
	| { kind: 'hold'; reason: HoldReason; retryAt: number }
	| { kind: 'send' | 'handOver'; step: Step; variant: 'A' | 'B' }
	| { kind: 'task'; step: Step }
	/** The task that was waited for is done, or its time is over. */
	| { kind: 'taskOver'; step: Step; expired: boolean }
	| {
			kind: 'moveOn';
			step: Step;
			goTo?: string;
			why: 'waited' | 'branch' | 'condition' | 'settled' | ContactReason;
	  }
	| { kind: 'finish' };

/** A due step with everything the decision needs. */
export interface DueFacts {
	enrolment: Enrolment;
	sequence: Sequence;
	lead: Lead;
	/** The delivery of the step, if any; one that is settled is never sent again. */
	delivery?: Delivery;
	/** The task that the step waits for is still open. */
	taskOpen: boolean;
	/** What may have ended the enrolment since it began: at least the lead's touchpoints of `exitTypes`. */
	touchpoints: readonly Touchpoint[];
	suppressions: ReadonlyArray<Pick<Suppression, 'scope' | 'reason'>>;
	/** Messages to this lead over all sequences in the last 30 days, in milliseconds. */
	sentToLead: readonly number[];
	mailbox: SentBefore;
}

/** What holds for the whole run. */
export interface DecideRules {
	settings: WorkspaceSettings;
	limits: SendLimits;
	planner: Planner;
	withoutPublicAddress?: boolean;
}

/** How late a step may be before it is planned anew instead of being done at once, in milliseconds. */
export const staleAfterMs = 72 * 3_600_000;

/**
 * Decides what happens with a due step. Exits come first and are read afresh; then what holds it; only then it is done.
 * The facts are not changed; `now` in milliseconds by the store's clock.
 */
export function decideStep(facts: DueFacts, rules: DecideRules, now: number): Decision {
	const { enrolment, sequence, lead, delivery } = facts;
	const step = sequence.steps[enrolment.stepIndex];
	if (step === undefined) return { kind: 'finish' };
	// Whatever else holds: a message that may be with the server already is not touched.
	if (delivery?.state === 'uncertain') return hold('uncertain', now + 24 * hourMs);
	if (delivery?.state === 'dotPending') return hold('underWay', now + 5 * 60_000);
	const exit = exitOf(enrolment, sequence, lead, facts.touchpoints);
	if (exit !== undefined) return { kind: 'exit', reason: exit };
	if (enrolment.state === 'waitingTask') return { kind: 'taskOver', step, expired: facts.taskOpen };
	if (delivery !== undefined && isSettled(delivery))
		return { kind: 'moveOn', step, why: 'settled' };
	if (isStale(enrolment, step, now)) return hold('late', replanned(facts, rules, now));
	if (step.kind === 'branch') {
		return {
			kind: 'moveOn',
			step,
			why: 'branch',
			goTo: meets(step, lead, now) ? step.whenTrue : step.whenFalse,
		};
	}
	if (step.kind === 'wait') return { kind: 'moveOn', step, why: 'waited' };
	if (step.condition !== undefined && !meets(step, lead, now)) {
		return { kind: 'moveOn', step, why: 'condition' };
	}
	const silent = silentAt(step, lead);
	if (silent > now) return hold('notSilent', silent);
	if (taskKinds.includes(step.kind)) return taskDecision(step, facts, rules, now);
	return messageDecision(step, facts, rules, now);
}

/** The channel by which a step reaches the lead. */
export function channelOf(step: Step): ContactChannel {
	if (step.kind === 'phoneTask') return 'phone';
	if (step.kind === 'postalTask') return 'postal';
	return step.kind === 'otherTask' ? 'social' : 'email';
}

const hourMs = 3_600_000;

/** The fate of the message became known, but the sequence was never told: whoever should have was stopped, or found it taken. */
function isSettled({ state }: Delivery): boolean {
	return ['accepted', 'refused', 'cancelled', 'handedOver'].includes(state);
}

function messageDecision(step: Step, facts: DueFacts, rules: DecideRules, now: number): Decision {
	const { sequence, lead } = facts;
	const { settings, planner, limits } = rules;
	const verdict = canContact(lead, channelOf(step), sequence.purpose, now, {
		settings,
		consent: sequence.consent,
		sequence: sequence.name,
		topics: sequence.topics,
		suppressions: facts.suppressions,
		withoutPublicAddress: rules.withoutPublicAddress,
	});
	if (!verdict.ok) return refused(verdict.reason, verdict.retryAt);
	const slot = step.anyTime === true ? now : planner.slot(now, sequence.window, lead);
	if (slot > now) return hold('outsideWindow', slot);
	const fitting = ({ reason, retryAt }: Reached) =>
		hold(reason, planner.slot(retryAt, sequence.window, lead));
	const wished = wishedLimits(lead, sequence.purpose, limits);
	const contact = contactLimit(facts.sentToLead, now, planner.zoneOf(lead), wished);
	if (contact !== undefined) return fitting(contact);
	const variant = variantOf(lead.leadId, sequence.name, step.stepId);
	const chosen = step.variantB === undefined ? 'A' : variant;
	if (step.kind === 'emailByAnotherNode') return { kind: 'handOver', step, variant: chosen };
	const reached = mailboxLimit(facts.mailbox, domainOf(lead.email), now, limits);
	if (reached !== undefined) return fitting(reached);
	// A deferred message is offered again as it was planned.
	return {
		kind: 'send',
		step,
		variant: facts.delivery?.variant ?? chosen,
	};
}

function taskDecision(step: Step, facts: DueFacts, rules: DecideRules, now: number): Decision {
	const verdict = canContact(facts.lead, channelOf(step), 'answer', now, {
		settings: { ...rules.settings, sendingPaused: false },
		consent: 'never',
		sequence: facts.sequence.name,
		suppressions: facts.suppressions,
	});
	if (verdict.ok) return { kind: 'task', step };
	// Nobody can call who has no phone: the other steps still make sense.
	if (verdict.reason !== 'stage') return { kind: 'moveOn', step, why: verdict.reason };
	return refused(verdict.reason, verdict.retryAt);
}

/** Reasons that nobody can wait for end the enrolment; the others hold it until it is worth asking again. */
export function refused(
	reason: ContactReason,
	retryAt: number | undefined,
): Extract<Decision, { kind: 'exit' | 'hold' }> {
	if (retryAt !== undefined) return hold(reason, retryAt);
	if (reason === 'stage') return { kind: 'exit', reason: 'stage' };
	return { kind: 'exit', reason: reason === 'doNotContact' ? 'ownerPause' : 'unsubscribe' };
}

function hold(reason: HoldReason, retryAt: number): Extract<Decision, { kind: 'hold' }> {
	return { kind: 'hold', reason, retryAt };
}

/** Planned anew only once: where due steps are run rarely, every step is late and must still be done. */
function isStale(enrolment: Enrolment, step: Step, now: number): boolean {
	if (!messageKinds.includes(step.kind) && !taskKinds.includes(step.kind)) return false;
	return now - Date.parse(enrolment.dueAt) > staleAfterMs && enrolment.heldReason !== 'late';
}

function replanned(
	{ lead, sequence }: DueFacts,
	{ settings, planner }: DecideRules,
	now: number,
): number {
	const days = businessCalendar(settings.workingHours, planner.zoneOf(lead), settings.holidays);
	return planner.slot(addBusinessDays(now, 1, days), sequence.window, lead);
}

/** When the lead will have been silent for long enough, in milliseconds; 0 where the step does not ask. */
function silentAt({ silenceDays }: Step, { lastTouchAt, createdAt }: Lead): number {
	if (silenceDays === undefined) return 0;
	return Date.parse(lastTouchAt ?? createdAt) + silenceDays * 24 * hourMs;
}

function meets(step: Step, lead: Lead, now: number): boolean {
	if (step.condition === undefined) return true;
	const result = compileCondition(step.condition);
	return result.kind === 'compiled' && result.condition.ask(lead, now) === 'met';
}

function domainOf(email: string | undefined): string {
	return (email ?? '').slice((email ?? '').lastIndexOf('@') + 1).toLowerCase();
}
