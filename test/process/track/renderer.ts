import type { IncomingMessage } from 'node:http';
import https from 'node:https';
import { text } from 'node:stream/consumers';
import type { PublicAnswer } from '../../../lib/process/track/public/respond';
import { snippetTag } from '../../../lib/web/snippet';
import { startBrowser } from '../../../scripts/runtime/browser';
import { certificates } from '../../../scripts/runtime/certificates';
import { freePort } from '../../../scripts/runtime/ports';
import { personsAgent } from '../../e2e/track/visits';

/** A scanner that opens addresses in a real browser, with scripts, as those do that look for malicious pages. */
export interface Renderer {
	/** Opens each address in a tab of its own, all at once, and leaves it there for a moment. @throws where one is not answered well */
	render(urls: readonly string[]): Promise<void>;
	/** What the scripts of pages sent. */
	readonly posts: string[];
	close(): Promise<void>;
}

/**
 * Starts a browser for which two hosts are on this machine: that of the public address, and a website that counts its visits.
 *
 * @param address the public address as it stands in mails
 * @param website host of the website
 * @param ask answers a request to the public address
 */
export async function startRenderer(
	address: string,
	website: string,
	ask: (
		url: string,
		how: { method: string; userAgent: string; origin?: string; body: Record<string, unknown> },
	) => Promise<PublicAnswer>,
): Promise<Renderer> {
	const { host } = new URL(address);
	const { certificate, key } = certificates(host, website);
	const posts: string[] = [];
	const answer = async (request: IncomingMessage): Promise<PublicAnswer> => {
		if (request.headers.host === website) {
			const body = `<!doctype html><title>A website</title>${snippetTag(address)}<h1>A website</h1>`;
			return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
		}
		const sent = await text(request);
		if (sent) posts.push(sent);
		const body: Record<string, unknown> = sent.startsWith('{') ? JSON.parse(sent) : {};
		const { method = 'GET', url = '/' } = request;
		const { 'user-agent': userAgent = '', origin } = request.headers;
		return await ask(`https://${host}${url}`, {
			method,
			userAgent,
			body,
			...(origin ? { origin } : {}),
		});
	};
	const server = https.createServer({ cert: certificate, key }, (request, response) => {
		answer(request).then(
			({ status, headers, body }) => response.writeHead(status, headers).end(body),
			(error: unknown) => response.writeHead(500).end(String(error)),
		);
	});
	const port = await freePort();
	await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
	const browser = await startBrowser([
		`--host-resolver-rules=MAP ${host} 127.0.0.1:${port}, MAP ${website} 127.0.0.1:${port}`,
		// A process for every tab is what takes most of the time.
		'--process-per-site',
		'--renderer-process-limit=2',
	]);
	return {
		posts,
		render: async (urls) => {
			const context = await browser.newContext({
				userAgent: personsAgent,
				ignoreHTTPSErrors: true,
			});
			await Promise.all(
				urls.map(async (url) => {
					const page = await context.newPage();
					const response = await page.goto(url, { waitUntil: 'load' });
					if (response?.status() !== 200)
						throw new Error(`${url} was answered ${response?.status()}: ${await response?.text()}`);
					// Long enough for its time to be worth reporting.
					await page.waitForTimeout(600);
					await page.close();
				}),
			);
			await context.close();
		},
		close: async () => {
			await browser.close();
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
