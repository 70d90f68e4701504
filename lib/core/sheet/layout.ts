import { mapHeaders } from '../capture/headers/map';
import type { CellValue } from './cells';
import { columnOf, type TabSpec } from './columns';

/** A tab's columns as they lie now. */
export interface Layout {
	spec: TabSpec;
	/** Place of each managed column, by key. */
	place: ReadonlyMap<string, number>;
	/** The user's own columns: their header and place. Their values travel in the lead's `extra`. */
	own: ReadonlyArray<{ header: string; index: number }>;
	/** Managed columns the tab lacks, in their order. */
	missing: string[];
	/** Columns that are known by their header alone and shall get metadata. */
	unmarked: Array<{ key: string; index: number }>;
	/** What was found changed since the columns were marked, in plain words. */
	healed: string[];
	/** Columns that cannot be used as they are: two for one field, or without a header. */
	problems: string[];
}

/**
 * Finds the managed columns of a tab: by their metadata, which moves along with a column and survives a new name, else by the
 * header in any of the languages that imports understand. `marks` is the key in each column's metadata, by place.
 */
export function layoutOf(
	spec: TabSpec,
	headers: readonly CellValue[],
	marks: ReadonlyMap<number, string>,
	samples: ReadonlyArray<readonly string[]> = [],
): Layout {
	const names = headers.map((header) => (header === undefined ? '' : String(header).trim()));
	const place = new Map<string, number>();
	const healed: string[] = [];
	const problems: string[] = [];
	for (const [index, key] of [...marks].sort(([a], [b]) => a - b)) {
		const column = columnOf(spec, key);
		if (!column) continue;
		const taken = place.get(key);
		if (taken !== undefined) {
			problems.push(`Two columns stand for '${column.header}': the first one is used.`);
			continue;
		}
		place.set(key, index);
		const name = names[index] ?? '';
		if (name !== column.header)
			healed.push(`'${column.header}' is now called '${name || 'nothing'}'.`);
	}
	const unmarked = byHeader(spec, names, place, marks, samples);
	for (const { key, index } of unmarked) place.set(key, index);
	const used = new Set(place.values());
	const own = names.flatMap((header, index) =>
		header !== '' && !used.has(index) && !marks.has(index) ? [{ header, index }] : [],
	);
	return {
		spec,
		place,
		own: firstOfEach(own, problems),
		missing: spec.columns.map(({ key }) => key).filter((key) => !place.has(key)),
		unmarked,
		healed,
		problems,
	};
}

/** Columns without a mark whose header is one of ours, word for word first, then by meaning. */
function byHeader(
	spec: TabSpec,
	names: readonly string[],
	place: ReadonlyMap<string, number>,
	marks: ReadonlyMap<number, string>,
	samples: ReadonlyArray<readonly string[]>,
): Array<{ key: string; index: number }> {
	const taken = new Set(place.keys());
	const found: Array<{ key: string; index: number }> = [];
	const take = (key: string, index: number): void => {
		if (taken.has(key) || found.some((each) => each.index === index)) return;
		taken.add(key);
		found.push({ key, index });
	};
	const exact = new Map(spec.columns.map(({ header, key }) => [header.toLowerCase(), key]));
	names.forEach((name, index) => {
		const key = marks.has(index) ? undefined : exact.get(name.toLowerCase());
		if (key) take(key, index);
	});
	const meanings = spec.byMeaning ? mapHeaders(names, samples) : [];
	meanings.forEach(({ target, confidence }, index) => {
		const key =
			target === undefined || confidence < 0.8 || marks.has(index) || names[index] === ''
				? undefined
				: target;
		if (key && columnOf(spec, key)) take(key, index);
	});
	return found.sort((a, b) => a.index - b.index);
}

function firstOfEach(
	own: Array<{ header: string; index: number }>,
	problems: string[],
): Array<{ header: string; index: number }> {
	const seen = new Set<string>();
	return own.filter(({ header }) => {
		if (!seen.has(header)) return seen.add(header);
		problems.push(
			`Two columns of yours are called '${header}': only the first one is kept with the lead.`,
		);
		return false;
	});
}
