import { describe, expect, it } from '@jest/globals';
import { sha256 } from '../../../lib/core/capture/hash';
import type { StorePlace } from '../place';
import { aCapture, aTouch } from '../fixtures';
import { setUp } from './setUp';

export function textContract(makePlace: () => Promise<StorePlace>): void {
	describe('texts', () => {
		const its = setUp(makePlace);

		it('takes texts of any length, also where it finds leads by them', async () => {
			const { store } = its();
			// Without a pattern, so that no index makes it fit by compressing it.
			const long = Array.from({ length: 100 }, (_, n) => sha256(`${n}`)).join('');
			const change = aCapture('L1');
			const lead = { ...change.lead, domain: `${long}.com`, owner: long, company: long };
			const touch = aTouch(long, { leadId: 'L1', source: long, anonymousId: long });
			const [saved] = await store.saveLeads([{ ...change, lead, touchpoints: [touch] }]);
			expect(saved).toEqual({ kind: 'saved', version: 1 });
			expect((await store.getLeads(['L1']))[0]?.lead).toEqual(lead);
			expect(await store.recordTouchpoints([touch])).toEqual(['known']);
			expect(await store.touchpoints({ leadIds: ['L1'], perLead: 9 })).toEqual([touch]);
		});
	});
}
