import type { LeadStore } from '../port';
import { toStoredLead } from '../rows/encode';
import type { Caller } from './caller';

type Sheets = Pick<
	LeadStore,
	'leaseSheet' | 'leadsForSheet' | 'sheetRows' | 'sheetLeads' | 'saveSheet'
>;

/** Spreadsheets that are kept in step with the store. */
export function sheets({ call }: Caller): Sheets {
	return {
		async leaseSheet(lease) {
			const answer = await call('leaseSheet', lease);
			return answer.kind === 'busy' ? answer : { ...answer, state: JSON.parse(answer.state) };
		},
		async leadsForSheet({ sheet, after = '', limit }) {
			const rows = await call('leadsForSheet', { sheet, after, limit });
			return rows.map(toStoredLead);
		},
		async sheetRows(query) {
			const rows = await call('sheetRows', query);
			return rows.map((row) => ({ ...row, cells: JSON.parse(row.cells) }));
		},
		sheetLeads: ({ sheet, after = '', limit }) => call('sheetLeads', { sheet, after, limit }),
		saveSheet: async ({ sheet, fence, rows, state, leaseMs }) =>
			await call('saveSheet', {
				sheet,
				fence,
				rows: rows.map((row) => ({ ...row, cells: JSON.stringify(row.cells) })),
				state: state === undefined ? null : JSON.stringify(state),
				leaseMs,
			}),
	};
}
