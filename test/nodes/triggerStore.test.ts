import { afterEach, expect, it, jest } from '@jest/globals';
import { triggerStore } from '../../nodes/shared';

afterEach(() => {
	jest.useRealTimers();
});

/** A trigger's functions; `id` is its credential's, and reading that is counted. */
function trigger(id: string, host: () => string) {
	let reads = 0;
	const node = {
		id: 'n',
		name: 'Leads',
		type: 'leadCaptureTrigger',
		typeVersion: 1.1,
		position: [0, 0] as [number, number],
		parameters: {},
		credentials: { postgres: { id, name: 'Leads' } },
	};
	const getCredentials = async <T extends object>(): Promise<T> => {
		reads += 1;
		const place: object = { host: host(), port: 5432, database: 'leads', user: 'n8n' };
		return await Promise.resolve(place as T);
	};
	return {
		getNode: () => node,
		getNodeParameter: (name: string, fallback: string) =>
			name === 'store' ? 'postgres' : fallback,
		getCredentials,
		reads: () => reads,
	};
}

it('reads the credential of a trigger once in ten seconds, whatever comes in, and then as it is by now', async () => {
	jest.useFakeTimers({ now: 1_000_000 });
	let host = 'old.example';
	const one = trigger('c1', () => host);
	const other = trigger('c2', () => 'other.example');
	const hosts = async () =>
		(await Promise.all([one, one, other].map(triggerStore))).map(({ database }) => database?.host);
	await triggerStore(one);
	host = 'new.example';
	expect(await hosts()).toEqual(['old.example', 'old.example', 'other.example']);
	expect([one.reads(), other.reads()]).toEqual([1, 1]);
	jest.setSystemTime(1_010_001);
	expect(await triggerStore(one)).toMatchObject({ database: { host: 'new.example' } });
	expect(one.reads()).toBe(2);
});
