import http, { type RequestOptions } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import type { FakeSheets } from './fake/server';

/** One call as it would have left for Google. */
export interface Sent {
	host: string;
	method: string;
	path: string;
	authorization: string | undefined;
	body: string;
}

/** What stands in for Google while a test runs. */
export interface FakeGoogle {
	readonly sent: Sent[];
	/** Answers a call with this instead; undefined lets it through. */
	refuse: (call: Sent) => { status: number; body: unknown } | undefined;
	end(): Promise<void>;
}

/**
 * Leads this process's calls to Google's hosts to a fake server: whatever asks for https there reaches it over plain HTTP, so
 * that n8n's own way of sending and refreshing runs as it is. Other hosts are refused.
 */
export async function fakeGoogle(server: FakeSheets): Promise<FakeGoogle> {
	const google: FakeGoogle = { sent: [], refuse: () => undefined, end: async () => {} };
	const listener = http.createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const call: Sent = {
				host: String(request.headers['x-meant-for']),
				method: request.method ?? 'GET',
				path: request.url ?? '/',
				authorization: request.headers.authorization,
				body: Buffer.concat(chunks).toString('utf8'),
			};
			google.sent.push(call);
			const body: unknown = call.body.startsWith('{') ? JSON.parse(call.body) : undefined;
			const url = new URL(call.path, `https://${call.host}`);
			const answer = google.refuse(call) ?? server.answer(call.method, url, body);
			response.writeHead(answer.status, { 'content-type': 'application/json; charset=UTF-8' });
			response.end(answer.body === undefined ? '' : JSON.stringify(answer.body));
		});
	});
	await new Promise<void>((done) => listener.listen(0, '127.0.0.1', done));
	const address: AddressInfo | string | null = listener.address();
	const port = typeof address === 'object' && address ? address.port : 0;
	const genuine = https.request;
	const redirected = (
		options: RequestOptions,
		answered?: (response: http.IncomingMessage) => void,
	) => {
		const host = String(options.hostname ?? options.host);
		if (!host.endsWith('.googleapis.com')) throw new Error(`A test asked for ${host}.`);
		// The agent is one for TLS.
		const { agent: _agent, ...rest } = options;
		const plain = Object.fromEntries(Object.entries(rest).filter(([name]) => name !== 'agents'));
		return http.request(
			{
				...plain,
				protocol: 'http:',
				host: '127.0.0.1',
				hostname: '127.0.0.1',
				port,
				headers: { ...(Array.isArray(rest.headers) ? {} : rest.headers), 'x-meant-for': host },
			},
			answered,
		);
	};
	Object.assign(https, { request: redirected });
	google.end = async () => {
		Object.assign(https, { request: genuine });
		listener.closeAllConnections();
		await new Promise<void>((done) => listener.close(() => done()));
	};
	return google;
}
