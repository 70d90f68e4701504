import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Editor, openEditor } from '../../scripts/runtime/browser';
import { freshFolder } from '../../scripts/runtime/fresh';
import { type Json, at, isJson, textAt } from '../../scripts/runtime/json';
import { type N8n, startN8n } from '../../scripts/runtime/n8n';
import { installByHand, packageName, project } from '../../scripts/runtime/pack';
import manifest from '../../package.json';

const pictures = path.join(project, 'artefacts', 'nodes');

/** Names of the nodes as package.json announces them, first letter small as n8n wants it. */
const announced: string[] = manifest.n8n.nodes.map((file: string) => {
	const name = path.basename(file, '.node.js');
	return `${packageName}.${name.charAt(0).toLowerCase()}${name.slice(1)}`;
});

let n8n: N8n;
let editor: Editor;
let types: Json[] = [];

beforeAll(async () => {
	fs.rmSync(pictures, { recursive: true, force: true });
	fs.mkdirSync(pictures, { recursive: true });
	const folder = await freshFolder();
	installByHand(folder);
	n8n = await startN8n({ folder, withPackage: false });
	const all: unknown = await n8n.get('/types/nodes.json').then((response) => response.json());
	types = (Array.isArray(all) ? all : []).filter(
		(type): type is Json => isJson(type) && String(type['name']).startsWith(`${packageName}.`),
	);
});

afterAll(async () => {
	await editor?.close();
	await n8n?.stop();
	if (n8n) fs.rmSync(n8n.folder, { recursive: true, force: true });
});

/** Our node types without the variants n8n makes of them for agents. */
const ours = () => types.filter((type) => !String(type['name']).endsWith('Tool'));

test('n8n lists every node that the package announces, and no other', () => {
	expect(
		ours()
			.map((type) => type['name'])
			.sort(),
	).toEqual([...announced].sort());
});

test('every node has an icon for light and for dark, and n8n serves both', async () => {
	for (const type of ours()) {
		for (const theme of ['light', 'dark']) {
			const response = await n8n.get(`/${textAt(type, 'iconUrl', theme)}`);
			expect([type['name'], theme, response.status, response.headers.get('content-type')]).toEqual([
				type['name'],
				theme,
				200,
				expect.stringContaining('svg'),
			]);
		}
	}
});

test('every bundled library loads from the installed package, which has no node_modules', () => {
	const installed = path.join(n8n.folder, '.n8n', 'nodes', 'node_modules', packageName);
	expect(fs.existsSync(path.join(installed, 'node_modules'))).toBe(false);
	const folder = path.join(installed, 'dist', 'lib', 'vendor');
	const libraries = fs.readdirSync(folder).filter((name) => name.endsWith('.js'));
	expect(libraries.length).toBeGreaterThan(0);
	const script = 'process.stdout.write(String(Object.keys(require(process.argv[1])).length))';
	for (const library of libraries) {
		const { stdout, stderr } = spawnSync(
			process.execPath,
			['-e', script, path.join(folder, library)],
			{
				cwd: n8n.folder,
				encoding: 'utf8',
			},
		);
		expect([library, stderr, Number(stdout) > 0]).toEqual([library, '', true]);
	}
});

describe('in the editor', () => {
	beforeAll(async () => {
		const nodes = ours().map((type, index) => ({
			id: `node-${index}`,
			name: textAt(type, 'displayName'),
			type: type['name'],
			typeVersion: [at(type, 'version')].flat().at(-1),
			position: [(index % 4) * 320, Math.floor(index / 4) * 240],
			parameters: {},
		}));
		await n8n.rest.call('POST', '/workflows', {
			id: 'everynode0001',
			name: 'Every node',
			nodes,
			connections: {},
			settings: { executionOrder: 'v1' },
		});
		editor = await openEditor(n8n);
		await editor.page.goto('/workflow/everynode0001');
		await editor.page.getByTestId('canvas-node').first().waitFor();
	});

	test('the canvas shows every node with its own icon', async () => {
		const { page } = editor;
		await page.waitForLoadState('networkidle');
		await page.screenshot({ path: path.join(pictures, 'canvas.png') });
		expect(await page.getByTestId('canvas-node').count()).toBe(announced.length);
		const icons = await page.locator('[data-test-id="canvas-node"] img').evaluateAll((images) =>
			images.map((image) => ({
				source: image.getAttribute('src') ?? '',
				loaded: 'naturalWidth' in image && Number(image.naturalWidth) > 0,
			})),
		);
		expect(icons).toHaveLength(announced.length);
		for (const icon of icons) {
			expect(icon).toEqual({ source: expect.stringContaining(packageName), loaded: true });
		}
	});

	test('every panel opens and shows its parameters', async () => {
		const { page } = editor;
		for (const type of ours()) {
			const name = textAt(type, 'displayName');
			await page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`).dblclick();
			const panel = page.getByTestId('ndv');
			await panel.waitFor();
			await page.getByTestId('parameter-item').first().waitFor();
			await page.screenshot({ path: path.join(pictures, `${name.replaceAll(' ', '-')}.png`) });
			await page.keyboard.press('Escape');
			await panel.waitFor({ state: 'hidden' });
		}
	});

	test('nothing complained in the browser', () => {
		expect(editor.complaints).toEqual([]);
	});
});
