import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openStore } from '../../lib/store/open';
import { underStrace } from './strace';

let folder: string;
beforeEach(() => {
	folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lead-durability-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

/** Runs the writer under strace; answers what it promised and what the kernel saw. */
function write(count: number, ...inject: string[]) {
	const done = underStrace('keepReceipts.ts', folder, count, {
		trace: 'fdatasync,fsync,write',
		inject,
	});
	const lines = done.stdout.split('\n').filter((line) => line !== '');
	return {
		promised: lines.filter((line) => line.startsWith('receipt-')),
		refused: lines.filter((line) => line.startsWith('refused')),
		opened: lines.includes('open'),
		trace: done.trace,
		signal: done.signal,
		status: done.status,
	};
}

async function kept(ids: string[]): Promise<string[]> {
	const store = await openStore({
		engine: 'sqlite',
		folder: path.join(folder, 'store'),
		workspace: 'Main',
	});
	const receipts = await store.getReceipts(ids);
	await store.close();
	return receipts.map(({ receiptId }) => receiptId);
}

test('every promise is preceded by a sync of the log that holds it', () => {
	const { promised, trace } = write(20);
	expect(promised).toHaveLength(20);
	let synced = false;
	let checked = 0;
	for (const line of trace) {
		if (/f(data)?sync\(.*-wal>\)|f(data)?sync resumed.*= 0/.test(line) && line.endsWith('= 0')) {
			synced = true;
		}
		if (/write\(1[^,]*, "receipt-/.test(line)) {
			expect([line, synced]).toEqual([line, true]);
			synced = false;
			checked++;
		}
	}
	expect(checked).toBe(20);
});

test.each([9, 12, 18])(
	'killed at sync number %i, it has everything it promised',
	async (number) => {
		const { promised, status, signal } = write(
			200,
			`fsync,fdatasync:signal=SIGKILL:when=${number}`,
		);
		expect([status, signal]).not.toEqual([0, null]);
		expect(promised.length).toBeGreaterThan(0);
		expect(promised.length).toBeLessThan(200);
		expect(await kept(promised)).toEqual(promised);
	},
);

test('where the disk refuses to sync, nothing more is promised', async () => {
	const { promised, refused, opened } = write(200, 'fsync,fdatasync:error=EIO:when=12+');
	expect(opened).toBe(true);
	expect(promised.length).toBeGreaterThan(0);
	expect(promised.length).toBeLessThan(200);
	expect(refused).toEqual(['refused StoreUnavailable']);
	expect(await kept(promised)).toEqual(promised);
});
