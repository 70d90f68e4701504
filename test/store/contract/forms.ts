import { describe, expect, it } from '@jest/globals';
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

		it('gives each owed mail to one sender, and again when it was put off', async () => {
			const { store, clock } = its();
			const row = {
				receiptId: 'R1',
				leadId: 'L1',
				form: 'webhook:a',
				address: 'https://n8n.example.com/webhook/a',
			};
			await store.keepConfirmations([row, { ...row, receiptId: 'R2', form: 'webhook:b' }]);
			await store.keepConfirmations([row]);
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
			await store.keepConfirmations([{ receiptId: 'R1', leadId: 'L1', form: 'f', address: '' }]);
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
			await store.resubscribe([ann, bob]);
			const scopes = async (who: typeof ann) =>
				(await store.suppressed([who])).map(({ scope }) => scope).sort();
			expect(await scopes(ann)).toEqual(['phone', 'postal', 'sequence:A', 'sms', 'social']);
			expect(await scopes(bob)).toEqual(['email']);
		});
	});
}
