import { describe, expect, it } from '@jest/globals';
import type { Lead } from '../../../lib/core/lead/lead';
import type { Sequence } from '../../../lib/core/nurture/types';
import type { LeadStore } from '../../../lib/store/port';
import type { StorePlace } from '../place';
import { aCapture, aDelivery, anEnrolment, aSequence, aTouch } from '../fixtures';
import { setUp, type Setting } from './setUp';

const claim = { limit: 100, leaseMs: 1_200_000 };
const consent = { channel: 'email', purpose: 'marketing', at: '2026-03-02T09:30:00.000Z' } as const;
const atDot = { to: 'dotPending' as const, from: ['offering' as const] };
const marketing = { purpose: 'marketing' as const };

export function gateContract(makePlace: () => Promise<StorePlace>): void {
	describe('the last look before the final dot', () => {
		const its = setUp(makePlace);

		/** Brings the message of a sequence as far as `offering`. */
		async function offered({ store }: Setting, more: Partial<Sequence> = {}): Promise<number> {
			await store.saveSequence({ ...aSequence('Welcome'), ...more });
			await store.saveLeads([aCapture('L1')]);
			await store.enrol([anEnrolment('L1')]);
			const [step] = await store.claimDue(claim);
			if (!step) throw new Error('Nothing was claimed.');
			const { fence, enrolment } = step;
			await store.advance([{ fence, enrolment, delivery: aDelivery('L1'), keepClaim: true }]);
			await store.moveDeliveries([
				{ deliveryId: 'delivery-L1', fence, to: 'offering', from: ['claimed'] },
			]);
			return fence;
		}

		async function changed(store: LeadStore, more: Partial<Lead>): Promise<void> {
			const [stored] = await store.getLeads(['L1']);
			if (!stored) throw new Error('No lead.');
			const audit = { by: 'test', action: 'update', changes: {} };
			const lead = { ...stored.lead, ...more };
			await store.saveLeads([{ lead, version: stored.version, audit }]);
		}

		const reply = { leadId: 'L1', type: 'email.reply', occurredAt: '2026-03-02T09:30:00.000Z' };

		it.each<[string, (store: LeadStore) => Promise<unknown>, string, Partial<Sequence>]>([
			[
				'do not contact',
				async (store) => await changed(store, { doNotContact: ['all'] }),
				'ownerPause',
				{},
			],
			[
				'a topic left',
				async (store) => await changed(store, { topicsOff: ['news'] }),
				'unsubscribe',
				{ topics: ['News'] },
			],
			[
				'consent withdrawn',
				async (store) => await changed(store, { consent: [{ ...consent, given: false }] }),
				'unsubscribe',
				marketing,
			],
			['junk', async (store) => await changed(store, { stage: 'junk' }), 'stage', { exitWhen: [] }],
			[
				'a reply',
				async (store) => await store.recordTouchpoints([aTouch('r', reply)]),
				'reply',
				{},
			],
		])('ends it: %s', async (_what, change, reason, sequence) => {
			const { store } = its();
			const fence = await offered(its(), sequence);
			await change(store);
			const [answer] = await store.moveDeliveries([{ deliveryId: 'delivery-L1', fence, ...atDot }]);
			expect(answer).toEqual({ kind: 'exit', reason });
			expect(await store.deliveries({ leadIds: ['L1'], limit: 9 })).toMatchObject([
				{ state: 'cancelled', detail: reason },
			]);
		});

		it('ends it: the lead erased', async () => {
			const { store } = its();
			const fence = await offered(its());
			await store.erase(['L1'], 'test');
			const move = { deliveryId: 'delivery-L1', fence, ...atDot };
			expect(await store.moveDeliveries([move])).toEqual([{ kind: 'exit', reason: 'erased' }]);
		});

		it.each<[string, (store: LeadStore) => Promise<unknown>, Partial<Sequence>]>([
			['nothing new', async (store) => await store.now(), {}],
			['do not phone', async (store) => await changed(store, { doNotContact: ['phone'] }), {}],
			[
				'another topic left',
				async (store) => await changed(store, { topicsOff: ['roofs'] }),
				{ topics: ['News'] },
			],
			[
				'what was waited for',
				async (store) => await changed(store, { consent: [{ ...consent, given: false }] }),
				{},
			],
			[
				'a page view',
				async (store) => await store.recordTouchpoints([aTouch('p', { leadId: 'L1' })]),
				{},
			],
			[
				'a reply that ends nothing',
				async (store) => await store.recordTouchpoints([aTouch('r', reply)]),
				{ exitWhen: [] },
			],
			[
				'an earlier reply',
				async (store) =>
					await store.recordTouchpoints([
						aTouch('r', { ...reply, occurredAt: '2026-03-01T00:00:00.000Z' }),
					]),
				{},
			],
			[
				'another workspace paused',
				async () =>
					await (
						await its().place.open({ workspace: 'Other' })
					).saveSettings({ sendingPaused: true }),
				{},
			],
		])('lets it go: %s', async (_what, change, sequence) => {
			const { store } = its();
			const fence = await offered(its(), sequence);
			await change(store);
			const move = { deliveryId: 'delivery-L1', fence, ...atDot };
			expect(await store.moveDeliveries([move])).toEqual(['done']);
		});

		it.each<[string, (setting: Setting) => Promise<unknown>, Partial<Sequence>]>([
			['paused', async ({ store }) => await store.saveSettings({ sendingPaused: true }), {}],
			[
				'readerPause',
				async ({ store, clock }) => await changed(store, { mailPausedUntil: clock.iso(900_000) }),
				{ ...marketing, consent: 'never' },
			],
		])(
			'plans it again, under the same number and free of caps: %s',
			async (reason, change, sequence) => {
				const { store, clock } = its();
				const fence = await offered(its(), sequence);
				await change(its());
				const move = { deliveryId: 'delivery-L1', fence, ...atDot };
				const retryAt = clock() + 900_000;
				expect(await store.moveDeliveries([move])).toEqual([{ kind: 'hold', reason, retryAt }]);
				expect(await store.deliveries({ leadIds: ['L1'], limit: 9 })).toMatchObject([
					{ state: 'planned', detail: reason, dueAt: clock.iso(900_000) },
				]);
				const query = {
					leadIds: ['L1'],
					mailbox: 'hello@example.com',
					since: '',
					mailboxSince: '',
				};
				expect(await store.sentCounts(query)).toEqual({ byLead: { L1: [] }, byMailbox: [] });
				expect(await store.moveDeliveries([move])).toEqual(['stale']);
				const [enrolment] = await store.enrolmentsOf(['L1']);
				if (!enrolment) throw new Error('Not enrolled.');
				const waiting = { ...enrolment, heldReason: reason, dueAt: clock.iso(900_000) };
				await store.moveDeliveries([
					{
						deliveryId: 'delivery-L1',
						fence,
						to: 'planned',
						from: ['planned'],
						enrolment: waiting,
					},
				]);
				expect(await store.claimDue(claim)).toEqual([]);
				clock.forward(900_000);
				expect(await store.claimDue(claim)).toMatchObject([
					{
						delivery: { deliveryId: 'delivery-L1', state: 'planned' },
						enrolment: { heldReason: reason },
					},
				]);
			},
		);
	});
}
