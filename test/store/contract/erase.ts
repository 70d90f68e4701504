import { describe, expect, it } from '@jest/globals';
import type { StorePlace } from '../place';
import {
	aCapture,
	aDelivery,
	aLead,
	anEnrolment,
	aReceipt,
	aSequence,
	aTask,
	aTouch,
} from '../fixtures';
import { setUp } from './setUp';

export function eraseContract(makePlace: () => Promise<StorePlace>): void {
	describe('erasing', () => {
		const its = setUp(makePlace);
		const email = 'secret.person@example.com';

		it('leaves nothing personal anywhere, and keeps the address suppressed', async () => {
			const { store } = its();
			await store.keepReceipts([aReceipt('e1', { payload: { email }, meta: { ip: '192.0.2.9' } })]);
			await store.saveLeads([
				aCapture('L1', {
					lead: aLead('L1', {
						email,
						firstName: 'Secret',
						source: 'webhook:website',
						owner: 'mia',
					}),
					keys: [
						{ kind: 'email', value: email },
						{ kind: 'phone', value: '+14155550142' },
					],
					receipt: { receiptId: 'receipt-e1', state: 'captured', leadId: 'L1', outcome: 'new' },
					touchpoints: [
						aTouch(`report|${email}`, {
							touchId: 'touch-1',
							leadId: 'L1',
							url: 'https://example.com/?Secret',
							meta: { email },
						}),
						aTouch('delivery-L1:email.sent', { leadId: 'L1', source: 'nurture' }),
					],
					tasks: [aTask('k1', { title: 'Call Secret' })],
					audit: {
						by: 'test',
						action: 'capture',
						changes: { email: { to: email } },
						note: 'Secret',
					},
				}),
				aCapture('L2'),
			]);
			await store.saveSequence(aSequence('Welcome'));
			await store.enrol([anEnrolment('L1')]);
			const [step] = await store.claimDue({ limit: 1, leaseMs: 1000 });
			if (!step) throw new Error('Nothing was claimed.');
			const delivery = aDelivery('L1', { to: email, subject: 'Dear Secret' });
			await store.advance([{ ...step, delivery, keepClaim: true }]);

			expect(await store.erase(['L1', 'unknown'], 'Erase')).toEqual(['L1']);
			expect(await store.erase(['L1'], 'Erase')).toEqual([]);

			const [left] = await store.getLeads(['L1']);
			expect(left?.lead).toMatchObject({
				leadId: 'L1',
				stage: 'erased',
				source: 'webhook:website',
			});
			const everything = {
				left,
				audit: await store.auditOf('L1', 9),
				touchpoints: await store.touchpoints({ leadIds: ['L1'], perLead: 9 }),
				receipts: await store.getReceipts(['receipt-e1']),
				tasks: await store.tasks({ leadIds: ['L1'], limit: 9 }),
				enrolments: await store.enrolmentsOf(['L1']),
				deliveries: await store.deliveries({ leadIds: ['L1'], limit: 9 }),
			};
			expect(JSON.stringify(everything)).not.toMatch(/secret|192\.0\.2\.9|4155550142/i);
			expect(everything.audit.map(({ action, changes }) => [action, Object.keys(changes)])).toEqual(
				[
					['erase', []],
					['capture', ['email']],
				],
			);
			const [hidden] = everything.touchpoints;
			expect(everything.touchpoints).toMatchObject([
				{ type: 'web.pageView', sourceId: expect.stringMatching(/^erased:[0-9a-f]{64}$/u) },
				{ sourceId: 'delivery-L1:email.sent' },
			]);
			// Told once more, also under the hidden name, it is known.
			expect(
				await store.recordTouchpoints([
					aTouch(`report|${email}`),
					aTouch(hidden?.sourceId ?? ''),
					aTouch('report|other@example.com'),
				]),
			).toEqual(['known', 'known', 'recorded']);
			expect(everything.enrolments).toMatchObject([{ state: 'stopped', stoppedBy: 'erased' }]);
			expect(everything.deliveries).toMatchObject([{ state: 'cancelled', to: '' }]);
			expect(await store.lookUp([{ kind: 'email', value: email }])).toEqual([]);
			expect(await store.lookUp([{ kind: 'phone', value: '+14155550142' }])).toEqual([]);
			expect(await store.suppressed([{ kind: 'email', value: email }])).toMatchObject([
				{ scope: 'all', reason: 'erased' },
			]);
			expect(await store.counts()).toMatchObject({
				byStage: { erased: 1, new: 1 },
				byOwner: {},
				tasksOpen: 0,
			});
		});

		it('keeps every address away that the lead owned or a merge left in its fields', async () => {
			const { store } = its();
			await store.saveLeads([
				aCapture('L1', {
					lead: aLead('L1', {
						email: 'now@example.com',
						extra: {
							otherEmails: ['Home@Example.com', 7],
							otherPhones: ['+1 415 555 0142', 'ask Ann'],
						},
					}),
					keys: [{ kind: 'email', value: 'then@example.com' }],
				}),
			]);
			await store.erase(['L1'], 'Erase');
			const away = await store.suppressed([
				...['now', 'then', 'home'].map((name) => ({
					kind: 'email' as const,
					value: `${name}@example.com`,
				})),
				{ kind: 'phone', value: '+14155550142' },
			]);
			expect(away).toHaveLength(4);
			expect(away.every(({ reason }) => reason === 'erased')).toBe(true);
		});

		it('leaves a delivery of several people until the last of them has what it waits for', async () => {
			const { store, clock } = its();
			const receiptId = 'receipt-e1';
			const payload = { people: [1, 2, 3] };
			await store.keepReceipts([aReceipt('e1', { submissions: 3, payload })]);
			const of = async () => (await store.getReceipts([receiptId]))[0];
			const captured = (leadId: string, index: number) =>
				aCapture(leadId, {
					receipt: { receiptId, index, state: 'captured', leadId, outcome: 'new' },
				});
			await store.saveLeads([captured('L1', 0)]);
			await store.erase(['L1'], 'Erase');
			expect(await of()).toMatchObject({ state: 'kept', payload, meta: { ip: '192.0.2.1' } });
			const waits = { receiptId, index: 1, state: 'awaitingFields', outcome: 'waiting' } as const;
			await store.settleReceipts([waits]);
			await store.saveLeads([captured('L3', 2)]);
			clock.forward(60_000);
			const claim = { sources: ['webhook:website'], leaseMs: 1000, limit: 9 };
			expect(await store.claimWaiting(claim)).toMatchObject([{ receiptId, payload }]);
			await store.saveLeads([captured('L2', 1)]);
			expect(await of()).toMatchObject({
				state: 'captured',
				leadIds: ['L1', 'L2', 'L3'],
				payload: null,
				meta: {},
			});
		});
	});
}
