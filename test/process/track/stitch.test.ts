import { describe, expect, it } from '@jest/globals';
import { normaliseSubmissions } from '../../../lib/core/capture/normalise';
import { capture } from '../../../lib/process/capture/capture';
import { unmergeRequests } from '../../../lib/process/scrub/merge';
import { openContext, storeOf } from '../../../lib/process/stores';
import { respond } from '../../../lib/process/track/public/respond';
import { clickUrl } from '../../../lib/web/links';
import { given, useStore } from '../../nodes/store';

const address = 'https://n8n.example.com/webhook/lead/main/t';
const page = 'https://shop.example.com/pricing?utm_source=google&utm_medium=cpc&gclid=g1';

describe('whose visit it was', () => {
	const clock = useStore('2026-03-02T10:00:00.000Z');
	let made = 0;

	const post = async (body: object) => {
		const context = await openContext('Main', 'test');
		await respond(
			{
				...context,
				secrets: await context.store.secrets(),
				options: { address, look: {}, allowedOrigins: [], honourPrivacy: true, topics: [] },
			},
			{
				method: 'POST',
				query: { v: '1' },
				body: { n: clock.now, ...body },
				userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0',
				ip: '192.0.2.9',
				privacy: false,
			},
		);
	};
	const visit = async (visitor: string, more: object = {}) =>
		await post({ v: visitor, e: [{ t: 'p', i: `p${(made += 1)}`, u: page }], ...more });
	const form = async (email: string, visitor: string) => {
		const context = await openContext('Main', 'test');
		const wishes = normaliseSubmissions(
			{ email, lt_visitor: visitor },
			{ receivedAt: context.now },
		);
		const [outcome] = await capture(
			context,
			wishes.map((submission) => ({ submission })),
		);
		return outcome?.lead?.leadId ?? '';
	};
	const visits = async (leadId: string) => {
		const all = await (await storeOf('Main')).touchpoints({ leadIds: [leadId], perLead: 99 });
		return all.filter(({ type }) => type === 'web.pageView').length;
	};
	const later = (minutes: number) =>
		clock.set(new Date(clock.now + minutes * 60_000).toISOString());

	it('joins the visits before a form with the lead it makes, first touch and all', async () => {
		await visit('laptop-1');
		later(10);
		await visit('laptop-1');
		later(10);
		const leadId = await form('ann@example.com', 'laptop-1');
		await visit('laptop-1');
		expect(await visits(leadId)).toBe(3);
		const [stored] = await (await storeOf('Main')).getLeads([leadId]);
		expect(stored?.lead).toMatchObject({
			landingUrl: page,
			firstUtm: { source: 'google', medium: 'cpc' },
			firstClickIds: { gclid: 'g1' },
		});
	});

	it('makes one of one person on two devices, and leaves two people on one browser two', async () => {
		await visit('laptop-2');
		const ann = await form('ann@example.com', 'laptop-2');
		await visit('phone-22');
		expect(await form('ann@example.com', 'phone-22')).toBe(ann);
		expect(await visits(ann)).toBe(2);
		later(5);
		const bob = await form('bob@example.com', 'laptop-2');
		expect(bob).not.toBe(ann);
		await visit('laptop-2');
		later(20);
		await visit('laptop-2');
		expect([await visits(ann), await visits(bob)]).toEqual([2, 2]);
		// The next day nobody has said who it is: the visit is nobody's, until somebody does.
		later(24 * 60);
		await visit('laptop-2');
		expect([await visits(ann), await visits(bob)]).toEqual([2, 2]);
		await form('ann@example.com', 'laptop-2');
		expect([await visits(ann), await visits(bob)]).toEqual([3, 2]);
	});

	it('joins on the touch of a page behind the own link of a mail, not on its mere loading', async () => {
		const leadId = '01ARZ3NDEKTSV4RRFFQ69G5FB2';
		const store = await given([{ leadId, email: 'cleo@example.com' }]);
		const ref = { leadId, email: 'cleo@example.com', deliveryId: 'D7' };
		const link = clickUrl(await store.secrets(), address, ref, page, 1, 2);
		const k = new URL(link).searchParams.get('c');
		await visit('tablet-3');
		later(1);
		await visit('tablet-3', { k });
		expect(await visits(leadId)).toBe(1);
		await post({ v: 'tablet-3', k, e: [{ t: 'd', i: 'x-0', s: 9, h: 1, u: page }] });
		expect(await visits(leadId)).toBe(2);
		await visit('tablet-3');
		expect(await visits(leadId)).toBe(3);
	});

	it('joins by what a tab that was killed had noted, when the browser comes back', async () => {
		const leadId = '01ARZ3NDEKTSV4RRFFQ69G5FB3';
		const store = await given([{ leadId, email: 'dan@example.com' }]);
		const ref = { leadId, email: 'dan@example.com', deliveryId: 'D8' };
		const link = clickUrl(await store.secrets(), address, ref, page, 1, 2);
		const k = new URL(link).searchParams.get('c');
		await visit('tablet-4', { k });
		await post({
			v: 'tablet-4',
			e: [
				{ t: 'd', i: 'y-0', s: 9.3, h: 1, u: page, k },
				{ t: 'p', i: 'back', u: page },
			],
		});
		expect(await visits(leadId)).toBe(2);
		// What was noted before anybody came by a mail is not the reader's of the mail that came later.
		await post({ v: 'tablet-5', k, e: [{ t: 'd', i: 'z-0', s: 9, h: 1, u: page, k: '' }] });
		const touches = await store.touchpoints({ leadIds: [leadId], perLead: 99 });
		const seconds = touches.map(({ durationSeconds }) => durationSeconds);
		expect(seconds.filter((one) => one !== undefined)).toEqual([9.3]);
	});

	it('is taken back by Unmerge', async () => {
		await visit('borrowed');
		const leadId = await form('dora@example.com', 'borrowed');
		expect(await visits(leadId)).toBe(1);
		const context = await openContext('Main', 'test');
		expect(await unmergeRequests(context, [{ leadId }])).toMatchObject([{ kind: 'undone' }]);
		expect(await visits(leadId)).toBe(0);
		const [stored] = await context.store.getLeads([leadId]);
		expect(stored?.lead.landingUrl).toBeUndefined();
	});
});
