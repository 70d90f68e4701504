import http from 'node:http';
import { freePort } from '../../scripts/runtime/ports';

/** A website of somebody else, which shows our forms. */
export interface Website {
	/** Its origin. */
	readonly url: string;
	/** What its pages show, by path. */
	readonly pages: Map<string, { type: string; body: string | Buffer }>;
	stop(): Promise<void>;
}

/** Starts a website on an origin of its own. */
export async function startWebsite(): Promise<Website> {
	const pages: Website['pages'] = new Map();
	const server = http.createServer((request, response) => {
		const page = pages.get((request.url ?? '/').split('?')[0] ?? '/');
		response.writeHead(page ? 200 : 404, { 'content-type': page?.type ?? 'text/plain' });
		response.end(page?.body ?? 'Not found');
	});
	const port = await freePort();
	await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${port}`,
		pages,
		stop: () =>
			new Promise((resolve) => {
				server.closeAllConnections();
				server.close(() => resolve());
			}),
	};
}

/** A page of the website around a piece of HTML, long enough to be scrolled. */
export function pageAround(content: string): { type: string; body: string } {
	return {
		type: 'text/html; charset=utf-8',
		body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Example Tools</title>
<style>body{font:1rem/1.6 Georgia,serif;margin:2rem auto;max-width:46rem;padding:0 1rem}</style></head>
<body><main><h1>Example Tools</h1><p>We make tools.</p>${content}<p>More about our tools.</p></main></body></html>`,
	};
}
