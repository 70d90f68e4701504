import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Lead } from '../../lib/core/lead/lead';
import type { LeadStore } from '../../lib/store/port';
import { startBrowser } from '../../scripts/runtime/browser';
import { type Catcher, catchMail } from '../../scripts/runtime/catcher';
import { freshFolder } from '../../scripts/runtime/fresh';
import { type N8n, startN8n } from '../../scripts/runtime/n8n';
import { packageName, project } from '../../scripts/runtime/pack';
import { until } from '../../scripts/runtime/until';
import { lookAt, phone } from './look';
import { pageAround, startWebsite, type Website } from './website';
import { storeOf } from './stage';

const pictures = path.join(project, 'artefacts', 'forms');
const look = { name: 'Example Tools', color: '#0b6e5a' };
const consent = {
	consentText: 'Yes, send me news by e-mail. I can unsubscribe at any time.',
	consentVersion: '2026-03',
};

let n8n: N8n;
let mails: Catcher;
let website: Website;
let browser: Browser;
let store: LeadStore;

beforeAll(async () => {
	fs.mkdirSync(pictures, { recursive: true });
	mails = await catchMail();
	website = await startWebsite();
	n8n = await startN8n({ folder: await freshFolder() });
	browser = await startBrowser();
	store = await storeOf(n8n);
	const smtp = await n8n.rest.saveCredential('smtp', 'Mailbox', mails.credential);
	const team = await n8n.rest.saveCredential('httpBasicAuth', 'Team', {
		user: 'team',
		password: 'open-sesame',
	});
	const options = { allowedOrigins: website.url };
	website.pages.set('/guide.pdf', { type: 'application/pdf', body: '%PDF-1.4 a guide' });
	const forms: Record<string, object> = {
		landing: {
			kind: 'landing',
			title: 'Less paperwork for your workshop',
			description:
				'Plan jobs, order parts and write invoices in one place.\n\n- Ready in a day\n- Works on every phone\n- Answers from people',
			button: 'Book a demo',
			look,
			...consent,
		},
		contact: { kind: 'form', title: 'Talk to us', look, options },
		news: {
			kind: 'newsletter',
			look,
			...consent,
			consentRequired: true,
			doubleOptIn: true,
			confirmBy: 'smtp',
			from: 'Example Tools <hello@example.com>',
		},
		guide: {
			kind: 'gated',
			title: 'The workshop guide',
			look,
			afterSubmit: 'file',
			fileUrl: `${website.url}/guide.pdf`,
			fileName: 'Workshop Guide.pdf',
		},
		team: { kind: 'internal', look, access: 'password' },
	};
	for (const [name, parameters] of Object.entries(forms)) {
		await n8n.rest.publish({
			id: `form${name}0000001`,
			name,
			nodes: [
				{
					id: `form-${name}`,
					name: 'Form',
					type: `${packageName}.leadCaptureTrigger`,
					typeVersion: 1,
					position: [0, 0],
					webhookId: `form-${name}`,
					parameters: { source: 'form', path: `lead/main/${name}`, ...parameters },
					credentials: {
						smtp: { id: smtp, name: 'Mailbox' },
						httpBasicAuth: { id: team, name: 'Team' },
					},
				},
			],
			connections: {},
			settings: { executionOrder: 'v1' },
		});
	}
	for (const name of Object.keys(forms)) await n8n.webhook(`lead/main/${name}`);
}, 240_000);

afterAll(async () => {
	await browser?.close();
	await store?.close();
	await n8n?.stop();
	await website?.stop();
	await mails?.stop();
	if (n8n) fs.rmSync(n8n.folder, { recursive: true, force: true });
});

const address = (name: string) => `${n8n.url}/webhook/lead/main/${name}`;

async function open(url: string, options: BrowserContextOptions & { referer?: string } = {}) {
	const { referer, ...rest } = options;
	const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...rest });
	const page = await context.newPage();
	await page.goto(url, referer ? { referer } : {});
	return page;
}

const inspect = async (page: Page, name: string) => await lookAt(page, pictures, name);

async function leadOf(email: string): Promise<Lead> {
	return await until(`the lead ${email}`, async () => {
		const { leads } = await store.listLeads({
			conditions: [{ field: 'email', operator: 'is', value: email }],
			limit: 2,
		});
		return leads.length === 1 ? leads[0]?.lead : undefined;
	});
}

/** Presses Tab until the element with this id has the focus, as somebody without a mouse does. */
async function tabTo(page: Page, id: string): Promise<void> {
	for (let presses = 0; presses < 30; presses++) {
		await page.keyboard.press('Tab');
		if ((await page.evaluate('document.activeElement.id')) === id) return;
	}
	throw new Error(`The keyboard does not reach '${id}'.`);
}

test('a landing page is filled in by keyboard alone and keeps where the visitor came from', async () => {
	const query =
		'?utm_source=search&utm_medium=cpc&utm_campaign=spring&gclid=g-123&fbclid=f-9&fullName=Lena%20Example';
	const page = await open(`${address('landing')}${query}`, {
		referer: 'https://search.example/results',
	});
	await inspect(page, 'landing-1280');
	await tabTo(page, 'f-company');
	await page.keyboard.type('Example Joinery');
	await tabTo(page, 'f-email');
	await page.keyboard.type('lena@joinery.example');
	await tabTo(page, 'f-consent');
	await page.keyboard.press('Space');
	await page.waitForTimeout(2100);
	await page.keyboard.press('Enter');
	await page.getByRole('status').waitFor();
	await inspect(page, 'landing-thanks');
	expect(await leadOf('lena@joinery.example')).toMatchObject({
		fullName: 'Lena Example',
		company: 'Example Joinery',
		source: 'Landing Page',
		stage: 'new',
		firstUtm: { source: 'search', medium: 'cpc', campaign: 'spring' },
		firstClickIds: { gclid: 'g-123', fbclid: 'f-9' },
		referrer: expect.stringContaining('search.example'),
		consent: [{ given: true, text: consent.consentText, textVersion: consent.consentVersion }],
	});
	await page.context().close();
});

test('forms are readable on a phone, in light and in dark, and send strict headers', async () => {
	for (const name of ['landing', 'contact', 'news']) {
		for (const colorScheme of ['light', 'dark'] as const) {
			const page = await open(address(name), { ...phone, colorScheme });
			await inspect(page, `${name}-390-${colorScheme}`);
			await page.context().close();
		}
		const { headers } = await fetch(address(name));
		const policy = headers.get('content-security-policy') ?? '';
		expect(policy).toContain("default-src 'none'");
		expect(policy).toContain("form-action 'self'");
		expect(policy).toContain(
			name === 'contact' ? `frame-ancestors ${website.url}` : "frame-ancestors 'none'",
		);
		expect(policy).not.toContain('allow-same-origin');
		expect(headers.get('x-content-type-options')).toBe('nosniff');
		expect(headers.get('cache-control')).toBe('no-store');
	}
});

test('a newsletter sign-up works without scripts, says what is missing, and counts when confirmed', async () => {
	const page = await open(address('news'), { ...phone, javaScriptEnabled: false });
	await page.fill('#f-email', 'nora@');
	await page.getByRole('button').click();
	expect(await page.locator('.error').count()).toBe(2);
	expect(await page.inputValue('#f-email')).toBe('nora@');
	await page.screenshot({ path: path.join(pictures, 'news-errors.png'), fullPage: true });
	await page.fill('#f-email', 'nora@joinery.example');
	await page.check('#f-consent');
	await page.waitForTimeout(2100);
	await page.getByRole('button').click();
	await page.getByRole('status').waitFor();
	const mail = await until('the mail', () => mails.mails[0]);
	expect(mail.to).toEqual(['nora@joinery.example']);
	const link = /https?:\/\/\S+\?d=\S+/.exec(mail.parsed.text ?? '')?.[0] ?? '';
	expect((await leadOf('nora@joinery.example')).consent).toMatchObject([{ pending: true }]);
	await page.goto(link);
	await page.screenshot({ path: path.join(pictures, 'confirm.png'), fullPage: true });
	expect((await leadOf('nora@joinery.example')).consent).toMatchObject([{ pending: true }]);
	await page.getByRole('button').click();
	await page.getByRole('status').waitFor();
	expect((await leadOf('nora@joinery.example')).consent).toMatchObject([
		{ given: true, text: consent.consentText, textVersion: '2026-03' },
	]);
	await page.context().close();
});

test('a file is given for an address, and colleagues enter leads behind a password', async () => {
	const page = await open(address('guide'));
	await page.fill('#f-email', 'gil@joinery.example');
	await page.waitForTimeout(2100);
	await page.getByRole('button').click();
	await inspect(page, 'guide-file');
	const download = page.waitForEvent('download');
	await page.getByRole('link', { name: 'Download' }).click();
	const file = await download;
	expect(file.suggestedFilename()).toBe('Workshop Guide.pdf');
	expect(fs.readFileSync(await file.path(), 'utf8')).toBe('%PDF-1.4 a guide');
	await page.context().close();

	expect((await fetch(address('team'))).status).toBe(401);
	const inside = await open(address('team'), {
		httpCredentials: { username: 'team', password: 'open-sesame' },
	});
	await inspect(inside, 'team');
	await inside.getByLabel('Business card').check();
	await inside.fill('#f-fullName', 'Otto Example');
	await inside.fill('#f-email', 'otto@joinery.example');
	await inside.getByRole('button').click();
	await inside.getByRole('status').waitFor();
	expect(await leadOf('otto@joinery.example')).toMatchObject({ channel: 'Face to Face' });
	await inside.context().close();
});

test('a website shows the form in its place and as a pop-up', async () => {
	const script = `<script async src="${address('contact')}?s=1"`;
	website.pages.set('/inline', pageAround(`${script}></script>`));
	website.pages.set('/popup', pageAround(`${script} data-show="popup" data-delay="0"></script>`));
	for (const [name, size] of [
		['inline', { viewport: { width: 1000, height: 900 } }],
		['popup', phone],
	] as const) {
		const email = `${name}@joinery.example`;
		const page = await open(`${website.url}/${name}?utm_source=paper&msclkid=m-1`, size);
		const frame = page.frameLocator('iframe');
		await frame.locator('#f-email').waitFor();
		await page.waitForTimeout(2100);
		await page.screenshot({ path: path.join(pictures, `${name}.png`), fullPage: true });
		await frame.locator('#f-fullName').focus();
		await page.keyboard.type('Ida Example');
		await page.keyboard.press('Tab');
		await page.keyboard.press('Tab');
		await page.keyboard.type(email);
		await page.keyboard.press('Enter');
		await frame.getByRole('status').waitFor();
		await page.screenshot({ path: path.join(pictures, `${name}-thanks.png`), fullPage: true });
		expect(await leadOf(email)).toMatchObject({
			firstUtm: { source: 'paper' },
			firstClickIds: { msclkid: 'm-1' },
			landingUrl: expect.stringContaining(`${website.url}/${name}`),
		});
		if (name === 'popup') {
			await page.keyboard.press('Escape');
			await page.locator('dialog[open]').waitFor({ state: 'detached' });
			await page.reload();
			await page.waitForTimeout(500);
			expect(await page.locator('dialog[open]').count()).toBe(0);
		}
		await page.context().close();
	}
});
