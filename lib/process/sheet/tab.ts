import type { sheets_v4 } from '@googleapis/sheets';
import type { CellValue } from '../../core/sheet/cells';
import { columnOf, type TabSpec } from '../../core/sheet/columns';
import { layoutOf } from '../../core/sheet/layout';
import type { Frame, FrameTab, SheetsClient, Written } from '../../sheet/client';
import { SheetError } from '../../sheet/errors';
import { columnRequests, markRequest, markTabRequest, newTabRequests } from '../../sheet/requests';
import type { Tab } from './types';

/** A tab to be read. */
export interface WantedTab {
	spec: TabSpec;
	/** The name it is looked for by where no tab carries our mark; its title unless set. */
	name?: string;
	/** Google's id of it, and how many cells it has, where an earlier sync has seen it: that saves a read or two. */
	hint?: TabHint | undefined;
	/** Rows are only added, so that no more than the header is read. */
	headerOnly?: boolean;
}

/** What was seen of a tab before. */
export interface TabHint {
	sheetId: number;
	cells: number;
}

/** Up to so many cells (some 2,500 leads) marks and values are one read: 10 MB on the way at most, and nothing moves in between. */
const cellsAtOnce = 200_000;

/** How often tabs that change under our hands are read anew. */
const attempts = 12;

/**
 * Reads tabs; makes them, or the columns they lack, where they are missing. A tab is known by its mark, else by its name.
 * Marks and values are two reads: while people move columns between them, both are read again.
 * @param beforeMaking told which columns of which tab are about to be made: their empty cells are nobody's edits
 * @returns the tabs in the order asked for
 * @throws SheetError
 */
export async function readTabs(
	client: SheetsClient,
	wanted: readonly WantedTab[],
	beforeMaking: (tab: string, keys: string[]) => Promise<void> = async () =>
		await Promise.resolve(),
): Promise<Tab[]> {
	let hints: Array<TabHint | undefined> = wanted.map(({ hint }) => hint);
	for (let attempt = 0; attempt < attempts; attempt++) {
		const { frame, found } = await frameOf(client, wanted, hints);
		hints = found.map(hintOf);
		const values = await valuesOf(client, wanted, found);
		if (found.some(({ header }, index) => !sameHeader(header, values[index]?.[0] ?? []))) continue;
		const tabs = found.map((tab, index): Tab => {
			const cells = values[index] ?? [];
			const spec = wanted[index]?.spec;
			if (!spec) throw new Error('A tab was read that nobody asked for.');
			return toTab(frame, tab, spec, cells);
		});
		const repairs = tabs.flatMap((tab, index) =>
			repairRequests(found[index], tab, wanted[index]?.headerOnly),
		);
		if (repairs.length === 0) return tabs;
		for (const { layout } of tabs) {
			if (layout.missing.length > 0) await beforeMaking(layout.spec.key, layout.missing);
		}
		await client.write(frame, repairs);
	}
	const names = wanted.map(({ spec, name = spec.title }) => `'${name}'`).join(', ');
	throw new Error(`The tab ${names} changed all the time while it was read.`);
}

function toTab(frame: Frame, tab: FrameTab, spec: TabSpec, values: CellValue[][]): Tab {
	const { sheetId, title, header, marks, columnCount: columns } = tab;
	const layout = layoutOf(spec, header, marks, samplesOf(values));
	return { frame, sheetId, title, columns, cells: hintOf(tab).cells, layout, values };
}

/** A tab as a write showed it, its header at least; undefined where it did not. */
export function shownTab(written: Written, { sheetId, layout: { spec } }: Tab): Tab | undefined {
	const shown = written.shown?.find((each) => each.sheetId === sheetId);
	return shown && toTab(written, shown, spec, shown.values ?? []);
}

/** What the next reading of a tab should know. */
export function hintOf({ sheetId, rowCount, columnCount }: FrameTab): TabHint {
	return { sheetId, cells: rowCount * columnCount };
}

/** Values of the tabs, where they did not come along with the frame. */
async function valuesOf(
	client: SheetsClient,
	wanted: readonly WantedTab[],
	found: readonly FrameTab[],
): Promise<CellValue[][][]> {
	const known = found.map(({ header, values }, index) =>
		wanted[index]?.headerOnly ? [header] : values,
	);
	const lacking = found.filter((_, index) => known[index] === undefined);
	if (lacking.length === 0) return known.map((values) => values ?? []);
	const read = await client.values(lacking.map(({ sheetId }) => ({ sheetId })));
	return known.map((values) => values ?? read.shift() ?? []);
}

/** The frame of the wanted tabs with their headers, and values where the tabs are small; makes those that are not there. */
async function frameOf(
	client: SheetsClient,
	wanted: readonly WantedTab[],
	hints: ReadonlyArray<TabHint | undefined>,
): Promise<{ frame: Frame; found: FrameTab[] }> {
	const known = hints.filter((hint) => hint !== undefined);
	if (known.length === wanted.length) {
		const frame = await client
			.frame(
				known.map(({ sheetId }) => sheetId),
				readWhole(wanted, known),
			)
			.catch(noSuchTab);
		const found = known.flatMap(
			({ sheetId: id }, index) =>
				frame?.tabs.find(({ sheetId, tab }) => sheetId === id && tab === wanted[index]?.spec.key) ??
				[],
		);
		if (frame && found.length === wanted.length) return { frame, found };
	}
	const all = await client.frame();
	const ids: number[] = [];
	const making: sheets_v4.Schema$Request[] = [];
	let free = Math.max(0, ...all.tabs.map(({ sheetId }) => sheetId)) + 1;
	for (const { spec, name = spec.title } of wanted) {
		const tab = findTab(all, spec, name);
		ids.push(tab?.sheetId ?? free);
		if (!tab) making.push(...newTabRequests(free++, name, spec));
	}
	if (making.length > 0) await client.write(all, making);
	const sizes = ids.flatMap((id) => all.tabs.find(({ sheetId }) => sheetId === id) ?? []);
	const frame = await client.frame(
		ids,
		making.length > 0 ? { whole: true } : readWhole(wanted, sizes.map(hintOf)),
	);
	const found = ids.flatMap((id) => frame.tabs.find(({ sheetId }) => sheetId === id) ?? []);
	// Another run made or removed a tab meanwhile: everything is looked at again.
	return found.length === wanted.length
		? { frame, found }
		: await frameOf(client, wanted, [undefined]);
}

/** Whether values come along: they do where the tabs are small and more than their header is wanted. */
function readWhole(wanted: readonly WantedTab[], hints: readonly TabHint[]): { whole: boolean } {
	const cells = hints.reduce((sum, hint) => sum + hint.cells, 0);
	return { whole: cells <= cellsAtOnce && !wanted.some(({ headerOnly }) => headerOnly) };
}

/** A tab that was deleted is looked for again, or made anew; every other fault goes on. */
function noSuchTab(error: unknown): undefined {
	if (error instanceof SheetError && error.fault === 'invalid') return undefined;
	throw error;
}

/** The tab that carries our mark, else the one of that name without a mark. */
function findTab(frame: Frame, { key }: TabSpec, name: string): FrameTab | undefined {
	return (
		frame.tabs.find(({ tab }) => tab === key) ??
		frame.tabs.find(
			({ tab, title }) => tab === undefined && title.toLowerCase() === name.toLowerCase(),
		)
	);
}

/** Marks for columns that are known by their header, and the columns the tab lacks, behind its last one. */
function repairRequests(
	tab: FrameTab | undefined,
	{ layout, values }: Tab,
	headerOnly = false,
): sheets_v4.Schema$Request[] {
	if (!tab) return [];
	const { sheetId, columnCount } = tab;
	// Behind the last column that holds anything: a new tab of Google's own has 26 empty ones.
	const used = headerOnly
		? columnCount
		: values.reduce(
				(most, row) => Math.max(most, row.length),
				1 + Math.max(-1, ...tab.marks.keys()),
			);
	const missing = layout.missing.flatMap((key) => columnOf(layout.spec, key) ?? []);
	return [
		...(tab.tab === undefined ? [markTabRequest(sheetId, layout.spec.key)] : []),
		...layout.unmarked.map(({ key, index }) => markRequest(sheetId, key, index)),
		...(used + missing.length > columnCount
			? [
					{
						appendDimension: {
							sheetId,
							dimension: 'COLUMNS',
							length: used + missing.length - columnCount,
						},
					},
				]
			: []),
		...missing.flatMap((column, at) => columnRequests(sheetId, layout.spec, column, used + at)),
	];
}

function sameHeader(a: readonly CellValue[], b: readonly CellValue[]): boolean {
	const length = Math.max(a.length, b.length);
	return Array.from({ length }, (_, index) => index).every((index) => a[index] === b[index]);
}

function samplesOf(values: CellValue[][]): string[][] {
	return values
		.slice(1, 51)
		.map((row) => row.map((cell) => (cell === undefined ? '' : String(cell))));
}
