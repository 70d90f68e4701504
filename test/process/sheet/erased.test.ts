import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { importTable } from '../../../lib/process/capture/importing';
import { receive } from '../../../lib/process/capture/receive';
import { openTable } from '../../../lib/process/capture/table/open';
import { closeStores, configureStores, openContext } from '../../../lib/process/stores';
import type { ProcessContext } from '../../../lib/process/context';
import { eraseLeads } from '../../../lib/process/record/erase';
import { syncSheet } from '../../../lib/process/sheet/sync';
import { clientOf } from '../../sheet/client';
import { FakeSheets } from '../../sheet/fake/server';
import { Human, tabOf } from '../../sheet/human';
import { usePostgres } from '../../store/postgres/place';

const postgres = usePostgres();
let folder: string;
let context: ProcessContext;
/** Every row of every table of the store, as text. */
let everyRow: () => Promise<string>;
beforeEach(() => {
	folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lead-erased-'));
	configureStores({ folder });
});
afterEach(async () => {
	await closeStores();
	fs.rmSync(folder, { recursive: true, force: true });
});

const engines: ReadonlyArray<{ engine: string; open(): Promise<void> }> = [
	{
		engine: 'built-in',
		open: async () => {
			context = await openContext('Main', 'test');
			everyRow = async () => await Promise.resolve(rowsOfFiles());
		},
	},
	{
		engine: 'Postgres',
		open: async () => {
			const { place, pool } = await postgres.place();
			context = await openContext({ workspace: 'Main', database: place }, 'test');
			everyRow = async () => {
				const { rows: tables } = await pool.query<{ name: string }>(
					"SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE starts_with(schemaname, $1)",
					[place.schemaPrefix],
				);
				const parts = tables.map(({ name }) => `SELECT to_jsonb(t)::text AS row FROM ${name} t`);
				const { rows } = await pool.query<{ row: string }>(parts.join(' UNION ALL '));
				return rows.map(({ row }) => row).join('\n');
			};
		},
	},
];

const file = Buffer.from(
	'Name,E-mail,Phone,City\nZelda Quince,zelda.quince@example.com,+49 30 901820,Bonn\nAnn Lee,ann.lee@example.com,,Bonn\n',
);

async function importFile(importBatch: string) {
	const opened = await openTable(file);
	if (opened.kind !== 'table') throw new Error(opened.reason);
	return await importTable(context, opened.table, {}, { importBatch });
}

function rowsOfFiles(): string {
	const files = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' });
	return files
		.filter((name) => /\.(db|sqlite3?)$/.test(name))
		.map((name) => {
			const db = new DatabaseSync(path.join(folder, name), { readOnly: true });
			const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
			const rows = tables.map(({ name: table }) =>
				JSON.stringify(db.prepare(`SELECT * FROM "${String(table)}"`).all()),
			);
			db.close();
			return rows.join('\n');
		})
		.join('\n');
}

describe.each(engines)('on $engine', ({ open }) => {
	beforeEach(open);

	test('who was erased does not come back by the same file or the old sheet, and is in no table', async () => {
		const sheets = new FakeSheets();
		const book = sheets.add('Leads of Example Ltd');
		const sync = async () =>
			await syncSheet(context, clientOf(sheets, book), {
				spreadsheetId: book.id,
				direction: 'both',
			});
		expect(await importFile('first')).toMatchObject({ new: 2 });
		expect((await sync()).kind).toBe('synced');
		expect(await everyRow()).toContain('zelda.quince@example.com');
		const all = await context.store.listLeads({ limit: 10 });
		const wanted = all.leads.filter(({ lead }) => lead.email?.startsWith('zelda'));
		expect(await eraseLeads(context, wanted)).toMatchObject([{ erased: true }]);

		for (let round = 0; round < 3; round++) {
			expect(await importFile(`again ${round}`)).toMatchObject({
				new: 0,
				rejected: 1,
				refused: [{ reason: expect.stringContaining('was erased') }],
			});
			expect((await sync()).kind).toBe('synced');
		}
		const { leads } = await context.store.listLeads({ limit: 10 });
		expect(
			leads.filter(({ lead }) => lead.stage !== 'erased').map(({ lead }) => lead.email),
		).toEqual(['ann.lee@example.com']);
		expect(await everyRow()).not.toMatch(/zelda|quince|30901820/i);
		// The row that stood in the sheet is emptied, its key stays.
		expect(JSON.stringify(tabOf(book).rows)).not.toMatch(/zelda|quince/i);

		// A row that was copied from an older sheet has no key: it stays a row, and says why.
		new Human(book).typeRow({ 'Full name': 'Zelda Quince', 'E-mail': 'Zelda.Quince@example.com' });
		const report = await sync();
		expect(report).toMatchObject({
			pulled: [],
			conflicts: [{ message: expect.stringContaining('was erased') }],
		});
		expect(await everyRow()).not.toMatch(/zelda|quince/i);

		// Somebody's own new word counts.
		const { outcomes } = await receive(context, {
			payload: { name: 'Zelda Quince', email: 'zelda.quince@example.com', message: 'Hello again' },
			meta: {},
			source: 'webhook:lead/main/website',
			read: {},
			capture: {},
		});
		expect(outcomes).toMatchObject([{ outcome: 'new' }]);
	});
});
