import { describe, expect, it } from '@jest/globals';
import { aCapture } from '../fixtures';
import type { StorePlace } from '../place';
import { setUp } from './setUp';

export function formContract(makePlace: () => Promise<StorePlace>): void {
	describe('public forms', () => {
		const its = setUp(makePlace);
		const minute = 60_000;
		const wish = { key: 'ip:192.0.2.1', limits: [{ most: 2, withinMs: 10 * minute }] };

		it('counts up to the limit, for each key by itself, and again when time has passed', async () => {
			const { store, clock } = its();
			const other = { ...wish, key: 'ip:192.0.2.2' };
			expect(await store.take([wish, other])).toEqual([true, true]);
			expect(await store.take([wish, wish, other])).toEqual([true, false, true]);
			clock.forward(10 * minute + 1);
			expect(await store.take([wish])).toEqual([true]);
		});

		it('holds several limits at once, and refusals do not count', async () => {
			const { store, clock } = its();
			const limits = [
				{ most: 1, withinMs: minute },
				{ most: 2, withinMs: 60 * minute },
			];
			const answers: boolean[] = [];
			for (const wait of [0, 1, minute, minute, 60 * minute]) {
				clock.forward(wait);
				answers.push(...(await store.take([{ key: 'mail', limits }])));
			}
			expect(answers).toEqual([true, false, true, false, true]);
		});

		it('lets no more through when many ask at once', async () => {
			const { store } = its();
			const answers = await Promise.all(Array.from({ length: 50 }, () => store.take([wish])));
			expect(answers.flat().filter(Boolean)).toHaveLength(2);
		});

		it('counts once what is tried again, also when the limit is reached by then', async () => {
			const { store, clock } = its();
			const limits = [{ most: 1, withinMs: minute }];
			const mail = (once: string) => ({ key: 'mail', limits, once });
			expect(await store.take([mail('R1'), mail('R1'), mail('R2')])).toEqual([true, true, false]);
			expect(await store.take([mail('R2')])).toEqual([false]);
			expect(await store.take([mail('R1'), { ...mail('R1'), key: 'other' }])).toEqual([true, true]);
			clock.forward(minute + 1);
			expect(await store.take([mail('R2'), mail('R3')])).toEqual([true, false]);
		});

		it('owes a mail with the lead that is saved, and none where it is not', async () => {
			const { store } = its();
			const row = { receiptId: 'R1', leadId: 'L1', form: 'f', address: '' };
			const late = { ...row, receiptId: 'R2' };
			await store.saveLeads([{ ...aCapture('L1'), confirmations: [row] }]);
			await store.saveLeads([{ ...aCapture('L1'), confirmations: [late] }]);
			const owed = await store.claimConfirmations({ form: 'f', leaseMs: minute, limit: 10 });
			expect(owed).toEqual([{ ...row, attempts: 1 }]);
		});

		it('gives each owed mail to one sender, and again when it was put off', async () => {
			const { store, clock } = its();
			const row = {
				receiptId: 'R1',
				leadId: 'L1',
				form: 'webhook:a',
				address: 'https://n8n.example.com/webhook/a',
			};
			const other = { ...row, receiptId: 'R2', form: 'webhook:b' };
			await store.saveLeads([
				{ ...aCapture('L1'), confirmations: [row, other] },
				{ ...aCapture('L2'), confirmations: [row] },
			]);
			const claim = { form: 'webhook:a', leaseMs: minute, limit: 10 };
			const both = await Promise.all([
				store.claimConfirmations(claim),
				store.claimConfirmations(claim),
			]);
			expect(both.flat()).toEqual([{ ...row, attempts: 1 }]);
			await store.settleConfirmations([{ receiptId: 'R1', retryInMs: 5 * minute }]);
			clock.forward(4 * minute);
			expect(await store.claimConfirmations(claim)).toEqual([]);
			clock.forward(minute);
			expect(await store.claimConfirmations(claim)).toEqual([{ ...row, attempts: 2 }]);
			await store.settleConfirmations([{ receiptId: 'R1' }]);
			clock.forward(60 * minute);
			expect(await store.claimConfirmations(claim)).toEqual([]);
		});

		it('gives a mail to the next sender when the first one died', async () => {
			const { store, clock } = its();
			const row = { receiptId: 'R1', leadId: 'L1', form: 'f', address: '' };
			await store.saveLeads([{ ...aCapture('L1'), confirmations: [row] }]);
			await store.claimConfirmations({ form: 'f', leaseMs: minute, limit: 1 });
			clock.forward(minute);
			const again = await store.claimConfirmations({ form: 'f', leaseMs: minute, limit: 1 });
			expect(again).toHaveLength(1);
		});

		it('suppresses an address and a domain under either spelling of an umlaut', async () => {
			const { store, clock } = its();
			const at = clock.iso();
			const all = { scope: 'all', reason: 'unsubscribed', at } as const;
			await store.suppress([
				{ kind: 'email', value: 'info@müller.example', ...all },
				{ kind: 'domain', value: 'xn--strae-oqa.example', ...all },
			]);
			const who = [
				{ kind: 'email', value: 'info@xn--mller-kva.example' },
				{ kind: 'domain', value: 'straße.example' },
			] as const;
			expect(await store.suppressed([...who])).toHaveLength(2);
		});

		it('takes unsubscribing back, and nothing else', async () => {
			const { store, clock } = its();
			const ann = { kind: 'email' as const, value: 'ann@example.com' };
			const bob = { kind: 'email' as const, value: 'bob@example.com' };
			const at = clock.iso();
			await store.suppress([
				{ ...ann, scope: 'all', reason: 'unsubscribed', at },
				{ ...ann, scope: 'sequence:A', reason: 'unsubscribed', at },
				{ ...bob, scope: 'email', reason: 'complaint', at },
			]);
			const scopes = async (who: typeof ann) =>
				(await store.suppressed([who])).map(({ scope }) => scope).sort();
			const early = new Date(Date.parse(at) - 1).toISOString();
			await store.resubscribe([{ ...ann, confirmedAt: early }]);
			expect(await scopes(ann)).toEqual(['all', 'sequence:A']);
			await store.resubscribe([ann, bob].map((one) => ({ ...one, confirmedAt: at })));
			expect(await scopes(ann)).toEqual(['phone', 'postal', 'sequence:A', 'sms', 'social']);
			expect(await scopes(bob)).toEqual(['email']);
		});
	});
}
