import { clearInterval, setInterval } from 'node:timers';

/**
 * Works while a lease is renewed three times per length of it, so that only the lease of a dead process lapses. A renewal
 * that fails is left to the next one: if all fail the lease lapses, and fences keep two workers apart.
 */
export async function holding<T>(
	leaseMs: number,
	renew: () => Promise<void>,
	work: () => Promise<T>,
): Promise<T> {
	const beat = setInterval(() => {
		renew().catch(() => undefined);
	}, leaseMs / 3);
	beat.unref();
	try {
		return await work();
	} finally {
		clearInterval(beat);
	}
}
