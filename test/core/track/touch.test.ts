import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { touchpointTypes } from '../../../lib/core/lead/touchpoint';
import { typeOf } from '../../../lib/core/track/aliases';
import { labelOfType } from '../../../lib/core/track/describe';
import { reportFromItem } from '../../../lib/core/track/report';
import { readTouch } from '../../../lib/core/track/touch';
import { readInstant, readNumber, readSeconds } from '../../../lib/core/track/values';

const now = Date.parse('2026-06-01T12:00:00.000Z');

describe('types', () => {
	it.each([
		['web.pageView', 'web.pageView', undefined],
		['EMAIL.CLICK', 'email.click', undefined],
		['page_view', 'web.pageView', undefined],
		['Email Opened', 'email.open', undefined],
		['message.delivered', 'email.delivered', undefined],
		['hard_bounce', 'email.bounce', 'hardInvalid'],
		['Phone Call', 'call.outbound', undefined],
		['Missed call', 'call.inbound', 'noAnswer'],
		['invitee.created', 'meeting.booked', undefined],
		['Order Completed', 'purchase.completed', undefined],
		['spamreport', 'email.complaint', undefined],
		['group_unsubscribe', 'email.unsubscribe', undefined],
		['workshop.attended', 'workshop.attended', undefined],
	])('%s is %s', (name, type, outcome) => {
		expect(typeOf(name)).toEqual(outcome ? { type, outcome } : { type });
	});

	it.each(['', 'bananas', 'a.b.c', 'Workshop.Attended now', '__proto__', 'constructor'])(
		'%j is none',
		(name) => {
			expect(typeOf(name)).toBeUndefined();
		},
	);

	it('every built-in type keeps its own name and has words for people', () => {
		for (const type of Object.values(touchpointTypes).flat()) {
			expect(typeOf(type)).toEqual({ type });
			expect(labelOfType(type)).not.toContain('.');
		}
	});
});

describe('a report', () => {
	it('is read with what follows from its type', () => {
		expect(
			readTouch(
				{
					type: 'call',
					outcome: 'No Answer',
					happenedAt: '2026-05-31 14:30',
					duration: '1:30',
					topics: 'pricing; crm',
					source: 'Aircall',
					externalId: 77,
				},
				now,
			),
		).toEqual({
			kind: 'touch',
			touch: {
				type: 'call.outbound',
				direction: 'out',
				channel: 'Phone',
				outcome: 'noAnswer',
				durationSeconds: 90,
				topics: ['pricing', 'crm'],
				actor: { kind: 'human', confidence: 0.9 },
				occurredAt: '2026-05-31T14:30:00.000Z',
				receivedAt: '2026-06-01T12:00:00.000Z',
				source: 'Aircall',
				sourceId: '77',
			},
		});
	});

	it('takes campaign and channel from the address of a visit', () => {
		const url = 'https://shop.example.com/?utm_source=google&utm_medium=cpc&utm_campaign=spring';
		expect(readTouch({ type: 'web.pageView', url }, now)).toMatchObject({
			touch: {
				channel: 'Paid Search',
				campaign: 'spring',
				utm: { source: 'google', medium: 'cpc' },
			},
		});
	});

	it('puts a time to come at now and keeps what was stated', () => {
		expect(
			readTouch({ type: 'meeting.booked', happenedAt: '2026-07-01T09:00:00Z' }, now),
		).toMatchObject({
			touch: {
				occurredAt: '2026-06-01T12:00:00.000Z',
				meta: { statedAt: '2026-07-01T09:00:00.000Z' },
			},
		});
	});

	it.each([
		[{}, 'type'],
		[{ type: 'bananas' }, 'type'],
		[{ type: 'call', happenedAt: 'soon' }, 'happenedAt'],
	])('%j is unusable for its %s', (report, field) => {
		expect(readTouch(report, now)).toMatchObject({ kind: 'unusable', field });
	});

	it('never throws, whatever comes', () => {
		const anything = fc.dictionary(
			fc.constantFrom(
				'type',
				'happenedAt',
				'duration',
				'topics',
				'url',
				'referrer',
				'meta',
				'actor',
				'value',
			),
			fc.anything(),
		);
		fc.assert(
			fc.property(anything, fc.constantFrom(undefined, 'call', 'web.pageView'), (report, type) => {
				const reading = readTouch(type ? { ...report, type } : report, now);
				expect(['touch', 'unusable']).toContain(reading.kind);
			}),
		);
	});

	it('is found in items of other tools', () => {
		const item = {
			event: 'bounce',
			'E-Mail': 'x@example.com',
			email: 'ann@example.com',
			sg_event_id: 'e1',
			timestamp: 1_780_000_000,
		};
		expect(reportFromItem(item)).toEqual({
			type: 'bounce',
			email: 'x@example.com',
			externalId: 'e1',
			happenedAt: 1_780_000_000,
		});
	});
});

it("reads a provider's word for a bounce", () => {
	const item = {
		event: 'bounce',
		email: 'ann@example.com',
		bounce_classification: 'Invalid Address',
	};
	expect(readTouch(reportFromItem(item), now)).toMatchObject({
		touch: { type: 'email.bounce', outcome: 'hardInvalid' },
	});
	expect(readTouch({ type: 'failed', outcome: 'permanent' }, now)).toMatchObject({
		touch: { outcome: 'hardInvalid' },
	});
});

describe('values', () => {
	it.each([
		['2026-03-29', '2026-03-29T00:00:00.000Z'],
		['2026-03-29T01:30:00+02:00', '2026-03-28T23:30:00.000Z'],
		[1_780_000_000, '2026-05-28T20:26:40.000Z'],
		['1780000000000', '2026-05-28T20:26:40.000Z'],
		[new Date('2026-01-01T00:00:00Z'), '2026-01-01T00:00:00.000Z'],
	])('instant %j', (value, iso) => {
		expect(new Date(readInstant(value) ?? NaN).toISOString()).toBe(iso);
	});

	it.each([
		['90', 90],
		['5 min', 300],
		['1 h 20 m', 4800],
		['1:02:03', 3723],
		['soon', undefined],
		[-1, undefined],
	])('seconds %j', (value, seconds) => {
		expect(readSeconds(value)).toBe(seconds);
	});

	it.each([
		['1,234.50', 1234.5],
		['1.234,50', 1234.5],
		['€ 99', 99],
		['12,5', 12.5],
		['1,234', 1234],
		['', undefined],
	])('number %j', (value, number) => {
		expect(readNumber(value)).toBe(number);
	});
});
