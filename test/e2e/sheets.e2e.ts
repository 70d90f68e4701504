import fs from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { LeadStore } from '../../lib/store/port';
import { freshFolder } from '../../scripts/runtime/fresh';
import { type N8n, startN8n } from '../../scripts/runtime/n8n';
import type { Book } from '../sheet/fake/book';
import { FakeSheets } from '../sheet/fake/server';
import { automatic, type FlowNode, googleSheets, leadSheet, sheetFlow } from '../sheet/flow';
import { Human } from '../sheet/human';
import { type GoogleProxy, googleProxy } from '../sheet/proxy';
import { aCapture } from '../store/fixtures';
import { googleAccount, storeOf } from './stage';

let folder: string;
let server: FakeSheets;
let book: Book;
let proxy: GoogleProxy;
let n8n: N8n;
let store: LeadStore;
let credential: { id: string; name: string };

beforeAll(async () => {
	folder = await freshFolder();
	server = new FakeSheets();
	proxy = await googleProxy(await server.start());
	book = server.add('Leads of Example Ltd');
	n8n = await startN8n({ folder, env: proxy.env });
	store = await storeOf({ folder });
	const name = 'Test Account';
	const id = await n8n.rest.saveCredential('googleApi', name, googleAccount());
	credential = { id, name };
});

afterAll(async () => {
	await store?.close();
	await n8n?.stop();
	await proxy?.stop();
	await server?.stop();
	fs.rmSync(folder, { recursive: true, force: true });
});

/** Publishes a workflow that takes posted rows into one node, posts, and answers what came out of the node. */
async function through(id: string, node: FlowNode, rows: object[]): Promise<unknown> {
	await n8n.rest.publish(sheetFlow(id, node, { credential, answer: 'allEntries' }));
	const response = await fetch(await n8n.webhook(id), {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(rows),
	});
	const text = await response.text();
	if (!response.ok)
		throw new Error(`${id}: ${response.status} ${text}\n${n8n.process.logs().slice(-2000)}`);
	return text === '' ? undefined : JSON.parse(text);
}

test("n8n's own Google Sheets node reads what we wrote", async () => {
	await store.saveLeads([aCapture('L1'), aCapture('L2')]);
	await through('sync1', leadSheet(book.id), [{}]);
	const rows = await through('read', googleSheets(book.id, 'read'), [{}]);
	expect(rows).toMatchObject([
		{ 'Lead key': 'L1', 'E-mail': 'l1@example.com', Stage: 'new' },
		{ 'Lead key': 'L2', 'E-mail': 'l2@example.com', Stage: 'new' },
	]);
});

test('what it appended becomes a lead with a key, what it updated becomes an edit', async () => {
	await through(
		'append',
		googleSheets(book.id, 'append', automatic([], ['E-mail', 'First name'])),
		[{ 'E-mail': 'bob@example.com', 'First name': 'Bob' }],
	);
	await through(
		'update',
		googleSheets(book.id, 'appendOrUpdate', automatic(['E-mail'], ['E-mail', 'Owner'])),
		[{ 'E-mail': 'l2@example.com', Owner: 'rep.two@example.com' }],
	);
	await through('sync2', leadSheet(book.id), [{}]);
	const { leads } = await store.listLeads({ limit: 10 });
	expect(leads).toHaveLength(3);
	const bob = leads.find(({ lead }) => lead.email === 'bob@example.com')?.lead;
	expect(bob).toMatchObject({ firstName: 'Bob', source: 'Sheet' });
	expect(leads.find(({ lead }) => lead.leadId === 'L2')?.lead.owner).toBe('rep.two@example.com');
	expect(new Human(book).rowsOf(bob?.leadId ?? '')).toBe(1);
	expect(new Human(book).rowsWithoutKey()).toEqual([]);
});
