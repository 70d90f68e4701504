import { sameCell } from '../../core/sheet/cells';
import { keyColumnOf } from '../../core/sheet/columns';
import type { RowCells } from '../../core/sheet/merge';
import { readRows } from '../../core/sheet/rows';
import type { SheetsClient } from '../../sheet/client';
import type { LeadStore, SheetRow } from '../../store/port';
import type { Journal } from './journal';
import { aheadPages, basePages } from './pages';
import { settle, type Meant } from './settle';
import { readTabs } from './tab';
import type { Tab } from './types';

/**
 * Puts right what an earlier run left behind that ended between writing and looking again: cells that went to a wrong place,
 * and cells that were written but are not known to be ours, so that nobody takes them for a person's edit.
 * @returns 'nothing' when there was nothing to do, 'done' when the tab has to be read again, 'lost' when the sheet is another
 * run's by now
 */
export async function recover(
	store: LeadStore,
	client: SheetsClient,
	journal: Journal,
	tab: Tab,
): Promise<'nothing' | 'done' | 'lost'> {
	const ahead: SheetRow[] = [];
	for await (const rows of aheadPages(store, journal.sheet)) ahead.push(...rows);
	if (ahead.length === 0) return 'nothing';
	// From now on the earlier run, should it still be alive, is refused by Google.
	if (!(await client.write(tab.frame, []))) return 'done';
	const bases = await allBases(store, journal.sheet);
	const meant = meantAhead(tab, ahead, bases);
	if (!(await settle(client, [meant], journal.still))) return 'lost';
	const [now] = await readTabs(client, [{ spec: tab.layout.spec, hint: tab }]);
	if (!now || !(await journal.still())) return 'lost';
	const cells = new Map(
		readRows(now.values, now.layout).map((row) => [row.id ?? '', row.cells] as const),
	);
	const agreed = ahead.flatMap((row): SheetRow[] => {
		const here = cells.get(row.leadId);
		return here ? [agreedWith(here, row, bases.get(row.leadId))] : [];
	});
	return (await journal.agreed(agreed)) && (await journal.settled()) ? 'done' : 'lost';
}

/** What the earlier run was about to write, as far as it kept it. */
function meantAhead(
	tab: Tab,
	ahead: readonly SheetRow[],
	bases: ReadonlyMap<string, SheetRow>,
): Meant {
	const keyColumn = keyColumnOf(tab.layout.spec);
	const keyed = ahead.flatMap(({ leadId, cells }): Array<[string, RowCells]> => {
		const { [keyColumn]: key, ...typed } = cells;
		return key === undefined ? [] : [[leadId, typed]];
	});
	const known = [...bases].map(([id, { cells }]): [string, RowCells] => [id, cells]);
	const before = new Map([...known, ...keyed]);
	return {
		tab,
		before,
		appended: new Map(
			ahead.flatMap(({ leadId, cells }) => (before.has(leadId) ? [] : [[leadId, cells] as const])),
		),
		keyed: new Map(keyed),
		typed: keyed.map(([, cells]) => cells),
		writes: [],
		intents: ahead.flatMap(({ leadId: id, cells }) =>
			before.has(id)
				? Object.entries(cells).flatMap(([key, value]) =>
						key === keyColumn ? [] : [{ id, key, value }],
					)
				: [],
		),
	};
}

/** What row and store agreed on last, where the row shows what was written. */
function agreedWith(here: RowCells, ahead: SheetRow, base: SheetRow | undefined): SheetRow {
	// No version has number 0: the lead counts as changed and is looked at again.
	const arrived = Object.entries(ahead.cells).filter(([key, value]) => sameCell(here[key], value));
	if (!base) return { ...ahead, version: 0, cells: Object.fromEntries(arrived) };
	return { ...base, cells: { ...base.cells, ...Object.fromEntries(arrived) } };
}

async function allBases(store: LeadStore, sheet: string): Promise<Map<string, SheetRow>> {
	const bases = new Map<string, SheetRow>();
	for await (const leadIds of basePages(store, sheet))
		for (const row of await store.sheetRows({ sheet, leadIds })) bases.set(row.leadId, row);
	return bases;
}
