import { describe, expect, it } from '@jest/globals';
import { normaliseSubmissions } from '../../../lib/core/capture/normalise';
import type { ReadOptions } from '../../../lib/core/capture/submission';
import { capture } from '../../../lib/process/capture/capture';
import type { CaptureOptions } from '../../../lib/process/capture/types';
import { openContext } from '../../../lib/process/stores';
import { useStore } from '../../nodes/store';

const start = '2026-03-02T10:00:00.000Z';

async function post(payloads: object[], options: CaptureOptions & { read?: ReadOptions } = {}) {
	const context = await openContext('Main', 'test');
	const { read, ...rest } = options;
	const wishes = payloads.flatMap((payload) =>
		normaliseSubmissions(payload, { receivedAt: context.now }, read).map((submission) => ({
			submission,
		})),
	);
	return { context, outcomes: await capture(context, wishes, rest) };
}

describe('capture', () => {
	const clock = useStore(start);

	it('makes a lead, then updates it: newest wins, owner and first source stay', async () => {
		const { outcomes: first } = await post([
			{
				name: 'Ann Lee',
				email: 'Ann@Example.com',
				company: 'Lee Ltd',
				utm_source: 'news',
				city: 'Bonn',
				zip: '53111',
			},
		]);
		expect(first[0]?.outcome).toBe('new');
		const leadId = first[0]?.lead?.leadId ?? '';
		clock.set('2026-03-03T10:00:00.000Z');
		const { context, outcomes } = await post([
			{
				email: 'ann@example.com',
				company: 'Lee Holding',
				phone: '+49 228 123456',
				owner: 'eve',
				utm_source: 'ads',
				city: 'Berlin',
				zip: '10115',
			},
		]);
		expect(outcomes[0]).toMatchObject({ outcome: 'updated', lead: { leadId } });
		const [stored] = await context.store.getLeads([leadId]);
		expect(stored?.lead).toMatchObject({
			fullName: 'Ann Lee',
			company: 'Lee Holding',
			phoneE164: '+49228123456',
			city: 'Berlin',
			firstUtm: { source: 'news' },
			lastUtm: { source: 'ads' },
			stage: 'new',
		});
		expect(stored?.lead.owner).toBeUndefined();
		expect(await context.store.touchpoints({ leadIds: [leadId], perLead: 10 })).toHaveLength(2);
	});

	it.each(['a day later', 'in one batch'])(
		'a form that asks for the first name only takes no name away (%s)',
		async (how) => {
			const whole = { email: 'eva@example.com', firstName: 'Eva', lastName: 'Example' };
			const first = { email: 'eva@example.com', firstName: 'Eva' };
			const last = { email: 'eva@example.com', 'last name': 'Meier' };
			if (how === 'in one batch') await post([whole, first, last]);
			else {
				for (const [day, one] of [whole, first, last].entries()) {
					clock.set(`2026-03-0${2 + day}T10:00:00.000Z`);
					await post([one]);
				}
			}
			const { outcomes } = await post([first]);
			expect(outcomes[0]?.lead).toMatchObject({
				fullName: 'Eva Meier',
				firstName: 'Eva',
				lastName: 'Meier',
			});
		},
	);

	it('keeps a time zone that there is not beside the lead', async () => {
		const { outcomes } = await post([
			{ email: 'ann@example.com', timezone: 'Mars/Base' },
			{ email: 'bob@example.com', timezone: 'Europe/Berlin' },
		]);
		expect(outcomes[0]?.lead?.timezone).toBeUndefined();
		expect(Object.values(outcomes[0]?.lead?.extra ?? {})).toContain('Mars/Base');
		expect(outcomes[1]?.lead).toMatchObject({ timezone: 'Europe/Berlin' });
	});

	it.each([
		['fill', { company: 'Lee Ltd', title: 'CEO' }],
		['unchanged', { company: 'Lee Ltd' }],
		['review', { company: 'Lee Ltd' }],
	] as const)('with %s keeps what is there', async (onMatch, expected) => {
		await post([{ email: 'ann@example.com', company: 'Lee Ltd' }]);
		clock.set('2026-03-03T10:00:00.000Z');
		const { outcomes } = await post(
			[{ email: 'ann@example.com', company: 'Other', 'job title': 'CEO' }],
			{ onMatch },
		);
		expect(outcomes[0]?.outcome).toBe(onMatch === 'review' ? 'review' : 'updated');
		expect(outcomes[0]?.lead).toMatchObject(expected);
		expect(outcomes[0]?.lead?.title).toBe(onMatch === 'fill' ? 'CEO' : undefined);
	});

	it('the same submission again within a day is one lead and one touchpoint, on another day two', async () => {
		const body = { email: 'ann@example.com', message: 'Call me' };
		const { outcomes } = await post([body, body]);
		await post([body]);
		clock.set('2026-03-03T09:59:00.000Z');
		const { context } = await post([body]);
		const leadIds = [outcomes[0]?.lead?.leadId ?? ''];
		expect(outcomes[1]?.lead?.leadId).toBe(leadIds[0]);
		expect(await context.store.touchpoints({ leadIds, perLead: 10 })).toHaveLength(1);
		clock.set('2026-03-04T10:01:00.000Z');
		await post([body]);
		expect(await context.store.touchpoints({ leadIds, perLead: 10 })).toHaveLength(2);
	});

	it('fifty at once are one lead', async () => {
		const all = await Promise.all(
			Array.from(
				{ length: 50 },
				async (_, n) => await post([{ email: 'ann@example.com', name: 'Ann Lee', note: `n${n}` }]),
			),
		);
		const outcomes = all.map(({ outcomes: [one] }) => one);
		expect(new Set(outcomes.map((one) => one?.lead?.leadId)).size).toBe(1);
		expect(outcomes.filter((one) => one?.outcome === 'new')).toHaveLength(1);
		expect((await all[0]!.context.store.counts()).leads).toBe(1);
	});

	it('a phone identifies only without an e-mail, when one lead has it and the names agree', async () => {
		const phone = '+49 228 123456';
		await post([{ name: 'Ann Lee', email: 'ann@example.com', phone }]);
		const { outcomes } = await post([
			{ name: 'A. Lee', phone },
			{ name: 'Bob Lee', phone },
			{ name: 'Ann Lee', email: 'other@example.com', phone },
		]);
		expect(outcomes.map(({ outcome }) => outcome)).toEqual(['updated', 'new', 'new']);
		const { outcomes: later } = await post([{ name: 'Ann Lee', phone, note: 'again' }]);
		expect(later[0]?.outcome).toBe('new');
	});

	it('keys of two leads: the owner of the e-mail is updated, the other left alone, review names both', async () => {
		const read = { origin: 'crm' };
		const { outcomes: made } = await post(
			[
				{ email: 'ann@example.com', linkedin: 'https://www.linkedin.com/in/ann-lee' },
				{ email: 'bob@example.com', name: 'Bob Ray' },
			],
			{ read },
		);
		const [ann, bob] = made.map(({ lead }) => lead?.leadId);
		const { context, outcomes } = await post(
			[{ email: 'bob@example.com', linkedin: 'linkedin.com/in/Ann-Lee/', company: 'Ray Ltd' }],
			{ read },
		);
		expect(outcomes[0]).toMatchObject({
			outcome: 'review',
			otherLeadId: ann,
			lead: { leadId: bob, company: 'Ray Ltd' },
		});
		expect(await context.store.lookUp([{ kind: 'linkedin', value: 'in/ann-lee' }])).toMatchObject([
			{ leadId: ann },
		]);
		const { outcomes: after } = await post([{ email: 'bob@example.com', city: 'Bonn' }], { read });
		expect(after[0]).toMatchObject({ outcome: 'updated', lead: { city: 'Bonn' } });
	});

	it('a number that a form gives again does not make two people one', async () => {
		const { outcomes } = await post([
			{ id: 5, email: 'ann@example.com' },
			{ id: 5, email: 'bob@example.com' },
			{ id: 5, name: 'Cleo Fox' },
			{ id: 5, email: 'bob@example.com', company: 'Ray Ltd' },
		]);
		expect(outcomes.map(({ outcome }) => outcome)).toEqual(['new', 'new', 'new', 'updated']);
		expect(outcomes[3]?.lead?.leadId).toBe(outcomes[1]?.lead?.leadId);
	});

	it('several submissions of one person in a batch become one lead in their order', async () => {
		const { context, outcomes } = await post([
			{ email: 'ann@example.com', company: 'First' },
			{ email: 'nobody' },
			{ email: 'ANN@example.com', company: 'Second', title: 'CEO' },
		]);
		expect(outcomes.map(({ outcome }) => outcome)).toEqual(['new', 'rejected', 'updated']);
		expect(outcomes[1]?.reason).toContain("'nobody'");
		const [stored] = await context.store.getLeads([outcomes[0]?.lead?.leadId ?? '']);
		expect(stored?.lead).toMatchObject({ company: 'Second', title: 'CEO' });
	});
});
