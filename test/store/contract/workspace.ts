import { describe, expect, it } from '@jest/globals';
import type { StorePlace } from '../place';
import { aCapture, aReceipt, aTouch } from '../fixtures';
import { setUp } from './setUp';

export function workspaceContract(makePlace: () => Promise<StorePlace>): void {
	describe('workspaces', () => {
		const its = setUp(makePlace);

		it('has default settings, and keeps what is changed', async () => {
			const { store, place } = its();
			expect(await store.settings()).toMatchObject({ name: 'Main', timezone: 'UTC', holidays: [] });
			await store.saveSettings({ timezone: 'Europe/Berlin' });
			await store.saveSettings({ defaultCountry: 'DE' });
			const again = await place.open();
			expect(await again.settings()).toMatchObject({
				name: 'Main',
				timezone: 'Europe/Berlin',
				defaultCountry: 'DE',
			});
		});

		it('makes its secrets once, whoever asks first', async () => {
			const { place } = its();
			const stores = await Promise.all([place.open(), place.open(), place.open()]);
			const secrets = await Promise.all(stores.map((store) => store.secrets()));
			expect(new Set(secrets.map((each) => JSON.stringify(each))).size).toBe(1);
			expect(Buffer.from(secrets[0]?.hashSalt ?? '', 'base64')).toHaveLength(32);
			expect(secrets[0]?.tokenKeys).toHaveLength(1);
		});

		it('tells the time of the clock it was opened with', async () => {
			const { store, clock } = its();
			const before = await store.now();
			clock.forward(5000);
			expect((await store.now()) - before).toBe(5000);
		});

		it('tells its own time without a clock', async () => {
			const store = await its().place.open();
			expect(Math.abs((await store.now()) - Date.now())).toBeLessThan(60_000);
		});

		it('keeps workspaces apart: leads, keys, receipts, touchpoints, settings, secrets', async () => {
			const { store, place } = its();
			const other = await place.open({ workspace: 'Client B' });
			await store.saveLeads([aCapture('L1', { email: 'ada@example.com' })]);
			await store.keepReceipts([aReceipt('e1')]);
			await store.recordTouchpoints([aTouch('t1', { leadId: 'L1' })]);
			await store.saveSettings({ language: 'de' });

			expect(await other.getLeads(['L1'])).toEqual([]);
			expect(await other.lookUp([{ kind: 'email', value: 'ada@example.com' }])).toEqual([]);
			expect(await other.getReceipts(['receipt-e1'])).toEqual([]);
			expect(await other.touchpoints({ leadIds: ['L1'], perLead: 10 })).toEqual([]);
			expect((await other.settings()).language).toBe('en');
			expect((await other.secrets()).hashSalt).not.toBe((await store.secrets()).hashSalt);
			expect((await other.counts()).leads).toBe(0);

			const saved = await other.saveLeads([aCapture('L1', { email: 'ada@example.com' })]);
			expect(saved).toEqual([{ kind: 'saved', version: 1 }]);
			expect((await other.keepReceipts([aReceipt('e1')]))[0]?.kind).toBe('new');
		});

		it('refuses work after it was closed, while other openers go on', async () => {
			const { store, place } = its();
			const other = await place.open();
			await store.close();
			await store.close();
			await expect(store.counts()).rejects.toThrow("workspace 'Main' was closed");
			expect((await other.counts()).leads).toBe(0);
		});
	});
}
