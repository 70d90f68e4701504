import { sameCell, type CellValue } from '../../core/sheet/cells';
import { keyColumnOf } from '../../core/sheet/columns';
import { appendedDebts, settleBatch, type Debt } from '../../core/sheet/debts';
import { lineOf, namesOf } from '../../core/sheet/lines';
import { readRows } from '../../core/sheet/rows';
import { hitsOf, namesThen, readUndo, type UndoRecord } from '../../core/sheet/undo';
import type { SheetsClient } from '../../sheet/client';
import type { LeadStore, SheetRow } from '../../store/port';
import { emptyLog, type Log } from './batch';
import type { Journal } from './journal';
import { aheadPages, basePages } from './pages';
import { repay } from './repay';
import { readTabs } from './tab';
import type { Tab } from './types';

/**
 * Takes back what an earlier run wrote that ended between writing and knowing: every cell gets back what its log says it held, but
 * for those that are known to have landed, and those that a person has typed over since. The sync then begins with both sides as
 * they were.
 * @returns 'nothing' when there was nothing to do, 'done' when the tab has to be read again, 'lost' when the sheet is another
 * run's by now
 */
export async function recover(
	store: LeadStore,
	client: SheetsClient,
	journal: Journal,
	{ tab, undo, log }: { tab: Tab; undo: Tab; log: Log },
): Promise<'nothing' | 'done' | 'lost'> {
	const ahead: SheetRow[] = [];
	for await (const rows of aheadPages(store, journal.sheet)) ahead.push(...rows);
	if (ahead.length + log.rows === 0) return 'nothing';
	const records = readUndo(undo.values).filter(({ sheetId }) => sheetId === tab.sheetId);
	const bases =
		records.length > 0 ? await allBases(store, journal.sheet) : new Map<string, SheetRow>();
	const debts = owedBy(records, tab, ahead, bases);
	const paid = await repay(client, tab, { frame: tab.frame, log }, debts, journal);
	if (!paid) return 'lost';
	if (records.length > 0 && !(await agreeAppended(client, journal, tab, ahead, bases)))
		return 'lost';
	const emptied = log.rows === 0 || (await emptyLog(client, paid.frame, paid.log));
	return emptied && (await journal.settled()) ? 'done' : 'lost';
}

/** What is owed when all batches of the log are taken back, in their order. */
function owedBy(
	records: readonly UndoRecord[],
	tab: Tab,
	ahead: readonly SheetRow[],
	bases: ReadonlyMap<string, SheetRow>,
): Debt[] {
	const key = keyColumnOf(tab.layout.spec);
	const now = { header: tab.values[0] ?? [], names: namesOf(tab.layout) };
	const lines = tab.values.map((cells) => lineOf(cells, now.names));
	let debts: Debt[] = [];
	for (const record of records) {
		const names = namesThen(record, now);
		const known = debts.map(({ line }) => line);
		debts = settleBatch({
			known,
			key,
			open: new Map(debts.map((debt, at) => [at, debt])),
			hits: hitsOf(record, names),
			meant: () => false,
			tab: lines,
		}).debts;
		const places = new Map(record.columns.map(([place, , name]) => [place, name]));
		const own = new Set(record.appended);
		const rows = ahead.filter(({ leadId }) => own.has(leadId));
		debts.push(...appendedDebts(rowsIn(places, rows, key), places, names));
		// What gives back is nothing that both sides could have agreed on.
		if (!record.repair) debts = debts.flatMap((debt) => notAgreed(debt, tab, bases));
	}
	return debts;
}

/** Rows that were to be appended, as they lay in the columns then. */
function rowsIn(
	places: ReadonlyMap<number, string>,
	rows: readonly SheetRow[],
	key: string,
): CellValue[][] {
	return rows.map(({ leadId, cells }) => {
		const row: CellValue[] = [];
		for (const [place, name] of places) row[place] = name === key ? leadId : cells[name];
		return row;
	});
}

/** Cells that row and lead have agreed on stay: the run ended behind that. */
function notAgreed(
	{ line, owed }: Debt,
	{ layout }: Tab,
	bases: ReadonlyMap<string, SheetRow>,
): Debt[] {
	const key = keyColumnOf(layout.spec);
	// Whose row it is: a key that was written over is owed; where there was none, a new row was given one.
	const base = bases.get(String(owed.get(key) ?? line[key] ?? ''))?.cells;
	const left = [...owed].filter(
		([name, right]) =>
			base === undefined ||
			(name === key ? right !== undefined : !sameCell(base[name], line[name])),
	);
	return left.length > 0 ? [{ line, owed: new Map(left) }] : [];
}

/** Rows that were appended and are there count as agreed on, lest what stands in them pass for a person's edits. */
async function agreeAppended(
	client: SheetsClient,
	journal: Journal,
	tab: Tab,
	ahead: readonly SheetRow[],
	bases: ReadonlyMap<string, SheetRow>,
): Promise<boolean> {
	if (ahead.length === 0) return true;
	const [now] = await readTabs(client, [{ spec: tab.layout.spec, hint: tab }]);
	if (!now) return false;
	const there = new Set(readRows(now.values, now.layout).map(({ id }) => id));
	// No version has number 0: the lead counts as changed and is looked at again.
	const rows = ahead.filter(({ leadId }) => there.has(leadId) && !bases.has(leadId));
	return await journal.agreed(rows.map((row) => ({ ...row, version: 0 })));
}

async function allBases(store: LeadStore, sheet: string): Promise<Map<string, SheetRow>> {
	const bases = new Map<string, SheetRow>();
	for await (const leadIds of basePages(store, sheet))
		for (const row of await store.sheetRows({ sheet, leadIds })) bases.set(row.leadId, row);
	return bases;
}
