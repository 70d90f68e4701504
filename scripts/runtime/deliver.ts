import { setTimeout as sleep } from 'node:timers/promises';
import { at } from './json';

/** What became of a series of deliveries. */
export interface Delivered {
	/** Deliveries that were never accepted. */
	lost: number;
	/** Why deliveries were refused; each came again later. */
	refusals: string[];
	/** From the first post to the last acceptance. */
	seconds: number;
}

const mostAttempts = 30;

/**
 * Posts JSON to an address at a steady pace, whatever the answers, and as a provider does: what was not accepted comes again, each
 * time after about twice as long, half a minute at most.
 *
 * @param bodies of the posts, in their order
 */
export async function deliver(
	url: string,
	bodies: Iterable<object>,
	perSecond: number,
): Promise<Delivered> {
	const began = performance.now();
	const refusals: string[] = [];
	const answers: Array<Promise<boolean>> = [];
	for (const body of bodies) {
		answers.push(persist(url, body, refusals));
		// By the clock and not by a pause each: pauses are longer than they should be, on a busy machine by much.
		const due = began + (answers.length * 1000) / perSecond;
		await sleep(Math.max(0, due - performance.now()));
	}
	const accepted = await Promise.all(answers);
	return {
		lost: accepted.filter((one) => !one).length,
		refusals,
		seconds: (performance.now() - began) / 1000,
	};
}

/** One post, as often as it takes. */
async function persist(url: string, body: object, refusals: string[]): Promise<boolean> {
	for (let attempt = 0; attempt < mostAttempts; attempt++) {
		const refused = await post(url, body);
		if (refused === undefined) return true;
		refusals.push(refused);
		await sleep(Math.min(1000 * 2 ** attempt, 30_000) * (0.5 + Math.random()));
	}
	return false;
}

/** @returns why it was not accepted, undefined where it was */
async function post(url: string, body: object): Promise<string | undefined> {
	try {
		const response = await fetch(url, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
		const text = await response.text();
		return response.status === 200 ? undefined : `${response.status} ${text.slice(0, 200)}`;
	} catch (error) {
		return String(at(error, 'cause') ?? error).slice(0, 100);
	}
}
