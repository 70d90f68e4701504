import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { aCapture } from '../fixtures';
import { sqlitePlace } from './place';

describe('the worker thread of the SQLite store', () => {
	let place: Awaited<ReturnType<typeof sqlitePlace>>;
	beforeEach(async () => {
		place = await sqlitePlace();
	});
	afterEach(async () => {
		jest.restoreAllMocks();
		await place.remove();
	});

	it('answers single captures between the slices of a long batch', async () => {
		const store = await place.open();
		const order: string[] = [];
		const many = Array.from({ length: 5000 }, (_, index) => aCapture(`B${index}`));
		const batch = store.saveLeads(many).then(() => order.push('batch'));
		await Promise.all([
			batch,
			...Array.from({ length: 5 }, (_, index) =>
				store.saveLeads([aCapture(`S${index}`)]).then(() => order.push('single')),
			),
		]);
		expect(order).toEqual(['single', 'single', 'single', 'single', 'single', 'batch']);
	});

	it('keeps the order of what one caller does', async () => {
		const store = await place.open();
		const results = await Promise.all(
			Array.from({ length: 30 }, (_, index) => {
				const change = aCapture('L1', { version: index === 0 ? 'new' : index });
				return store.saveLeads([change]);
			}),
		);
		expect(results.flat().every(({ kind }) => kind === 'saved')).toBe(true);
	});

	it('waits for another process that is writing', async () => {
		const store = await place.open();
		const other = new DatabaseSync(path.join(place.folder, 'main.sqlite'));
		other.exec('BEGIN IMMEDIATE');
		let answered = false;
		const saving = store.saveLeads([aCapture('L1')]).then((answer) => {
			answered = true;
			return answer;
		});
		await sleep(200);
		expect(answered).toBe(false);
		other.exec('COMMIT');
		other.close();
		expect(await saving).toEqual([{ kind: 'saved', version: 1 }]);
	});

	it('says that trying again helps when it dies, and is there again for the next request', async () => {
		const post = jest.spyOn(Worker.prototype, 'postMessage');
		const store = await place.open();
		await store.saveLeads([aCapture('L1')]);
		const worker = post.mock.contexts.at(-1);
		if (!(worker instanceof Worker)) throw new Error('No worker was asked.');
		const asked = store.saveLeads(Array.from({ length: 300 }, (_, index) => aCapture(`B${index}`)));
		const outcome = expect(asked).rejects.toMatchObject({
			name: 'StoreUnavailable',
			retryable: true,
		});
		await worker.terminate();
		await outcome;
		expect((await store.getLeads(['L1'])).map(({ version }) => version)).toEqual([1]);
		expect(await store.saveLeads([aCapture('L2')])).toEqual([{ kind: 'saved', version: 1 }]);
	});

	it('is one for all stores of the process, and ends with the last', async () => {
		const post = jest.spyOn(Worker.prototype, 'postMessage');
		const end = jest.spyOn(Worker.prototype, 'terminate');
		const stores = [await place.open(), await place.open({ workspace: 'Client B' })];
		await Promise.all(stores.map((store) => store.counts()));
		expect(new Set(post.mock.contexts).size).toBe(1);
		await stores[0]?.close();
		expect(end).not.toHaveBeenCalled();
		await stores[1]?.close();
		expect(end).toHaveBeenCalledTimes(1);
		const again = await place.open();
		expect((await again.counts()).leads).toBe(0);
	});
});
