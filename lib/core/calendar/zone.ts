/**
 * A time zone with its offsets kept as integers. Asking Intl for an offset costs microseconds and allocates, so each zone
 * remembers blocks of about six days: the offset at the block's start, and the one change inside it, if there is one.
 */
export interface Zone {
	/** Canonical IANA name. */
	readonly name: string;
	/** Local time minus UTC in milliseconds at an instant (milliseconds since the epoch). */
	offsetAt(instant: number): number;
	/** The first instant in (after, until] from which another offset holds. */
	changeBetween(after: number, until: number): number | undefined;
}

/**
 * The zone of an IANA name, or undefined when there is none of that name. Case does not matter; the same zone is shared.
 *
 * @example findZone('Europe/Berlin')?.offsetAt(Date.UTC(2026, 6, 1)) //=> 7_200_000
 */
export function findZone(name: string | undefined): Zone | undefined {
	if (name === undefined || name === '') return undefined;
	const known = byName.get(name);
	if (known !== undefined) return known;
	const clock = clockOf(name);
	if (clock === undefined) return undefined;
	const canonical = clock.resolvedOptions().timeZone;
	const zone = byName.get(canonical) ?? makeZone(canonical, clock);
	// Names come from strangers and may be spelled in endless ways of upper and lower case.
	if (byName.size > 2_000) byName.clear();
	byName.set(canonical, zone).set(name, zone);
	return zone;
}

/** Coordinated Universal Time, the zone to fall back on. */
export const utc: Zone = { name: 'UTC', offsetAt: () => 0, changeBetween: () => undefined };

/** Offset before and from `changeAt` on; a block without a change has it at infinity. */
interface Block {
	before: number;
	after: number;
	changeAt: number;
}

const byName = new Map<string, Zone>([['UTC', utc]]);

/** 2^29 ms = 6.2 days: shorter than any two changes of one zone since 1970 are apart. */
const blockLength = 2 ** 29;

function makeZone(name: string, clock: Intl.DateTimeFormat): Zone {
	const blocks = new Map<number, Block>();
	const blockOf = (index: number): Block => {
		const known = blocks.get(index);
		if (known !== undefined) return known;
		if (blocks.size > 4_096) blocks.clear();
		const block = readBlock(clock, index * blockLength);
		blocks.set(index, block);
		return block;
	};
	return {
		name,
		offsetAt: (instant) => {
			const block = blockOf(Math.floor(instant / blockLength));
			return instant < block.changeAt ? block.before : block.after;
		},
		changeBetween: (after, until) => {
			const last = Math.floor(until / blockLength);
			for (let index = Math.floor(after / blockLength); index <= last; index++) {
				const { changeAt } = blockOf(index);
				if (changeAt > after && changeAt <= until) return changeAt;
			}
			return undefined;
		},
	};
}

function readBlock(clock: Intl.DateTimeFormat, start: number): Block {
	const before = readOffset(clock, start);
	const after = readOffset(clock, start + blockLength);
	if (before === after) return { before, after, changeAt: Infinity };
	let low = Math.floor(start / 1_000);
	let high = Math.ceil((start + blockLength) / 1_000);
	while (high - low > 1) {
		const middle = Math.floor((low + high) / 2);
		if (readOffset(clock, middle * 1_000) === before) low = middle;
		else high = middle;
	}
	return { before, after, changeAt: high * 1_000 };
}

function clockOf(name: string): Intl.DateTimeFormat | undefined {
	try {
		return new Intl.DateTimeFormat('en-US', {
			timeZone: name,
			calendar: 'iso8601',
			numberingSystem: 'latn',
			hourCycle: 'h23',
			year: 'numeric',
			month: 'numeric',
			day: 'numeric',
			hour: 'numeric',
			minute: 'numeric',
			second: 'numeric',
		});
	} catch {
		return undefined;
	}
}

function readOffset(clock: Intl.DateTimeFormat, instant: number): number {
	const seconds = Math.floor(instant / 1_000) * 1_000;
	const part: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
	for (const { type, value } of clock.formatToParts(seconds)) part[type] = Number(value);
	const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
	return Date.UTC(year, month - 1, day, hour, minute, second) - seconds;
}
