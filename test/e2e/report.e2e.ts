import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startBrowser } from '../../scripts/runtime/browser';
import { freshFolder } from '../../scripts/runtime/fresh';
import { at, listAt } from '../../scripts/runtime/json';
import { type N8n, startN8n } from '../../scripts/runtime/n8n';
import { packageName, project } from '../../scripts/runtime/pack';
import { saveAll, someLeads } from '../process/report/leads';
import { faultsOf } from './look';
import { storeOf } from './stage';

const pictures = path.join(project, 'artefacts', 'report');
let n8n: N8n;

beforeAll(async () => {
	fs.mkdirSync(pictures, { recursive: true });
	n8n = await startN8n({ folder: await freshFolder() });
	const store = await storeOf(n8n);
	await saveAll(store, someLeads(300, Date.now()));
	await store.close();
});

afterAll(async () => {
	await n8n?.stop();
	if (n8n) fs.rmSync(n8n.folder, { recursive: true, force: true });
});

/** Publishes a workflow of a webhook and one node of ours, calls it, and returns n8n's answer. */
async function ask(
	id: string,
	type: string,
	parameters: object,
	answer: object,
): Promise<Response> {
	await n8n.rest.publish({
		id,
		name: id,
		nodes: [
			{
				id: `${id}-webhook`,
				name: 'Webhook',
				type: 'n8n-nodes-base.webhook',
				typeVersion: 2.1,
				position: [0, 0],
				webhookId: id,
				parameters: { path: id, responseMode: 'lastNode', options: {}, ...answer },
			},
			{
				id: `${id}-node`,
				name: 'Ours',
				type: `${packageName}.${type}`,
				typeVersion: 1,
				position: [300, 0],
				parameters,
			},
		],
		connections: { Webhook: { main: [[{ node: 'Ours', type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1' },
	});
	return await fetch(await n8n.webhook(id));
}

const binary = (name: string) => ({
	responseData: 'firstEntryBinary',
	responseBinaryPropertyName: name,
});

/** Contrast, names, order (WCAG 2.2 AA). */
const rules = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];

test('Lead Report gives figures of the leads in the store', async () => {
	const response = await ask('reportdata0001', 'leadReport', { period: 'last30Days' }, {});
	const made: unknown = await response.json();
	const overview = listAt(made, 'sections').find((one) => at(one, 'key') === 'overview');
	const leads = listAt(overview, 'figures').find((one) => at(one, 'key') === 'leads');
	expect(Number(at(leads, 'value'))).toBeGreaterThan(100);
	expect(String(at(made, 'subject'))).toContain('leads came in');
	expect(String(at(made, 'mailHtml'))).toContain('Lead report');
});

test('its page opens in a browser, alone, on a phone and a large screen', async () => {
	const response = await ask(
		'reportpage0001',
		'leadReport',
		{ period: 'last30Days' },
		binary('report'),
	);
	expect(response.headers.get('content-type')).toContain('text/html');
	const file = path.join(pictures, 'n8n.html');
	fs.writeFileSync(file, Buffer.from(await response.arrayBuffer()));
	const browser = await startBrowser();
	const requests: string[] = [];
	for (const [width, colorScheme] of [
		[1280, 'light'],
		[390, 'dark'],
	] as const) {
		const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
		page.on('request', (request) => requests.push(request.url()));
		await page.goto(`file://${file}`);
		await page.screenshot({ path: path.join(pictures, `n8n-${width}.png`), fullPage: true });
		expect(await page.locator('section').count()).toBe(14);
		expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
		expect(await faultsOf(page, rules)).toEqual([]);
		await page.close();
	}
	await browser.close();
	expect(requests.filter((url) => !url.startsWith('file:'))).toEqual([]);
});

test('Process Document describes the process as a page', async () => {
	const response = await ask(
		'reportdocument01',
		'leadReport',
		{ operation: 'processDocument', processOwner: 'Head of Sales' },
		binary('document'),
	);
	const text = await response.text();
	expect(text).toContain('Owner Head of Sales');
	fs.writeFileSync(path.join(pictures, 'document.html'), text);
	const browser = await startBrowser();
	const page = await browser.newPage({ colorScheme: 'dark' });
	await page.setContent(text);
	expect(await faultsOf(page, rules)).toEqual([]);
	await browser.close();
});

test('Lead Store backs the workspace up while it runs, and puts it back', async () => {
	const backUp = await ask('storebackup0001', 'leadStore', { operation: 'backUp' }, {});
	const made: unknown = await backUp.json();
	expect(at(made, 'leads')).toBe(300);
	expect(fs.existsSync(String(at(made, 'file')))).toBe(true);
	const store = await storeOf(n8n);
	const now = new Date().toISOString();
	const lead = {
		leadId: 'LATER',
		createdAt: now,
		updatedAt: now,
		stage: 'new' as const,
		stageHistory: [],
	};
	await store.saveLeads([
		{ lead, version: 'new', keys: [], audit: { by: 'test', action: 'given', changes: {} } },
	]);
	// This process has the store open: n8n must not take it from under it.
	const parameters = { operation: 'restore', dryRun: false };
	const refused = await ask('storerestore0001', 'leadStore', parameters, {});
	expect(refused.status).toBe(500);
	expect((await store.counts()).leads).toBe(301);
	await store.close();
	const restored: unknown = await (await fetch(await n8n.webhook('storerestore0001'))).json();
	expect(restored).toMatchObject({ restored: true, leads: 300, replaced: { leads: 301 } });
	const again: unknown = await (await fetch(await n8n.webhook('storebackup0001'))).json();
	expect(at(again, 'leads')).toBe(300);
});
