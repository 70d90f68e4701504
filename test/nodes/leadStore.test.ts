import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeStores, configureStores, storeOf } from '../../lib/process/stores';
import { LeadStore } from '../../nodes/LeadStore/LeadStore.node';
import { runNode } from '../../scripts/engine/node';
import { given } from './store';

describe('Lead Store', () => {
	const folder = mkdtempSync(join(tmpdir(), 'lead-store-'));
	const clock = { now: Date.parse('2026-03-05T09:00:00.000Z') };
	// Copies are named by the time, so that it has to go on.
	beforeAll(() => configureStores({ folder, clock: () => ++clock.now }));
	afterAll(async () => {
		await closeStores();
		rmSync(folder, { recursive: true, force: true });
	});
	const run = async (parameters: Parameters<typeof runNode>[0]['parameters']) =>
		await runNode({ type: new LeadStore(), ...(parameters && { parameters }) });

	test('keeps what is filled in and leaves the rest as it was', async () => {
		await run({ timezone: 'Europe/Berlin', from: 'Example Ltd <hello@example.com>' });
		const { outputs, error } = await run({
			defaultCountry: 'de',
			holidays: '2026-12-25, 2027-01-01',
		});
		expect(error).toBeUndefined();
		const [item] = outputs['Result'] ?? [];
		expect(item?.json).toMatchObject({
			timezone: 'Europe/Berlin',
			from: 'Example Ltd <hello@example.com>',
			defaultCountry: 'DE',
			holidays: ['2026-12-25', '2027-01-01'],
			workingHours: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }],
		});
	});

	test('says what is wrong and how to write it', async () => {
		const { error } = await run({ timezone: 'Middle Earth' });
		expect(error?.message).toContain("'Middle Earth' cannot be used as 'Timezone'");
		expect(error?.description).toBe('Use an IANA name, e.g. Europe/Berlin.');
	});

	test('pauses all sending and lets it go on', async () => {
		const paused = await run({ operation: 'pauseSending', paused: true });
		expect(paused.outputs['Result']?.[0]?.json).toEqual({
			sendingPaused: true,
			enrolmentsActive: 0,
			stepsDue: 0,
		});
		const store = await storeOf('Main');
		expect((await store.settings()).sendingPaused).toBe(true);
		await run({ operation: 'pauseSending', paused: false });
		expect((await store.settings()).sendingPaused).toBe(false);
	});

	test('test mode can be switched off again', async () => {
		await run({ testMode: true, testAddress: 'me@example.com' });
		expect((await (await storeOf('Main')).settings()).testMode).toEqual({ to: 'me@example.com' });
		await run({ testMode: false });
		expect((await (await storeOf('Main')).settings()).testMode).toBeUndefined();
	});

	describe('backups', () => {
		const result = (outputs: Awaited<ReturnType<typeof run>>['outputs'], name = 'Result') =>
			outputs[name]?.[0]?.json;

		test('are made, looked at and put back', async () => {
			const store = await given([{ leadId: 'A', email: 'ann@example.com' }]);
			const made = await run({ operation: 'backUp', asFile: true });
			expect(made.error).toBeUndefined();
			expect(result(made.outputs, 'Backup')).toMatchObject({ leads: 1 });
			const file = made.outputs['Backup']?.[0]?.binary;
			expect(file?.['backup']).toMatchObject({
				fileName: expect.stringMatching(/^main-.*sqlite$/),
			});
			await given([{ leadId: 'B' }]);
			const looked = await run({ operation: 'restore' });
			expect(looked.error).toBeUndefined();
			expect(result(looked.outputs)).toMatchObject({ restored: false, leads: 1, leadsNow: 2 });
			expect(looked.hints[0]).toContain("Switch off 'Only Check'");

			const back = await run({ operation: 'restore', dryRun: false });
			expect(result(back.outputs)).toMatchObject({ restored: true, leads: 1 });
			expect((await (await storeOf('Main')).counts()).leads).toBe(1);
			// Who held the old store is told so, and writes into no file that is gone.
			await expect(store.counts()).rejects.toThrow('was closed');

			await given([{ leadId: 'C' }]);
			const items = [{ json: {}, ...(file && { binary: file }) }];
			const again = await runNode({
				type: new LeadStore(),
				parameters: { operation: 'restore', from: 'file', dryRun: false },
				items,
			});
			expect(result(again.outputs)).toMatchObject({ restored: true, leads: 1 });
		});

		test('say what to do where there is none', async () => {
			const { error } = await run({ operation: 'restore', workspace: 'Empty' });
			expect(error?.message).toContain("There is no backup of workspace 'Empty'");
			const named = { operation: 'restore', from: 'named', backup: '../main.sqlite' };
			expect((await run(named)).error?.message).toContain("There is no backup '../main.sqlite'");
		});

		test('go with old data when their time has come, and not before somebody says so', async () => {
			const old = await run({ operation: 'backUp' });
			expect(old.error).toBeUndefined();
			const counted = await run({ operation: 'retention', backups: 90 });
			expect(result(counted.outputs)).toEqual({
				dryRun: true,
				receipts: 0,
				touchpoints: 0,
				changes: 0,
				merges: 0,
				backups: 0,
			});
			clock.now += 100 * 86_400_000;
			const due = await run({ operation: 'retention', changes: 30 });
			expect(Number(result(due.outputs)?.['backups'])).toBeGreaterThan(0);
			expect(due.hints[0]).toContain("Switch off 'Dry Run'");
			await run({ operation: 'retention', changes: 30, dryRun: false });
			const left = await run({ operation: 'retention', changes: 30 });
			expect(result(left.outputs)).toMatchObject({ changes: 0, backups: 0 });
		});
	});
});
