import { setTimeout as sleep } from 'node:timers/promises';
import { fewAtOnce } from '../runtime/fewAtOnce';
import { rounded } from './measure';
import type { Line } from './result';

/** How an address answered over all rounds. */
export interface Load {
	/** Requests per second of the best round. */
	perSecond: number;
	/** Milliseconds in which half of the requests, and 99 of 100, were answered. */
	p50: number;
	p99: number;
}

/** Sends one request, whose answer is read to its end. */
export type Send = () => Promise<Response>;

/**
 * Asks each address in turn, round by round, always with the same number of requests under way.
 * @param how.settle called after each of them, so that what one has left undone does not burden the next
 * @returns how the contender of a name did
 * @throws where an answer is not a good one
 */
export async function compareLoads<Name extends string>(
	contenders: Readonly<Record<Name, Send>>,
	how: { rounds: number; requests: number; parallel: number; settle?: () => Promise<void> },
): Promise<(name: Name) => Load> {
	const seen = new Map<string, { times: number[]; best: number }>();
	for (let round = 0; round < how.rounds; round++) {
		for (const [name, send] of Object.entries<Send>(contenders)) {
			const known = seen.get(name) ?? { times: [], best: Infinity };
			const began = performance.now();
			const jobs = Array.from({ length: how.requests }, () => async () => await timed(send));
			known.times.push(...(await fewAtOnce(jobs, how.parallel)));
			known.best = Math.min(known.best, performance.now() - began);
			seen.set(name, known);
			await how.settle?.();
		}
	}
	return (name) => {
		const { times, best } = seen.get(name) ?? { times: [], best: Infinity };
		return { perSecond: rounded((how.requests / best) * 1000), ...quantiles(times) };
	};
}

/** A line for requests per second, and two for the waiting. */
export function loadLines(what: string, ours: Load, rival: Load): Line[] {
	const waiting = (name: 'p50' | 'p99'): Line => ({
		what: `${what}, ${name}`,
		unit: 'ms',
		ours: ours[name],
		rival: rival[name],
		ratio: rounded(rival[name] / ours[name]),
	});
	return [
		{
			what,
			unit: 'requests/s',
			ours: ours.perSecond,
			rival: rival.perSecond,
			ratio: rounded(ours.perSecond / rival.perSecond),
		},
		waiting('p50'),
		waiting('p99'),
	];
}

/** Sends requests at a steady rate, whether or not those before were answered, and says how long they waited. */
export async function openLoop(
	send: Send,
	{ perSecond, requests }: { perSecond: number; requests: number },
): Promise<Omit<Load, 'perSecond'>> {
	const began = performance.now();
	const waiting: Array<Promise<number>> = [];
	for (let index = 0; index < requests; index++) {
		await sleep(Math.max(0, began + (index / perSecond) * 1000 - performance.now()));
		waiting.push(timed(send));
	}
	return quantiles(await Promise.all(waiting));
}

async function timed(send: Send): Promise<number> {
	const began = performance.now();
	const response = await send();
	await response.arrayBuffer();
	if (response.status >= 400) throw new Error(`${response.url} answered ${response.status}`);
	return performance.now() - began;
}

function quantiles(times: number[]): Omit<Load, 'perSecond'> {
	const sorted = times.toSorted((a, b) => a - b);
	const at = (share: number) =>
		rounded(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
	return { p50: at(0.5), p99: at(0.99) };
}

/** A node of a workflow that is measured. */
export function part(
	name: string,
	type: string,
	typeVersion: number,
	parameters: object,
	id: string,
) {
	return {
		id,
		name,
		type,
		typeVersion,
		parameters,
		position: [0, 0],
		webhookId: `0b0d7a0e-1111-4222-8333-44445555666${id}`,
	};
}

/** A workflow whose nodes follow one another. */
export function workflow(id: string, nodes: Array<ReturnType<typeof part>>) {
	const connections = Object.fromEntries(
		nodes
			.slice(1)
			.map(({ name }, index) => [
				nodes[index]?.name ?? '',
				{ main: [[{ node: name, type: 'main', index: 0 }]] },
			]),
	);
	return { id, name: id, nodes, connections, settings: { executionOrder: 'v1' } };
}
