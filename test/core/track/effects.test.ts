import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Lead, Stage } from '../../../lib/core/lead/lead';
import { movesFrom, stages } from '../../../lib/core/lead/lifecycle';
import type { Touchpoint } from '../../../lib/core/lead/touchpoint';
import { applyTouches } from '../../../lib/core/track/effects';
import { readTouch } from '../../../lib/core/track/touch';

const now = Date.parse('2026-06-01T12:00:00.000Z');
const context = { now, by: 'Track Touchpoint' };

function lead(patch: Partial<Lead> = {}): Lead {
	const at = '2026-05-01T00:00:00.000Z';
	return {
		leadId: 'L1',
		createdAt: at,
		updatedAt: at,
		email: 'Ann@Example.com',
		stage: 'assigned',
		stageHistory: [],
		...patch,
	};
}

let count = 0;
function touch(type: string, patch: Partial<Touchpoint> = {}): Touchpoint {
	const reading = readTouch({ type, happenedAt: '2026-05-20T10:00:00Z' }, now);
	if (reading.kind !== 'touch') throw new Error(reading.reason);
	count += 1;
	return { ...reading.touch, touchId: `T${count}`, sourceId: `T${count}`, leadId: 'L1', ...patch };
}

describe('stages move by themselves', () => {
	it.each<[Stage, string, Partial<Touchpoint>, Stage]>([
		['assigned', 'call.outbound', { outcome: 'connected' }, 'contacted'],
		['assigned', 'call.outbound', { outcome: 'noAnswer' }, 'assigned'],
		['assigned', 'email.reply', {}, 'contacted'],
		['assigned', 'email.open', {}, 'assigned'],
		['new', 'call.inbound', { durationSeconds: 40 }, 'contacted'],
		['contacted', 'meeting.held', {}, 'qualified'],
		['nurturing', 'quote.requested', {}, 'qualified'],
		['qualified', 'purchase.completed', {}, 'customer'],
		['assigned', 'purchase.completed', {}, 'customer'],
		['customer', 'call.outbound', { outcome: 'connected' }, 'customer'],
		['tracking', 'email.reply', {}, 'tracking'],
		['target', 'form.submit', {}, 'new'],
		['disqualified', 'purchase.completed', {}, 'disqualified'],
		['junk', 'email.reply', {}, 'junk'],
	])('%s, %s %j → %s', (from, type, patch, to) => {
		const after = applyTouches(lead({ stage: from }), [touch(type, patch)], context).lead;
		expect(after.stage).toBe(to);
	});

	it('writes every step on the way into the history, and only allowed ones', () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...stages),
				fc.constantFrom('meeting.held', 'purchase.completed', 'email.reply', 'form.submit'),
				(from, type) => {
					const after = applyTouches(lead({ stage: from }), [touch(type)], context).lead;
					let stage = from;
					for (const move of after.stageHistory) {
						expect(move.from).toBe(stage);
						expect(movesFrom(stage)).toContain(move.to);
						stage = move.to;
					}
					expect(after.stage).toBe(stage);
				},
			),
		);
	});

	it('keeps why a lead was put back once, and forgets it when the lead moves on', () => {
		const before = lead({ stage: 'nurturing', stageReason: 'badTiming' });
		expect(applyTouches(before, [touch('meeting.held')], context).lead.stageReason).toBeUndefined();
	});

	it('does not move for a machine', () => {
		const machine = { actor: { kind: 'machine' as const, confidence: 1 } };
		const before = lead();
		expect(applyTouches(before, [touch('email.reply', machine)], context).lead).toBe(before);
	});
});

describe('clocks', () => {
	it('takes the earliest human answer as first response and the latest contact as last touch', () => {
		const touches = [
			touch('call.outbound', { outcome: 'noAnswer', occurredAt: '2026-05-03T09:00:00.000Z' }),
			touch('email.sent', { occurredAt: '2026-05-02T09:00:00.000Z' }),
			touch('call.outbound', { outcome: 'connected', occurredAt: '2026-05-05T09:00:00.000Z' }),
			touch('email.open', { occurredAt: '2026-05-06T09:00:00.000Z' }),
		];
		const { firstResponseAt, lastTouchAt } = applyTouches(lead(), touches, context).lead;
		expect({ firstResponseAt, lastTouchAt }).toEqual({
			firstResponseAt: '2026-05-03T09:00:00.000Z',
			lastTouchAt: '2026-05-05T09:00:00.000Z',
		});
	});

	it('comes to the same whatever the order', () => {
		const touches = [
			'call.outbound',
			'email.reply',
			'meeting.held',
			'email.bounce',
			'web.pageView',
		].map((type, index) => touch(type, { occurredAt: `2026-05-1${index}T09:00:00.000Z` }));
		const expected = applyTouches(lead(), touches, context);
		fc.assert(
			fc.property(fc.shuffledSubarray(touches, { minLength: touches.length }), (shuffled) => {
				expect(applyTouches(lead(), shuffled, context)).toEqual(expected);
			}),
		);
	});
});

describe('mail that came back', () => {
	it('suppresses at once after a hard bounce and marks the address', () => {
		const { lead: after, suppress } = applyTouches(lead(), [touch('hard_bounce')], context);
		expect(suppress).toEqual([
			expect.objectContaining({ kind: 'email', value: 'ann@example.com', scope: 'email' }),
		]);
		expect(after).toMatchObject({
			emailStatus: 'invalid',
			nextAction: 'Find a working e-mail address',
		});
	});

	it('suppresses the address that bounced, not the one the lead has now', () => {
		const bounce = touch('hard_bounce', { meta: { recipient: 'old@example.com' } });
		const { lead: after, suppress } = applyTouches(lead(), [bounce], context);
		expect(suppress[0]?.value).toBe('old@example.com');
		expect(after.emailStatus).toBeUndefined();
	});

	it.each(['temporary', 'policy', 'content', 'unknown', 'mailboxFull'])(
		'does not suppress for %s',
		(outcome) => {
			expect(applyTouches(lead(), [touch('email.bounce', { outcome })], context).suppress).toEqual(
				[],
			);
		},
	);

	it('suppresses when the mailbox was full three times in 30 days', () => {
		const full = (day: string) =>
			touch('email.bounce', { outcome: 'mailboxFull', occurredAt: `2026-05-${day}T09:00:00.000Z` });
		const history = [full('02'), full('10')];
		expect(applyTouches(lead(), [full('20')], { ...context, history }).suppress).toHaveLength(1);
		expect(
			applyTouches(lead(), [full('20')], { ...context, history: history.slice(1) }).suppress,
		).toEqual([]);
	});

	it('stops everything after a complaint', () => {
		const { lead: after, suppress } = applyTouches(lead(), [touch('spamreport')], context);
		expect(suppress[0]).toMatchObject({ scope: 'all', reason: 'complaint' });
		expect(after.doNotContact).toEqual(['email']);
	});

	it('asks a person when the contact left the company', () => {
		const away = touch('out of office', { meta: { leftCompany: true } });
		const { lead: after, tasks } = applyTouches(lead(), [away], context);
		expect(after.stageReason).toBe('inaccurateData');
		expect(tasks).toHaveLength(1);
	});
});

it('collects interests and permissions, and never changes the lead passed in', () => {
	const before = Object.freeze(lead({ topics: ['crm'] }));
	const after = applyTouches(
		before,
		[touch('web.pageView', { topics: ['pricing', 'crm'] }), touch('unsubscribe')],
		context,
	).lead;
	expect(after.topics).toEqual(['crm', 'pricing']);
	expect(after.consent).toEqual([expect.objectContaining({ given: false, channel: 'email' })]);
	expect(before.consent).toBeUndefined();
});
