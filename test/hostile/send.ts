import http from 'node:http';
import net from 'node:net';

/** A request that means harm. */
export interface HostileRequest {
	/** Where and what, in a few words, for whoever has to find the fault. */
	name: string;
	url: string;
	method: string;
	headers?: http.OutgoingHttpHeaders;
	body?: Buffer;
	/** Sent in pieces without saying how long it is. */
	chunked?: boolean;
}

/** What came back. */
export interface HostileAnswer {
	/** 0 where the connection was closed without an answer. */
	status: number;
	headers: http.IncomingHttpHeaders;
	text: string;
	/** From the last byte sent to the last byte received. */
	ms: number;
}

const patienceMs = 30_000;

/** Sends a request on a connection of its own; never rejects. */
export async function send(request: HostileRequest): Promise<HostileAnswer> {
	return await new Promise((resolve) => {
		let sent = performance.now();
		const ended = (answer: Omit<HostileAnswer, 'ms'>) =>
			resolve({ ...answer, ms: performance.now() - sent });
		const nothing = () => ended({ status: 0, headers: {}, text: '' });
		const { url, method, headers = {}, body, chunked } = request;
		const outgoing = http.request(url, {
			method,
			agent: false,
			headers: {
				...headers,
				...(body && !chunked ? { 'content-length': body.length } : {}),
				connection: 'close',
			},
		});
		outgoing.setTimeout(patienceMs, () => outgoing.destroy());
		outgoing.on('error', nothing);
		outgoing.on('response', (response) => {
			const chunks: Buffer[] = [];
			response.on('data', (chunk: Buffer) => chunks.push(chunk));
			response.on('error', nothing);
			response.on('end', () =>
				ended({
					status: response.statusCode ?? 0,
					headers: response.headers,
					text: Buffer.concat(chunks).toString('utf8'),
				}),
			);
		});
		outgoing.on('finish', () => {
			sent = performance.now();
		});
		if (body && chunked)
			for (let at = 0; at < body.length; at += 65_536)
				outgoing.write(body.subarray(at, at + 65_536));
		outgoing.end(body && !chunked ? body : undefined);
	});
}

/** Writes raw bytes, which need not be HTTP, and gives the status of what comes back, or 0. */
export async function sendRaw(url: string, bytes: string, patience = 3000): Promise<number> {
	return await new Promise((resolve) => {
		const { hostname, port } = new URL(url);
		const socket = net.connect(Number(port), hostname);
		let text = '';
		const end = () => {
			socket.destroy();
			resolve(Number(/^HTTP\/1\.[01] (\d{3})/.exec(text)?.[1] ?? 0));
		};
		socket.setTimeout(patience, end);
		socket.on('data', (chunk) => {
			text += chunk.toString('latin1');
		});
		socket.on('end', end);
		socket.on('error', end);
		socket.write(Buffer.from(bytes, 'latin1'));
	});
}

/**
 * Opens connections that send their body a byte at a time, and keeps them for as long as `work` takes.
 * @returns what `work` came to
 */
export async function whileDribbling<T>(
	url: string,
	connections: number,
	work: () => Promise<T>,
): Promise<T> {
	const { hostname, port, pathname } = new URL(url);
	const sockets = Array.from({ length: connections }, () => {
		const socket = net.connect(Number(port), hostname);
		socket.on('error', () => undefined);
		socket.write(
			`POST ${pathname} HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{`,
		);
		return socket;
	});
	const timer = setInterval(() => sockets.forEach((socket) => socket.write(' ')), 500);
	try {
		return await work();
	} finally {
		clearInterval(timer);
		for (const socket of sockets) socket.destroy();
	}
}
