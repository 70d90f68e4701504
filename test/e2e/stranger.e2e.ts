import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Locator } from 'playwright-core';
import { type Editor, openEditor } from '../../scripts/runtime/browser';
import { type Catcher, catchMail } from '../../scripts/runtime/catcher';
import { freshFolder } from '../../scripts/runtime/fresh';
import { type N8n, startN8n } from '../../scripts/runtime/n8n';
import { installByHand, packageSize, project } from '../../scripts/runtime/pack';
import { until } from '../../scripts/runtime/until';
import type { Book } from '../sheet/fake/book';
import { FakeSheets } from '../sheet/fake/server';
import { tabOf } from '../sheet/human';
import { type GoogleProxy, googleProxy } from '../sheet/proxy';
import { googleAccount } from './stage';

// What README promises to somebody who comes for the first time: a new n8n, the package installed by hand, the first template,
// everything else by mouse and keyboard in a real browser. The Google account and the mailbox are there before, as they are in life.

const pictures = path.join(project, 'artefacts', 'stranger');
const sheetName = 'Leads of Example Ltd';
const visitor = 'robin.sample@sunny-fields.example.com';

let server: FakeSheets;
let book: Book;
let proxy: GoogleProxy;
let mails: Catcher;
let n8n: N8n;
let editor: Editor;
/** What the person did, in their own words. */
const actions: string[] = [];

beforeAll(async () => {
	fs.rmSync(pictures, { recursive: true, force: true });
	fs.mkdirSync(pictures, { recursive: true });
	const folder = await freshFolder();
	installByHand(folder);
	server = new FakeSheets();
	proxy = await googleProxy(await server.start());
	book = server.add(sheetName);
	mails = await catchMail();
	n8n = await startN8n({ folder, env: proxy.env, withPackage: false });
	await n8n.rest.saveCredential('googleApi', 'Our Google account', googleAccount());
	await n8n.rest.saveCredential('smtp', 'Our mailbox', mails.credential);
	editor = await openEditor(n8n);
});

afterAll(async () => {
	await editor?.close();
	await n8n?.stop();
	await mails?.stop();
	await proxy?.stop();
	await server?.stop();
	if (n8n) fs.rmSync(n8n.folder, { recursive: true, force: true });
});

async function act(what: string, how: () => Promise<unknown>): Promise<void> {
	actions.push(what);
	await how();
}

/** What the tab of leads says under a header, row by row. */
function column(header: string): unknown[] {
	const [headers = [], ...rows] = tabOf(book).rows;
	const at = headers.findIndex((cell) => cell?.value === header);
	return rows.map((row) => row?.[at]?.value);
}

test('the package weighs what README says', () => {
	const { packed, unpacked } = packageSize();
	const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
	expect(fs.readFileSync(path.join(project, 'README.md'), 'utf8')).toContain(
		`It weighs ${megabytes(packed)} (${megabytes(unpacked)} unpacked)`,
	);
	expect(unpacked).toBeLessThan(15e6);
});

test('from the import to the lead in the sheet and the mail in the box in fewer than 25 actions', async () => {
	const { page } = editor;
	const open = (node: string) =>
		act(`open ${node}`, () =>
			page.locator(`[data-test-id="canvas-node"][data-node-name="${node}"]`).dblclick(),
		);
	const close = () => act('close it', () => page.getByTestId('ndv-close-button').click());
	const field = (name: string): Locator =>
		page.getByTestId(`parameter-input-${name}`).locator('input, textarea').first();
	const pick = async (credential: string) => {
		await act('see the credentials', () => page.getByTestId('node-credentials-select').click());
		await act(`pick ${credential}`, () =>
			page
				.getByRole('option', { name: credential })
				.or(page.getByText(credential, { exact: true }).last())
				.first()
				.click(),
		);
	};

	await act('a new workflow', () => page.goto('/workflow/new'));
	await act('the menu', () => page.getByTestId('workflow-menu').click());
	await act('import', () => page.getByRole('menuitem', { name: 'Import' }).hover());
	await act('from a file', async () => {
		const [chooser] = await Promise.all([
			page.waitForEvent('filechooser'),
			page.getByRole('menuitem', { name: 'From file' }).click(),
		]);
		await chooser.setFiles(path.join(project, 'workflows', '01-lead-process.json'));
	});
	await page.getByTestId('canvas-node').first().waitFor();
	await page.screenshot({ path: path.join(pictures, 'imported.png') });

	await open('Your settings');
	await act('sender', () => field('from').fill('Sunny Roofs <hello@sunny-roofs.example>'));
	await act('postal address', () => field('postalAddress').fill('Sunny Roofs, 2 Sample Road'));
	await close();

	await open('Lead Sheet');
	await pick('Our Google account');
	await act('see the spreadsheets', () =>
		page.getByTestId('parameter-input-document').getByTestId('rlc-input').click(),
	);
	await act('pick one', () => page.getByTestId('rlc-item').filter({ hasText: sheetName }).click());
	await page.screenshot({ path: path.join(pictures, 'lead-sheet.png') });
	await close();

	await open('Nurture Sequence');
	await pick('Our mailbox');
	await page.screenshot({ path: path.join(pictures, 'nurture-sequence.png') });
	await close();

	await act('publish', () => page.getByTestId('workflow-open-publish-modal-button').click());
	await act('yes, publish', () => page.getByTestId('workflow-publish-button').click());

	// n8n registers one method of an address after the other.
	const form = await n8n.webhook('lead/main/form');
	await until('the form', async () => (await fetch(form)).ok);
	await act('open the form', () => page.goto(form));
	await act('a name', () => page.getByLabel('Full name').fill('Robin Sample'));
	await act('an address', () => page.getByLabel('E-mail').fill(visitor));
	// A person needs some seconds; who is quicker is taken for a machine.
	await sleep(5000);
	await act('send', () => page.getByRole('button', { name: 'Send' }).click());
	await page.getByRole('heading', { name: 'Thank you' }).waitFor();
	await page.screenshot({ path: path.join(pictures, 'thanks.png') });

	await until('the mail', async () => mails.mails.some(({ to }) => to.includes(visitor)), {
		timeoutMs: 60_000,
	});
	await until('the row', async () => column('E-mail').includes(visitor), { timeoutMs: 60_000 });
	expect(column('E-mail')).toEqual([visitor]);
	expect(column('Full name')).toEqual(['Robin Sample']);
	expect(mails.mails.filter(({ to }) => to.includes(visitor))).toHaveLength(1);
	const [mail] = mails.mails;
	expect(mail?.from).toBe('hello@sunny-roofs.example');
	expect(mail?.parsed.subject).toContain('Robin');
	expect(mail?.parsed.text).toContain('Sunny Roofs, 2 Sample Road');
	expect(actions.length).toBeLessThan(25);
}, 300_000);
