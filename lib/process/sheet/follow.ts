import type { CellValue } from '../../core/sheet/cells';
import { keyColumnOf } from '../../core/sheet/columns';
import { misplacedWrites } from '../../core/sheet/landing';
import { dateColumns, placesOf } from '../../core/sheet/rows';
import type { SheetsClient, Written } from '../../sheet/client';
import { cellRequests, type CellWrite } from '../../sheet/requests';
import { settle, type Meant } from './settle';
import { shownTabs, worthShowing } from './tab';
import type { Tab } from './types';

/** How often repairs may themselves go to a wrong place. */
const attempts = 20;

/**
 * Puts right what a write sent to a wrong place, as far as the reply shows what the tabs were in that very moment; no repair is
 * a guess then. Where a reply is lost on the way, the tabs are read again and compared instead.
 * @returns false when the sheet is no longer ours to write to, or never came to rest
 */
export async function follow(
	client: SheetsClient,
	meant: readonly Meant[],
	shown: readonly Tab[],
	still: () => Promise<boolean>,
): Promise<boolean> {
	let known = meant.map(({ tab, writes, appended }) => ({ tab, writes, appended, keys: noKeys }));
	let after = shown;
	for (let attempt = 0; attempt < attempts; attempt++) {
		const next = known.map(({ tab, writes, appended, keys }, index) => {
			const now = after[index] ?? tab;
			const dates = datePlaces(now);
			const repairs = misplacedWrites({ ...tab, keys }, now, writes, appended).map(
				(each): CellWrite => ({
					...each,
					date: dates.has(each.column),
				}),
			);
			const keyAt = now.layout.place.get(keyColumnOf(now.layout.spec));
			return {
				tab: now,
				writes: repairs,
				appended: new Map(),
				keys: new Map(
					repairs.flatMap(({ row, column, value }) => (column === keyAt ? [[row, value]] : [])),
				),
			};
		});
		const requests = next.flatMap(({ tab, writes }) => cellRequests(tab.sheetId, writes));
		const frame = after[0]?.frame;
		if (requests.length === 0 || !frame) return true;
		if (!(await still())) return false;
		const written: Written | undefined = await client.write(frame, requests, worthShowing(after));
		if (!written) return false;
		const later = shownTabs(written, after);
		if (!later) return await settle(client, meant, still);
		known = next;
		after = later;
	}
	return false;
}

const noKeys: ReadonlyMap<number, CellValue> = new Map();

function datePlaces({ layout }: Tab): Set<number> {
	const dates = dateColumns(layout);
	return new Set([...placesOf(layout)].flatMap(([key, column]) => (dates.has(key) ? column : [])));
}
