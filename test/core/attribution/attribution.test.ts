import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { attribute, totals } from '../../../lib/core/attribution/attribute';
import { models, shares, type Model } from '../../../lib/core/attribution/models';
import type { Lead } from '../../../lib/core/lead/lead';
import type { Touchpoint } from '../../../lib/core/lead/touchpoint';

const day = 86_400_000;
const goal = Date.parse('2026-06-01T00:00:00Z');
const path = (...days: number[]) => days.map((one) => ({ at: goal + one * day, channel: 'Email' }));

describe('shares', () => {
	it.each<[Model, number[], number[]]>([
		['first', [-3, -2, -1], [10000, 0, 0]],
		['last', [-3, -2, -1], [0, 0, 10000]],
		['linear', [-3, -2, -1], [3334, 3333, 3333]],
		['uShaped', [-1], [10000]],
		['uShaped', [-2, -1], [5000, 5000]],
		['uShaped', [-4, -3, -2, -1], [4000, 1000, 1000, 4000]],
		['timeDecay', [-14, -7, 0], [1429, 2857, 5714]],
	])('%s of %j is %j', (model, days, expected) => {
		expect(shares(model, path(...days), { goal })).toEqual(expected);
	});

	it('of a path with milestones', () => {
		const milestones = { goal, leadCreated: goal - 15 * day, opportunity: goal - 5 * day };
		const five = path(-20, -15, -10, -5, 0);
		expect(shares('wShaped', five, milestones)).toEqual([3000, 3000, 500, 3000, 500]);
		expect(shares('fullPath', five, milestones)).toEqual([2250, 2250, 1000, 2250, 2250]);
		expect(
			shares('wShaped', path(-20, -5), {
				goal,
				leadCreated: goal - 20 * day,
				opportunity: goal - 5 * day,
			}),
		).toEqual([6667, 3333]);
	});

	it('pass over direct visits at the end', () => {
		const visits = [...path(-3), { at: goal - day, channel: 'Direct' }];
		expect(shares('lastNonDirect', visits, { goal })).toEqual([10000, 0]);
		expect(shares('lastNonDirect', visits.slice(1), { goal })).toEqual([10000]);
	});

	it('add up to exactly 100 % for 10,000 random paths, none below nothing', () => {
		const touches = fc.array(fc.integer({ min: -90, max: 0 }), { minLength: 1, maxLength: 60 });
		fc.assert(
			fc.property(
				touches,
				fc.constantFrom(...models),
				fc.integer({ min: -90, max: 0 }),
				(days, model, created) => {
					const sorted = path(...days.sort((a, b) => a - b));
					const found = shares(model, sorted, {
						goal,
						leadCreated: goal + created * day,
						opportunity: goal + (created / 2) * day,
					});
					return (
						found.reduce((sum, share) => sum + share, 0) === 10_000 &&
						found.every((share) => share >= 0 && Number.isInteger(share))
					);
				},
			),
			{ numRuns: 10_000 },
		);
	});
});

describe('attribution', () => {
	const at = (days: number) => new Date(goal + days * day).toISOString();
	const lead: Lead = {
		leadId: 'L1',
		createdAt: at(-20),
		updatedAt: at(0),
		stage: 'customer',
		stageHistory: [{ from: 'opportunity', to: 'customer', by: 'x', at: at(0) }],
		dealValue: 1000,
	};
	let count = 0;
	const touch = (type: string, days: number, patch: Partial<Touchpoint> = {}): Touchpoint => ({
		touchId: `T${(count += 1)}`,
		leadId: 'L1',
		type,
		actor: { kind: 'human', confidence: 1 },
		occurredAt: at(days),
		receivedAt: at(days),
		source: 'web',
		sourceId: `T${count}`,
		...patch,
	});
	const question = { model: 'linear', goal: 'customer', lookBackDays: 90 } as const;

	it('counts what people did in time, and nothing else', () => {
		const {
			path: counted,
			byChannel,
			byCampaign,
		} = attribute(
			lead,
			[
				touch('event.attended', -30, { channel: 'Event', campaign: 'Fair' }),
				touch('web.pageView', -10, { channel: 'Organic Search' }),
				touch('meeting.held', -2, { channel: 'Meeting' }),
				touch('email.click', -1, { channel: 'Email', actor: { kind: 'machine', confidence: 1 } }),
				touch('email.open', -1, { channel: 'Email' }),
				touch('email.sent', -5, { channel: 'Email', direction: 'out' }),
				touch('call.outbound', -5, { channel: 'Phone', direction: 'out' }),
				touch('email.unsubscribe', -1, { channel: 'Email' }),
				touch('web.pageView', -100, { channel: 'Direct' }),
				touch('web.pageView', 3, { channel: 'Direct' }),
			],
			question,
		);
		expect(counted.map(({ channel, credit }) => [channel, credit])).toEqual([
			['Event', 33.34],
			['Organic Search', 33.33],
			['Meeting', 33.33],
		]);
		expect(byChannel[0]).toEqual({ name: 'Event', credit: 33.34 });
		expect(byCampaign).toEqual([
			{ name: '(none)', credit: 66.66 },
			{ name: 'Fair', credit: 33.34 },
		]);
	});

	it('shares nothing while the goal is not reached', () => {
		const result = attribute({ ...lead, stageHistory: [] }, [touch('meeting.held', -2)], question);
		expect(result).toMatchObject({ path: [], byChannel: [] });
		expect(result.goalAt).toBeUndefined();
	});

	it('adds up over leads, with what they are worth', () => {
		const one = attribute(
			lead,
			[
				touch('meeting.held', -2, { channel: 'Meeting' }),
				touch('form.submit', -3, { channel: 'Email' }),
			],
			question,
		);
		const two = attribute(lead, [touch('meeting.held', -2, { channel: 'Meeting' })], question);
		expect(totals([one, two], 'byChannel')).toEqual([
			{ name: 'Meeting', goals: 1.5, value: 1500, leads: 2 },
			{ name: 'Email', goals: 0.5, value: 500, leads: 1 },
		]);
	});
});
