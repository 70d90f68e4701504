import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Gate, Parcel, SendOutcome } from '../../../lib/mail';
import { enrol } from '../../../lib/process/nurture/enrol';
import type { Courier } from '../../../lib/process/nurture/mailing';
import { runDueSteps } from '../../../lib/process/nurture/runDueSteps';
import type { LeadStore } from '../../../lib/store/port';
import { aClock, aContext, aDraft, aLead, aMailing, anEmail, aStore, monday, saved } from './kit';

const leaseMs = 60_000;
const clock = aClock();
let place: Awaited<ReturnType<typeof aStore>>;
/** The recipients' mailboxes: how many copies of each Message-ID there are. */
let arrived: Map<string, number>;

beforeEach(async () => {
	clock.now = monday;
	arrived = new Map();
	place = await aStore(clock);
});

afterEach(async () => {
	await place.remove();
});

/** What a process does at its contacts with the world. */
interface Fortune {
	contact<T>(effect: () => Promise<T>): Promise<T>;
}

/** The process stands still before one of its contacts until something has happened, and then goes on as if nothing had. */
class Standstill implements Fortune {
	private contacts = 0;
	constructor(
		private readonly at: number,
		private readonly until: () => Promise<unknown>,
	) {}

	get happened() {
		return this.contacts >= this.at;
	}

	async contact<T>(effect: () => Promise<T>): Promise<T> {
		if (++this.contacts === this.at) await this.until();
		return await effect();
	}
}

/** The process dies at these of its contacts with the world; from then on nothing it does has any effect. */
class Fate implements Fortune {
	private contacts = 0;
	dead = false;
	constructor(
		private readonly at: number,
		private readonly when: 'before' | 'after',
	) {}

	get happened() {
		return this.contacts;
	}

	async contact<T>(effect: () => Promise<T>): Promise<T> {
		if (this.dead) throw new Error('dead');
		const mine = ++this.contacts;
		if (mine === this.at && this.when === 'before') this.die();
		const result = await effect();
		if (mine === this.at && this.when === 'after') this.die();
		if (this.dead) throw new Error('dead');
		return result;
	}

	private die(): never {
		this.dead = true;
		throw new Error('dead');
	}
}

/** The store as a process sees it that may die at any call. */
function mortal(store: LeadStore, fate: Fortune): LeadStore {
	return new Proxy(store, {
		get(target, name) {
			const value: unknown = Reflect.get(target, name);
			if (typeof value !== 'function') return value;
			return async (...args: unknown[]): Promise<unknown> =>
				await fate.contact(async () => (await Reflect.apply(value, target, args)) as unknown);
		},
	});
}

/** A server and the way to it: connect, envelope, body, gate, dot, answer; each a moment in which we may die. */
function mortalCourier(fate: Fortune): Courier {
	const nothing = async () => await Promise.resolve();
	return {
		async send(parcel: Parcel, gate: Gate): Promise<SendOutcome> {
			await fate.contact(nothing);
			await fate.contact(nothing);
			const messageId =
				/^Message-ID:\s*(<[^>]+>)/im.exec((await parcel.raw()).toString('latin1'))?.[1] ?? '';
			if ((await gate()) === 'stop') return { kind: 'stopped', why: 'stopped' };
			await fate.contact(async () => {
				await nothing();
				arrived.set(messageId, (arrived.get(messageId) ?? 0) + 1);
			});
			await fate.contact(nothing);
			return { kind: 'accepted', reply: '250 OK' };
		},
		close: () => undefined,
	};
}

async function live(fate: Fortune): Promise<void> {
	const ctx = await aContext(mortal(place.store, fate), clock);
	await runDueSteps(ctx, {
		mailing: aMailing(),
		courier: mortalCourier(fate),
		batch: 100,
		most: 100,
		leaseMs,
	});
}

async function run(fate: Fate): Promise<boolean> {
	try {
		await live(fate);
		return true;
	} catch (error) {
		if (!fate.dead) throw error;
		return false;
	}
}

/** Runs again and again as the schedule does, until everything that can be done is done. */
async function recover(): Promise<void> {
	for (let turn = 0; turn < 3; turn++) {
		clock.now += 2 * 86_400_000;
		expect(await run(new Fate(0, 'before'))).toBe(true);
	}
}

let people = 0;

/** New leads at the beginning of a sequence, all in the one store. */
async function begin(leads: number, steps: number): Promise<string[]> {
	const fresh = await saved(
		place.store,
		Array.from({ length: leads }, () => aLead(++people)),
	);
	const draft = aDraft(
		Array.from({ length: steps }, (_, n) =>
			anEmail(`step${n + 1}`, { wait: { amount: n === 0 ? 0 : 1, unit: 'days' } }),
		),
		{ name: `${steps} steps` },
	);
	await enrol(await aContext(place.store, clock), draft, fresh, { startFrom: { kind: 'now' } });
	return fresh.map(({ leadId }) => leadId);
}

/** @returns how many mails wait for a person's word */
async function check(leadIds: string[], steps: number): Promise<number> {
	const deliveries = await place.store.deliveries({ leadIds, limit: 1_000 });
	let uncertain = 0;
	let copies = 0;
	for (const { messageId, state } of deliveries) {
		const here = arrived.get(messageId) ?? 0;
		copies += here;
		expect(here).toBeLessThanOrEqual(1);
		if (state === 'accepted') expect(here).toBe(1);
		else {
			expect(state).toBe('uncertain');
			uncertain++;
		}
	}
	// Whoever is not through waits for a person's word, and everybody else got everything.
	const enrolments = await place.store.enrolmentsOf(leadIds);
	expect(enrolments).toHaveLength(leadIds.length);
	expect(enrolments.filter(({ state }) => state === 'finished').length + uncertain).toBe(
		leadIds.length,
	);
	if (uncertain === 0) expect(copies).toBe(leadIds.length * steps);
	await place.store.stopEnrolments({ leadIds, by: 'test' });
	return uncertain;
}

describe('a sender that dies at its n-th contact with store or server', () => {
	it.each(['before', 'after'] as const)('loses and doubles nothing, dying %s it', async (when) => {
		let died = true;
		let uncertain = 0;
		let at = 0;
		while (died) {
			const leads = await begin(2, 2);
			died = !(await run(new Fate(++at, when)));
			await recover();
			uncertain += await check(leads, 2);
		}
		expect(at).toBeGreaterThan(20);
		// The moments between gate and answer cannot be told apart from outside; they are shown, never repeated.
		expect(uncertain).toBeGreaterThan(0);
	});

	it('loses and doubles nothing when its successor dies as well, at every pair of moments', async () => {
		for (let first = 1, alive = false; !alive; first++) {
			for (let second = 1, done = false; !done; second++) {
				const leads = await begin(1, 1);
				alive = await run(new Fate(first, second % 2 === 0 ? 'after' : 'before'));
				clock.now += leaseMs + 1_000;
				done = await run(new Fate(second, 'before'));
				await recover();
				await check(leads, 1);
			}
		}
	});
});

describe('a sender that stands still for longer than its lease', () => {
	it('loses, doubles and strands nothing, at every pair of moments of it and of its successor', async () => {
		for (let first = 1, stood = true; stood; first++) {
			for (let second = 1, met = true; met; second++) {
				const leads = await begin(1, 1);
				let after: Promise<void> | undefined;
				let before: Promise<void> = Promise.resolve();
				const one = new Standstill(first, async () => {
					clock.now += leaseMs + 1_000;
					// The first goes on once the second stands still in its turn, or is through; the second when the first is.
					await new Promise<void>((goOn) => {
						const other = new Standstill(second, async () => {
							goOn();
							await before;
						});
						after = live(other).finally(() => {
							met = other.happened;
							goOn();
						});
					});
				});
				before = live(one);
				await before;
				await after;
				stood = one.happened;
				met &&= stood;
				await recover();
				await check(leads, 1);
			}
		}
	}, 90_000);
});
