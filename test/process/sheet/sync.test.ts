import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Lead } from '../../../lib/core/lead/lead';
import { leadsTab } from '../../../lib/core/sheet/columns';
import type { ProcessContext } from '../../../lib/process/context';
import { idMaker } from '../../../lib/process/ids';
import { syncSheet } from '../../../lib/process/sheet/sync';
import type { Direction, SyncReport } from '../../../lib/process/sheet/types';
import { openStore } from '../../../lib/store/open';
import type { LeadStore } from '../../../lib/store/port';
import { clientOf } from '../../sheet/client';
import type { Book } from '../../sheet/fake/book';
import { FakeSheets } from '../../sheet/fake/server';
import { Human, randomOf, tabOf } from '../../sheet/human';
import { aCapture } from '../../store/fixtures';

describe('syncSheet', () => {
	let folder: string;
	let store: LeadStore;
	let server: FakeSheets;
	let book: Book;
	let context: ProcessContext;

	beforeEach(async () => {
		folder = mkdtempSync(join(tmpdir(), 'sheet-'));
		store = await openStore({ engine: 'sqlite', folder, workspace: 'Main' });
		server = new FakeSheets();
		book = server.add('Leads of Example Ltd');
		context = await contextOf(store);
	});
	afterEach(async () => {
		await store.close();
		rmSync(folder, { recursive: true, force: true });
	});

	const sync = async (direction: Direction = 'both', on = context): Promise<SyncReport> =>
		await syncSheet(on, clientOf(server, book), { spreadsheetId: book.id, direction });
	const human = (): Human => new Human(book);
	const leadOf = async (leadId: string): Promise<Lead | undefined> =>
		(await store.getLeads([leadId]))[0]?.lead;

	test('makes the tab, writes every lead, and has nothing to do the second time', async () => {
		await store.saveLeads([aCapture('L1'), aCapture('L2')]);
		const first = await sync();
		expect(first).toMatchObject({
			kind: 'synced',
			pushed: ['L1', 'L2'],
			pulled: [],
			conflicts: [],
		});
		expect(human().headers()).toEqual(leadsTab.columns.map(({ header }) => header));
		expect(human().value('L1', 'E-mail')).toBe('l1@example.com');
		expect(await sync()).toMatchObject({
			pushed: [],
			pulled: [],
			conflicts: [],
			calls: { reads: 1, writes: 0 },
		});
	});

	test('a person’s edit wins where a person may edit, the process’s value where not', async () => {
		await store.saveLeads([aCapture('L1')]);
		await sync();
		human().type('L1', 'Owner', 'rep.one@example.com');
		human().type('L1', 'Score', 99);
		const report = await sync();
		expect(report.pulled).toEqual(['L1']);
		expect((await leadOf('L1'))?.owner).toBe('rep.one@example.com');
		expect(human().value('L1', 'Score')).toBeUndefined();
		expect(report.conflicts).toMatchObject([
			{ leadId: 'L1', column: 'Score', winner: 'store', sheet: 99 },
		]);
		expect(human().value('L1', 'Sync note')).toContain("'Score' is kept by the lead process");
	});

	test('both sides changed: the person wins and both values are told', async () => {
		await store.saveLeads([aCapture('L1')]);
		await sync();
		human().type('L1', 'Owner', 'here');
		await change('L1', { owner: 'there' });
		const { conflicts } = await sync();
		expect((await leadOf('L1'))?.owner).toBe('here');
		expect(conflicts).toMatchObject([
			{ column: 'Owner', sheet: 'here', store: 'there', winner: 'sheet' },
		]);
	});

	test('stages move by allowed moves only', async () => {
		await store.saveLeads([aCapture('L1'), aCapture('L2')]);
		await sync();
		human().type('L1', 'Stage', 'customer');
		human().type('L2', 'Stage', 'filtered');
		const { conflicts } = await sync();
		expect([(await leadOf('L1'))?.stage, (await leadOf('L2'))?.stage]).toEqual(['new', 'filtered']);
		expect(conflicts).toMatchObject([
			{
				leadId: 'L1',
				column: 'Stage',
				message: expect.stringContaining("cannot move to 'customer'"),
			},
		]);
		expect(human().value('L1', 'Stage')).toBe('new');
	});

	test('a typed row becomes a lead with its own columns, one without anybody in it is told so', async () => {
		await sync();
		human().addColumn('Shoe size');
		human().typeRow({
			'E-mail': 'Ada@Example.com',
			'First name': 'Ada',
			Owner: 'rep.two@example.com',
			'Shoe size': 38,
		});
		human().typeRow({ Notes: 'who was this?' });
		const report = await sync();
		const [stored] = (await store.listLeads({ limit: 10 })).leads;
		expect(stored?.lead).toMatchObject({
			firstName: 'Ada',
			owner: 'rep.two@example.com',
			extra: { 'Shoe size': 38 },
		});
		expect(human().value(stored?.lead.leadId ?? '', 'First name')).toBe('Ada');
		expect(report.conflicts).toMatchObject([
			{ row: 3, message: expect.stringContaining('Add an e-mail, a phone or a name') },
		]);
		expect(await sync()).toMatchObject({ pulled: [], pushed: [] });
	});

	test('renamed, moved and inserted columns, sorted and inserted rows: everything is found again', async () => {
		await store.saveLeads(['L1', 'L2', 'L3'].map((id) => aCapture(id)));
		await sync();
		const person = human();
		person.rename('E-mail', 'Contact address');
		person.move('Contact address', 3);
		person.insertColumn(2);
		person.reverseRows();
		person.insertRow(2);
		person.type('L2', 'Owner', 'rep.one@example.com');
		const report = await sync();
		expect(report.healed).toEqual(["'E-mail' is now called 'Contact address'."]);
		expect((await leadOf('L2'))?.owner).toBe('rep.one@example.com');
		expect(['L1', 'L2', 'L3'].map((id) => person.value(id, 'Contact address'))).toEqual(
			['l1', 'l2', 'l3'].map((name) => `${name}@example.com`),
		);
	});

	test('a deleted row, a deleted column and a deleted tab come back', async () => {
		await store.saveLeads([aCapture('L1'), aCapture('L2')]);
		await sync();
		human().deleteRow('L1');
		human().deleteColumn('E-mail');
		await sync();
		expect(human().value('L1', 'E-mail')).toBe('l1@example.com');
		expect(human().value('L1', 'Sync note')).toContain('deleting a row never deletes a lead');
		book.tabs = [
			{ ...tabOf(server.add('other')), properties: { sheetId: 7, title: 'Else', index: 0 } },
		];
		book.metas = [];
		await sync();
		expect(human().value('L2', 'E-mail')).toBe('l2@example.com');
	});

	test('an empty store gets the leads of a filled sheet back', async () => {
		const consent: Lead['consent'] = [
			{ channel: 'email', purpose: 'marketing', given: true, at: '2026-01-02T03:04:05.000Z' },
		];
		await store.saveLeads([aCapture('L1')]);
		await change('L1', {
			owner: 'rep.one@example.com',
			stage: 'nurturing',
			consent,
			doNotContact: ['phone'],
			extra: { 'Shoe size': 38 },
		});
		await sync();
		human().addColumn('Shoe size');
		await sync();
		const empty = await openStore({ engine: 'sqlite', folder, workspace: 'Second' });
		await sync('both', await contextOf(empty));
		expect((await empty.getLeads(['L1']))[0]?.lead).toMatchObject({
			email: 'l1@example.com',
			owner: 'rep.one@example.com',
			stage: 'nurturing',
			consent,
			doNotContact: ['phone'],
			extra: { 'Shoe size': 38 },
		});
		expect(await empty.lookUp([{ kind: 'email', value: 'l1@example.com' }])).toHaveLength(1);
		await empty.close();
	});

	test('formulas stay text, copied rows stay one lead', async () => {
		await store.saveLeads([aCapture('L1')]);
		await change('L1', { notes: '=IMPORTXML("https://example.com","//a")' });
		await sync();
		expect(human().value('L1', 'Notes')).toBe('\'=IMPORTXML("https://example.com","//a")');
		expect(
			book.tabs.flatMap(({ rows }) =>
				rows.flatMap((row) => (row ?? []).filter((cell) => cell?.formula)),
			),
		).toEqual([]);
		human().copyRow('L1');
		const { conflicts } = await sync();
		expect(conflicts).toMatchObject([
			{ leadId: 'L1', message: expect.stringContaining('A copy of row 2') },
		]);
		expect((await store.counts()).leads).toBe(1);
		expect((await leadOf('L1'))?.notes).toBe('=IMPORTXML("https://example.com","//a")');
	});

	test('one run at a time; a lost reply, a fault and a refusal leave nothing half done', async () => {
		await store.saveLeads(['L1', 'L2'].map((id) => aCapture(id)));
		const both = await Promise.all([sync(), sync()]);
		expect(both.map(({ kind }) => kind).sort()).toEqual(['busy', 'synced']);
		let calls = 0;
		await change('L1', { owner: 'a' });
		const faults = ['status', 'lost', 'status'] as const;
		const client = clientOf(server, book, { fault: () => faults[calls++] });
		await syncSheet(context, client, { spreadsheetId: book.id, direction: 'both' });
		expect(human().value('L1', 'Owner')).toBe('a');
		expect(human().rowsOf('L1')).toBe(1);
		const refused = syncSheet(context, clientOf(server, { ...book, id: 'gone' }), {
			spreadsheetId: 'gone',
			direction: 'both',
		});
		await expect(refused).rejects.toMatchObject({
			fault: 'notFound',
			remedy: expect.stringContaining('Choose the spreadsheet again'),
		});
	});

	test.each([1, 2, 3])(
		'people sort, insert and edit in the very moment of writing: no edit lost, no row doubled (%i)',
		async (seed) => {
			const ids = Array.from({ length: 40 }, (_, index) => `L${String(index).padStart(2, '0')}`);
			await store.saveLeads(ids.map((id) => aCapture(id)));
			await sync();
			const person = human();
			const typed = new Map<string, string>();
			const random = randomOf(seed);
			let round = 0;
			const meddle = (): void => {
				if (random() < 0.5) person.shuffleRows(random);
				if (random() < 0.3) person.insertRow(2 + Math.floor(random() * 20));
				if (random() < 0.1) person.insertColumn(Math.floor(random() * 20));
				if (random() < 0.1) person.moveAny(random);
				for (let edit = 0; edit < 3; edit++) {
					const id = ids[Math.floor(random() * ids.length)] ?? '';
					const text = `typed ${++round}`;
					person.type(id, 'Next action', text);
					typed.set(id, text);
				}
			};
			for (let run = 0; run < 15; run++) {
				for (const id of ids.slice(run % 10, (run % 10) + 12))
					await change(id, { score: (run * 7 + id.length) % 101, team: `team ${run}` });
				const client = clientOf(server, book, {
					fault: () => (random() < 0.1 ? (random() < 0.5 ? 'status' : 'lost') : undefined),
					before: meddle,
				});
				await syncSheet(context, client, { spreadsheetId: book.id, direction: 'both' });
			}
			await sync();
			await sync();
			for (const id of ids) {
				expect([id, person.rowsOf(id)]).toEqual([id, 1]);
				const lead = await leadOf(id);
				expect([id, lead?.nextAction]).toEqual([id, typed.get(id)]);
				expect([id, person.value(id, 'Score'), person.value(id, 'Team')]).toEqual([
					id,
					lead?.score,
					lead?.team,
				]);
				expect([id, person.value(id, 'E-mail')]).toEqual([id, lead?.email]);
			}
			expect((await store.counts()).leads).toBe(ids.length);
		},
		60_000,
	);

	async function change(leadId: string, fields: Partial<Lead>): Promise<void> {
		const [stored] = await store.getLeads([leadId]);
		if (!stored) throw new Error(`no lead ${leadId}`);
		const lead = { ...stored.lead, ...fields };
		await store.saveLeads([
			{ lead, version: stored.version, audit: { by: 'test', action: 'changed', changes: {} } },
		]);
	}
});

async function contextOf(store: LeadStore): Promise<ProcessContext> {
	const now = Date.parse('2026-03-02T09:00:00Z');
	return { store, settings: await store.settings(), now, newId: idMaker(() => now), by: 'test' };
}
