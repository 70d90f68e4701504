import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DatabaseSync } from 'node:sqlite';
import path from 'node:path';
import { aCapture, aLead, anEnrolment, aSequence } from '../fixtures';
import { sqlitePlace } from './place';
import { startChild } from './processes';

/** SOAK=1 kills 200 times, SOAK=n n times. */
const soak = Number(process.env.SOAK ?? 0);
const kills = soak === 1 ? 200 : soak || 6;

describe('several processes on one SQLite store', () => {
	let place: Awaited<ReturnType<typeof sqlitePlace>>;
	beforeEach(async () => {
		place = await sqlitePlace();
	});
	afterEach(() => place.remove());

	const three = (task: string) =>
		Promise.all(['p1', 'p2', 'p3'].map((name) => startChild([task, place.folder, name])));

	it('make it together, each the same', async () => {
		const at = String(Date.now() + 1500);
		const ended = await Promise.all(
			Array.from({ length: 6 }, () => startChild(['open', place.folder, at])),
		);
		const said = ended.flatMap(({ lines }) => lines);
		expect(said).toHaveLength(6);
		expect(new Set(said).size).toBe(1);
	}, 120_000);

	it('own each address and each event once', async () => {
		const ended = await three('capture');
		expect(ended.map(({ code }) => code)).toEqual([0, 0, 0]);
		for (let n = 0; n < 100; n++) {
			const said = ended.map(({ lines }) => lines[n]).sort();
			const leads = said.map((line) => line?.split(' ')[1]).sort();
			const receipts = said.map((line) => line?.split(' ')[2]).sort();
			expect(leads).toEqual(['keyTaken', 'keyTaken', 'saved']);
			expect(receipts).toEqual(['new', 'seen', 'seen']);
		}
		const store = await place.open();
		expect(await store.counts()).toMatchObject({ leads: 100, receipts: { kept: 100 } });
	}, 120_000);

	it('give each lead one owner in fair shares, and each due step to one claimer', async () => {
		const store = await place.open();
		await store.saveSequence(aSequence('Welcome'));
		const ids = Array.from({ length: 60 }, (_, index) => `L${index}`);
		await store.saveLeads(
			ids.map((id) => aCapture(id, { lead: aLead(id, { stage: 'filtered', temperature: 'hot' }) })),
		);
		await store.enrol(ids.map((id) => anEnrolment(id)));
		const ended = await three('work');
		const words = ended.flatMap(({ lines }) => lines.map((line) => line.split(' ')));
		expect(words.filter(([, kind]) => kind === 'assigned')).toHaveLength(60);
		const claimed = words.flatMap((line) => line.slice(2));
		expect(claimed).toHaveLength(60);
		expect(new Set(claimed).size).toBe(60);
		expect((await store.counts()).byOwner).toEqual({ a: 20, b: 20, c: 20 });
		expect(await store.assignmentsOf(ids)).toHaveLength(60);
	}, 120_000);
});

describe('a process that is killed in the middle of writing', () => {
	it(
		'loses nothing that was answered, and leaves nothing half-done',
		async () => {
			const place = await sqlitePlace();
			try {
				const answered: string[] = [];
				for (let round = 0; round < kills; round++) {
					// Another moment each time: after so many answers of four writers at once.
					const after = 1 + ((round * 37) % 120);
					const { lines } = await startChild(['write', place.folder, `r${round}`], (line, kill) => {
						if (line.endsWith(`-${after}`)) kill();
					});
					answered.push(...lines.filter((line) => line !== 'ready'));
				}
				expect(answered.length).toBeGreaterThan(kills);
				const store = await place.open();
				const leads = await store.getLeads(answered);
				expect(leads.map(({ lead }) => lead.leadId)).toEqual(answered);
				const receipts = await store.getReceipts(answered.map((id) => `receipt-${id}`));
				expect(receipts).toHaveLength(answered.length);
				for (const receipt of receipts) expect(receipt.state).toBe('captured');
				expect(await store.enrolmentsOf(answered)).toHaveLength(answered.length);
				const { leads: total } = await store.counts();
				await store.close();
				const db = new DatabaseSync(path.join(place.folder, 'main.sqlite'));
				const one = (sql: string) => Object.values(db.prepare(sql).get() ?? {})[0];
				expect(one('PRAGMA integrity_check')).toBe('ok');
				expect(one('SELECT count(*) FROM leads')).toBe(total);
				expect(one('SELECT count(*) FROM keys')).toBe(total);
				expect(one('SELECT count(DISTINCT lead) FROM audit')).toBe(total);
				// A lead is there with its receipt settled, or neither is.
				expect(one("SELECT count(*) FROM receipts WHERE state = 'captured'")).toBe(total);
				db.close();
			} finally {
				await place.remove();
			}
		},
		60_000 + kills * 10_000,
	);
});
