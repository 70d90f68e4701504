import { sheetsClient, type SheetsClient } from '../../lib/sheet/client';
import { sendOver, type Http } from '../../lib/sheet/google';

/** Google's hosts, as calls name them. */
const hosts = /^https:\/\/[a-z]+\.googleapis\.com/;

/** Carries calls for Google over HTTP to a fake server; a connection that is cut is an answer without a status. */
export function httpTo(base: string): Http {
	return async ({ method, url, query = {}, body }) => {
		const address = `${url.replace(hosts, base)}?${new URLSearchParams(query).toString()}`;
		try {
			const response = await fetch(address, {
				method,
				...(body === undefined
					? {}
					: { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
			});
			return { status: response.status, body: await response.json() };
		} catch (error) {
			return { status: undefined, body: error instanceof Error ? error.message : 'No answer.' };
		}
	};
}

/** A client that reaches a fake server over HTTP and tries again a thousand times as fast as it would at Google's. */
export function httpClient(base: string, spreadsheetId: string): SheetsClient {
	const patience = {
		wait: async (ms: number) => await new Promise<void>((done) => setTimeout(done, ms / 1_000)),
		random: Math.random,
		patienceMs: 150_000,
	};
	const nonce = Math.random().toString(36).slice(2);
	return sheetsClient(spreadsheetId, sendOver({ http: httpTo(base) }), patience, nonce);
}
