import { describe, expect, it, test } from '@jest/globals';
import type { Lead } from '../../../lib/core/lead/lead';
import type { Touchpoint } from '../../../lib/core/lead/touchpoint';
import {
	contactLimit,
	dailyLimit,
	defaultLimits,
	mailboxLimit,
} from '../../../lib/core/nurture/caps';
import { decideStep, type DueFacts } from '../../../lib/core/nurture/decide';
import { planner } from '../../../lib/core/nurture/plan';
import { validateSequence } from '../../../lib/core/nurture/sequence';
import type { Delivery, Enrolment, Sequence, Step } from '../../../lib/core/nurture/types';
import { variantOf } from '../../../lib/core/nurture/variant';
import { defaultSettings, type WorkspaceSettings } from '../../../lib/core/workspace/settings';
import { findZone, utc } from '../../../lib/core/calendar';

const at = (iso: string) => Date.parse(iso);
/** Wednesday, ten o'clock in Berlin. */
const now = at('2026-06-03T08:00:00.000Z');
const hour = 3_600_000;
const day = 24 * hour;
const iso = (instant: number) => new Date(instant).toISOString();

const settings: WorkspaceSettings = {
	...defaultSettings('Main'),
	timezone: 'Europe/Berlin',
	postalAddress: 'Example Ltd, 1 Example Street',
	publicAddress: 'https://n8n.example.org',
};
const step: Step = {
	stepId: 'step1',
	kind: 'email',
	name: 'One',
	wait: { amount: 0, unit: 'days' },
	subject: 'Hi',
	text: 'Hi',
};
const lead: Lead = {
	leadId: 'lead-1',
	createdAt: iso(now - 10 * day),
	updatedAt: iso(now - 10 * day),
	stage: 'nurturing',
	stageHistory: [],
	email: 'ann@example.com',
	timezone: 'Europe/Berlin',
	country: 'DE',
};
const sequence: Sequence = {
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
const enrolment: Enrolment = {
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
const delivery: Delivery = {
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

interface Change {
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

function decide(change: Change = {}): string {
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

const marketing = { purpose: 'marketing' as const };
const given = [
	{ channel: 'email' as const, purpose: 'marketing' as const, given: true, at: iso(now - day) },
];
const earlier = (n: number) =>
	Array.from({ length: n }, (_, i) => now - 2 * day - i * hour).reverse();

test.each<[string, Change, string]>([
	['all is well', {}, 'send'],
	['beyond the last step', { enrolment: { stepIndex: 2 } }, 'finish'],
	// exits, read afresh
	['a reply', { touches: [{ type: 'email.reply' }] }, 'exit reply'],
	[
		'a reply from before the enrolment',
		{ touches: [{ type: 'email.reply', occurredAt: iso(now - 2 * day) }] },
		'send',
	],
	[
		'an automatic reply',
		{ touches: [{ type: 'email.reply', actor: { kind: 'machine', confidence: 1 } }] },
		'send',
	],
	[
		'a reply where replies do not end it',
		{ touches: [{ type: 'email.reply' }], sequence: { exitWhen: [] } },
		'send',
	],
	['a meeting', { touches: [{ type: 'meeting.booked' }] }, 'exit meeting'],
	['a purchase', { touches: [{ type: 'purchase.completed' }] }, 'exit conversion'],
	['an opportunity', { lead: { stage: 'opportunity' } }, 'exit conversion'],
	['the owner pauses', { touches: [{ type: 'sequence.pause' }] }, 'exit ownerPause'],
	[
		'unsubscribed, even where no exit is on',
		{ touches: [{ type: 'email.unsubscribe' }], sequence: { exitWhen: [] } },
		'exit unsubscribe',
	],
	['a complaint', { touches: [{ type: 'email.complaint' }] }, 'exit complaint'],
	['a hard bounce', { touches: [{ type: 'email.bounce', outcome: 'hard' }] }, 'exit bounce'],
	['a full mailbox', { touches: [{ type: 'email.bounce', outcome: 'full' }] }, 'send'],
	['junk', { lead: { stage: 'junk' } }, 'exit stage'],
	['merged', { lead: { stage: 'merged' } }, 'exit merged'],
	['erased', { lead: { stage: 'erased' } }, 'exit erased'],
	// whether the lead may be contacted
	['suppressed', { suppressed: [{ scope: 'all', reason: 'import' }] }, 'exit unsubscribe'],
	[
		'suppressed for this sequence',
		{ suppressed: [{ scope: 'sequence:Welcome', reason: 'unsubscribed' }] },
		'exit unsubscribe',
	],
	[
		'suppressed for another sequence',
		{ suppressed: [{ scope: 'sequence:Other', reason: 'unsubscribed' }] },
		'send',
	],
	['suppressed for the phone', { suppressed: [{ scope: 'phone', reason: 'asked' }] }, 'send'],
	['do not contact', { lead: { doNotContact: ['all'] } }, 'exit ownerPause'],
	['no address', { lead: { email: undefined } }, 'hold noEmail until 2026-06-04T08:00'],
	[
		'invalid address',
		{ lead: { emailStatus: 'invalid' } },
		'hold invalidEmail until 2026-06-04T08:00',
	],
	['paused', { settings: { sendingPaused: true } }, 'hold paused until 2026-06-03T08:15'],
	[
		'marketing without consent in Germany',
		{ sequence: marketing },
		'hold noConsent until 2026-06-04T08:00',
	],
	['marketing with consent', { sequence: marketing, lead: { consent: given } }, 'send'],
	[
		'marketing with consent taken back',
		{
			sequence: marketing,
			lead: { consent: [...given, { ...given[0]!, given: false, at: iso(now) }] },
		},
		'exit unsubscribe',
	],
	['marketing in the United States', { sequence: marketing, lead: { country: 'US' } }, 'send'],
	[
		'marketing where the country is not known',
		{ sequence: marketing, lead: { country: undefined } },
		'hold noConsent until 2026-06-04T08:00',
	],
	['marketing to a customer', { sequence: marketing, lead: { stage: 'customer' } }, 'send'],
	[
		'consent always asked for',
		{ sequence: { ...marketing, consent: 'always' }, lead: { country: 'US' } },
		'hold noConsent until 2026-06-04T08:00',
	],
	[
		'marketing without a public address',
		{ sequence: { ...marketing, consent: 'never' }, settings: { publicAddress: undefined } },
		'hold noPublicAddress until 2026-06-03T09:00',
	],
	[
		'marketing under http',
		{
			sequence: { ...marketing, consent: 'never' },
			settings: { publicAddress: 'http://n8n.example.org' },
		},
		'hold noPublicAddress until 2026-06-03T09:00',
	],
	[
		'marketing without a postal address',
		{ sequence: { ...marketing, consent: 'never' }, settings: { postalAddress: '' } },
		'hold noPostalAddress until 2026-06-03T09:00',
	],
	// when
	[
		'before the window',
		{ now: at('2026-06-03T05:00:00Z') },
		'hold outsideWindow until 2026-06-03T07:00',
	],
	['Saturday', { now: at('2026-06-06T10:00:00Z') }, 'hold late until 2026-06-08T10:00'],
	['evening', { now: at('2026-06-03T16:00:00Z') }, 'hold outsideWindow until 2026-06-04T07:00'],
	['evening, at any hour', { now: at('2026-06-03T16:00:00Z'), step: { anyTime: true } }, 'send'],
	[
		'in the zone of the lead',
		{ lead: { timezone: 'America/New_York' } },
		'hold outsideWindow until 2026-06-03T13:00',
	],
	[
		'only the country is known: hours of both coasts',
		{ lead: { timezone: undefined, country: 'AU' } },
		'hold outsideWindow until 2026-06-04T01:00',
	],
	[
		'a holiday',
		{ settings: { holidays: ['2026-06-03'] } },
		'hold outsideWindow until 2026-06-04T07:00',
	],
	[
		'72 hours late: planned anew a business day later',
		{ enrolment: { dueAt: iso(now - 73 * hour) } },
		'hold late until 2026-06-04T08:00',
	],
	['71 hours late', { enrolment: { dueAt: iso(now - 71 * hour) } }, 'send'],
	[
		'planned anew before',
		{ enrolment: { dueAt: iso(now - 90 * hour), heldReason: 'late' } },
		'send',
	],
	// how much
	['one today already', { sentToLead: [now - hour] }, 'hold contactLimit until 2026-06-04T07:00'],
	['one yesterday', { sentToLead: [now - 20 * hour] }, 'send'],
	['three in seven days', { sentToLead: earlier(3) }, 'hold contactLimit until 2026-06-08T07:00'],
	[
		'mailbox full',
		{
			mailbox: {
				byMailbox: Array.from({ length: 20 }, (_, n) => now - 23 * hour + n),
				firstAt: now - hour,
			},
		},
		'hold mailboxLimit until 2026-06-03T09:00',
	],
	[
		'an hour full for the domain',
		{
			mailbox: { byMailbox: [], byDomain: new Map([['example.com', Array(20).fill(now - 1_000)]]) },
		},
		'hold domainLimit until 2026-06-03T08:59',
	],
	// deliveries that are there
	['uncertain', { delivery: { state: 'uncertain' } }, 'hold uncertain until 2026-06-04T08:00'],
	['at the dot', { delivery: { state: 'dotPending' } }, 'hold underWay until 2026-06-03T08:05'],
	[
		'uncertain, though the lead has replied',
		{ delivery: { state: 'uncertain' }, touches: [{ type: 'email.reply' }] },
		'hold uncertain until 2026-06-04T08:00',
	],
	['deferred', { delivery: {} }, 'send'],
	// other steps
	['mail by another node', { step: { kind: 'emailByAnotherNode' } }, 'handOver'],
	['a phone task', { step: { kind: 'phoneTask' }, lead: { phone: '+49 30 123456' } }, 'task'],
	[
		'a phone task while mails are paused',
		{
			step: { kind: 'phoneTask' },
			lead: { phone: '+49 30 123456' },
			settings: { sendingPaused: true },
		},
		'task',
	],
	['a phone task without a phone', { step: { kind: 'phoneTask' } }, 'moveOn noPhone'],
	['a postal task without an address', { step: { kind: 'postalTask' } }, 'moveOn noAddress'],
	['a task that was done', { enrolment: { state: 'waitingTask' } }, 'taskOver done'],
	[
		'a task whose time is over',
		{ enrolment: { state: 'waitingTask' }, taskOpen: true },
		'taskOver expired',
	],
	['a wait', { step: { kind: 'wait' } }, 'moveOn waited'],
	[
		'a condition that holds',
		{ step: { condition: { field: 'country', operator: 'is', value: 'DE' } } },
		'send',
	],
	[
		'a condition that does not',
		{ step: { condition: { field: 'country', operator: 'is', value: 'FR' } } },
		'moveOn condition',
	],
	[
		'a branch met',
		{
			step: {
				kind: 'branch',
				condition: { field: 'country', operator: 'is', value: 'DE' },
				whenTrue: 'step2',
				whenFalse: 'end',
			},
		},
		'moveOn branch step2',
	],
	[
		'a branch not met',
		{
			step: {
				kind: 'branch',
				condition: { field: 'country', operator: 'is', value: 'FR' },
				whenTrue: 'step2',
				whenFalse: 'end',
			},
		},
		'moveOn branch end',
	],
	[
		'not silent for long enough',
		{ step: { silenceDays: 30 }, lead: { lastTouchAt: iso(now - 10 * day) } },
		'hold notSilent until 2026-06-23T08:00',
	],
])('%s: %#', (_what, change, expected) => {
	expect(decide(change)).toBe(expected);
});

describe('limits', () => {
	test.each([
		[0, 20],
		[7 * day, 35],
		[14 * day, 50],
		[100 * day, 50],
	])('a mailbox of age %d sends %d a day', (age, limit) => {
		expect(dailyLimit(defaultLimits, age)).toBe(limit);
	});

	it('queues what waits: the first as the oldest drops out, those beyond a day later', () => {
		const byMailbox = Array.from({ length: 20 }, (_, n) => now - 10 * hour + n * 1_000);
		const sent = (waiting: number) => ({
			byMailbox,
			byDomain: new Map(),
			firstAt: now - hour,
			waiting,
		});
		const retry = (waiting: number) =>
			mailboxLimit(sent(waiting), 'x.example', now, defaultLimits)?.retryAt ?? 0;
		expect(retry(0)).toBe((byMailbox[0] ?? 0) + day + 1);
		expect(retry(5)).toBe((byMailbox[5] ?? 0) + day + 1);
		expect(retry(20)).toBe((byMailbox[0] ?? 0) + 2 * day + 1);
	});

	it('counts a day of the person, not twenty-four hours', () => {
		const berlin = findZone('Europe/Berlin') ?? utc;
		expect(
			contactLimit([at('2026-06-02T21:59:00Z')], at('2026-06-02T22:01:00Z'), berlin, defaultLimits),
		).toBeUndefined();
		expect(
			contactLimit([at('2026-06-02T22:01:00Z')], at('2026-06-03T21:59:00Z'), berlin, defaultLimits)
				?.reason,
		).toBe('contactLimit');
	});
});

describe('when the next step is due', () => {
	const plan = planner(settings);
	const next = (steps: Step[], doneAt: string, more: Partial<Lead> = {}) =>
		plan.next(enrolment, { ...sequence, steps }, { ...lead, ...more }, at(doneAt));
	test.each<[string, Step['wait'], string, string]>([
		[
			'three days on, same hour',
			{ amount: 3, unit: 'days' },
			'2026-06-01T08:00Z',
			'2026-06-04T08:00',
		],
		[
			'over the spring change',
			{ amount: 2, unit: 'days' },
			'2026-03-27T09:00Z',
			'2026-03-30T07:00',
		],
		[
			'over the autumn change',
			{ amount: 4, unit: 'days' },
			'2026-10-22T08:00Z',
			'2026-10-26T09:00',
		],
		[
			'business days over a weekend',
			{ amount: 2, unit: 'businessDays' },
			'2026-06-05T08:00Z',
			'2026-06-09T08:00',
		],
		[
			'hours run past the window',
			{ amount: 6, unit: 'hours' },
			'2026-06-03T12:00Z',
			'2026-06-04T07:00',
		],
		['weeks', { amount: 2, unit: 'weeks' }, '2026-06-01T08:00Z', '2026-06-15T08:00'],
	])('%s', (_what, wait, doneAt, expected) => {
		const after = next([step, { ...step, stepId: 'step2', wait }], doneAt);
		expect(after).toMatchObject({ stepIndex: 1, state: 'active', lastStepAt: iso(at(doneAt)) });
		expect(after.dueAt.slice(0, 16)).toBe(expected);
	});

	it('repeats a step every n weeks and goes no further', () => {
		const after = next([{ ...step, repeatWeeks: 2 }, step], '2026-06-01T08:00Z');
		expect(after).toMatchObject({ stepIndex: 0, repeat: 1, dueAt: '2026-06-15T08:00:00.000Z' });
	});

	it('ends behind the last step', () => {
		expect(next([step], '2026-06-01T08:00Z').state).toBe('finished');
	});
});

describe('sequences', () => {
	const draft = { ...sequence, version: undefined, contentHash: undefined };
	const problems = (steps: Step[]) => {
		const result = validateSequence({ ...draft, steps });
		return result.kind === 'wrong' ? result.problems : [];
	};
	test.each<[string, Step[], RegExp]>([
		['no steps', [], /no steps/],
		['no subject', [{ ...step, subject: '' }], /subject is empty/],
		['no text', [{ ...step, text: ' ' }], /text is empty/],
		['an unknown field in text', [{ ...step, text: '{{score}}' }], /no field/],
		[
			'a branch backwards',
			[
				step,
				{
					stepId: 'b',
					kind: 'branch',
					name: 'b',
					wait: step.wait,
					condition: { field: 'country', operator: 'exists' },
					whenTrue: 'step1',
				},
			],
			/not a later step/,
		],
		[
			'a branch without condition',
			[{ stepId: 'b', kind: 'branch', name: 'b', wait: step.wait }],
			/needs a condition/,
		],
		['the same key twice', [step, step], /same key/],
		['a wait of nothing sensible', [{ ...step, wait: { amount: -1, unit: 'days' } }], /wait/],
	])('%s', (_what, steps, problem) => {
		expect(problems(steps).join()).toMatch(problem);
	});

	it('has the same hash for the same content, whoever wrote it in whatever order', () => {
		const hash = (more: object) => {
			const result = validateSequence({ ...draft, ...more });
			return result.kind === 'valid' ? result.sequence.contentHash : '';
		};
		const turned = { ...step, name: step.name };
		expect(hash({ definedBy: 'a' })).toBe(hash({ definedBy: 'b' }));
		expect(hash({ steps: [Object.fromEntries(Object.entries(turned).reverse())] })).toBe(
			hash({ steps: [step] }),
		);
		expect(hash({ steps: [{ ...step, text: 'Other' }] })).not.toBe(hash({ steps: [step] }));
	});

	it('gives each half of the leads a version, always the same', () => {
		const all = Array.from({ length: 2_000 }, (_, n) => variantOf(`lead-${n}`, 'Welcome', 'step1'));
		const a = all.filter((variant) => variant === 'A').length;
		expect(a).toBeGreaterThan(900);
		expect(a).toBeLessThan(1_100);
		expect(variantOf('lead-7', 'Welcome', 'step1')).toBe(all[7]);
	});
});
