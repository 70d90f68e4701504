import { describe, expect, it } from '@jest/globals';
import { sweep, register } from '../../../lib/process/capture/deliveries';
import { receive, type Received } from '../../../lib/process/capture/receive';
import { openContext, StoreUnavailable } from '../../../lib/process/stores';
import type { CapturedReceipt } from '../../../lib/process/capture/runs';
import type { LeadChange, LeadStore } from '../../../lib/store/port';
import { useStore } from '../../nodes/store';

const address = { source: 'webhook:lead/main/website', read: {}, capture: {} };
const busy = new StoreUnavailable('busy', true);

/** Delivers a payload; `saveLeads` stands in for a store that fails in the middle. */
async function deliver(
	payload: unknown,
	saveLeads?: (store: LeadStore) => LeadStore['saveLeads'],
): Promise<Received> {
	const context = await openContext('Main', 'test');
	const store = { ...context.store, ...(saveLeads && { saveLeads: saveLeads(context.store) }) };
	return await receive({ ...context, store }, { ...address, payload, meta: {} });
}

const fails = () => async () => {
	throw busy;
};
/** Dies when a part of the leads is on disk. */
const diesAfter = (count: number) => (store: LeadStore) => async (changes: LeadChange[]) => {
	await store.saveLeads(changes.slice(0, count));
	throw busy;
};

/** Sweeps a while later, as the published triggers of a workspace do. */
async function sweepAfter(seconds: number, saveLeads?: LeadStore['saveLeads']): Promise<void> {
	clock.now += seconds * 1000;
	const context = await openContext('Main', 'test');
	await sweep({ ...context, store: { ...context.store, ...(saveLeads && { saveLeads }) } }, 'Main');
}

async function countsOf(): Promise<object> {
	const { leads, receipts, outcomes } = await (await openContext('Main', 'test')).store.counts();
	return { leads, receipts, outcomes };
}

const good = { email: 'good@example.com', name: 'Good Lead' };
const several = [{ note: 'nothing here' }, good, { company: 'No Keys Ltd', name: 'Ann Lee' }];
const crowd = Array.from({ length: 150 }, (_, n) => ({ email: `p${n}@example.com` }));

const clock = useStore('2026-03-02T10:00:00.000Z');

describe('a delivery whose capture is cut off', () => {
	const whole = { leads: 2, receipts: { captured: 1 }, outcomes: { new: 2, rejected: 1 } };

	it('is captured whole when the provider repeats it, and once', async () => {
		await expect(deliver(several, fails)).rejects.toThrow(busy);
		const again = await deliver(several);
		expect(again).toMatchObject({
			repeated: false,
			outcomes: [{ outcome: 'rejected' }, { outcome: 'new' }, { outcome: 'new' }],
		});
		expect(await deliver(several)).toMatchObject({ repeated: true });
		expect(await countsOf()).toEqual(whole);
	});

	it('is captured whole by the sweep when nobody repeats it', async () => {
		await expect(deliver(several, fails)).rejects.toThrow(busy);
		const started: unknown[] = [];
		const close = register('Main', {
			...address,
			start: async (all) => void started.push(...all.map(({ outcomes }) => outcomes.length)),
		});
		await sweepAfter(120);
		close();
		expect(started).toEqual([3]);
		expect(await countsOf()).toEqual(whole);
	});

	it('goes on where it was: of 150 people the last fifty are captured, and all are told', async () => {
		await expect(deliver(crowd, diesAfter(100))).rejects.toThrow(busy);
		const { repeated, outcomes } = await deliver(crowd);
		expect(repeated).toBe(false);
		expect(outcomes.map(({ lead }) => lead?.email)).toEqual(crowd.map(({ email }) => email));
		expect(await countsOf()).toEqual({
			leads: 150,
			receipts: { captured: 1 },
			outcomes: { new: 150 },
		});
	});

	it('repeated by twenty at once it is captured once, and one of them starts the workflow', async () => {
		await expect(deliver(several, fails)).rejects.toThrow(busy);
		const all = await Promise.all(Array.from({ length: 20 }, async () => await deliver(several)));
		expect(all.filter(({ repeated }) => !repeated)).toHaveLength(1);
		expect(await countsOf()).toEqual(whole);
	});

	it('that holds nothing is not looked at for ever; one of whose people is erased in between still gives the others', async () => {
		await deliver([]);
		await expect(deliver(crowd, diesAfter(1))).rejects.toThrow(busy);
		const context = await openContext('Main', 'test');
		const [hit] = await context.store.lookUp([{ kind: 'email', value: 'p0@example.com' }]);
		await context.store.erase([hit?.leadId ?? ''], 'test');
		const close = register('Main', address);
		await sweepAfter(120);
		close();
		expect(await countsOf()).toMatchObject({ leads: 150, receipts: { captured: 1, rejected: 1 } });
		expect(await context.store.lookUp([{ kind: 'email', value: 'p0@example.com' }])).toEqual([]);
	});
});

describe('a delivery that was left lying', () => {
	it('and cannot be captured holds up no other, and is rejected with its reason in the end', async () => {
		const real = (await openContext('Main', 'test')).store;
		const poisoned = async (changes: LeadChange[]) => {
			if (changes.some(({ lead }) => lead.email === 'bad@example.com'))
				throw new Error('index row size 6016 exceeds the maximum');
			return await real.saveLeads(changes);
		};
		const bad = { email: 'bad@example.com' };
		await expect(deliver(bad, () => poisoned)).rejects.toThrow(StoreUnavailable);
		await expect(deliver(good, fails)).rejects.toThrow(busy);
		const started: CapturedReceipt[] = [];
		const told: string[] = [];
		const close = register('Main', {
			...address,
			start: async (all) => void started.push(...all),
			complain: (reason) => void told.push(reason),
		});
		await sweepAfter(120, poisoned);
		expect(await countsOf()).toMatchObject({ leads: 1, receipts: { kept: 1, captured: 1 } });
		for (let tries = 1; tries < 5; tries++) await sweepAfter(130, poisoned);
		close();
		expect(await countsOf()).toMatchObject({ leads: 1, receipts: { rejected: 1, captured: 1 } });
		const reason = 'It could not be captured, 5 times. index row size 6016 exceeds the maximum';
		expect(told).toEqual([reason]);
		expect(started.map(({ receipt, outcomes }) => [receipt.payload, outcomes])).toMatchObject([
			[good, [{ outcome: 'new' }]],
			[bad, [{ outcome: 'rejected', reason }]],
		]);
	});

	it('is read by its own trigger only: a notice of Meta waits until that is published', async () => {
		const value = { leadgen_id: '4444', page_id: '1', form_id: '9', created_time: 1_700_000_000 };
		const payload = {
			object: 'page',
			entry: [{ id: '1', time: 1, changes: [{ field: 'leadgen', value }] }],
		};
		const meta = {
			source: 'webhook:lead/main/meta',
			read: { preset: 'metaLeadAds' },
			capture: { fetched: true },
		};
		const context = await openContext('Main', 'test');
		const store = { ...context.store, settleReceipts: fails() };
		await expect(receive({ ...context, store }, { ...meta, payload, meta: {} })).rejects.toThrow(
			busy,
		);
		const close = register('Main', address);
		await sweepAfter(120);
		expect(await countsOf()).toMatchObject({ receipts: { kept: 1 }, leads: 0 });
		const closeMeta = register('Main', {
			...meta,
			fetch: async () => ({ id: '4444', field_data: [{ name: 'email', values: [good.email] }] }),
		});
		for (let times = 0; times < 2; times++) await sweepAfter(130);
		close();
		closeMeta();
		expect(await countsOf()).toMatchObject({ receipts: { captured: 1 }, leads: 1 });
	});

	it("has its phone numbers read with the workspace's country, as if it had been captured at once", async () => {
		const store = (await openContext('Main', 'test')).store;
		await store.saveSettings({ defaultCountry: 'DE' });
		const phone = '030 901820';
		await deliver({ email: 'a@example.com', phone });
		await expect(deliver({ email: 'b@example.com', phone }, fails)).rejects.toThrow(busy);
		const close = register('Main', address);
		await sweepAfter(120);
		close();
		const { leads } = await store.listLeads({ limit: 10 });
		expect(leads.map(({ lead }) => lead.phoneE164)).toEqual(['+4930901820', '+4930901820']);
	});
});
