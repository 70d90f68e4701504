import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { sectionKeys } from '../../lib/core/report/types';
import { report } from '../../lib/process/report/report';
import { openContext } from '../../lib/process/stores';
import { reportPage } from '../../lib/web/reportPage';
import { openEditor } from '../runtime/browser';
import { freshFolder } from '../runtime/fresh';
import { listAt, textAt } from '../runtime/json';
import { type N8n, startN8n } from '../runtime/n8n';
import { packageName, project } from '../runtime/pack';
import { type Demo, startDemo } from '../start/demo';
import { postSamples, readSamples } from '../start/samples';
import { tell } from '../start/screen';
import { allTemplates } from '../templates/catalogue';
import { everyPanel } from './panels';
import { saveAll, someLeads } from '../../test/process/report/leads';

const folder = path.join(project, 'docs', 'pictures');

/** The editor takes its time on a busy machine. */
const patienceMs = 180_000;

/** Large enough for words on a wide canvas. */
const screen = { width: 2000, height: 760 };

/** Nodes of the master template whose panels are shown in docs, by type, and the name of the picture. */
const panels: Readonly<Record<string, string>> = {
	filterByIcp: 'panel-filter-by-icp',
	score: 'panel-score',
	assign: 'panel-assign',
	nurtureSequence: 'panel-nurture-sequence',
};

/**
 * `npm run pictures` renews the pictures of the docs. `npm run pictures -- --panels FOLDER` puts one of every node's every panel into
 * a folder instead, light and dark, for a look at all of them; with `--canvases` it renews those of the templates alone,
 * or of the named ones: `-- --canvases 01 12`.
 */
async function main(): Promise<void> {
	const { values, positionals } = parseArgs({
		options: { panels: { type: 'string' }, canvases: { type: 'boolean' } },
		allowPositionals: true,
	});
	if (values.canvases) return await onlyCanvases(positionals);
	if (values.panels === undefined) return await docs();
	const into = path.resolve(values.panels);
	await withN8n(async (n8n) => {
		const made = await everyPanel(n8n, into);
		tell(`${made.length} pictures in ${into}`);
	});
}

/** Starts an n8n for a piece of work and leaves nothing of it behind. */
async function withN8n(work: (n8n: N8n) => Promise<void>): Promise<void> {
	const home = await freshFolder();
	const n8n = await startN8n({ folder: home });
	try {
		await work(n8n);
	} finally {
		await n8n.stop();
		fs.rmSync(home, { recursive: true, force: true });
	}
}

/** Takes the screenshots of docs/ anew, from a real n8n through which the sample leads went. */
async function docs(): Promise<void> {
	const home = await freshFolder();
	const demo = await startDemo(home, { anyPorts: true, tell });
	try {
		tell('Posting the sample leads …');
		await demo.summary(await postSamples(demo.webhook, readSamples(), () => undefined));
		const editor = await openEditor(demo.n8n, screen);
		try {
			await canvases(editor.page, demo);
			await editor.page.goto(`/workflow/${demo.master.workflow.id}`);
			await editor.page.getByTestId('canvas-node').first().waitFor();
			await nodePanels(editor.page, demo);
			await reports(editor.browser);
		} finally {
			await editor.close();
		}
	} finally {
		await demo.stop();
		fs.rmSync(home, { recursive: true, force: true });
	}
}

/** One picture of each template's canvas, as it is imported, and of the master's demo. */
async function canvases(page: Page, demo: Demo): Promise<void> {
	await canvas(page, demo.master.workflow.id, 'canvas');
	await templates(page, demo.n8n);
}

async function onlyCanvases(wanted: readonly string[]): Promise<void> {
	await withN8n(async (n8n) => {
		const editor = await openEditor(n8n, screen);
		editor.page.setDefaultTimeout(patienceMs);
		await templates(editor.page, n8n, wanted).finally(() => editor.close());
	});
}

async function templates(page: Page, n8n: N8n, wanted: readonly string[] = []): Promise<void> {
	fs.mkdirSync(path.join(folder, 'templates'), { recursive: true });
	for (const { template, workflow } of allTemplates()) {
		if (wanted.length > 0 && !wanted.some((start) => template.file.startsWith(start))) continue;
		// Beside the demo, which has the same id.
		const id = `picture${workflow.id}`.slice(0, 21);
		await n8n.rest.save({ ...workflow, id });
		await canvas(page, id, path.join('templates', template.file));
	}
}

async function canvas(page: Page, id: string, picture: string): Promise<void> {
	await page.setViewportSize(screen);
	await page.goto(`/workflow/${id}`);
	await page.getByTestId('canvas-node').first().waitFor();
	// What floats over the canvas in the editor.
	await page.addStyleTag({
		content:
			'[data-test-id="execute-workflow-button"], [data-test-id="canvas-controls"], .vue-flow__controls { visibility: hidden }',
	});
	const whole = await places(page);
	const tall = (whole.height / whole.width) * screen.width * 0.9;
	await page.setViewportSize({
		...screen,
		height: Math.round(Math.min(1_600, Math.max(screen.height, tall + 160))),
	});
	await page.waitForLoadState('networkidle');
	await page.getByTestId('canvas').click({ position: { x: 5, y: 5 } });
	await page.keyboard.press('1');
	// The view glides to its place.
	await page.waitForTimeout(1_000);
	const clip = await places(page);
	await shoot(picture, { screenshot: (how) => page.screenshot({ ...how, clip }) });
}

/** The part of the page that holds every node and note. */
async function places(page: Page) {
	const boxes = await page
		.locator('.vue-flow__node')
		.evaluateAll((nodes) => nodes.map((node) => node.getBoundingClientRect().toJSON()));
	const edge = (of: (box: DOMRect) => number) => boxes.map((box) => of(box));
	const [x, y] = [Math.min(...edge((box) => box.x)) - 8, Math.min(...edge((box) => box.y)) - 8];
	return {
		x,
		y,
		width: Math.max(...edge((box) => box.right)) + 8 - x,
		height: Math.max(...edge((box) => box.bottom)) + 8 - y,
	};
}

async function nodePanels(page: Page, demo: Demo): Promise<void> {
	const taken = new Set<string>();
	for (const node of listAt(demo.master.workflow, 'nodes')) {
		const picture = panels[textAt(node, 'type').replace(`${packageName}.`, '')];
		if (picture === undefined || taken.has(picture)) continue;
		taken.add(picture);
		const name = textAt(node, 'name');
		await page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`).dblclick();
		await page.getByTestId('ndv').waitFor();
		await page.getByTestId('parameter-item').first().waitFor();
		await page.waitForLoadState('networkidle');
		await shoot(picture, page.getByTestId('node-parameters'));
		await page.keyboard.press('Escape');
		await page.getByTestId('ndv').waitFor({ state: 'hidden' });
	}
}

async function reports(browser: Browser): Promise<void> {
	const context = await openContext('Example Ltd', 'pictures');
	await saveAll(context.store, someLeads(2_000, context.now));
	const made = await report(context, {
		period: 'last30Days',
		compareWith: 'previous',
		sections: sectionKeys,
		vendors: [],
	});
	for (const [name, html, width, height] of [
		['report', reportPage(made), 1280, 900],
		['report-phone', reportPage(made), 390, 844],
	] as const) {
		const page = await browser.newPage({ viewport: { width, height } });
		await page.setContent(html);
		await shoot(name, page);
		await page.close();
	}
}

/** What can be photographed: a page, or a part of one. */
interface Subject {
	screenshot(options: { path: string }): Promise<unknown>;
}

async function shoot(name: string, subject: Subject): Promise<void> {
	await subject.screenshot({ path: file(name) });
	tell(`  docs/pictures/${name}.png, ${Math.round(fs.statSync(file(name)).size / 1000)} kB`);
}

const file = (name: string) => path.join(folder, `${name}.png`);

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
