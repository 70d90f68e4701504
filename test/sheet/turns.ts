/** Somebody who waits for a turn: to do its next call, or to begin at all. */
interface Waiting {
	what: 'call' | 'begin';
	go(): void;
}

/**
 * Runs that are at work side by side, of which one at a time moves, up to its next call: what happens depends on the seed alone,
 * however fast the machine is.
 */
export class Turns {
	private waiting: Waiting[] = [];
	private running = 0;
	private rested: () => void = () => undefined;

	/** @param random 0 ≤ n < 1, says who is next */
	constructor(private readonly random: () => number) {}

	/** Adds a run; it moves when `play` says so. */
	add(run: () => Promise<void>): void {
		this.running++;
		void this.wait('begin')
			.then(run)
			.catch((error: unknown) => (this.failed ??= { error }))
			.finally(() => {
				this.running--;
				this.rested();
			});
	}

	/** Waits until it is one's turn. */
	async wait(what: Waiting['what']): Promise<void> {
		await new Promise<void>((go) => {
			this.waiting.push({ what, go });
			this.rested();
		});
	}

	/** Lets the runs move until all have ended; `between` happens before each move. */
	async play(between: () => Promise<void>): Promise<void> {
		while (this.running > 0) {
			await between();
			const rest = new Promise<void>((done) => (this.rested = done));
			this.next().go();
			await rest;
			if (this.failed) throw this.failed.error;
		}
	}

	private failed: { error: unknown } | undefined;

	/** Mostly somebody who is in the middle of something. */
	private next(): Waiting {
		const calls = this.waiting.filter(({ what }) => what === 'call');
		const from = calls.length > 0 && this.random() < 0.9 ? calls : this.waiting;
		const next = from[Math.floor(this.random() * from.length)];
		if (!next) throw new Error('A run neither waits nor ends.');
		this.waiting = this.waiting.filter((each) => each !== next);
		return next;
	}
}
