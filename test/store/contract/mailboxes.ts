import { describe, expect, it } from '@jest/globals';
import type { StorePlace } from '../place';
import { setUp } from './setUp';

export function mailboxContract(makePlace: () => Promise<StorePlace>): void {
	describe('mailboxes', () => {
		const its = setUp(makePlace);
		const place = { of: 'INBOX of office@example.com', uidValidity: '7', lastUid: 12, open: [] };

		it('keeps how far each was read', async () => {
			const { store } = its();
			expect(await store.mailboxes()).toEqual([]);
			expect(await store.saveMailbox({ mailbox: 'b', version: 0, state: {} })).toBe('done');
			expect(await store.saveMailbox({ mailbox: 'a', version: 0, state: { place } })).toBe('done');
			expect(await store.mailboxes()).toEqual([
				{ mailbox: 'a', version: 1, state: { place } },
				{ mailbox: 'b', version: 1, state: {} },
			]);
		});

		it('lets one of several writers through', async () => {
			const { store } = its();
			const saves = async (version: number) =>
				await Promise.all(
					[1, 2, 3].map((lastUid) =>
						store.saveMailbox({
							mailbox: 'a',
							version,
							state: { place: { ...place, lastUid } },
						}),
					),
				);
			for (const version of [0, 1, 2]) {
				const answers = await saves(version);
				expect(answers.filter((answer) => answer === 'done')).toHaveLength(1);
				expect((await store.mailboxes())[0]?.version).toBe(version + 1);
			}
			expect(await saves(0)).toEqual(['stale', 'stale', 'stale']);
		});
	});
}
