import { expect, test } from '@jest/globals';
import { at, day, decide, hour, iso, now, type Change } from './fixtures';

const marketing = { purpose: 'marketing' as const };
const given = [
	{ channel: 'email' as const, purpose: 'marketing' as const, given: true, at: iso(now - day) },
];
const earlier = (n: number) =>
	Array.from({ length: n }, (_, i) => now - 2 * day - i * hour).reverse();

test.each<[string, Change, string]>([
	['all is well', {}, 'send'],
	['beyond the last step', { enrolment: { stepIndex: 2 } }, 'finish'],
	...(['accepted', 'refused', 'cancelled', 'handedOver'] as const).map(
		(state): [string, Change, string] => [
			`a message that is ${state} already`,
			{ delivery: { state } },
			'moveOn settled',
		],
	),
	[
		'one that arrived, and a reply to it',
		{ delivery: { state: 'accepted' }, touches: [{ type: 'email.reply' }] },
		'exit reply',
	],
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
