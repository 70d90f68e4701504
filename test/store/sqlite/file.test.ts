import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openStore, storeFile } from '../../../lib/store/open';
import { StoreUnavailable } from '../../../lib/store/port';
import { presentVersion } from '../../../lib/store/sqlite/schema/migrations';
import { aCapture, aDelivery, anEnrolment, aSequence } from '../fixtures';
import { sqlitePlace } from './place';

describe('the file of a SQLite store', () => {
	let place: Awaited<ReturnType<typeof sqlitePlace>>;
	beforeEach(async () => {
		place = await sqlitePlace();
	});
	afterEach(() => place.remove());

	const inFile = (sql: string) => {
		const db = new DatabaseSync(path.join(place.folder, 'main.sqlite'));
		try {
			return db.prepare(sql).all();
		} finally {
			db.close();
		}
	};

	it.each([
		['Main', 'main.sqlite'],
		['  main ', 'main.sqlite'],
		['Client B', 'client-b.sqlite'],
	])('of workspace %j is %s', (workspace, file) => {
		expect(path.basename(storeFile(place.folder, workspace))).toBe(file);
	});

	it('is another one for every other name, and stays inside the folder', () => {
		const names = [
			'Client B',
			'client-b',
			'Client_B',
			'Çlient B',
			'../../etc',
			'',
			'.',
			'a'.repeat(300),
		];
		const files = names.map((name) => storeFile(place.folder, name));
		expect(new Set(files).size).toBe(names.length);
		for (const file of files) {
			expect(path.dirname(file)).toBe(path.resolve(place.folder));
			expect(path.basename(file)).toMatch(/^[a-z0-9-]{1,70}\.sqlite$/);
		}
	});

	it('is brought to the present form once, and kept when opened again', async () => {
		const store = await place.open();
		await store.saveLeads([aCapture('L1')]);
		await store.close();
		expect((await (await place.open()).counts()).leads).toBe(1);
		const steps = Array.from({ length: presentVersion }, (_, index) => ({ version: index + 1 }));
		expect(inFile('SELECT version FROM migrations')).toEqual(steps);
	});

	it('is readable by its owner only', async () => {
		const store = await place.open();
		await store.saveLeads([aCapture('L1')]);
		for (const name of readdirSync(place.folder)) {
			expect([name, statSync(path.join(place.folder, name)).mode & 0o077]).toEqual([name, 0]);
		}
	});

	it('is left alone when a newer version of the package wrote it', async () => {
		await (await place.open()).close();
		inFile('INSERT INTO migrations (version, at) VALUES (99, 0)');
		const opening = place.open();
		await expect(opening).rejects.toThrow(StoreUnavailable);
		await expect(place.open()).rejects.toMatchObject({
			message: expect.stringContaining('newer version of this package'),
			retryable: false,
		});
	});

	it('is refused when it is no store', async () => {
		writeFileSync(path.join(place.folder, 'main.sqlite'), 'This is a letter. '.repeat(100));
		await expect(place.open()).rejects.toMatchObject({
			name: 'StoreUnavailable',
			message: expect.stringContaining('is not a lead store'),
		});
	});

	it('cannot be opened in a folder that is a file', async () => {
		const folder = path.join(place.folder, 'file');
		writeFileSync(folder, '');
		const opening = openStore({ engine: 'sqlite', folder, workspace: 'Main' });
		await expect(opening).rejects.toMatchObject({ name: 'StoreUnavailable', retryable: false });
	});

	it('answers a request it cannot pass on without disturbing the others', async () => {
		const store = await place.open();
		const odd = { name: () => 'not data' };
		const answers = await Promise.allSettled([
			store.saveSettings(JSON.parse('{"language":"de"}')),
			store.getSequences([Object.assign(odd, { name: Symbol('no').toString() }), { name: 'x' }]),
			store.claimDue({ limit: 1, leaseMs: 1, sequences: Object.assign([], { odd }) }),
			store.counts(),
		]);
		expect(answers[0]?.status).toBe('fulfilled');
		expect(answers[3]?.status).toBe('fulfilled');
	});

	it('rolls back a request that fails, and commits those that came with it', async () => {
		const store = await place.open();
		const clash = { email: 'x@example.com', audit: { by: 'a', action: 'b', changes: {} } };
		const lead = Object.assign(aCapture('L2', clash).lead, { stage: {} });
		const answers = await Promise.allSettled([
			store.saveLeads([aCapture('L1')]),
			store.saveLeads([aCapture('L4', clash), { ...aCapture('L2', clash), lead }]),
			store.saveLeads([aCapture('L3')]),
		]);
		expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
		const left = await store.getLeads(['L1', 'L2', 'L3', 'L4']);
		expect(left.map(({ lead: each }) => each.leadId)).toEqual(['L1', 'L3']);
		expect((await store.counts()).leads).toBe(2);
	});

	it('commits requests that arrive together at once', async () => {
		const store = await place.open();
		const pages = () => readdirSync(place.folder).filter((name) => name.endsWith('-wal'));
		await Promise.all(
			Array.from({ length: 100 }, (_, index) => store.saveLeads([aCapture(`L${index}`)])),
		);
		expect(pages()).toHaveLength(1);
		const frames = inFile('PRAGMA wal_checkpoint(PASSIVE)')[0];
		// A commit of its own for each would have left at least ten pages for each.
		expect(Number(frames?.log)).toBeLessThan(500);
	});

	it('keeps no suppressed address in clear', async () => {
		const store = await place.open();
		const at = '2026-03-02T09:00:00.000Z';
		await store.suppress([
			{ kind: 'email', value: 'ada@example.com', scope: 'all', reason: 'asked', at },
		]);
		expect(JSON.stringify(inFile('SELECT * FROM suppression'))).not.toContain('ada');
	});

	it('holds one delivery per step by constraint', async () => {
		const store = await place.open();
		await store.saveSequence(aSequence('Welcome'));
		await store.saveLeads([aCapture('L1')]);
		await store.enrol([anEnrolment('L1')]);
		const [step] = await store.claimDue({ limit: 1, leaseMs: 1000 });
		if (!step) throw new Error('Nothing was claimed.');
		await store.advance([{ ...step, delivery: aDelivery('L1'), keepClaim: true }]);
		const copy =
			"INSERT INTO deliveries (delivery_id, enrolment_id, step_id, generation, repeat, lead_id, mailbox, message_id, state, fence, doc) SELECT 'copy', enrolment_id, step_id, generation, repeat, lead_id, mailbox, message_id, state, fence, doc FROM deliveries";
		expect(() => inFile(copy)).toThrow('UNIQUE constraint failed');
	});
});
