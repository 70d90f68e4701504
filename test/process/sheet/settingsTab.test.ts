import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { listTabs } from '../../../lib/core/sheet/lists/tabs';
import { syncLists } from '../../../lib/process/sheet/lists';
import type { LeadStore } from '../../../lib/store/port';
import { clientOf } from '../../sheet/client';
import { listStage, type ListStage } from '../../sheet/listStage';
import type { ListTabs } from '../../sheet/listTabs';

let stage: ListStage;
let store: LeadStore;
let tabs: ListTabs;

beforeEach(async () => {
	stage = await listStage();
	({ store, tabs } = stage);
});
afterEach(async () => await stage.close());

const specs = [listTabs.settings];
const client = () => clientOf(stage.server, stage.book);
const sync = async (on = client()) => await syncLists(stage.context, on, specs, 'both');

describe('the Settings tab', () => {
	const settingRow = (label: string) =>
		tabs.lines('Settings').findIndex((line) => line['Setting'] === label) + 1;

	test('takes what people changed, shows what changed elsewhere, and where both did the tab counts', async () => {
		await sync();
		expect(tabs.lines('Settings')).toContainEqual(
			expect.objectContaining({ Setting: 'Work starts at', Value: '09:00' }),
		);
		tabs.type('Settings', settingRow('Time zone'), { Value: 'America/New_York' });
		tabs.type('Settings', settingRow('Work starts at'), { Value: 0.3125 });
		tabs.type('Settings', settingRow('Working days'), { Value: 'Mon, Tue, Sat' });
		await store.saveSettings({ timezone: 'Europe/Paris', currency: 'CHF' });
		expect(await sync()).toMatchObject({ conflicts: [] });
		expect(await store.settings()).toMatchObject({
			timezone: 'America/New_York',
			currency: 'CHF',
			workingHours: [{ days: [1, 2, 6], from: '07:30', to: '17:00' }],
		});
		expect(tabs.lines('Settings')).toContainEqual(
			expect.objectContaining({ Setting: 'Currency', Value: 'CHF' }),
		);
		const again = client();
		expect(await sync(again)).toMatchObject({ taken: 0, written: 0 });
		expect(again.calls.writes).toBe(0);
	});

	test('what cannot be read stays as it was typed, and is told; what is emptied comes back or is no more', async () => {
		await store.saveSettings({
			postalAddress: '1 Example Street',
			testMode: { to: 'me@example.com' },
		});
		await sync();
		tabs.type('Settings', settingRow('Time zone'), { Value: 'Nowhere' });
		tabs.type('Settings', settingRow('Currency'), { Value: '' });
		tabs.type('Settings', settingRow('Postal address'), { Value: '' });
		tabs.type('Settings', settingRow('Test address'), { Value: '' });
		const { currency } = await store.settings();
		expect((await sync()).conflicts).toMatchObject([
			{
				tab: 'Settings',
				message: "'Time zone': 'Nowhere' cannot be used. Use an IANA name, e.g. Europe/Berlin.",
			},
		]);
		const now = await store.settings();
		expect(now.testMode).toBeUndefined();
		expect(now.postalAddress).toBeUndefined();
		expect(tabs.lines('Settings')).toEqual(
			expect.arrayContaining([
				expect.objectContaining({ Setting: 'Time zone', Value: 'Nowhere' }),
				expect.objectContaining({ Setting: 'Currency', Value: currency }),
			]),
		);
	});
});
