import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeStores, configureStores, storeOf } from '../../lib/process/stores';
import { LeadStore } from '../../nodes/LeadStore/LeadStore.node';
import { runNode } from '../../scripts/engine/node';

describe('Lead Store', () => {
	const folder = mkdtempSync(join(tmpdir(), 'lead-store-'));
	beforeAll(() => configureStores({ folder }));
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
});
