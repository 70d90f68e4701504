/** Places of the stretches of time that are counted: the period, the one before, what came after it, its last week, the four weeks before. */
export const places = { period: 0, previous: 1, after: 2, week: 3, base: 4 } as const;

/** One line of a count as the store gives it. */
export interface CountLine {
	what: string;
	period: number;
	keys: readonly string[];
	n: number;
	sum: number;
}
/** What lines come to. */
export interface Amount {
	n: number;
	sum: number;
}

/** More sources, campaigns or topics than these are kept together: a campaign name made up for every visit must not fill the memory. */
const mostLines = 50_000;

/** The lines of a report's counts, those that belong together added up. */
export class Counts {
	private readonly byWhat = new Map<string, Map<string, CountLine>>();
	private kept = 0;

	/** Adds a page. */
	add(page: readonly CountLine[]): void {
		for (const line of page) {
			if (this.joins(line)) continue;
			const kept =
				this.kept >= mostLines && foldable.has(line.what) ? { ...line, keys: folded(line) } : line;
			if (kept !== line && this.joins(kept)) continue;
			this.kept += 1;
			this.of(kept.what).set(keyOf(kept), { ...kept });
		}
	}

	/** Adds a line to the one that it belongs together with, where there is one. */
	private joins(line: CountLine): boolean {
		const known = this.of(line.what).get(keyOf(line));
		if (known === undefined) return false;
		known.n += line.n;
		known.sum += line.sum;
		return true;
	}

	/** Lines of a count in one period whose keys begin with these; '*' stands for any. */
	lines(what: string, period: number, ...keys: string[]): CountLine[] {
		return [...(this.byWhat.get(what)?.values() ?? [])].filter(
			(line) =>
				line.period === period && keys.every((key, at) => key === '*' || line.keys[at] === key),
		);
	}

	/** What they come to. */
	total(what: string, period: number, ...keys: string[]): Amount {
		return added(this.lines(what, period, ...keys));
	}

	/** What they come to, by the key at a place; the largest first, then by name. */
	by(place: number, what: string, period: number, ...keys: string[]): Array<[string, Amount]> {
		const groups = Map.groupBy(
			this.lines(what, period, ...keys),
			({ keys: all }) => all[place] ?? '',
		);
		return [...groups]
			.map(([key, lines]): [string, Amount] => [key, added(lines)])
			.sort(([a, one], [b, two]) => two.n - one.n || (a < b ? -1 : 1));
	}

	private of(what: string): Map<string, CountLine> {
		const known = this.byWhat.get(what);
		if (known !== undefined) return known;
		const made = new Map<string, CountLine>();
		this.byWhat.set(what, made);
		return made;
	}
}

/** Counts whose keys are names that strangers can make up. */
const foldable = new Set(['captured', 'reached', 'entered', 'topic', 'objection', 'mail', 'lost']);

/** Name under which the rest is kept. */
export const others = '(others)';

function keyOf({ period, keys }: CountLine): string {
	return [period, ...keys].join('\u0000');
}

function folded({ what, keys }: CountLine): string[] {
	const fixed = what === 'reached' || what === 'entered' || what === 'lost' || what === 'mail';
	return keys.map((key, place) => (fixed && place === 0 ? key : key === '' ? '' : others));
}

function added(lines: readonly CountLine[]): Amount {
	return lines.reduce(({ n, sum }, line) => ({ n: n + line.n, sum: sum + line.sum }), {
		n: 0,
		sum: 0,
	});
}

/**
 * The middle of values that are given with how often each occurs; of an even number the lower of the two in the middle.
 * @example median([[5, 1], [60, 2]]) //=> 60
 */
export function median(
	values: ReadonlyArray<readonly [value: number, n: number]>,
): number | undefined {
	const sorted = [...values].sort(([a], [b]) => a - b);
	const total = sorted.reduce((sum, [, n]) => sum + n, 0);
	let seen = 0;
	for (const [value, n] of sorted) {
		seen += n;
		if (seen * 2 >= total) return value;
	}
	return undefined;
}
