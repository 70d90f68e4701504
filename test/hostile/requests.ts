import { createHash } from 'node:crypto';
import type { Body } from './body';
import type { Endpoint } from './endpoints';
import { headers } from './headers';
import { heavyBodies, pollution } from './heavy';
import { inputs } from './inputs';
import { post } from './post';
import { queries } from './queries';
import type { HostileRequest } from './send';
import { spoiledBytes, spoiledJson } from './spoiled';
import { oddTypes } from './types';

/** Where the big bodies go: one of each way a body is read. */
const heavyFor = new Set(['website', 'tally', 'form form', 'touchpoints']);

/**
 * Every request that is made to the public addresses, no two alike.
 * @param options.heavy with those of up to 17 MB
 */
export function hostileRequests(
	endpoints: readonly Endpoint[],
	options: { heavy: boolean },
): HostileRequest[] {
	// Made once and shared by the endpoints: together they are half a gigabyte.
	const types = oddTypes();
	const common = [...pollution(), ...types.filter(({ bytes }) => bytes.length < 1_000_000)];
	const heavy = options.heavy ? [...types, ...heavyBodies()] : [];
	const all = endpoints.flatMap((endpoint) => [
		...bodies(endpoint, common, heavy),
		...inputs(endpoint),
		...queries(endpoint),
		...headers(endpoint),
	]);
	return [...new Map(all.map((request) => [identity(request), request])).values()];
}

function identity({ method, url, headers: sent, body, chunked }: HostileRequest): string {
	return `${method} ${url} ${JSON.stringify(sent)} ${chunked} ${body ? digestOf(body) : ''}`;
}

const digests = new WeakMap<Buffer, string>();

function digestOf(body: Buffer): string {
	const known = digests.get(body) ?? createHash('sha256').update(body).digest('hex');
	digests.set(body, known);
	return known;
}

function bodies(
	endpoint: Endpoint,
	common: readonly Body[],
	heavy: readonly Body[],
): HostileRequest[] {
	const everything = [
		...spoiledJson().filter(
			(_body, index) => endpoint.name === 'website' || index % 12 === endpoint.name.length % 12,
		),
		...spoiledBytes().filter((_body, index) => endpoint.name === 'website' || index % 4 === 0),
		...common,
		...(heavyFor.has(endpoint.name) ? heavy : []),
	];
	return everything.flatMap((body) => {
		const whole = post(endpoint, body);
		return body.bytes.length > 200_000 && body.headers === undefined
			? [whole, { ...whole, name: `${whole.name}, chunked`, chunked: true }]
			: [whole];
	});
}
