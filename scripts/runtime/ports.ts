import net from 'node:net';

/** A port on 127.0.0.1 that nobody listens on: `wanted` where it is free, else one the system gives. */
export async function freePort(wanted?: number): Promise<number> {
	if (wanted !== undefined && (await probe(wanted)) !== undefined) return wanted;
	const port = await probe(0);
	if (port === undefined) throw new Error('This machine has no free port on 127.0.0.1.');
	return port;
}

/** The port that could be bound, or undefined where it is taken. */
function probe(port: number): Promise<number | undefined> {
	return new Promise((resolve) => {
		const server = net.createServer();
		server.once('error', () => resolve(undefined));
		server.listen(port, '127.0.0.1', () => {
			const address = server.address();
			server.close(() =>
				resolve(typeof address === 'object' && address !== null ? address.port : undefined),
			);
		});
	});
}
