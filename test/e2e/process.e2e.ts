import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Editor, openEditor } from '../../scripts/runtime/browser';
import { project } from '../../scripts/runtime/pack';
import { until } from '../../scripts/runtime/until';
import { type Posted, postSamples, readSamples } from '../../scripts/start/samples';
import { type Summary, outcomesOf, settled, summarise } from '../../scripts/start/summary';
import expected from '../../workflows/samples/expected.json';
import { type Stage, setStage } from './stage';

const pictures = path.join(project, 'artefacts', 'process');

let stage: Stage;
let posted: Posted[];
let summary: Summary;

/** The SMTP server in the words of the summary. */
const mailbox = () => ({
	messageIds: async () => stage.mails.mails.map(({ messageId }) => messageId),
});

/** Mails that somebody has got twice: same address, same subject. */
const twice = () => {
	const seen = new Map<string, number>();
	for (const { to, parsed } of stage.mails.mails) {
		const key = `${to.join()} ${parsed.subject ?? ''}`;
		seen.set(key, (seen.get(key) ?? 0) + 1);
	}
	return [...seen].filter(([, count]) => count > 1);
};

beforeAll(async () => {
	fs.mkdirSync(pictures, { recursive: true });
	stage = await setStage();
	posted = await postSamples(stage.webhook, readSamples());
	await settled(stage.store, mailbox(), stage.busy);
	summary = await summarise(posted, stage.store, mailbox());
}, 300_000);

afterAll(() => stage?.end());

test('every template is imported, and the process is published', () => {
	expect(stage.master.published).toBe(true);
	expect(stage.templates.length).toBeGreaterThan(0);
});

test('every sample becomes what it should', async () => {
	const outcomes = await outcomesOf(posted, stage.store);
	const became = posted.map(({ sample }, index) => [sample.id, outcomes[index]]);
	expect(became).toEqual(readSamples().map(({ id, expect: { outcome } }) => [id, outcome]));
});

test('the summary is the table beside the samples', () => {
	expect(summary).toEqual(expected);
	expect(summary.lost).toBe(0);
	expect(summary.captured + summary.updated + summary.review + summary.rejected).toBe(
		summary.posted,
	);
});

test('nobody has a mail twice', () => expect(twice()).toEqual([]));

test('no execution ended with an error', async () => {
	const filter = encodeURIComponent(JSON.stringify({ status: ['error', 'crashed'] }));
	const failed = await stage.n8n.rest.call('GET', `/executions?filter=${filter}&limit=5`);
	expect(failed).toMatchObject({ data: { count: 0 } });
});

test('fifty posts of one lead at once make one lead and one mail', async () => {
	const email = 'fifty.at.once@rush-tools.example.com';
	const body = JSON.stringify({
		name: 'Fiona Rushmore',
		email,
		company: 'Rush Tools Ltd',
		jobTitle: 'Head of Sales',
		country: 'Germany',
		employees: '120',
		industry: 'Manufacturing',
		message: 'Please call me about a quote.',
	});
	const answers = await Promise.all(
		Array.from({ length: 50 }, () =>
			fetch(stage.webhook, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body,
			}),
		),
	);
	expect(answers.filter(({ status }) => status >= 300).map(({ status }) => status)).toEqual([]);
	await settled(stage.store, mailbox(), stage.busy);
	const { leads } = await stage.store.listLeads({
		conditions: [{ field: 'email', operator: 'is', value: email }],
		limit: 10,
	});
	expect(leads).toHaveLength(1);
	expect(stage.mails.mails.filter(({ to }) => to.includes(email))).toHaveLength(1);
});

describe('in the editor', () => {
	let editor: Editor;
	beforeAll(async () => {
		editor = await openEditor(stage.n8n);
	});
	afterAll(() => editor?.close());

	// The canvases of all templates are looked at by `npm run pictures`; that n8n knows their nodes, the linter holds.
	test('the canvas opens without an unknown node', async () => {
		const { page } = editor;
		await page.goto(`/workflow/${stage.master.workflow.id}`);
		await page.getByTestId('canvas-node').first().waitFor();
		await page.waitForLoadState('networkidle');
		await page.screenshot({ path: path.join(pictures, 'canvas.png') });
		expect(await page.getByText('Install this node', { exact: false }).count()).toBe(0);
	});

	test('a test event keeps its posted item', async () => {
		const { page } = editor;
		await page.goto(`/workflow/${stage.master.workflow.id}`);
		await page.getByTestId('canvas-node').first().waitFor();
		await page.waitForLoadState('networkidle');
		// The editor greets a published workflow with a checklist that lies over the canvas.
		await page.keyboard.press('Escape');
		await page.locator('[data-test-id="canvas-node"][data-node-name="Leads come in"]').dblclick();
		const output = page.getByTestId('output-panel');
		await output.getByRole('button', { name: 'Test this trigger' }).click();
		const body = { name: 'Tessa Probe', email: 'tessa.probe@probe-tools.example.com' };
		const answer = await until('the test address', async () => {
			const response = await fetch(stage.webhook.replace('/webhook/', '/webhook-test/'), {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(body),
			});
			return response.status === 404 ? undefined : response;
		});
		expect(answer.status).toBe(200);
		await output.getByText(body.email).first().waitFor();
		await page.screenshot({ path: path.join(pictures, 'test-event.png') });
	});

	test('nothing complained in the browser', () => expect(editor.complaints).toEqual([]));
});
