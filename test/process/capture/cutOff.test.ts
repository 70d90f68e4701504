import { describe, expect, it } from '@jest/globals';
import { sweep, register } from '../../../lib/process/capture/deliveries';
import { receive, type Received } from '../../../lib/process/capture/receive';
import { openContext, StoreUnavailable } from '../../../lib/process/stores';
import type { LeadStore } from '../../../lib/store/port';
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
const diesAfter = (count: number) => (store: LeadStore) => async (changes: never[]) => {
	await store.saveLeads(changes.slice(0, count));
	throw busy;
};

async function countsOf(): Promise<object> {
	const { leads, receipts, outcomes } = await (await openContext('Main', 'test')).store.counts();
	return { leads, receipts, outcomes };
}

const good = { email: 'good@example.com', name: 'Good Lead' };
const several = [{ note: 'nothing here' }, good, { company: 'No Keys Ltd', name: 'Ann Lee' }];
const crowd = Array.from({ length: 150 }, (_, n) => ({ email: `p${n}@example.com` }));

describe('a delivery whose capture is cut off', () => {
	const clock = useStore('2026-03-02T10:00:00.000Z');
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
		clock.set('2026-03-02T10:02:00.000Z');
		await sweep(await openContext('Main', 'test'), 'Main');
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

	it('that holds nothing, or was erased in between, is not looked at for ever', async () => {
		await deliver([]);
		await expect(deliver(crowd, diesAfter(1))).rejects.toThrow(busy);
		const context = await openContext('Main', 'test');
		const [hit] = await context.store.lookUp([{ kind: 'email', value: 'p0@example.com' }]);
		await context.store.erase([hit?.leadId ?? ''], 'test');
		const close = register('Main', address);
		clock.set('2026-03-02T10:02:00.000Z');
		await sweep(await openContext('Main', 'test'), 'Main');
		close();
		expect(await countsOf()).toMatchObject({ leads: 1, receipts: { captured: 1, rejected: 1 } });
	});
});
