import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { LeadStore } from '../../lib/store/port';
import { clickUrl, preferencesUrl, unsubscribeUrl } from '../../lib/web/links';
import { startBrowser } from '../../scripts/runtime/browser';
import { freshFolder } from '../../scripts/runtime/fresh';
import { at } from '../../scripts/runtime/json';
import { type N8n, startN8n } from '../../scripts/runtime/n8n';
import { project } from '../../scripts/runtime/pack';
import { until } from '../../scripts/runtime/until';
import { addLeads, countVisits, emailOf, linksWorkflow } from './track/count';
import { everyKind, randomPlans } from './track/plans';
import { personsAgent } from './track/visits';
import { lookAt } from './look';
import { storeOf } from './stage';
import { startWebsite, type Website } from './website';

/** Visits beyond one of each kind; the soak has them. */
const more = Number(process.env['LEAD_VISITS'] ?? 0);
const pictures = path.join(project, 'artefacts', 'tracking');

let n8n: N8n;
let website: Website;
let browser: Browser;
let store: LeadStore;
let address: string;

const parameters = () => ({
	options: { allowedOrigins: website.url },
	topics: {
		topic: [
			{ page: '/roofs', topic: 'Roofs' },
			{ page: '/ovens', topic: 'Ovens' },
		],
	},
	look: { name: 'Example Tools', color: '#0b6b5a' },
});

beforeAll(async () => {
	website = await startWebsite();
	n8n = await startN8n({ folder: await freshFolder() });
	browser = await startBrowser();
	await n8n.rest.publish(linksWorkflow(parameters()));
	address = await n8n.webhook('lead/main/t');
	store = await storeOf(n8n);
}, 240_000);

afterAll(async () => {
	await browser?.close();
	await store?.close();
	await n8n?.stop();
	await website?.stop();
	if (n8n) fs.rmSync(n8n.folder, { recursive: true, force: true });
});

test(
	'time on pages is counted to the second: last pages, tabs in the background, tabs that die; campaign and click id stay',
	async () => {
		const plans = [...everyKind, ...randomPlans(more, 20)];
		const counted = await countVisits({ website, browser, store, address }, plans, 4);
		expect(counted.length).toBeGreaterThanOrEqual(plans.length);
		const wrong = counted.filter(
			({ truth, counted: seconds, views, campaign }) =>
				Math.abs(seconds - truth) > 1 || views !== 1 || !campaign,
		);
		expect(wrong).toEqual([]);
		if (more > 0) {
			const off = counted.map(({ truth, counted: seconds }) => seconds - truth);
			console.log(
				`${plans.length} visits, ${counted.length} pages: off by ${Math.min(...off).toFixed(2)} to ${Math.max(...off).toFixed(2)} s`,
			);
		}
	},
	60_000 + more * 10_000,
);

test('a click on a link of a mail leads to the website, and from then on the browser is known', async () => {
	const leadId = '01CLICK0000000000000000001';
	await addLeads(store, [leadId]);
	const ref = { leadId, email: emailOf(leadId), deliveryId: 'D-click' };
	const link = clickUrl(await store.secrets(), address, ref, `${website.url}/shop?from=mail`, 1, 1);
	const context = await browser.newContext({ userAgent: personsAgent });
	const page = await context.newPage();
	await page.goto(link, { waitUntil: 'load' });
	expect(new URL(page.url()).pathname).toBe('/shop');
	await page.mouse.move(50, 60);
	await page.waitForTimeout(1200);
	await page.close();
	const again = await context.newPage();
	await again.goto(`${website.url}/shop?from=bookmark`, { waitUntil: 'load' });
	await again.waitForTimeout(500);
	await context.close();
	const wanted = [
		`email.click ${website.url}/shop?from=mail`,
		`web.pageView ${website.url}/shop?from=mail`,
		`web.pageView ${website.url}/shop?from=bookmark`,
	];
	await until('the visits', async () => {
		const touches = await store.touchpoints({ leadIds: [leadId], perLead: 99 });
		const urls = touches.map(({ type, url }) => `${type} ${url ?? ''}`);
		return wanted.every((url) => urls.includes(url));
	});
});

test('the preference page works without scripts, is accessible, and shows what was saved', async () => {
	const leadId = '01PREFS0000000000000000001';
	await addLeads(store, [leadId]);
	const ref = { leadId, email: emailOf(leadId), deliveryId: 'D-prefs' };
	const url = preferencesUrl(await store.secrets(), address, ref);
	const plain = await browser.newContext({ javaScriptEnabled: false, locale: 'de-DE' });
	const page = await plain.newPage();
	await page.goto(url);
	expect(await page.locator('html').getAttribute('lang')).toBe('de');
	await page.getByLabel('Ovens').uncheck();
	await page.getByLabel('Höchstens einmal pro Woche').check();
	await page.getByLabel('Für drei Monate').check();
	await page.getByRole('button', { name: 'Speichern' }).click();
	await page.getByRole('status').waitFor();
	await plain.close();
	const [stored] = await store.getLeads([leadId]);
	expect(stored?.lead).toMatchObject({ topicsOff: ['Ovens'], mailEvery: 'week' });
	const looks = [
		{ colorScheme: 'light', width: 1280 },
		{ colorScheme: 'dark', width: 390 },
	] as const;
	for (const { colorScheme, width } of looks) {
		const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
		const shown = await context.newPage();
		for (const [name, link] of [
			['preferences', url],
			['unsubscribe', unsubscribeUrl(await store.secrets(), address, ref)],
		] as const) {
			await shown.goto(link);
			await lookAt(shown, pictures, `${name}-${width}-${colorScheme}`);
		}
		await context.close();
	}
});

test('a test in the editor leaves the address alone; another public URL and a restart change it; a re-imported workflow keeps old links alive', async () => {
	const registered = async () => (await store.settings()).publicAddress;
	// n8n answers at its addresses a moment before it has called every trigger.
	const isRegistered = async (url: string) =>
		await until('the address', async () => (await registered()) === url);
	expect(await registered()).toBe(address);
	const workflow = linksWorkflow(parameters());
	const started = await n8n.rest.call('POST', `/workflows/${workflow.id}/run`, {
		triggerToStartFrom: { name: 'Links' },
	});
	expect(at(started, 'data', 'waitingForWebhook')).toBe(true);
	const tested = await fetch(`${n8n.url}/webhook-test/lead/main/t?s=1`);
	expect(tested.status).toBe(200);
	expect(await registered()).toBe(address);

	const secrets = await store.secrets();
	const ref = { leadId: '01GONE00000000000000000001', email: 'gone@example.com' };
	const old = unsubscribeUrl(secrets, address, ref);
	const { folder } = n8n;
	await n8n.stop();
	n8n = await startN8n({
		folder,
		port: Number(new URL(n8n.url).port),
		// n8n prefers the newer name, which the runtime sets.
		env: { N8N_WEBHOOK_URL: '', WEBHOOK_URL: 'https://links.example.com/' },
	});
	await isRegistered('https://links.example.com/webhook/lead/main/t');

	await n8n.rest.call('POST', `/workflows/${workflow.id}/deactivate`);
	await n8n.rest.call('POST', `/workflows/${workflow.id}/archive`);
	await n8n.rest.publish(linksWorkflow({}, 'links00000000002'));
	await isRegistered('https://links.example.com/webhook/lead/main/t');
	const shown = await fetch(old);
	expect([shown.status, (await shown.text()).includes('<form method="post"')]).toEqual([200, true]);
}, 180_000);
