import { rowOfRep, toRep } from '../../assign/repRow';
import type { Rep } from '../../assign/types';
import type { Zone } from '../../calendar';
import { asList } from '../../loose';
import { fromCell, type CellValue } from '../cells';
import type { Layout } from '../layout';
import { readRows } from '../rows';
import { dayList, daysOf, typedText } from './typed';
import type { ListRow } from './plan';

/** A rep as a row of the tab. */
export function repLine(rep: Rep): ListRow {
	return { ...rowOfRep(rep), days: dayList(rep.workingHours?.[0]?.days) };
}

/** What the Reps tab says. */
export interface ReadReps {
	reps: Rep[];
	/** Rows that cannot be taken, with the row as the sheet counts it. */
	problems: Array<{ row: number; message: string }>;
}

/**
 * The reps that people wrote into the tab. An empty cell is no limit, any language and so on; where its column was only just
 * made, it says nothing, and what is known stays.
 *
 * @param known the reps as they are, by id
 * @param made keys of columns that were made in this very run
 */
export function readReps(
	values: ReadonlyArray<readonly CellValue[]>,
	layout: Layout,
	zone: Zone,
	{ known, made }: { known: ReadonlyMap<string, Rep>; made: ReadonlySet<string> },
): ReadReps {
	const read: ReadReps = { reps: [], problems: [] };
	const seen = new Map<string, number>();
	for (const { row, id, cells } of readRows(values, layout)) {
		const at = row + 1;
		const fail = (message: string) => read.problems.push({ row: at, message });
		if (id === undefined) {
			fail('This row has no e-mail: a rep is known by it.');
			continue;
		}
		const email = id.toLowerCase();
		const earlier = seen.get(email);
		if (earlier !== undefined) {
			fail(`'${id}' stands in row ${earlier} already; that one counts.`);
			continue;
		}
		seen.set(email, at);
		const before = known.get(email);
		const line: Record<string, unknown> = { ...(before && rowOfRep(before)), email };
		const wrong: string[] = [];
		for (const { key, type, header } of layout.spec.columns.slice(1)) {
			if (made.has(key)) continue;
			const decoded = fromCell(
				{ key, type, label: header },
				typedText(cells[key], kindOf[key]),
				zone,
			);
			if (decoded.ok) line[key] = decoded.value;
			else wrong.push(`${decoded.message}. ${decoded.remedy}`);
		}
		if (!made.has('days')) {
			const days = daysOf(asList(line['days']));
			if (days === undefined) wrong.push("'Works on' is written as Mon, Tue, Wed.");
			else if (days.length > 0) line['days'] = days;
			else delete line['days'];
		}
		const rep = wrong.length > 0 ? wrong.join(' ') : toRep(line, at - 2);
		if (typeof rep === 'string') fail(rep);
		else read.reps.push(rep);
	}
	return read;
}

const kindOf: Readonly<Record<string, 'clock' | 'day'>> = {
	from: 'clock',
	to: 'clock',
	leave: 'day',
};
