import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { allNodes } from '../engine/catalogue';
import type { N8n } from '../runtime/n8n';
import { packageName } from '../runtime/pack';
import { openEditor } from '../runtime/browser';
import { operationsOf } from '../try/list';

const workflowId = 'panelsOfAllNodes';
/** The editor takes its time on a busy machine. */
const patienceMs = 120_000;

/**
 * Takes a picture of the panel of every node and operation in the real editor, for a look at all of them: light and dark, at the
 * width at which n8n shows a panel on a screen of 1280 pixels.
 * @param folder where the pictures go, e.g. `score.explain.dark.png`
 */
export async function everyPanel(n8n: N8n, folder: string): Promise<string[]> {
	fs.mkdirSync(folder, { recursive: true });
	const shown = allNodes().flatMap(({ type }) =>
		operationsOf(type).map(({ value }) => ({
			type: type.description.name,
			picture: [type.description.name, value].filter(Boolean).join('.'),
			parameters: value === '' ? {} : { operation: value },
		})),
	);
	const nodes = shown.map(({ type, picture, parameters }, index) => ({
		id: picture,
		name: picture,
		type: `${packageName}.${type}`,
		typeVersion: 1,
		position: [(index % 8) * 240, Math.floor(index / 8) * 160],
		parameters,
	}));
	await n8n.rest.call('POST', '/workflows', {
		id: workflowId,
		name: 'Panels',
		nodes,
		connections: {},
		settings: {},
	});
	const made: string[] = [];
	for (const scheme of ['light', 'dark'] as const) {
		const editor = await openEditor(n8n, { width: 1280, height: 1400 });
		try {
			editor.page.setDefaultTimeout(patienceMs);
			await editor.page.emulateMedia({ colorScheme: scheme });
			await editor.page.goto(`/workflow/${workflowId}`);
			await editor.page.getByTestId('canvas-node').first().waitFor();
			await editor.page.waitForLoadState('networkidle');
			await editor.page.getByTestId('canvas').click({ position: { x: 5, y: 5 } });
			// All of them into view.
			await editor.page.keyboard.press('1');
			await editor.page.waitForTimeout(2_000);
			for (const { picture } of shown) {
				const file = path.join(folder, `${picture}.${scheme}.png`);
				await panel(editor.page, picture, file);
				made.push(file);
			}
		} finally {
			await editor.close();
		}
	}
	return made;
}

async function panel(page: Page, name: string, file: string): Promise<void> {
	await page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`).dblclick();
	const parameters = page.getByTestId('node-parameters');
	await parameters.waitFor();
	await page.waitForLoadState('networkidle');
	await parameters.screenshot({ path: file });
	await page.keyboard.press('Escape');
	await page.getByTestId('ndv').waitFor({ state: 'hidden' });
}
