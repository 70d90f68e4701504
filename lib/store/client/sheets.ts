import type { LeadStore, SheetRow } from '../port';
import { toStoredLead } from '../rows/encode';
import type { LeadText, SheetRowText } from '../rows/types';
import type { Caller } from './caller';
import { parsed } from './leads';

type Sheets = Pick<
	LeadStore,
	'leaseSheet' | 'leadsForSheet' | 'sheetRows' | 'sheetLeads' | 'sheetAhead' | 'saveSheet'
>;

/** Spreadsheets that are kept in step with the store. */
export function sheets({ call }: Caller): Sheets {
	return {
		async leaseSheet(lease) {
			const answer = await call('leaseSheet', lease);
			return answer.kind === 'busy' ? answer : { ...answer, state: JSON.parse(answer.state) };
		},
		async leadsForSheet({ sheet, after = '', limit }) {
			const texts: LeadText[] = [];
			let from = after;
			for (let end = false; !end && texts.length < limit;) {
				const page = await call('leadsForSheet', {
					sheet,
					after: from,
					limit: limit - texts.length,
				});
				texts.push(...page.leads);
				({ next: from, end } = page);
			}
			return await parsed(texts, toStoredLead);
		},
		sheetRows: async (query) => (await call('sheetRows', query)).map(toSheetRow),
		sheetAhead: async ({ sheet, after = '', limit }) =>
			(await call('sheetAhead', { sheet, after, limit })).map(toSheetRow),
		sheetLeads: ({ sheet, after = '', limit }) => call('sheetLeads', { sheet, after, limit }),
		saveSheet: async ({ sheet, fence, rows, ahead = [], settled = false, state, leaseMs }) =>
			await call('saveSheet', {
				sheet,
				fence,
				rows: rows.map(toText),
				ahead: ahead.map(toText),
				settled,
				state: state === undefined ? null : JSON.stringify(state),
				leaseMs,
			}),
	};
}

function toSheetRow(row: SheetRowText): SheetRow {
	return { ...row, cells: JSON.parse(row.cells) };
}

function toText(row: SheetRow): SheetRowText {
	return { ...row, cells: JSON.stringify(row.cells) };
}
