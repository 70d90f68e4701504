import type { sheets_v4 } from '@googleapis/sheets';
import type { CellValue } from '../../core/sheet/cells';
import { leadColumns, managedColumn } from '../../core/sheet/columns';
import { layoutOf, type Layout } from '../../core/sheet/layout';
import { tabMark, type Frame, type FrameTab, type SheetsClient } from '../../sheet/client';
import { SheetError } from '../../sheet/errors';
import { columnRequests, markRequest, newTabRequests } from '../../sheet/requests';

/** The Leads tab as it was read: where its columns are, and its values. */
export interface LeadsTab {
	frame: Frame;
	sheetId: number;
	layout: Layout;
	/** Values of the whole tab, header first. */
	values: CellValue[][];
	/** Columns that the tab lacked and that were made just now. */
	made: string[];
}

const leadsTab = 'leads';
/** How often a tab that changes under our hands is read anew. */
const attempts = 12;

/**
 * Reads the Leads tab; makes it, or the columns it lacks, where they are missing. A tab is known by its mark, else by the name
 * given. Marks and values are two reads: while people move columns between them, both are read again.
 * @param hint the tab's id where an earlier sync has seen it, which saves a read
 * @param beforeMaking told which columns are about to be made: their empty cells are nobody's edits
 * @throws SheetError
 */
export async function readLeadsTab(
	client: SheetsClient,
	name = 'Leads',
	hint?: number,
	beforeMaking: (keys: string[]) => Promise<void> = async () => await Promise.resolve(),
): Promise<LeadsTab> {
	let sheetId = hint;
	const made: string[] = [];
	for (let attempt = 0; attempt < attempts; attempt++) {
		const frame = await frameOf(client, name, sheetId);
		sheetId = frame.tabs[0]?.sheetId;
		const [tab] = frame.tabs;
		if (!tab || sheetId === undefined) continue;
		const [values = []] = await client.values([{ sheetId }]);
		if (!sameHeader(tab.header, values[0] ?? [])) continue;
		const layout = layoutOf(tab.header, tab.marks, samplesOf(values));
		const repairs = repairRequests(tab, layout);
		if (repairs.length === 0) return { frame, sheetId, layout, values, made };
		made.push(...layout.missing);
		if (layout.missing.length > 0) await beforeMaking(made);
		await client.write(frame, repairs);
	}
	throw new Error(`The tab '${name}' changed all the time while it was read.`);
}

/** The frame of the Leads tab with its header; makes the tab where there is none. */
async function frameOf(
	client: SheetsClient,
	name: string,
	hint: number | undefined,
): Promise<Frame> {
	if (hint !== undefined) {
		const frame = await client.frame(hint).catch(noSuchTab);
		if (frame?.tabs[0]?.tab === leadsTab) return frame;
	}
	const all = await client.frame();
	const tab = findTab(all, name);
	if (tab) return await client.frame(tab.sheetId);
	const sheetId = freeId(all);
	await client.write(all, newTabRequests(sheetId, name, leadsTab, leadColumns));
	return await client.frame(sheetId);
}

/** A tab that was deleted is looked for again, or made anew; every other fault goes on. */
function noSuchTab(error: unknown): undefined {
	if (error instanceof SheetError && error.fault === 'invalid') return undefined;
	throw error;
}

/** The tab that carries our mark, else the one of that name. */
function findTab(frame: Frame, name: string): FrameTab | undefined {
	return (
		frame.tabs.find((tab) => tab.tab === leadsTab) ??
		frame.tabs.find((tab) => tab.title.toLowerCase() === name.toLowerCase())
	);
}

/** Marks for columns that are known by their header, and the columns the tab lacks, behind its last one. */
function repairRequests(tab: FrameTab, layout: Layout): sheets_v4.Schema$Request[] {
	const { sheetId, columnCount } = tab;
	const missing = layout.missing.flatMap((key) => managedColumn(key) ?? []);
	return [
		...(tab.tab === undefined
			? [
					{
						createDeveloperMetadata: {
							developerMetadata: {
								metadataKey: tabMark,
								metadataValue: leadsTab,
								location: { sheetId },
								visibility: 'DOCUMENT',
							},
						},
					},
				]
			: []),
		...layout.unmarked.map(({ key, index }) => markRequest(sheetId, key, index)),
		...(missing.length > 0
			? [{ appendDimension: { sheetId, dimension: 'COLUMNS', length: missing.length } }]
			: []),
		...missing.flatMap((column, at) => columnRequests(sheetId, column, columnCount + at)),
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

function freeId(frame: Frame): number {
	return Math.max(0, ...frame.tabs.map(({ sheetId }) => sheetId)) + 1;
}
