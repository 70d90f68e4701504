import type { sheets_v4 } from '@googleapis/sheets';

type Request = sheets_v4.Schema$Request;

/** Gives a tab a grid of this size; what lies outside of a smaller one is gone. */
export function gridRequest(sheetId: number, rowCount: number, columnCount: number): Request {
	return {
		updateSheetProperties: {
			properties: { sheetId, gridProperties: { rowCount, columnCount } },
			fields: 'gridProperties.rowCount,gridProperties.columnCount',
		},
	};
}

/**
 * Copies whole rows of a tab, as they are when the request's turn comes, to a place in another. However many columns they have by
 * then: a destination that is smaller than what is copied is no bound.
 */
export function copyRowsRequest(
	from: { sheetId: number; row: number; count: number },
	to: { sheetId: number; row: number; column: number },
): Request {
	return {
		copyPaste: {
			source: {
				sheetId: from.sheetId,
				startRowIndex: from.row,
				endRowIndex: from.row + from.count,
			},
			destination: {
				sheetId: to.sheetId,
				startRowIndex: to.row,
				endRowIndex: to.row + from.count,
				startColumnIndex: to.column,
				endColumnIndex: to.column + 1,
			},
			pasteType: 'PASTE_VALUES',
		},
	};
}
