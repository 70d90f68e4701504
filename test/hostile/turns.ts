import { setTimeout as sleep } from 'node:timers/promises';

let underWay = 0;
let alone = Promise.resolve();
let isAlone = false;

/** Does something beside others of its kind, but not while something is done alone. */
export async function together<T>(work: () => Promise<T>): Promise<T> {
	while (isAlone) await alone;
	underWay += 1;
	try {
		return await work();
	} finally {
		underWay -= 1;
	}
}

/** Does something while nothing else is done: waits until all that is under way has ended, and lets nothing else begin. */
export async function byItself<T>(work: () => Promise<T>): Promise<T> {
	while (isAlone) await alone;
	isAlone = true;
	let end = () => {};
	alone = new Promise((resolve) => (end = resolve));
	try {
		while (underWay > 0) await sleep(20);
		return await work();
	} finally {
		isAlone = false;
		end();
	}
}
