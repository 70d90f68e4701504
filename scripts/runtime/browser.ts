import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { type Browser, type Page, chromium, selectors } from 'playwright-core';
import { tool } from './environment';
import type { N8n } from './n8n';

/** A browser that is signed in to an n8n. */
export interface Editor {
	readonly browser: Browser;
	readonly page: Page;
	/** What the pages wrote to their console as an error, or threw, since the start. */
	readonly complaints: string[];
	close(): Promise<void>;
}

/**
 * Starts a headless Chromium.
 *
 * @param more arguments on its command line
 */
export function startBrowser(more: readonly string[] = []): Promise<Browser> {
	const executable = tool('chromium');
	return chromium.launch({
		executablePath: executable,
		// A container runs as root, where Chromium's own sandbox does not work; it opens our own pages only.
		args: ['--no-sandbox', '--disable-dev-shm-usage', '--font-render-hinting=none', ...more],
		env: { ...definedOnly(process.env), ...libraries(executable) },
	});
}

/** Opens a browser window with the owner's session. */
export async function openEditor(n8n: N8n, size = { width: 1600, height: 1000 }): Promise<Editor> {
	selectors.setTestIdAttribute('data-test-id');
	const browser = await startBrowser();
	const context = await browser.newContext({ viewport: size, baseURL: n8n.url });
	await context.addCookies(
		n8n.rest
			.cookie()
			.split('; ')
			.map((pair) => {
				const split = pair.indexOf('=');
				return { name: pair.slice(0, split), value: pair.slice(split + 1), url: n8n.url };
			}),
	);
	// n8n ties the session to the id that its editor keeps here.
	await context.addInitScript(
		(id) => window.localStorage.setItem('n8n-browserId', id),
		n8n.rest.browserId,
	);
	const page = await context.newPage();
	const complaints: string[] = [];
	page.on('pageerror', (error) => complaints.push(String(error)));
	page.on('console', (message) => {
		if (message.type() === 'error')
			complaints.push(`${message.text()} (${message.location().url})`);
	});
	return { browser, page, complaints, close: () => browser.close() };
}

/** Shared libraries and fonts that came with Chromium, for a machine that lacks them. */
function libraries(executable: string): Record<string, string> {
	const folder = path.dirname(executable);
	const missing = spawnSync('ldd', [executable], { encoding: 'utf8' }).stdout?.includes(
		'not found',
	);
	const fonts = spawnSync('fc-list', { encoding: 'utf8' }).stdout ?? '';
	return {
		...(missing ? { LD_LIBRARY_PATH: path.join(folder, 'al2023', 'lib') } : {}),
		...(fonts === '' ? { FONTCONFIG_PATH: path.join(folder, 'fonts') } : {}),
	};
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
	return Object.fromEntries(
		Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
	);
}
