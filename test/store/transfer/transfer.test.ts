import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { copyBetween } from '../../../lib/store/transfer/copyBetween';
import { openStore, schemaIn, storeFile } from '../../../lib/store/open';
import type { LeadStore } from '../../../lib/store/port';
import { sqliteSource } from '../../../lib/store/transfer/sqliteEnd';
import type { TransferArgs } from '../../../lib/store/transfer/transfer';
import { aCapture, aLead, anEnrolment, aReceipt, aRep, aSequence, aTouch } from '../fixtures';
import { usePostgres, type PostgresTestPlace } from '../postgres/place';

describe('Copying a workspace between engines', () => {
	const { place: newPlace } = usePostgres();
	let place: PostgresTestPlace;
	let folder: string;
	const stores: LeadStore[] = [];
	beforeEach(async () => {
		folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lead-transfer-'));
		place = await newPlace();
	});
	afterEach(async () => {
		await Promise.all(stores.splice(0).map((store) => store.close()));
		await place.remove();
		fs.rmSync(folder, { recursive: true, force: true });
	});
	const builtIn = async (name: string) => {
		const store = await openStore({
			engine: 'sqlite',
			folder: path.join(folder, name),
			workspace: 'Main',
		});
		stores.push(store);
		return store;
	};
	const copy = async (direction: TransferArgs['direction'], name: string) =>
		await copyBetween({
			direction,
			file: storeFile(path.join(folder, name), 'Main'),
			place: place.place,
			workspace: 'Main',
			now: Date.now(),
		});

	/** A store with something in many tables. */
	async function fill(store: LeadStore, leads = 450): Promise<void> {
		await store.keepReceipts([aReceipt('one'), aReceipt('two')]);
		await store.saveLeads(Array.from({ length: leads }, (_, n) => aCapture(`L${n}`)));
		const odd = aLead('odd', {
			email: 'odd@example.com',
			company: 'O\u0000dd \ud83d\ude00 "\\u0000"',
		});
		await store.saveLeads([aCapture('odd', { lead: odd, email: 'odd@example.com' })]);
		await store.recordTouchpoints([aTouch('t1', { leadId: 'L1' }), aTouch('t2')]);
		await store.saveReps([aRep('ada'), aRep('bob')]);
		const kind = 'email' as const;
		await store.suppress([
			{ kind, value: 'gone@example.com', scope: 'all', reason: 'unsubscribed', at: then },
		]);
		await store.saveSettings({ timezone: 'Europe/Berlin', sendingPaused: true });
		await store.saveSequence(aSequence('Welcome'));
		const hold = { until: '2099-01-01T00:00:00.000Z', why: '535 5.7.8 No', tries: 1 };
		await store.holdMailbox({ mailbox: 'office@example.com', hold });
	}
	const then = '2026-03-02T09:00:00.000Z';
	const facts = async (store: LeadStore) => ({
		counts: await store.counts(),
		secrets: await store.secrets(),
		settings: await store.settings(),
		leads: (await store.getLeads(['L0', 'L449'])).length,
		hits: await store.lookUp([{ kind: 'email', value: 'l7@example.com' }]),
		audit: await store.auditOf('L3', 5),
		touches: await store.touchpoints({ leadIds: ['L1'], perLead: 5 }),
		reps: await store.reps(),
		suppressed: await store.suppressed([{ kind: 'email', value: 'gone@example.com' }]),
		receipts: await store.getReceipts(['receipt-one', 'receipt-two']),
		hold: (
			await store.sentCounts({
				leadIds: [],
				mailbox: 'office@example.com',
				since: then,
				mailboxSince: then,
			})
		).hold,
	});

	it('takes everything there and back, with the same counts and checksum', async () => {
		const first = await builtIn('first');
		await fill(first);
		const there = await copy('toPostgres', 'first');
		expect(there.tables).toMatchObject({ leads: 451, audit: 451, touchpoints: 2, reps: 2 });
		const postgres = await place.open();
		expect(await facts(postgres)).toEqual(await facts(first));
		const back = await copy('toBuiltIn', 'second');
		expect(back).toEqual(there);
		expect(await facts(await builtIn('second'))).toEqual(await facts(first));
		expect((await facts(postgres)).hold?.why).toBe('535 5.7.8 No');
	}, 60_000);

	it('is a store to go on with: new rows follow the copied ones', async () => {
		const first = await builtIn('first');
		await fill(first, 3);
		await copy('toPostgres', 'first');
		const postgres = await place.open();
		expect(await postgres.saveLeads([aCapture('new')])).toMatchObject([{ kind: 'saved' }]);
		expect((await postgres.counts()).leads).toBe((await first.counts()).leads + 1);
	});

	it('copies into an empty store only, and leaves the other untouched', async () => {
		const first = await builtIn('first');
		await fill(first, 2);
		const postgres = await place.open();
		await postgres.saveLeads([aCapture('theirs')]);
		await expect(copy('toPostgres', 'first')).rejects.toThrow(/not empty: it holds .*1 leads/);
		expect((await postgres.counts()).leads).toBe(1);
	});

	it('waits for sending to be paused where leads are in sequences', async () => {
		const first = await builtIn('first');
		await fill(first, 2);
		await first.saveSettings({ sendingPaused: false });
		await first.enrol([anEnrolment('L1')]);
		await expect(copy('toPostgres', 'first')).rejects.toThrow(/Run Pause All Sending/);
		await first.saveSettings({ sendingPaused: true });
		expect((await copy('toPostgres', 'first')).tables).toMatchObject({ enrolments: 1 });
	});

	it('knows every table and column of both engines', async () => {
		const first = await builtIn('first');
		await first.now();
		await (await place.open()).now();
		const { end, tables } = sqliteSource(storeFile(path.join(folder, 'first'), 'Main'));
		await end.close();
		const { rows } = await place.pool.query<{ name: string }>(
			`SELECT table_name || '.' || column_name AS name FROM information_schema.columns
			WHERE table_schema = $1 AND table_name NOT IN ('locks', 'migrations') ORDER BY 1`,
			[schemaIn(place.place, 'Main')],
		);
		const names = tables.flatMap(({ name, columns }) => columns.map((one) => `${name}.${one}`));
		expect(rows.map(({ name }) => name).sort()).toEqual([...names, 'counters.shard'].sort());
	});
});
