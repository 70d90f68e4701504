import { createServer } from 'node:http';
import { at, isJson, listAt } from '../../scripts/runtime/json';

/** As much of HubSpot's contacts as n8n's node asks for, in memory. */
export interface FakeHubSpot {
	/** Address to reach it at. */
	readonly base: string;
	/** Contacts by e-mail: their properties and their id as `vid`. */
	readonly contacts: Map<string, Record<string, string>>;
	/** Tokens that came with the calls. */
	readonly tokens: Set<string>;
	stop(): Promise<void>;
}

/** Starts it on a free port of this machine. */
export async function fakeHubSpot(): Promise<FakeHubSpot> {
	const contacts: FakeHubSpot['contacts'] = new Map();
	const tokens = new Set<string>();
	const answer = (path: string, body: unknown): object | undefined => {
		const [, email] = /^\/contacts\/v1\/contact\/createOrUpdate\/email\/(.+)$/.exec(path) ?? [];
		if (email !== undefined) {
			const known = contacts.get(decodeURIComponent(email));
			const vid = known?.['vid'] ?? String(500 + contacts.size);
			const sent = listAt(body, 'properties').map((one): [string, string] => [
				String(at(one, 'property')),
				String(at(one, 'value')),
			]);
			const properties = { ...known, ...Object.fromEntries(sent), vid };
			contacts.set(decodeURIComponent(email), properties);
			return { vid: Number(vid), isNew: known === undefined };
		}
		const [, vid] = /^\/contacts\/v1\/contact\/vid\/(\d+)\/profile/.exec(path) ?? [];
		if (vid !== undefined) return { vid: Number(vid), properties: {} };
		if (path !== '/crm/v3/objects/contacts/search') return undefined;
		const results = [...contacts].map(([address, { vid: id, ...properties }]) => ({
			id,
			properties: { ...properties, email: address },
		}));
		return { total: results.length, results };
	};
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			tokens.add(String(request.headers.authorization));
			const text = Buffer.concat(chunks).toString('utf8');
			const body: unknown = text === '' ? {} : JSON.parse(text);
			const found = answer(request.url ?? '/', isJson(body) ? body : {});
			response.writeHead(found === undefined ? 404 : 200, { 'content-type': 'application/json' });
			response.end(JSON.stringify(found ?? { message: 'No such resource' }));
		});
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	const address = server.address();
	return {
		base: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
		contacts,
		tokens,
		stop: async () => {
			server.closeAllConnections();
			await new Promise<void>((done) => server.close(() => done()));
		},
	};
}
