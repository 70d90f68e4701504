import type { Lead } from '../../../lib/core/lead/lead';
import type { Touchpoint } from '../../../lib/core/lead/touchpoint';
import { defaultLimits } from '../../../lib/core/nurture/caps';
import { decideStep, type DueFacts } from '../../../lib/core/nurture/decide';
import { planner } from '../../../lib/core/nurture/plan';
import type { Delivery, Enrolment, Sequence, Step } from '../../../lib/core/nurture/types';
import { defaultSettings, type WorkspaceSettings } from '../../../lib/core/workspace/settings';

export const at = (iso: string) => Date.parse(iso);
/** Wednesday, ten o'clock in Berlin. */
export const now = at('2026-06-03T08:00:00.000Z');
export const hour = 3_600_000;
export const day = 24 * hour;
export const iso = (instant: number) => new Date(instant).toISOString();

export const settings: WorkspaceSettings = {
	...defaultSettings('Main'),
	timezone: 'Europe/Berlin',
	postalAddress: 'Example Ltd, 1 Example Street',
	publicAddress: 'https://n8n.example.org',
};
export const step: Step = {
	stepId: 'step1',
	kind: 'email',
	name: 'One',
	wait: { amount: 0, unit: 'days' },
	subject: 'Hi',
	text: 'Hi',
};
export const lead: Lead = {
	leadId: 'lead-1',
	createdAt: iso(now - 10 * day),
	updatedAt: iso(now - 10 * day),
	stage: 'nurturing',
	stageHistory: [],
	email: 'ann@example.com',
	timezone: 'Europe/Berlin',
	country: 'DE',
};
export const sequence: Sequence = {
	name: 'Welcome',
	version: 1,
	contentHash: 'x',
	steps: [step, { ...step, stepId: 'step2' }],
	purpose: 'answer',
	consent: 'byCountry',
	window: { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' },
	exitWhen: ['reply', 'meeting', 'conversion', 'ownerPause', 'stage'],
	allowReenrol: false,
};
export const enrolment: Enrolment = {
	enrolmentId: 'e1',
	leadId: 'lead-1',
	sequence: 'Welcome',
	version: 1,
	generation: 1,
	stepIndex: 0,
	repeat: 0,
	state: 'active',
	dueAt: iso(now),
	enrolledAt: iso(now - day),
};
export const delivery: Delivery = {
	deliveryId: 'd1',
	enrolmentId: 'e1',
	leadId: 'lead-1',
	stepId: 'step1',
	generation: 1,
	repeat: 0,
	channel: 'email',
	messageId: '<x@example.org>',
	to: 'ann@example.com',
	mailbox: 'hello@example.org',
	state: 'deferred',
	fence: 1,
	attempt: 1,
	dueAt: iso(now),
	plannedAt: iso(now),
};

/** What is different from a step that may be done at once. */
export interface Change {
	lead?: Partial<Lead>;
	enrolment?: Partial<Enrolment>;
	sequence?: Partial<Sequence>;
	step?: Partial<Step>;
	delivery?: Partial<Delivery>;
	touches?: Array<Partial<Touchpoint>>;
	suppressed?: DueFacts['suppressions'];
	sentToLead?: number[];
	mailbox?: Partial<DueFacts['mailbox']>;
	taskOpen?: boolean;
	settings?: Partial<WorkspaceSettings>;
	now?: number;
}

/** The decision in words. */
export function decide(change: Change = {}): string {
	const own = { ...settings, ...change.settings };
	const steps =
		change.step === undefined
			? sequence.steps
			: [{ ...step, ...change.step }, ...sequence.steps.slice(1)];
	const decision = decideStep(
		{
			enrolment: { ...enrolment, ...change.enrolment },
			sequence: { ...sequence, steps, ...change.sequence },
			lead: { ...lead, ...change.lead },
			...(change.delivery && { delivery: { ...delivery, ...change.delivery } }),
			taskOpen: change.taskOpen ?? false,
			touchpoints: (change.touches ?? []).map((touch, n) => ({
				touchId: `t${n}`,
				type: 'note.added',
				actor: { kind: 'human', confidence: 1 },
				occurredAt: iso(now - hour),
				receivedAt: iso(now - hour),
				source: 'test',
				sourceId: `${n}`,
				...touch,
			})),
			suppressions: change.suppressed ?? [],
			sentToLead: change.sentToLead ?? [],
			mailbox: { byMailbox: [], byDomain: new Map(), waiting: 0, ...change.mailbox },
		},
		{ settings: own, limits: defaultLimits, planner: planner(own) },
		change.now ?? now,
	);
	if (decision.kind === 'hold')
		return `hold ${decision.reason} until ${iso(decision.retryAt).slice(0, 16)}`;
	if (decision.kind === 'exit') return `exit ${decision.reason}`;
	if (decision.kind === 'moveOn') return `moveOn ${decision.why} ${decision.goTo ?? ''}`.trim();
	if (decision.kind === 'taskOver') return `taskOver ${decision.expired ? 'expired' : 'done'}`;
	return decision.kind;
}
