import { describe, expect, it } from '@jest/globals';
import type { StorePlace } from '../place';
import { aCapture, aReceipt } from '../fixtures';
import { setUp } from './setUp';

const minute = 60_000;

export function receiptContract(makePlace: () => Promise<StorePlace>): void {
	describe('receipts', () => {
		const its = setUp(makePlace);

		it('keeps a submission as it came', async () => {
			const { store } = its();
			const payload = { name: 'Zoë "Z" O’Neil', nested: [1, null, { deep: '\u0000' }] };
			const { submissions, ...sent } = aReceipt('e1', { payload, submissions: 2 });
			const [kept] = await store.keepReceipts([{ ...sent, submissions }]);
			const places = ['', ''];
			expect(kept).toEqual({
				kind: 'new',
				receipt: { ...sent, state: 'kept', starts: 0, leadIds: places, outcomes: places },
			});
			expect(await store.getReceipts(['receipt-e1', 'unknown'])).toEqual([kept?.receipt]);
		});

		it.each([
			['the same delivery again', {}, 'seen'],
			['another payload under the same event id', { hash: 'other', payload: 2 }, 'conflict'],
			['the same event id of another source', { source: 'webhook:other' }, 'new'],
			['another event id', { eventId: 'e2' }, 'new'],
		])('tells %s', async (_what, change, kind) => {
			const { store } = its();
			await store.keepReceipts([aReceipt('e1')]);
			const again = aReceipt('e1', { receiptId: 'second', ...change });
			const [answer] = await store.keepReceipts([again]);
			expect(answer?.kind).toBe(kind);
			expect(answer?.receipt.receiptId).toBe(kind === 'new' ? 'second' : 'receipt-e1');
			expect(answer?.receipt.payload).toEqual(
				kind === 'new' ? again.payload : aReceipt('e1').payload,
			);
		});

		it('keeps one of 50 deliveries that arrive at once', async () => {
			const { store, place } = its();
			const other = await place.open();
			const answers = await Promise.all(
				Array.from({ length: 50 }, (_, index) =>
					(index % 2 ? store : other).keepReceipts([aReceipt('e1', { receiptId: `r${index}` })]),
				),
			);
			const kinds = answers.flat().map(({ kind }) => kind);
			expect(kinds.filter((kind) => kind === 'new')).toHaveLength(1);
			expect(kinds.filter((kind) => kind === 'seen')).toHaveLength(49);
			expect(new Set(answers.flat().map(({ receipt }) => receipt.receiptId)).size).toBe(1);
			expect((await store.counts()).receipts).toEqual({ kept: 1 });
		});

		it('settles a receipt with the lead it became, in the order of its submissions', async () => {
			const { store } = its();
			await store.keepReceipts([aReceipt('e1')]);
			const mark = { receiptId: 'receipt-e1', state: 'captured' } as const;
			await store.saveLeads([
				aCapture('L1', { receipt: { ...mark, index: 1, leadId: 'L1', outcome: 'new' } }),
			]);
			await store.settleReceipts([{ ...mark, index: 0, outcome: 'rejected', note: 'no name' }]);
			await store.settleReceipts([{ ...mark, index: 1, leadId: 'L1', outcome: 'new' }]);
			expect(await store.getReceipts(['receipt-e1'])).toMatchObject([
				{ state: 'captured', leadIds: ['', 'L1'], outcomes: ['rejected', 'new'], note: 'no name' },
			]);
			const { receipts, outcomes } = await store.counts();
			expect({ receipts, outcomes }).toEqual({
				receipts: { captured: 1 },
				outcomes: { rejected: 1, new: 1 },
			});
		});

		it('is kept until every submission inside has its outcome, which nobody changes any more', async () => {
			const { store, clock } = its();
			await store.keepReceipts([aReceipt('e1', { receivedAt: clock.iso(), submissions: 3 })]);
			const at = (index: number, outcome: 'new' | 'updated' | 'rejected' | 'waiting') => {
				const state = outcome === 'rejected' ? outcome : 'captured';
				return { receiptId: 'receipt-e1', index, outcome, state } as const;
			};
			await store.settleReceipts([{ ...at(1, 'rejected'), note: 'no name' }]);
			await store.saveLeads([aCapture('L1', { receipt: { ...at(0, 'new'), leadId: 'L1' } })]);
			const sources = [aReceipt('e1').source];
			const claim = { sources, olderThanMs: 0, leaseMs: minute, limit: 10 };
			expect(await store.claimStaleReceipts(claim)).toMatchObject([
				{ state: 'kept', outcomes: ['new', 'rejected', ''], leadIds: ['L1', '', ''] },
			]);
			await store.settleReceipts([
				{ ...at(0, 'updated'), leadId: 'L9', note: 'late' },
				{ ...at(2, 'waiting'), state: 'awaitingFields' },
			]);
			expect(await store.getReceipts(['receipt-e1'])).toMatchObject([{ state: 'awaitingFields' }]);
			await store.settleReceipts([at(2, 'rejected')]);
			const [receipt] = await store.getReceipts(['receipt-e1']);
			expect(receipt).toMatchObject({
				state: 'captured',
				outcomes: ['new', 'rejected', 'rejected'],
				leadIds: ['L1', '', ''],
			});
			const { receipts, outcomes } = await store.counts();
			expect({ receipts, outcomes }).toEqual({
				receipts: { captured: 1 },
				outcomes: { new: 1, rejected: 2 },
			});
		});

		it('makes one lead of a submission that is captured by several at once, though it has no key', async () => {
			const { store, place } = its();
			const other = await place.open();
			await store.keepReceipts([aReceipt('e1', { submissions: 2 })]);
			const capture = (leadId: string, index: number) =>
				aCapture(leadId, {
					keys: [],
					receipt: { receiptId: 'receipt-e1', index, state: 'captured', leadId, outcome: 'new' },
				});
			const answers = await Promise.all(
				Array.from({ length: 20 }, async (_, n) =>
					(n % 2 ? store : other).saveLeads([
						capture(`A${n}`, 0),
						capture(`B${n}`, 0),
						capture(`C${n}`, 1),
					]),
				),
			);
			const kinds = answers.flat().map(({ kind }) => kind);
			expect(kinds.filter((kind) => kind === 'saved')).toHaveLength(2);
			expect(new Set(kinds)).toEqual(new Set(['saved', 'stale']));
			expect((await store.counts()).leads).toBe(2);
			const [receipt] = await store.getReceipts(['receipt-e1']);
			expect(await store.getLeads(receipt?.leadIds ?? [])).toHaveLength(2);
			expect(receipt).toMatchObject({ state: 'captured', outcomes: ['new', 'new'] });
		});

		it('says nothing of a lead that was not saved, because another was faster with its key', async () => {
			const { store, place } = its();
			const other = await place.open();
			const save = async (at: typeof store, id: string, email: string) => {
				const receiptId = `receipt-${id}`;
				const mark = { receiptId, index: 0, state: 'captured', outcome: 'new' } as const;
				await at.keepReceipts([aReceipt(id, { submissions: 1 })]);
				return async () => {
					const [answer] = await at.saveLeads([
						aCapture(id, { email, receipt: { ...mark, leadId: id } }),
					]);
					const [receipt] = await at.getReceipts([receiptId]);
					return answer?.kind === 'saved' ? receipt?.leadIds : [answer?.kind, receipt?.state];
				};
			};
			for (let round = 0; round < 40; round++) {
				const email = `shared${round}@example.com`;
				const [one, two] = [`A${round}`, `B${round}`];
				const both = [await save(store, one, email), await save(other, two, email)];
				const said = await Promise.all(both.map(async (go) => await go()));
				const winner = said[0]?.[0] === one ? [one] : [two];
				expect(said).toContainEqual(winner);
				expect(said).toContainEqual(['keyTaken', 'kept']);
			}
			expect((await store.counts()).receipts).toEqual({ kept: 40, captured: 40 });
		});

		it('counts a mark without an index once, however often it is written', async () => {
			const { store } = its();
			await store.keepReceipts([aReceipt('e1')]);
			const mark = {
				receiptId: 'receipt-e1',
				state: 'captured',
				leadId: 'L1',
				outcome: 'new',
			} as const;
			await store.settleReceipts([mark]);
			await store.settleReceipts([mark]);
			expect(await store.getReceipts(['receipt-e1'])).toMatchObject([
				{ leadIds: ['L1'], outcomes: ['new'] },
			]);
			expect((await store.counts()).outcomes).toEqual({ new: 1 });
		});

		it('hands a stale receipt to one sweeper until the lease runs out', async () => {
			const { store, clock } = its();
			await store.keepReceipts([aReceipt('e1', { receivedAt: clock.iso() })]);
			const sources = [aReceipt('e1').source];
			const claim = { sources, olderThanMs: minute, leaseMs: 2 * minute, limit: 10 };
			expect(await store.claimStaleReceipts(claim)).toEqual([]);
			clock.forward(minute);
			const others = { ...claim, sources: ['webhook:other'] };
			expect(await store.claimStaleReceipts(others)).toEqual([]);
			expect(await store.claimStaleReceipts(claim)).toMatchObject([{ starts: 1 }]);
			expect(await store.claimStaleReceipts(claim)).toEqual([]);
			clock.forward(2 * minute);
			expect(await store.claimStaleReceipts(claim)).toMatchObject([{ starts: 2 }]);
			await store.settleReceipts([{ receiptId: 'receipt-e1', state: 'rejected' }]);
			clock.forward(2 * minute);
			expect(await store.claimStaleReceipts(claim)).toEqual([]);
		});

		it('finds captured receipts whose workflow did not run to its end, and counts how often', async () => {
			const { store, clock } = its();
			const old = { receivedAt: clock.iso() };
			const ids = ['e1', 'e2', 'e3'];
			await store.keepReceipts([...ids, 'e4'].map((id) => aReceipt(id, old)));
			await store.settleReceipts(
				ids.map((id) => ({ receiptId: `receipt-${id}`, state: 'captured' })),
			);
			expect(await store.markEnded(['receipt-e1', 'unknown'])).toEqual(['receipt-e1']);
			expect(await store.markEnded(['receipt-e1'])).toEqual([]);
			clock.forward(minute);
			const held = { receiptIds: ['receipt-e1', 'receipt-e3'], leaseMs: minute };
			await store.leaseReceipts(held);
			const sources = [aReceipt('e1').source];
			const claim = { sources, olderThanMs: minute, leaseMs: minute, limit: 10 };
			const others = { ...claim, sources: ['webhook:other'] };
			expect(await store.claimUnended(others)).toEqual([]);
			const claimed = async () =>
				(await store.claimUnended(claim)).map(({ receiptId, starts }) => [receiptId, starts]);
			expect(await claimed()).toEqual([['receipt-e2', 1]]);
			expect(await claimed()).toEqual([]);
			clock.forward(minute - 1);
			await store.leaseReceipts(held);
			clock.forward(1);
			expect(await claimed()).toEqual([['receipt-e2', 2]]);
			clock.forward(minute);
			expect(await claimed()).toEqual([
				['receipt-e2', 3],
				['receipt-e3', 1],
			]);
		});

		it('waits as long as one submission of a receipt does, and says what became of the others', async () => {
			const { store, clock } = its();
			await store.keepReceipts(['e1', 'e2'].map((id) => aReceipt(id)));
			const sources = [aReceipt('e1').source];
			const claim = { sources, leaseMs: minute, limit: 10 };
			expect(await store.claimWaiting(claim)).toEqual([]);
			const at = (
				index: number,
				outcome: string,
				state: 'awaitingFields' | 'captured' | 'rejected',
			) => ({
				receiptId: 'receipt-e1',
				index,
				outcome,
				state,
			});
			await store.settleReceipts([
				{ ...at(0, 'waiting', 'awaitingFields'), note: 'no token' },
				at(1, 'waiting', 'awaitingFields'),
			]);
			await store.saveLeads([
				aCapture('L1', { receipt: { ...at(0, 'new', 'captured'), leadId: 'L1' } }),
			]);
			expect(await store.claimWaiting({ ...claim, sources: ['webhook:other'] })).toEqual([]);
			expect(await store.claimWaiting(claim)).toMatchObject([
				{
					state: 'awaitingFields',
					outcomes: ['new', 'waiting'],
					leadIds: ['L1', ''],
					note: 'no token',
				},
			]);
			expect(await store.claimWaiting(claim)).toEqual([]);
			await store.leaseReceipts({ receiptIds: ['receipt-e1'], leaseMs: 2 * minute });
			clock.forward(2 * minute - 1);
			expect(await store.claimWaiting(claim)).toEqual([]);
			clock.forward(1);
			expect(await store.claimWaiting(claim)).toHaveLength(1);
			await store.settleReceipts([at(1, 'rejected', 'rejected')]);
			const [receipt] = await store.getReceipts(['receipt-e1']);
			expect(receipt).toMatchObject({ state: 'captured', outcomes: ['new', 'rejected'] });
			expect(receipt?.note).toBeUndefined();
			expect((await store.counts()).receipts).toEqual({ captured: 1, kept: 1 });
			clock.forward(minute);
			expect(await store.claimWaiting(claim)).toEqual([]);
		});

		it('claims no more than asked for, the oldest first', async () => {
			const { store, clock } = its();
			const at = ['e1', 'e2', 'e3'].map((id, index) =>
				aReceipt(id, { receivedAt: clock.iso(-index * minute) }),
			);
			await store.keepReceipts(at);
			const two = await store.claimStaleReceipts({
				sources: [aReceipt('e1').source],
				olderThanMs: 0,
				leaseMs: minute,
				limit: 2,
			});
			expect(two.map(({ eventId }) => eventId)).toEqual(['e3', 'e2']);
		});
	});
}
