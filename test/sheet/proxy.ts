import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import os from 'node:os';
import path from 'node:path';
import { certificates } from '../../scripts/runtime/certificates';

/** A way to fake servers for programs that ask Google, or another service, by its own addresses. */
export interface GoogleProxy {
	/** What a program needs in its environment. */
	readonly env: NodeJS.ProcessEnv;
	stop(): Promise<void>;
}

/**
 * A proxy that leads every call for Google's API to a server on this machine, with a certificate of an authority that was made
 * for this run. Everything else is refused: nothing leaves the machine.
 * @param base address of the fake server
 * @param others addresses of further fake servers by the host they stand for, e.g. 'api.hubapi.com'
 */
export async function googleProxy(
	base: string,
	others: Readonly<Record<string, string>> = {},
): Promise<GoogleProxy> {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'google-proxy-'));
	const { authority, certificate, key } = certificates('*.googleapis.com', ...Object.keys(others));
	const authorityFile = path.join(folder, 'authority.pem');
	fs.writeFileSync(authorityFile, authority);
	const google = https.createServer({ cert: certificate, key }, (request, response) => {
		const { host: _host, ...headers } = request.headers;
		const forwarded = http.request(
			`${others[request.headers.host ?? ''] ?? base}${request.url ?? '/'}`,
			{ method: request.method ?? 'GET', headers },
			(answer) => {
				response.writeHead(answer.statusCode ?? 502, answer.headers);
				answer.pipe(response);
			},
		);
		forwarded.on('error', () => request.socket.destroy());
		request.pipe(forwarded);
	});
	const proxy = http.createServer((_request, response) => response.writeHead(403).end());
	proxy.on('connect', ({ url = '' }, socket) => {
		const known = Object.hasOwn(others, url.replace(/:443$/, ''));
		if (!known && !/^[a-z0-9]+\.googleapis\.com:443$/.test(url)) {
			socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
			return;
		}
		socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
		google.emit('connection', socket);
	});
	await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
	const address = proxy.address();
	const port = typeof address === 'object' && address ? address.port : 0;
	return {
		env: {
			HTTPS_PROXY: `http://127.0.0.1:${port}`,
			NO_PROXY: 'localhost,127.0.0.1',
			NODE_EXTRA_CA_CERTS: authorityFile,
		},
		async stop() {
			google.closeAllConnections();
			proxy.closeAllConnections();
			await new Promise<void>((done) => proxy.close(() => done()));
			fs.rmSync(folder, { recursive: true, force: true });
		},
	};
}
