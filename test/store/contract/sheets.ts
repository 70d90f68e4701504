import { describe, expect, it } from '@jest/globals';
import { inBatches } from '../../../lib/store/batches';
import type { SheetRow } from '../../../lib/store/port';
import { aCapture } from '../fixtures';
import type { StorePlace } from '../place';
import { setUp } from './setUp';

export function sheetContract(makePlace: () => Promise<StorePlace>): void {
	describe('spreadsheets', () => {
		const its = setUp(makePlace);
		const lease = { sheet: 'S1', leaseMs: 60_000 };

		it('leases a spreadsheet to one at a time, until it is given back or runs out', async () => {
			const { store, clock } = its();
			const first = await store.leaseSheet(lease);
			expect(first).toEqual({ kind: 'leased', fence: 1, state: {} });
			expect((await store.leaseSheet(lease)).kind).toBe('busy');
			expect((await store.leaseSheet({ ...lease, sheet: 'S2' })).kind).toBe('leased');
			await store.saveSheet({
				sheet: 'S1',
				fence: 1,
				rows: [],
				leaseMs: 0,
				state: { lastSyncAt: 'then' },
			});
			expect(await store.leaseSheet(lease)).toEqual({
				kind: 'leased',
				fence: 2,
				state: { lastSyncAt: 'then' },
			});
			clock.forward(60_001);
			expect(await store.leaseSheet(lease)).toMatchObject({ kind: 'leased', fence: 3 });
		});

		it('takes nothing from one whose lease was taken over', async () => {
			const { store, clock } = its();
			await store.leaseSheet(lease);
			clock.forward(60_001);
			await store.leaseSheet(lease);
			const rows = [{ leadId: 'L1', version: 1, cells: { owner: 'a' } }];
			expect(await store.saveSheet({ sheet: 'S1', fence: 1, rows, leaseMs: 0 })).toBe('stale');
			expect(await store.sheetRows({ sheet: 'S1', leadIds: ['L1'] })).toEqual([]);
		});

		it('keeps what a run was about to write beside the bases until it is settled', async () => {
			const { store } = its();
			await store.leaseSheet(lease);
			const save = { sheet: 'S1', fence: 1, leaseMs: 60_000 };
			const base: SheetRow = { leadId: 'L1', version: 1, cells: { owner: 'a' } };
			const ahead: SheetRow[] = ['L1', 'L2', 'L3'].map((leadId) => ({
				leadId,
				version: 2,
				cells: { owner: 'b' },
			}));
			await store.saveSheet({ ...save, rows: [base], ahead });
			const page = { sheet: 'S1', limit: 2 };
			expect(await store.sheetAhead(page)).toEqual(ahead.slice(0, 2));
			expect(await store.sheetAhead({ ...page, after: 'L2' })).toEqual(ahead.slice(2));
			expect(await store.sheetAhead({ ...page, sheet: 'S2' })).toEqual([]);
			expect(await store.sheetRows({ sheet: 'S1', leadIds: ['L1', 'L2'] })).toEqual([base]);
			expect(await store.sheetLeads({ sheet: 'S1', limit: 9 })).toEqual(['L1']);
			await store.saveSheet({ ...save, rows: [], settled: true });
			expect(await store.sheetAhead(page)).toEqual([]);
			expect(await store.sheetRows({ sheet: 'S1', leadIds: ['L1'] })).toEqual([base]);
		});

		it('lists the leads that a sheet has not in their present version, page by page', async () => {
			const { store } = its();
			await store.saveLeads(['L1', 'L2', 'L3'].map((id) => aCapture(id)));
			const ids = async (after?: string, limit = 10) =>
				(await store.leadsForSheet({ sheet: 'S1', limit, ...(after && { after }) })).map(
					({ lead }) => lead.leadId,
				);
			expect(await ids(undefined, 2)).toEqual(['L1', 'L2']);
			expect(await ids('L2', 2)).toEqual(['L3']);
			await store.leaseSheet(lease);
			const rows: SheetRow[] = [
				{ leadId: 'L1', version: 1, cells: { owner: 'a', score: 5, quarantined: false } },
				{ leadId: 'L2', version: 0, cells: {} },
			];
			await store.saveSheet({ sheet: 'S1', fence: 1, rows, leaseMs: 0 });
			expect(await ids()).toEqual(['L2', 'L3']);
			expect(await store.sheetRows({ sheet: 'S1', leadIds: ['L3', 'L1'] })).toEqual([rows[0]]);
			expect(await store.sheetRows({ sheet: 'S2', leadIds: ['L1'] })).toEqual([]);
			expect(await store.sheetLeads({ sheet: 'S1', limit: 1 })).toEqual(['L1']);
			expect(await store.sheetLeads({ sheet: 'S1', after: 'L1', limit: 5 })).toEqual(['L2']);
		});

		it('finds the one lead that changed among thousands that did not', async () => {
			const { store } = its();
			const ids = Array.from({ length: 4500 }, (_, n) => `L${String(n).padStart(5, '0')}`);
			await inBatches(ids, async (slice) => await store.saveLeads(slice.map((id) => aCapture(id))));
			await store.leaseSheet(lease);
			await inBatches(ids.slice(0, -1), async (slice) => {
				const rows = slice.map((leadId) => ({ leadId, version: 1, cells: {} }));
				return [await store.saveSheet({ sheet: 'S1', fence: 1, rows, leaseMs: 60_000 })];
			});
			const found = async (sheet: string, limit: number) =>
				(await store.leadsForSheet({ sheet, limit })).map(({ lead }) => lead.leadId);
			expect(await found('S1', 1000)).toEqual(ids.slice(-1));
			expect(await found('S2', 1000)).toEqual(ids.slice(0, 1000));
			expect(await store.leadsForSheet({ sheet: 'S1', limit: 5, after: ids[4499] ?? '' })).toEqual(
				[],
			);
		});
	});
}
