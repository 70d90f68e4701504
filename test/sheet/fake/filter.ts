import type { sheets_v4 } from '@googleapis/sheets';
import { clip, resolve, tabById, type Book } from './book';
import { boxOf } from './request';
import type { Area } from './resource';
import { metaMatches } from './tabRequests';

/** The parts of the grid that a data filter means: a range, or wherever matching metadata hangs now. */
export function areasOf(book: Book, filter: sheets_v4.Schema$DataFilter): Area[] {
	if (filter.a1Range) {
		const { tab, box } = resolve(book, filter.a1Range);
		return [{ tab, area: clip(tab, box) }];
	}
	if (filter.gridRange) {
		const tab = tabById(book, filter.gridRange.sheetId);
		return [{ tab, area: clip(tab, boxOf(filter.gridRange)) }];
	}
	const found = book.metas.filter((meta) =>
		metaMatches(meta, filter.developerMetadataLookup ?? {}),
	);
	return found.flatMap(({ at }): Area[] => {
		if (!('sheetId' in at)) return [];
		const tab = tabById(book, at.sheetId);
		const whole = { row: 0, column: 0, endRow: tab.rowCount, endColumn: tab.columnCount };
		if (!('dimension' in at)) return [{ tab, area: whole }];
		const part =
			at.dimension === 'COLUMNS'
				? { column: at.index, endColumn: at.index + 1 }
				: { row: at.index, endRow: at.index + 1 };
		return [{ tab, area: { ...whole, ...part } }];
	});
}
