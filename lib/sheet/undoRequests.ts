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

/** Copies rows of a tab, as they are when the request's turn comes, to a place in another. */
export function copyRowsRequest(
	from: { sheetId: number; row: number; count: number; columns: number },
	to: { sheetId: number; row: number; column: number },
): Request {
	return {
		copyPaste: {
			source: {
				sheetId: from.sheetId,
				startRowIndex: from.row,
				endRowIndex: from.row + from.count,
				startColumnIndex: 0,
				endColumnIndex: from.columns,
			},
			destination: {
				sheetId: to.sheetId,
				startRowIndex: to.row,
				endRowIndex: to.row + from.count,
				startColumnIndex: to.column,
				endColumnIndex: to.column + from.columns,
			},
			pasteType: 'PASTE_VALUES',
		},
	};
}
