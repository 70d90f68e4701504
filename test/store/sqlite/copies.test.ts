import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { backUp, backupsOf, restore, thinOut } from '../../../lib/store/copies';
import { openStore, storeFile } from '../../../lib/store/open';
import type { LeadStore } from '../../../lib/store/port';
import { aCapture, aDelivery, aReceipt, aSequence, anEnrolment } from '../fixtures';
import { handClock } from '../place';

const minute = 60_000;

describe('backing up and restoring a built-in store', () => {
	let folder = '';
	let file = '';
	let store: LeadStore;
	const clock = handClock();
	const opened = async () =>
		await openStore({ engine: 'sqlite', folder, workspace: 'Main', clock });
	const how = () => ({ workspace: 'Main', now: clock(), by: 'test', replaceOther: false });

	beforeEach(async () => {
		folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lead-copies-'));
		file = storeFile(folder, 'Main');
		store = await opened();
	});
	afterEach(async () => {
		await store.close();
		fs.rmSync(folder, { recursive: true, force: true });
	});

	it('copies one moment of the store, which goes on answering meanwhile', async () => {
		await store.saveLeads(Array.from({ length: 1000 }, (_one, index) => aCapture(`A${index}`)));
		const making = backUp(file, clock());
		const answered: number[] = [];
		for (let index = 0; index < 50; index++) {
			await store.saveLeads([aCapture(`B${index}`)]);
			answered.push(index);
		}
		const made = await making;
		expect(answered).toHaveLength(50);
		expect(made.leads).toBeGreaterThanOrEqual(1000);
		expect(fs.statSync(made.file).mode & 0o077).toBe(0);
		const copy = new DatabaseSync(made.file, { readOnly: true });
		expect(copy.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
		const row = copy
			.prepare(
				"SELECT (SELECT count(*) FROM leads) AS leads, (SELECT sum(n) FROM counters WHERE kind = 'lead') AS counted",
			)
			.get();
		copy.close();
		expect(row).toEqual({ leads: made.leads, counted: made.leads });
		expect(backupsOf(file)).toEqual([
			{ name: made.name, file: made.file, madeAt: made.madeAt, bytes: made.bytes },
		]);
	});

	it('keeps the newest copies only, and no other file', async () => {
		for (let day = 0; day < 4; day++) {
			await backUp(file, clock());
			clock.forward(86_400_000);
		}
		const foreign = path.join(folder, 'backups', 'main-notes.sqlite');
		fs.writeFileSync(foreign, '');
		const [newest] = backupsOf(file);
		expect(thinOut(file, 1)).toHaveLength(3);
		expect(backupsOf(file)).toEqual([newest]);
		expect(fs.existsSync(foreign)).toBe(true);
	});

	it('puts back what was, and keeps what it replaces', async () => {
		await store.saveLeads([aCapture('OLD')]);
		const made = await backUp(file, clock());
		await store.saveLeads([aCapture('NEW')]);
		await store.close();
		const back = await restore(made.file, file, how());
		expect(back).toMatchObject({ leads: 1, replaced: { leads: 2 }, uncertain: 0 });
		store = await opened();
		expect((await store.getLeads(['OLD', 'NEW'])).map(({ lead }) => lead.leadId)).toEqual(['OLD']);
		expect((await store.counts()).leads).toBe(1);
		const kept = new DatabaseSync(back.keptAs ?? '', { readOnly: true });
		expect(kept.prepare('SELECT count(*) AS n FROM leads').get()).toEqual({ n: 2 });
		kept.close();
		expect(fs.readdirSync(folder).filter((name) => name.includes('restoring'))).toEqual([]);
	});

	it('mails nobody twice: what was under way or fell due since waits for a decision', async () => {
		const ids = ['SENT', 'UNDERWAY', 'DUE', 'LATER'];
		await store.saveSequence(aSequence('Welcome'));
		await store.saveLeads(ids.map((id) => aCapture(id)));
		await store.enrol([
			anEnrolment('UNDERWAY'),
			anEnrolment('DUE', { dueAt: clock.iso(10 * minute) }),
			anEnrolment('LATER', { dueAt: clock.iso(86_400_000) }),
		]);
		const [step] = await store.claimDue({ limit: 1, leaseMs: minute });
		await store.advance([
			{
				fence: step!.fence,
				enrolment: step!.enrolment,
				delivery: aDelivery('UNDERWAY'),
				keepClaim: true,
			},
		]);
		await store.keepReceipts([aReceipt('one')]);
		await store.settleReceipts([{ receiptId: 'receipt-one', state: 'captured' }]);
		const made = await backUp(file, clock());
		await store.close();
		clock.forward(60 * minute);
		expect(await restore(made.file, file, how())).toMatchObject({ uncertain: 2 });
		store = await opened();
		const waiting = await store.deliveries({ states: ['uncertain'], limit: 9 });
		expect(waiting.map(({ leadId, to }) => [leadId, to]).sort()).toEqual([
			['DUE', 'due@example.com'],
			['UNDERWAY', 'underway@example.com'],
		]);
		expect((await store.counts()).deliveries).toEqual({ uncertain: 2 });
		// What comes due now finds the message that is not to be sent.
		const steps = await store.claimDue({ limit: 9, leaseMs: minute });
		expect(steps.map(({ delivery }) => delivery?.state)).toEqual(['uncertain', 'uncertain']);
		const workflows = { sources: ['webhook:website'], olderThanMs: 0, leaseMs: minute, limit: 9 };
		expect(await store.claimUnended(workflows)).toEqual([]);
	});

	it('forgets nobody who unsubscribed or was erased since', async () => {
		await store.saveLeads([aCapture('STAYS'), aCapture('ERASED')]);
		await store.secrets();
		const made = await backUp(file, clock());
		await store.suppress([
			{
				kind: 'email',
				value: 'stays@example.com',
				scope: 'all',
				reason: 'unsubscribed',
				at: clock.iso(0),
			},
		]);
		await store.erase(['ERASED'], 'test');
		await store.close();
		expect(await restore(made.file, file, how())).toMatchObject({ erasures: 1, suppressions: 2 });
		store = await opened();
		const emails = ['stays@example.com', 'erased@example.com'];
		const held = await store.suppressed(emails.map((value) => ({ kind: 'email' as const, value })));
		expect(held.map(({ value }) => value).sort()).toEqual(emails.sort());
		const [erased] = await store.getLeads(['ERASED']);
		expect(erased?.lead).toMatchObject({ stage: 'erased' });
		expect(JSON.stringify(erased)).not.toContain('erased@example.com');
	});

	it('refuses while somebody has the store open, and beside a journal that was left', async () => {
		await store.saveLeads([aCapture('A')]);
		const made = await backUp(file, clock());
		await store.close();
		const other = new DatabaseSync(file);
		other.exec('PRAGMA journal_mode = WAL; SELECT count(*) FROM leads');
		await expect(restore(made.file, file, how())).rejects.toThrow('in use by another process');
		other.close();
		fs.renameSync(file, `${file}.away`);
		fs.writeFileSync(`${file}-wal`, 'x');
		await expect(restore(made.file, file, how())).rejects.toThrow('another program has it open');
		fs.rmSync(`${file}-wal`);
		fs.renameSync(`${file}.away`, file);
		store = await opened();
		expect((await store.counts()).leads).toBe(1);
	});

	it('refuses what is no backup, damaged, or of another store', async () => {
		await store.saveLeads([aCapture('A')]);
		await store.secrets();
		const made = await backUp(file, clock());
		await store.close();
		const wrong = path.join(folder, 'wrong');
		fs.writeFileSync(wrong, 'no database at all, but long enough to be looked at as one');
		await expect(restore(wrong, file, how())).rejects.toThrow(
			'choose a file that Back Up has made',
		);
		fs.rmSync(wrong);
		new DatabaseSync(wrong).exec('CREATE TABLE other (id)');
		await expect(restore(wrong, file, how())).rejects.toThrow('is not a lead store');
		const bytes = fs.readFileSync(made.file);
		fs.writeFileSync(wrong, bytes.fill(0x5a, 8192, 40_960));
		await expect(restore(wrong, file, how())).rejects.toThrow(/damaged|cannot be read/);

		const elsewhere = await openStore({ engine: 'sqlite', folder, workspace: 'Else', clock });
		await elsewhere.saveLeads([aCapture('B'), aCapture('C')]);
		await elsewhere.secrets();
		const theirs = await backUp(storeFile(folder, 'Else'), clock());
		await elsewhere.close();
		await expect(restore(theirs.file, file, how())).rejects.toThrow('of another store');
		expect(await restore(theirs.file, file, { ...how(), replaceOther: true })).toMatchObject({
			leads: 2,
		});
		store = await opened();
		expect((await store.counts()).leads).toBe(2);
	});

	it('leaves a whole store under its name wherever it is killed, and restores after that', async () => {
		await store.saveLeads(Array.from({ length: 1000 }, (_one, index) => aCapture(`A${index}`)));
		const small = await backUp(file, clock());
		await store.saveLeads(Array.from({ length: 500 }, (_one, index) => aCapture(`B${index}`)));
		clock.forward(minute);
		const large = await backUp(file, clock());
		await store.saveLeads([aCapture('C')]);
		await store.close();
		const seen = new Set<number>();
		const killAfter = async (wait: number) => {
			await killedAfter(wait, [small.file, large.file], file);
			store = await opened();
			const { leads } = await store.counts();
			seen.add(leads);
			expect([1000, 1500, 1501]).toContain(leads);
			await store.close();
			const db = new DatabaseSync(file);
			expect(db.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
			db.close();
		};
		for (const wait of [0, 250, 400, 555, 710, 865, 1020, 1175]) await killAfter(wait);
		// A busy machine gets less far in the same time.
		for (let wait = 1_500; seen.size < 2 && wait < 15_000; wait *= 1.5) await killAfter(wait);
		expect(seen.size).toBeGreaterThan(1);
		clock.forward(minute);
		expect(await restore(small.file, file, how())).toMatchObject({ leads: 1000 });
		store = await opened();
		expect((await store.counts()).leads).toBe(1000);
	}, 120_000);
});

/** Restores now one, now the other in a process of its own, and kills that so many milliseconds after it began. */
async function killedAfter(wait: number, backups: string[], file: string): Promise<void> {
	const child = spawn(
		process.execPath,
		[
			'--require',
			path.resolve('scripts/register.cjs'),
			path.join(__dirname, 'restoring.ts'),
			file,
			...backups,
		],
		{ stdio: ['ignore', 'pipe', 'inherit'] },
	);
	const ended = once(child, 'exit');
	await Promise.race([once(child.stdout, 'data'), ended]);
	await new Promise((resolve) => setTimeout(resolve, wait));
	child.kill('SIGKILL');
	await ended;
}
