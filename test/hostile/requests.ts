import { createHash } from 'node:crypto';
import type { Endpoint } from './endpoints';
import { headers } from './headers';
import { heavyBodies, pollution } from './heavy';
import { inputs } from './inputs';
import { post } from './post';
import { queries } from './queries';
import type { HostileRequest } from './send';
import { spoiledBytes, spoiledJson } from './spoiled';
import { oddTypes } from './types';

/** Made once: they are a hundred megabytes. */
const heavy = heavyBodies();

/** Where the big bodies go: one of each way a body is read. */
const heavyFor = new Set(['website', 'tally', 'form form', 'touchpoints']);

/** Every request that is made to the public addresses, no two alike. */
export function hostileRequests(endpoints: readonly Endpoint[]): HostileRequest[] {
	const all = endpoints.flatMap((endpoint) => [
		...bodies(endpoint),
		...inputs(endpoint),
		...queries(endpoint),
		...headers(endpoint),
	]);
	return [...new Map(all.map((request) => [identity(request), request])).values()];
}

function identity({ method, url, headers: sent, body, chunked }: HostileRequest): string {
	const about = `${method} ${url} ${JSON.stringify(sent)} ${chunked}`;
	return createHash('sha256')
		.update(about)
		.update(body ?? '')
		.digest('hex');
}

function bodies(endpoint: Endpoint): HostileRequest[] {
	const everything = [
		...spoiledJson().filter(
			(_body, index) => endpoint.name === 'website' || index % 12 === endpoint.name.length % 12,
		),
		...spoiledBytes().filter((_body, index) => endpoint.name === 'website' || index % 4 === 0),
		...pollution(),
		...oddTypes(),
		...(heavyFor.has(endpoint.name) ? heavy : []),
	];
	return everything.flatMap((body) => {
		const whole = post(endpoint, body);
		return body.bytes.length > 200_000 && body.headers === undefined
			? [whole, { ...whole, name: `${whole.name}, chunked`, chunked: true }]
			: [whole];
	});
}
