import { expect, test } from '@jest/globals';
import { applyTouches } from '../../../lib/core/track/effects';
import { defaultLimits } from '../../../lib/core/nurture/caps';
import { isTopicOff, wishedLimits } from '../../../lib/core/nurture/preferences';
import type { Touchpoint } from '../../../lib/core/lead/touchpoint';
import { day, decide, iso, lead, now, type Change } from './fixtures';

const given = [
	{ channel: 'email' as const, purpose: 'marketing' as const, given: true, at: iso(now - day) },
];
const marketing = { purpose: 'marketing' as const };
const about = (...topics: string[]) => ({ ...marketing, topics });

test.each<[string, Change, string]>([
	[
		'a topic that was left',
		{ sequence: about('Roofs'), lead: { topicsOff: ['roofs '] } },
		'exit unsubscribe',
	],
	['another topic', { sequence: about('Roofs'), lead: { topicsOff: ['Ovens'] } }, 'send'],
	[
		'one of two topics',
		{ sequence: about('Roofs', 'Ovens'), lead: { topicsOff: ['Roofs'] } },
		'send',
	],
	['no topic', { sequence: marketing, lead: { topicsOff: ['Roofs'] } }, 'send'],
	[
		'a topic suppressed by another tool',
		{ sequence: about('Roofs'), suppressed: [{ scope: 'topic:Roofs', reason: 'unsubscribed' }] },
		'exit unsubscribe',
	],
	[
		'an interest in what a suppressed topic is about',
		{
			sequence: marketing,
			lead: { topics: ['Roofs'] },
			suppressed: [{ scope: 'topic:Roofs', reason: 'unsubscribed' }],
		},
		'send',
	],
	[
		'a pause',
		{ sequence: marketing, lead: { mailPausedUntil: iso(now + day) } },
		`hold readerPause until ${iso(now + day).slice(0, 16)}`,
	],
	[
		'a pause that is over',
		{ sequence: marketing, lead: { mailPausedUntil: iso(now - day) } },
		'send',
	],
	[
		'a pause, and an answer that they wait for',
		{ lead: { mailPausedUntil: iso(now + day) } },
		'send',
	],
	[
		'at most one a week, and one was sent two days ago',
		{ sequence: marketing, lead: { mailEvery: 'week' }, sentToLead: [now - 2 * day] },
		'hold contactLimit until 2026-06-08T08:00',
	],
	['as often as there is something', { sequence: marketing, sentToLead: [now - 2 * day] }, 'send'],
	[
		'another series was left',
		{
			sequence: marketing,
			touches: [{ type: 'email.unsubscribe', meta: { scope: 'sequence:Other' } }],
		},
		'send',
	],
	[
		'this series was left',
		{ touches: [{ type: 'email.unsubscribe', meta: { scope: 'sequence:Welcome' } }] },
		'exit unsubscribe',
	],
])('%s: %j → %s', (_what, change, wanted) => {
	expect(decide({ ...change, lead: { consent: given, ...change.lead } })).toBe(wanted);
});

test('what a person asked for is never more than the limits allow', () => {
	const contact = { perDay: 1, per7Days: 0, per30Days: 8 };
	expect(wishedLimits({ mailEvery: 'week' }, 'marketing', { contact }).contact.per7Days).toBe(0);
	expect(wishedLimits({ mailEvery: 'month' }, 'marketing', defaultLimits).contact.per30Days).toBe(
		1,
	);
	expect(wishedLimits({ mailEvery: 'month' }, 'service', defaultLimits).contact).toEqual(
		defaultLimits.contact,
	);
	expect(isTopicOff([], { topicsOff: ['A'] })).toBe(false);
});

test('what was chosen is kept with the lead, and a topic can be left and wanted again', () => {
	const touch = (type: string, meta: object, at: number): Touchpoint => ({
		touchId: `t${at}`,
		leadId: lead.leadId,
		type,
		actor: { kind: 'human', confidence: 1 },
		occurredAt: iso(at),
		receivedAt: iso(at),
		source: 'test',
		sourceId: `t${at}`,
		meta: { ...meta },
	});
	const apply = (...touches: Touchpoint[]) => applyTouches(lead, touches, { now, by: 'test' });
	const until = iso(now + 30 * day);
	const chosen = touch(
		'consent.changed',
		{ topicsOff: ['A'], mailEvery: 'week', mailPausedUntil: until },
		now - 3,
	);
	expect(apply(chosen).lead).toMatchObject({
		topicsOff: ['A'],
		mailEvery: 'week',
		mailPausedUntil: until,
	});
	const taken = touch(
		'consent.changed',
		{ topicsOff: [], mailEvery: '', mailPausedUntil: '' },
		now - 2,
	);
	const { topicsOff, mailEvery, mailPausedUntil } = apply(chosen, taken).lead;
	expect([topicsOff, mailEvery, mailPausedUntil]).toEqual([undefined, undefined, undefined]);
	const left = touch('consent.withdrawn', { scope: 'topic:B' }, now - 2);
	expect(apply(chosen, left).lead.topicsOff).toEqual(['A', 'B']);
	expect(apply(left).suppress).toEqual([]);
	const again = touch('consent.given', { scope: 'topic:b' }, now - 1);
	expect(apply(left, again).lead.topicsOff).toBeUndefined();
	expect(apply(left, again).lead.consent).toBeUndefined();
});
