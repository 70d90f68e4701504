import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Lead } from '../../lib/core/lead/lead';
import type { LeadStore } from '../../lib/store/port';
import { leadPageUrl, queuePageUrl } from '../../lib/web/links';
import { startBrowser } from '../../scripts/runtime/browser';
import { freshFolder } from '../../scripts/runtime/fresh';
import { type N8n, startN8n } from '../../scripts/runtime/n8n';
import { project } from '../../scripts/runtime/pack';
import { aRep } from '../store/fixtures';
import { lookAt, phone } from './look';
import { storeOf } from './stage';
import { linksWorkflow } from './track/count';

const pictures = path.join(project, 'artefacts', 'reps');
const day = 86_400_000;
const rep = aRep('kim@example.com', {
	name: 'Kim Example',
	email: 'kim@example.com',
	team: 'North',
});

/** A page takes no click before it has settled. */
const settlesMs = 600;

let n8n: N8n;
let browser: Browser;
let store: LeadStore;
let address: string;

beforeAll(async () => {
	fs.mkdirSync(pictures, { recursive: true });
	n8n = await startN8n({ folder: await freshFolder() });
	browser = await startBrowser();
	store = await storeOf(n8n);
	await store.saveReps([rep, { ...rep, repId: 'lou@example.com', email: 'lou@example.com' }]);
	const look = { name: 'Example Tools', color: '#0b6e5a' };
	const pages = linksWorkflow({ look });
	await n8n.rest.publish(pages);
	await n8n.rest.settled(pages.id);
	address = `${n8n.url}/webhook/lead/main/t`;
}, 240_000);

afterAll(async () => {
	await browser?.close();
	await store?.close();
	await n8n?.stop();
	if (n8n) fs.rmSync(n8n.folder, { recursive: true, force: true });
});

async function open(url: string, options: BrowserContextOptions): Promise<Page> {
	const page = await (await browser.newContext(options)).newPage();
	await page.goto(url);
	return page;
}

async function add(leadId: string, about: Partial<Lead> = {}): Promise<void> {
	const at = new Date(Date.now() - 3_600_000).toISOString();
	const lead: Lead = {
		leadId,
		fullName: `Robin ${leadId}`,
		company: 'Example Joinery Ltd',
		title: 'Workshop manager',
		email: `${leadId.toLowerCase()}@joinery.example`,
		phoneE164: '+14155550123',
		country: 'US',
		need: 'Plan jobs and order parts for twelve people, on phones too.',
		source: 'Website Form',
		score: 82,
		grade: 'A1',
		temperature: 'hot',
		scoreReasons: [
			{ rule: 'Demo or quote request', points: 40, decayed: 40, counted: 40 },
			{ rule: 'Company has 10 to 50 employees', points: 42, decayed: 42, counted: 42 },
		],
		stage: 'assigned',
		team: 'North',
		owner: rep.repId,
		assignedAt: at,
		dueAt: new Date(Date.now() + 900_000).toISOString(),
		createdAt: at,
		updatedAt: at,
		stageHistory: [{ from: 'filtered', to: 'assigned', by: 'Assign', at }],
		...about,
	};
	const [saved] = await store.saveLeads([
		{
			lead,
			version: 'new',
			keys: [],
			audit: { by: 'test', action: 'create', changes: {} },
			touchpoints: [
				{
					touchId: `${leadId}-1`,
					leadId,
					type: 'form.submit',
					direction: 'in',
					channel: 'web',
					content: 'Please show us how it works.',
					topics: [],
					actor: { kind: 'human', confidence: 1 },
					occurredAt: at,
					receivedAt: at,
					source: 'form',
					sourceId: leadId,
				},
			],
		},
	]);
	expect(saved?.kind).toBe('saved');
}

const waiting = {
	stage: 'filtered' as const,
	owner: undefined,
	assignedAt: undefined,
	dueAt: undefined,
};
const leadOf = async (leadId: string) => (await store.getLeads([leadId]))[0]?.lead;
const typesOf = async (leadId: string) =>
	(await store.touchpoints({ leadIds: [leadId], perLead: 100 })).map(({ type }) => type);
const pageOf = async (leadId: string, lastsMs = day) =>
	leadPageUrl(await store.secrets(), address, { leadId, owner: rep.repId }, Date.now() + lastsMs);
const queueOf = async (lastsMs = day) =>
	queuePageUrl(await store.secrets(), address, rep.repId, Date.now() + lastsMs);

/** Unfolds a part of the page, if it is folded, and presses its button. */
async function press(page: Page, name: string, fold?: string): Promise<string> {
	if (fold !== undefined) await page.getByText(fold, { exact: true }).click();
	await page.getByRole('button', { name, exact: true }).click();
	return (await page.getByRole('status').textContent()) ?? '';
}

/** A double click as people do it: the answer to the first click may be there before the second. */
async function twice(page: Page, name: string): Promise<string> {
	const button = page.getByRole('button', { name, exact: true });
	await button.scrollIntoViewIfNeeded();
	const box = await button.boundingBox();
	if (box === null) throw new Error(`'${name}' is not shown.`);
	// By the mouse alone: a locator would wait until the button can be pressed.
	await page.waitForTimeout(settlesMs);
	await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
	await page.waitForTimeout(150);
	await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
	await page.waitForTimeout(150);
	await page.waitForLoadState();
	return (await page.getByRole('status').textContent()) ?? '';
}

/** A desk's window is for the long form, `SOAK=1`: the pages are the same, and what is narrow breaks first. */
const sizes: Array<[string, BrowserContextOptions]> = [
	['390', phone],
	...(process.env['SOAK'] === '1'
		? [['1280', { viewport: { width: 1280, height: 900 } }] satisfies [string, object]]
		: []),
];

describe.each(sizes)('at %s pixels', (width, size) => {
	const id = (name: string) => `${name}${width}`;

	test('a rep sees what waits, claims the next by a double click only once, and opens it', async () => {
		await add(id('Best'), { ...waiting, score: 99, priority: 1 });
		await add(id('Next'), { ...waiting, score: 50, priority: 1 });
		await add(id('Mine'), { dueAt: new Date(Date.now() - 60_000).toISOString() });
		for (const colorScheme of ['light', 'dark'] as const) {
			const page = await open(await queueOf(), { ...size, colorScheme });
			await lookAt(page, pictures, `queue-${width}-${colorScheme}`);
			await page.context().close();
		}
		const page = await open(await queueOf(), size);
		await twice(page, 'Claim the next lead');
		expect((await leadOf(id('Best')))?.owner).toBe(rep.repId);
		expect((await leadOf(id('Next')))?.owner).toBeUndefined();
		expect(await press(page, 'Claim the next lead')).toContain('is yours now');
		expect((await leadOf(id('Next')))?.owner).toBe(rep.repId);
		await page.getByRole('link', { name: `Robin ${id('Best')}` }).click();
		await page.getByRole('heading', { level: 1, name: `Robin ${id('Best')}` }).waitFor();
		await page.getByRole('link', { name: 'Your leads' }).click();
		await page.getByRole('heading', { level: 1, name: 'Leads of Kim Example' }).waitFor();
		await page.context().close();
	});

	test('each button of the lead page does what it says, once', async () => {
		const leadId = id('Whole');
		const at = new Date().toISOString();
		await add(leadId, { nextAction: 'Accept the lead' });
		await store.saveTasks([
			{
				taskId: leadId,
				leadId,
				kind: 'phone',
				title: 'Ask for the plan',
				dueAt: at,
				createdAt: at,
				state: 'open',
			},
		]);
		for (const colorScheme of ['light', 'dark'] as const) {
			const page = await open(await pageOf(leadId), { ...size, colorScheme });
			await lookAt(page, pictures, `lead-${width}-${colorScheme}`);
			await page.context().close();
		}
		const page = await open(await pageOf(leadId), size);
		expect(await press(page, 'Accept')).toBe('The lead is yours.');
		expect(await press(page, 'Done: Call the lead')).toBe('Done.');
		expect(await press(page, 'Done: Ask for the plan')).toBe('The task is done.');
		await page.getByText('Log a call', { exact: true }).click();
		await page.getByLabel('How did it end?').selectOption('connected');
		await twice(page, 'Log call');
		expect((await leadOf(leadId))?.stage).toBe('contacted');
		await page.getByText('Add a note', { exact: true }).click();
		await page.locator('form:has(input[value=note]) textarea').fill('Wants an offer by Friday');
		expect(await press(page, 'Add note')).toBe('Saved.');
		await page.getByText('Move the stage', { exact: true }).click();
		await page.locator('select[name=stage]').selectOption('qualified');
		expect(await press(page, 'Move stage')).toBe('The stage is changed.');
		await lookAt(page, pictures, `lead-qualified-${width}`);
		expect(await press(page, 'Convert to opportunity', 'Convert')).toContain('opportunity now');
		expect(await leadOf(leadId)).toMatchObject({ stage: 'opportunity' });
		const types = await typesOf(leadId);
		for (const type of ['call.outbound', 'note.added'])
			expect(types.filter((one) => one === type)).toHaveLength(1);
		expect(types.filter((type) => type === 'task.done')).toHaveLength(2);
		await page.context().close();
	});

	test('a lead is disqualified with a reason, another given back, and its link is dead then', async () => {
		await add(id('Out'));
		await add(id('Back'));
		const page = await open(await pageOf(id('Out')), size);
		await page.getByText('Disqualify', { exact: true }).first().click();
		await page.getByLabel('Reason').selectOption('noBudget');
		expect(await press(page, 'Disqualify')).toBe('The lead is disqualified.');
		expect(await leadOf(id('Out'))).toMatchObject({
			stage: 'disqualified',
			stageReason: 'noBudget',
		});
		await page.goto(await pageOf(id('Back')));
		expect(await twice(page, 'Give back')).toContain('You gave the lead back.');
		expect((await leadOf(id('Back')))?.owner).toBeUndefined();
		const dead = await page.goto(await pageOf(id('Back')));
		expect(dead?.status()).toBe(404);
		await page.context().close();
	});

	test('links that expired, were forged, or whose lead is somebody else’s by now open nothing', async () => {
		await add(id('Gone'));
		const good = await pageOf(id('Gone'));
		const page = await open(good, size);
		await page.getByRole('heading', { level: 1, name: `Robin ${id('Gone')}` }).waitFor();
		const forged = good.replace(/.{3}$/, 'AAA');
		const [stored] = await store.getLeads([id('Gone')]);
		const owner = 'lou@example.com';
		const texts: string[] = [];
		for (const url of [
			forged,
			await pageOf(id('Gone'), -1),
			await queueOf(-1),
			`${await queueOf()}A`,
		]) {
			expect((await page.goto(url))?.status()).toBe(404);
			texts.push(await page.locator('main').innerText());
		}
		await page.goto(good);
		await store.saveLeads([
			{
				lead: { ...stored!.lead, owner },
				version: stored!.version,
				audit: { by: 'test', action: 'reassign', changes: {} },
			},
		]);
		// The page is still open when the lead gets another owner.
		await page.getByText('Add a note', { exact: true }).click();
		await page.locator('form:has(input[value=note]) textarea').fill('Too late');
		await page.getByRole('button', { name: 'Add note' }).click();
		texts.push(await page.locator('main').innerText());
		expect(new Set(texts).size).toBe(1);
		expect(texts[0]).toContain('This link does not work');
		expect(await typesOf(id('Gone'))).not.toContain('note.added');
		await lookAt(page, pictures, `dead-${width}`);
		await page.context().close();
	});
});
