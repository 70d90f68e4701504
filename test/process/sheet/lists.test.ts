import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Task } from '../../../lib/core/nurture/types';
import { listTabs } from '../../../lib/core/sheet/lists/tabs';
import { syncLists } from '../../../lib/process/sheet/lists';
import { setUpSheet } from '../../../lib/process/sheet/setUp';
import type { Direction } from '../../../lib/process/sheet/types';
import type { LeadStore } from '../../../lib/store/port';
import { rep } from '../../core/assign/given';
import { clientOf } from '../../sheet/client';
import { listStage, type ListStage } from '../../sheet/listStage';
import type { ListTabs } from '../../sheet/listTabs';
import { aCapture, aTouch } from '../../store/fixtures';

let stage: ListStage;
let store: LeadStore;
let tabs: ListTabs;

beforeEach(async () => {
	stage = await listStage();
	({ store, tabs } = stage);
});
afterEach(async () => await stage.close());

const specs = Object.values(listTabs);
const client = () => clientOf(stage.server, stage.book);
const sync = async (direction: Direction = 'both', on = client()) =>
	await syncLists(stage.context, on, specs, direction);

const task = (taskId: string, change: Partial<Task> = {}): Task => ({
	taskId,
	leadId: 'L1',
	kind: 'phone',
	title: `Call ${taskId}`,
	dueAt: '2026-03-11T09:00:00.000Z',
	state: 'open',
	createdAt: '2026-03-10T09:00:00.000Z',
	...change,
});

describe('lists that the store shows', () => {
	beforeEach(async () => {
		await store.saveLeads([aCapture('L1'), aCapture('L2')]);
		await store.saveTasks([
			task('T1'),
			task('T2', { dueAt: '2026-03-10T09:00:00.000Z', text: '=cmd()' }),
			task('T3', { kind: 'review', title: 'Is this the same person?' }),
		]);
		await store.saveCampaigns([{ name: 'Spring', cost: 400, start: '2026-03-01T00:00:00.000Z' }]);
	});

	test('stand in their tabs, dates as dates and texts as texts, and are not written again', async () => {
		await setUpSheet(client(), specs);
		const report = await sync();
		expect(report).toMatchObject({ conflicts: [], cut: [] });
		expect(tabs.lines('Tasks')).toMatchObject([
			{ 'Task key': 'T2', Task: 'Call T2', 'E-mail': 'l1@example.com', 'What to do': "'=cmd()" },
			{ 'Task key': 'T1', Task: 'Call T1', Due: expect.any(Number) },
		]);
		expect(tabs.lines('Review')).toMatchObject([{ 'To decide': 'Is this the same person?' }]);
		expect(tabs.lines('Campaigns')).toMatchObject([{ Campaign: 'Spring', Cost: 400 }]);
		expect(tabs.lines('Accounts')).toEqual([]);
		const again = client();
		expect(await sync('both', again)).toMatchObject({ written: 0, taken: 0 });
		expect(again.calls.writes).toBe(0);
	});

	test('what is done leaves its tab, the next takes its row, and what people wrote beside stays', async () => {
		await sync();
		tabs.type('Tasks', 2, { 'My remark': 'rings after five' });
		await store.saveTasks([task('T2', { state: 'done', doneAt: '2026-03-10T10:00:00.000Z' })]);
		await sync();
		expect(tabs.lines('Tasks')).toMatchObject([
			{ 'Task key': 'T1', 'My remark': 'rings after five' },
		]);
		await store.saveTasks([task('T4')]);
		await sync();
		expect(tabs.lines('Tasks')).toMatchObject([
			{ 'Task key': 'T4' },
			{ 'Task key': 'T1', 'My remark': 'rings after five' },
		]);
		expect(tabs.lines('Tasks')[0]).not.toHaveProperty('My remark');
	});

	test('are right in the end though somebody sorts the tab while it is written', async () => {
		await sync();
		await store.saveTasks([task('T1', { title: 'Call again' }), task('T4')]);
		let calls = 0;
		const sort = () => {
			if (++calls !== 3) return;
			const tab = tabs.tab('Tasks');
			const [header, ...rest] = tab.rows;
			tab.rows = [header, ...rest.slice(0, 2).reverse(), ...rest.slice(2)];
		};
		const sorting = clientOf(stage.server, stage.book, { before: sort });
		await sync('both', sorting);
		expect(calls).toBeGreaterThan(3);
		const found = tabs.lines('Tasks').map((line) => [line['Task key'], line['Task']]);
		expect(found.sort()).toEqual([
			['T1', 'Call again'],
			['T2', 'Call T2'],
			['T4', 'Call T4'],
		]);
	});

	test('a person who is erased leaves the tab', async () => {
		await sync();
		await store.erase(['L1'], 'test');
		await sync();
		expect(JSON.stringify(tabs.tab('Tasks').rows)).not.toContain('l1@example.com');
	});
});

describe('the Reps tab', () => {
	test('takes what people wrote, and shows reps that came another way', async () => {
		await store.saveReps([rep('bob@example.com', { email: 'bob@example.com', weight: 2 })]);
		await sync();
		expect(tabs.lines('Reps')).toMatchObject([
			{ 'E-mail': 'bob@example.com', Weight: 2, Active: true },
		]);
		tabs.type('Reps', 1, { Weight: 3, Territories: 'DE, AT', 'Days off': 46112 });
		tabs.type('Reps', 2, {
			'E-mail': 'Ann@Example.com',
			Name: 'Ann',
			'Works on': 'Mon, Tuesday',
			'Works from': 0.375,
			'Works to': '17:30',
		});
		expect(await sync()).toMatchObject({ taken: 2, conflicts: [] });
		const reps = new Map((await store.reps()).map((one) => [one.repId, one]));
		expect(reps.get('bob@example.com')).toMatchObject({
			weight: 3,
			territories: ['DE', 'AT'],
			leave: [{ from: '2026-03-31', to: '2026-03-31' }],
		});
		expect(reps.get('ann@example.com')).toMatchObject({
			name: 'Ann',
			active: true,
			weight: 1,
			workingHours: [{ days: [1, 2], from: '09:00', to: '17:30' }],
		});
		expect(await sync()).toMatchObject({ taken: 0, written: 0 });
	});

	test('says of a row what is wrong, and keeps the rep as it was', async () => {
		await store.saveReps([rep('bob@example.com', { email: 'bob@example.com', weight: 2 })]);
		await sync();
		tabs.type('Reps', 1, { Weight: 'a lot' });
		tabs.type('Reps', 2, { Name: 'Nobody' });
		tabs.type('Reps', 3, { 'E-mail': 'bob@example.com' });
		const { conflicts, taken } = await sync();
		expect(taken).toBe(0);
		expect(conflicts).toMatchObject([
			{ tab: 'Reps', row: 2, message: expect.stringContaining("'a lot' cannot be read as Weight") },
			{ row: 3, message: 'This row has no e-mail: a rep is known by it.' },
			{ row: 4, message: "'bob@example.com' stands in row 2 already; that one counts." },
		]);
		expect(await store.reps()).toMatchObject([{ repId: 'bob@example.com', weight: 2 }]);
	});

	test('a column that was deleted comes back and forgets nothing', async () => {
		await store.saveReps([
			rep('bob@example.com', {
				email: 'bob@example.com',
				territories: ['DE'],
				caps: { perDay: 5 },
			}),
		]);
		await sync();
		const tab = tabs.tab('Reps');
		const at = tabs.headers('Reps').indexOf('Territories');
		for (const row of tab.rows) row?.splice(at, 1);
		tab.columnCount--;
		const { sheetId } = tab.properties;
		stage.book.metas = stage.book.metas.flatMap((meta) => {
			if (!('index' in meta.at) || meta.at.sheetId !== sheetId || meta.at.index < at) return meta;
			return meta.at.index === at ? [] : { ...meta, at: { ...meta.at, index: meta.at.index - 1 } };
		});
		await sync();
		expect(await store.reps()).toMatchObject([{ territories: ['DE'], caps: { perDay: 5 } }]);
	});

	test('To Sheet writes over what people wrote, From Sheet writes nothing', async () => {
		await store.saveReps([rep('bob@example.com', { email: 'bob@example.com', weight: 2 })]);
		await sync();
		tabs.type('Reps', 1, { Weight: 7 });
		await sync('toSheet');
		expect(tabs.lines('Reps')).toMatchObject([{ Weight: 2 }]);
		await store.saveReps([rep('ann@example.com', { email: 'ann@example.com' })]);
		tabs.type('Reps', 1, { Weight: 7 });
		expect(await sync('fromSheet')).toMatchObject({ taken: 1, written: 0 });
		expect(tabs.lines('Reps')).toHaveLength(1);
		expect(await store.reps()).toEqual(
			expect.arrayContaining([expect.objectContaining({ repId: 'bob@example.com', weight: 7 })]),
		);
	});
});

test('the Touchpoints tab shows the newest, with whom they are about', async () => {
	await store.saveLeads([aCapture('L1')]);
	const at = (day: number) => `2026-03-0${day}T10:00:00.000Z`;
	await store.recordTouchpoints([
		aTouch('a', { leadId: 'L1', type: 'call.inbound', occurredAt: at(3) }),
		aTouch('b', { leadId: 'L1', type: 'email.reply', occurredAt: at(4) }),
	]);
	await sync();
	const shown = tabs
		.lines('Touchpoints')
		.map((line) => [line['What'], line['Lead key'], line['By']]);
	expect(shown.slice(0, 2)).toEqual([
		['email.reply', 'L1', expect.any(String)],
		['call.inbound', 'L1', expect.any(String)],
	]);
});
