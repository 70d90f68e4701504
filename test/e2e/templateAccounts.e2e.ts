import fs from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { LeadStore } from '../../lib/store/port';
import { type Catcher, catchMail } from '../../scripts/runtime/catcher';
import { freshFolder } from '../../scripts/runtime/fresh';
import { type Json, isJson, listAt } from '../../scripts/runtime/json';
import { type N8n, startN8n } from '../../scripts/runtime/n8n';
import type { Workflow } from '../../scripts/runtime/rest';
import { until } from '../../scripts/runtime/until';
import { connected, credentialTypes } from '../../scripts/start/templates';
import { copyFor } from '../../scripts/templates/build/demo';
import { allTemplates } from '../../scripts/templates/catalogue';
import type { Book } from '../sheet/fake/book';
import { FakeSheets } from '../sheet/fake/server';
import { Human } from '../sheet/human';
import { type GoogleProxy, googleProxy } from '../sheet/proxy';
import { type EmptyMailbox, emptyMailbox } from './emptyMailbox';
import { runFrom } from './execution';
import { type FakeHubSpot, fakeHubSpot } from './hubspot';
import { googleAccount, storeOf } from './stage';

const made = allTemplates();
const workspaces = ['Client A', 'Client B'];
const secret = 'a key that both sides know';

let n8n: N8n;
let mails: Catcher;
let mailbox: EmptyMailbox;
let sheets: FakeSheets;
let hubspot: FakeHubSpot;
let proxy: GoogleProxy;
let store: LeadStore;
/** Spreadsheets of the first client: what Lead Sheet keeps, and one that people made. */
let kept: Book;
let own: Book;
/** Every template with accounts, as each client has it. */
const clients = new Map<string, Workflow[]>();

beforeAll(async () => {
	[mails, mailbox, hubspot] = await Promise.all([catchMail(), emptyMailbox(), fakeHubSpot()]);
	sheets = new FakeSheets();
	proxy = await googleProxy(await sheets.start(), { 'api.hubapi.com': hubspot.base });
	kept = sheets.add('Leads of Client A');
	own = sheets.add('What sales has always used');
	n8n = await startN8n({ folder: await freshFolder(), env: proxy.env });
	const types = await credentialTypes(n8n);
	const credentials = await accounts();
	for (const workspace of workspaces) {
		const copies = made.map(({ workflow }) =>
			setUp(connected(copyFor(workflow, workspace), types, credentials)),
		);
		clients.set(workspace, copies);
	}
	store = await storeOf(n8n, 'Client A');
}, 300_000);

afterAll(async () => {
	await store?.close();
	await n8n?.stop();
	await Promise.all([proxy, sheets, hubspot, mailbox, mails].map(async (one) => await one?.stop()));
	if (n8n) fs.rmSync(n8n.folder, { recursive: true, force: true });
});

/** What a user enters at 'Credentials'. */
async function accounts(): Promise<Record<string, { id: string; name: string }>> {
	const entered: Record<string, Json> = {
		smtp: mails.credential,
		imap: {
			user: 'office@example.com',
			password: 'any',
			host: '127.0.0.1',
			port: mailbox.port,
			secure: false,
			allowUnauthorizedCerts: false,
		},
		googleApi: googleAccount(),
		hubspotAppToken: { appToken: 'test-token' },
		leadSourceApi: { signingSecret: secret },
		httpBasicAuth: { user: 'office', password: 'any' },
	};
	const saved: Record<string, { id: string; name: string }> = {};
	for (const [type, data] of Object.entries(entered)) {
		const name = `Test ${type}`;
		saved[type] = { id: await n8n.rest.saveCredential(type, name, data), name };
	}
	return saved;
}

/** What a user picks in the nodes that have a spreadsheet. */
function setUp(workflow: Workflow): Workflow {
	const address = `https://docs.google.com/spreadsheets/d/${own.id}/edit`;
	return {
		...workflow,
		nodes: listAt(workflow, 'nodes')
			.filter(isJson)
			.map((node) => {
				const parameters = isJson(node['parameters']) ? node['parameters'] : {};
				const type = String(node['type']).split('.')[1];
				if (type === 'googleSheets')
					return { ...node, parameters: { ...parameters, authentication: 'serviceAccount' } };
				if (type === 'leadSheet') {
					const document = { __rl: true, mode: 'id', value: kept.id };
					return { ...node, parameters: { ...parameters, document } };
				}
				const text = JSON.stringify(node);
				const filled: unknown = JSON.parse(
					text.replace(
						/https:\/\/docs\.google\.com\/spreadsheets\/d\/your-spreadsheet\/edit/,
						address,
					),
				);
				return isJson(filled) ? filled : node;
			}),
	};
}

/** A template as the first client has it. */
function ofClient(number: string): Workflow {
	const index = made.findIndex(({ template }) => template.file.startsWith(number));
	const found = clients.get('Client A')?.[index];
	if (found === undefined) throw new Error(`There is no template ${number}.`);
	return found;
}

async function post(address: string, body: object): Promise<unknown> {
	const response = await fetch(await n8n.webhook(`lead/client-a/${address}`), {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
	expect([address, response.status]).toEqual([address, 200]);
	return await response.json();
}

const inSheet = (book: Book, text: string) =>
	book.tabs.some(({ rows }) => rows.some((row) => row?.some((cell) => cell?.value === text)));
const leadOf = async (email: string) => {
	const [found] = await store.lookUp([{ kind: 'email', value: email }]);
	const [stored] = found === undefined ? [] : await store.getLeads([found.leadId]);
	return stored?.lead;
};

test.each(made.map(({ template }, index): [string, number] => [template.file, index]))(
	'%s is published by two clients at once, with its accounts',
	async (_file, index) => {
		for (const workspace of workspaces) {
			const workflow = clients.get(workspace)?.[index];
			if (workflow !== undefined) await n8n.rest.publish(workflow);
		}
		const states = await Promise.all(
			workspaces.map(
				async (workspace) =>
					await n8n.rest.call('GET', `/workflows/${clients.get(workspace)?.[index]?.id}`),
			),
		);
		expect(states).toMatchObject([
			{ data: { activeVersionId: expect.any(String) } },
			{ data: { activeVersionId: expect.any(String) } },
		]);
	},
);

test('01: a posted lead is in the sheet, gets its answer by mail, and a typed row becomes a lead', async () => {
	const email = 'rosa.delgado@delgado-mills.example.com';
	await post('website', {
		name: 'Rosa Delgado',
		email,
		company: 'Delgado Mills',
		country: 'United States',
		message: 'Please send a quote for 30 seats.',
	});
	await until('the row in the sheet', () => inSheet(kept, email));
	await until('the answer', () => mails.mails.some(({ to }) => to.includes(email)));
	new Human(kept).typeRow({ 'First name': 'Typed', 'E-mail': 'typed.row@example.com' });
	const run = await runFrom(n8n, ofClient('01'), 'Every 5 minutes, sheet');
	expect(run).toMatchObject({ status: 'success', said: '' });
	expect(await leadOf('typed.row@example.com')).toMatchObject({ firstName: 'Typed' });
	expect(new Human(kept).rowsWithoutKey()).toEqual([]);
});

test('02: rows that people typed get their scores, and what became hot is told once', async () => {
	const [tab] = own.tabs;
	if (tab === undefined) throw new Error('A spreadsheet has a tab.');
	tab.properties.title = 'Leads';
	tab.rows = [
		['Nom', 'Courriel', 'Société', 'Pays', 'Effectif', 'Created at'],
		[
			'Mia Torres',
			'mia@torres-foods.example.com',
			'Torres Foods',
			'US',
			'120',
			new Date().toISOString(),
		],
		['Old Contact', 'old@example.com', '', '', '', '2019-01-01T00:00:00.000Z'],
	].map((row) => row.map((value) => ({ value })));
	const run = await runFrom(n8n, ofClient('02'), 'Every morning');
	expect(run).toMatchObject({ status: 'success', said: '' });
	expect(run.ran).toContain('Write the scores');
	const [header, first, second] = tab.rows.map((row) => (row ?? []).map((cell) => cell?.value));
	expect(header).toEqual(expect.arrayContaining(['Fit', 'Score', 'Grade', 'Temperature']));
	const column = (header ?? []).indexOf('Temperature');
	expect([first?.[column], second?.[column]]).toEqual(['hot', 'old']);
	const told = () =>
		mails.mails
			.map(({ parsed }) => parsed)
			.filter(({ subject }) => subject?.startsWith('Newly hot'));
	await until('the mail to the team', () => told().length > 0);
	expect(told()).toMatchObject([
		{ subject: 'Newly hot in your sheet: 1', text: expect.stringContaining('Nom: Mia Torres') },
	]);
	const nextDay = await runFrom(n8n, ofClient('02'), 'Every morning');
	expect(nextDay).toMatchObject({ status: 'success', said: '' });
	expect(nextDay.ran).toContain('Told before');
	expect(told()).toHaveLength(1);
});

test('04: a Google Ads lead with the right key and a lead of any other tool are in the sheet', async () => {
	await post('googleads', {
		lead_id: 'account-1',
		google_key: secret,
		campaign_id: 1,
		user_column_data: [
			{ column_id: 'FULL_NAME', string_value: 'Kofi Mensah' },
			{ column_id: 'EMAIL', string_value: 'kofi@mensah-solar.example.com' },
		],
	});
	await post('tools', { name: 'Vera Blum', email: 'vera@blum-dental.example.com' });
	for (const email of ['kofi@mensah-solar.example.com', 'vera@blum-dental.example.com'])
		await until(`${email} in the sheet`, () => inSheet(kept, email));
});

test('08: hot leads become HubSpot contacts once, and won and lost come back', async () => {
	const crm = ofClient('08');
	const out = await runFrom(n8n, crm, 'Every 10 minutes');
	expect(out).toMatchObject({ status: 'success', said: '' });
	const won = 'rosa.delgado@delgado-mills.example.com';
	expect(hubspot.contacts.get(won)).toMatchObject({ firstname: 'Rosa', company: 'Delgado Mills' });
	expect([...hubspot.tokens]).toEqual(['Bearer test-token']);
	const { vid } = hubspot.contacts.get(won) ?? {};
	expect((await leadOf(won))?.extra).toMatchObject({ hubspotId: vid });
	const before = hubspot.contacts.size;
	await runFrom(n8n, crm, 'Every 10 minutes');
	expect(hubspot.contacts.size).toBe(before);

	hubspot.contacts.set(won, { ...hubspot.contacts.get(won), lifecyclestage: 'customer' });
	const back = await runFrom(n8n, crm, 'Every 10 minutes, back');
	expect(back).toMatchObject({ status: 'success', said: '' });
	expect(back.ran).toContain('Customers');
	expect(await leadOf(won)).toMatchObject({ stage: 'customer' });
});
