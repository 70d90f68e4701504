import type { CellValue } from '../../core/sheet/cells';
import { keyColumnOf } from '../../core/sheet/columns';
import { misplacedWrites } from '../../core/sheet/landing';
import type { RowCells } from '../../core/sheet/merge';
import { dateColumns, placesOf, readRows } from '../../core/sheet/rows';
import type { SheetsClient, Written } from '../../sheet/client';
import { cellRequests, type CellWrite } from '../../sheet/requests';
import { settle, type Hold, type Intent, type Meant } from './settle';
import { shownTabs, worthShowing } from './tab';
import type { Tab } from './types';

/** How often repairs may themselves go to a wrong place. */
const attempts = 20;

/**
 * Puts right what a write sent to a wrong place, as far as the reply shows what the tabs were in that very moment; no repair is
 * a guess then. Repairs are writes as others are: they are kept ahead too, since a run may end between two of them. Where a reply
 * is lost on the way, the tabs are read again and compared instead.
 * @returns the tabs at rest; undefined when the sheet is no longer ours to write to, or never came to rest
 */
export async function follow(
	client: SheetsClient,
	meant: readonly Meant[],
	shown: readonly Tab[],
	hold: Hold,
): Promise<readonly Tab[] | undefined> {
	let known = meant.map(({ tab, writes, appended }) => ({ tab, writes, appended }));
	let pending = meant;
	let after = shown;
	for (let attempt = 0; attempt < attempts; attempt++) {
		const next = known.map(({ tab, writes, appended }, index) => {
			const now = after[index] ?? tab;
			const dates = datePlaces(now);
			const repairs = misplacedWrites(tab, now, writes, appended).map((each): CellWrite => ({
				...each,
				date: dates.has(each.column),
			}));
			return { tab: now, writes: repairs, appended: new Map() };
		});
		const requests = next.flatMap(({ tab, writes }) => cellRequests(tab.sheetId, writes));
		const frame = after[0]?.frame;
		if (requests.length === 0 || !frame) return after;
		pending = pending.map((each, index) => withRepairs(each, next[index] ?? each));
		if (!(await hold.before(pending))) return undefined;
		const written: Written | undefined = await client.write(frame, requests, worthShowing(after));
		if (!written) return undefined;
		const later = shownTabs(written, after);
		if (!later) return await settle(client, pending, hold.still);
		known = next;
		after = later;
	}
	return undefined;
}

/** What was meant, and what repairs mean on top of it: rows hold what they did when the repairs were decided on. */
function withRepairs(meant: Meant, { tab, writes }: Pick<Meant, 'tab' | 'writes'>): Meant {
	const keyAt = tab.layout.place.get(keyColumnOf(tab.layout.spec));
	const keys = new Map<number, CellValue>(
		writes.flatMap(({ row, column, value }) => (column === keyAt ? [[row, value]] : [])),
	);
	const keyOf = new Map([...placesOf(tab.layout)].map(([key, column]) => [column, key]));
	const rows = new Map(
		readRows(tab.values, tab.layout).flatMap(
			({ row, id, cells }): Array<[number, { id: string; cells: RowCells }]> => {
				const known = keys.has(row) ? keys.get(row) : id;
				return known === undefined ? [] : [[row, { id: String(known), cells }]];
			},
		),
	);
	const intents = new Map<string, Intent>();
	const add = (intent: Intent): unknown => intents.set(`${intent.id} ${intent.key}`, intent);
	meant.intents.forEach(add);
	for (const { row, column, value } of writes) {
		const id = rows.get(row)?.id;
		const key = keyOf.get(column);
		if (id !== undefined && key !== undefined) add({ id, key, value });
	}
	const before = new Map(meant.before);
	for (const { id, cells } of rows.values()) if (!meant.appended.has(id)) before.set(id, cells);
	return { ...meant, tab, writes, before, intents: [...intents.values()] };
}

function datePlaces({ layout }: Tab): Set<number> {
	const dates = dateColumns(layout);
	return new Set([...placesOf(layout)].flatMap(([key, column]) => (dates.has(key) ? column : [])));
}
