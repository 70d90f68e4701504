/** A request with rows of its own, and whoever waits for it. Method syntax on purpose: a list holds them whatever their rows. */
interface Waiting<T, R> {
	rows: T[];
	now: number | undefined;
	resolve(answers: R[]): void;
	reject(error: unknown): void;
}

/** How much goes together. */
export interface Limits {
	/** Transactions under way at once: a second one works while the first waits for the disk. */
	lanes: number;
	/** Most rows of one transaction. */
	rows: number;
}

/**
 * Runs requests that treat every row by itself; those that come while others are under way go together in one transaction. So
 * fifty captures at once cost a few commits, and one alone waits for nobody. Where a common transaction fails by the fault of
 * one of its requests (`isOwnFault`), each is run by itself.
 * @param run answers as many as there were rows, in their order
 */
export function gathering<T, R>(
	run: (rows: T[], now: number | undefined) => Promise<R[]>,
	isOwnFault: (error: unknown) => boolean,
	limits: Limits,
): (rows: T[], now?: number) => Promise<R[]> {
	let waiting: Array<Waiting<T, R>> = [];
	let busy = 0;

	/** The requests of the next transaction: those with the time of the first. */
	const next = (): Array<Waiting<T, R>> => {
		const now = waiting[0]?.now;
		let rows = 0;
		const fits = (one: Waiting<T, R>) =>
			one.now === now && (rows === 0 || rows + one.rows.length <= limits.rows);
		const group: Array<Waiting<T, R>> = [];
		const left: Array<Waiting<T, R>> = [];
		for (const one of waiting) {
			const goes = fits(one);
			(goes ? group : left).push(one);
			if (goes) rows += one.rows.length;
		}
		waiting = left;
		return group;
	};
	const alone = async (one: Waiting<T, R>) => {
		await run(one.rows, one.now).then(
			(answers) => one.resolve(answers),
			(error: unknown) => one.reject(error),
		);
	};
	const together = async (group: Array<Waiting<T, R>>) => {
		const [first, second] = group;
		if (first === undefined) return;
		if (second === undefined) return await alone(first);
		let answers: R[];
		try {
			answers = await run(
				group.flatMap(({ rows }) => rows),
				first.now,
			);
		} catch (error) {
			if (isOwnFault(error)) for (const one of group) await alone(one);
			else for (const one of group) one.reject(error);
			return;
		}
		let from = 0;
		for (const { rows, resolve } of group) {
			resolve(answers.slice(from, from + rows.length));
			from += rows.length;
		}
	};
	const start = () => {
		while (busy < limits.lanes && waiting.length > 0) {
			busy += 1;
			void together(next()).finally(() => {
				busy -= 1;
				start();
			});
		}
	};
	return async (rows, now) =>
		await new Promise<R[]>((resolve, reject) => {
			// Requests of the same turn of the event loop go together.
			if (waiting.length === 0) queueMicrotask(start);
			waiting.push({ rows, now, resolve, reject });
		});
}
