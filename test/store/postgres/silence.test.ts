import net, { type Socket } from 'node:net';
import { expect, it } from '@jest/globals';
import { openStore } from '../../../lib/store/open';
import { wish } from '../contract/assign';
import { aCapture } from '../fixtures';
import { usePostgres } from './place';

/** A way to the database that can fall silent in the middle of a transaction, as a stopped process or a cut network does. */
async function silentLine(port: number) {
	const lines = new Set<{ client: Socket; server: Socket }>();
	let when: string | undefined;
	let fell = () => {};
	const line = net.createServer((client) => {
		const server = net.connect(port, '127.0.0.1');
		const pair = { client, server };
		lines.add(pair);
		for (const end of [client, server]) end.on('error', () => undefined);
		client.on('data', (bytes) => {
			server.write(bytes);
			if (when === undefined || !bytes.includes(when)) return;
			when = undefined;
			for (const end of [client, server]) end.pause();
			fell();
		});
		server.on('data', (bytes) => client.write(bytes));
		server.on('close', () => client.destroy());
		client.on('close', () => server.destroy());
	});
	await new Promise<void>((resolve) => line.listen(0, '127.0.0.1', resolve));
	const address = line.address();
	return {
		port: typeof address === 'object' ? (address?.port ?? 0) : 0,
		/** Falls silent once these words have gone to the database. */
		fallSilent: (words: string) =>
			new Promise<void>((resolve) => {
				when = words;
				fell = resolve;
			}),
		speak: () => {
			for (const { client, server } of lines) for (const end of [client, server]) end.resume();
		},
		stop: () =>
			new Promise<void>((resolve) => {
				for (const { client } of lines) client.destroy();
				line.close(() => resolve());
			}),
	};
}

const postgres = usePostgres();

it('goes on within seconds when a process falls silent while it holds the pools, and the silent one begins anew', async () => {
	const its = await postgres.place();
	const line = await silentLine(its.place.port);
	const other = await its.open();
	const stopped = await openStore({
		engine: 'postgres',
		place: { ...its.place, port: line.port },
		workspace: 'Main',
	});
	try {
		await other.saveLeads([aCapture('L1')]);
		const silent = line.fallSilent("name = 'pools' FOR UPDATE");
		const late = stopped.distribute(wish(['L1']));
		await silent;
		const began = performance.now();
		const [given] = await other.distribute(wish(['L1']));
		expect(given?.kind).toBe('assigned');
		expect(performance.now() - began).toBeGreaterThan(1_000);
		line.speak();
		expect((await late).map(({ kind }) => kind)).toEqual(['kept']);
		expect(await other.assignmentsOf(['L1'])).toHaveLength(1);
	} finally {
		await line.stop();
		await stopped.close();
		await its.remove();
	}
}, 30_000);
