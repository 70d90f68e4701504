import { describe, expect, it } from '@jest/globals';
import type { Delivery, DeliveryState, Suppression } from '../../../lib/core/nurture/types';
import type { StorePlace } from '../place';
import { aDelivery } from '../fixtures';
import { enrolled } from './nurture';
import { setUp, type Setting } from './setUp';

const minute = 60_000;
const claim = { limit: 100, leaseMs: 20 * minute };

export function deliveryContract(makePlace: () => Promise<StorePlace>): void {
	describe('deliveries', () => {
		const its = setUp(makePlace);

		/** Claims the due step of a lead and brings its delivery as far as `offering`. */
		async function offered(setting: Setting, leadId = 'L1'): Promise<number> {
			await enrolled(setting, leadId);
			const [step] = await setting.store.claimDue(claim);
			if (!step) throw new Error('Nothing was claimed.');
			const { fence, enrolment } = step;
			const delivery = aDelivery(leadId);
			expect(
				await setting.store.advance([{ fence, enrolment, delivery, keepClaim: true }]),
			).toEqual(['done']);
			expect(await move(setting, fence, 'offering', ['claimed'], leadId)).toBe('done');
			return fence;
		}

		async function move(
			{ store }: Setting,
			fence: number,
			to: DeliveryState,
			from: DeliveryState[],
			leadId = 'L1',
		) {
			const [answer] = await store.moveDeliveries([
				{ deliveryId: `delivery-${leadId}`, fence, to, from },
			]);
			return answer;
		}

		async function stateOf({ store }: Setting, leadId = 'L1'): Promise<Delivery | undefined> {
			return (await store.deliveries({ leadIds: [leadId], limit: 1 }))[0];
		}

		it('goes from claimed to accepted, and the enrolment with it', async () => {
			const { store, clock } = its();
			const fence = await offered(its());
			expect(await move(its(), fence, 'dotPending', ['offering'])).toBe('done');
			const [enrolment] = await store.enrolmentsOf(['L1']);
			if (!enrolment) throw new Error('Not enrolled.');
			clock.forward(1000);
			const answers = await store.moveDeliveries([
				{
					deliveryId: 'delivery-L1',
					fence,
					to: 'accepted',
					from: ['dotPending'],
					detail: '250 queued',
					enrolment: { ...enrolment, stepIndex: 1, dueAt: clock.iso(minute) },
				},
			]);
			expect(answers).toEqual(['done']);
			expect(await stateOf(its())).toMatchObject({
				state: 'accepted',
				detail: '250 queued',
				settledAt: clock.iso(),
			});
			expect(await store.claimDue(claim)).toEqual([]);
			clock.forward(minute);
			expect(await store.claimDue(claim)).toMatchObject([{ enrolment: { stepIndex: 1 } }]);
			expect((await store.counts()).deliveries).toEqual({ accepted: 1 });
		});

		it.each<[DeliveryState, DeliveryState[], number]>([
			['accepted', ['dotPending'], 0],
			['dotPending', ['offering'], -1],
			['dotPending', ['offering'], 1],
			['refused', ['planned'], 0],
		])('refuses %s from %j with the fence off by %i', async (to, from, off) => {
			const fence = await offered(its());
			expect(await move(its(), fence + off, to, from)).toBe('stale');
			expect(await stateOf(its())).toMatchObject({ state: 'offering' });
		});

		it.each<[string, Suppression['kind'], string, Suppression['scope'], boolean]>([
			['the address', 'email', 'L1@Example.com ', 'all', true],
			['the domain', 'domain', 'example.com', 'email', true],
			['this sequence', 'email', 'l1@example.com', 'sequence:Welcome', true],
			['another sequence', 'email', 'l1@example.com', 'sequence:Other', false],
			['another channel', 'email', 'l1@example.com', 'phone', false],
			['another address', 'email', 'l2@example.com', 'all', false],
		])(
			'looks at suppression once more at the dot: %s',
			async (_what, kind, value, scope, blocks) => {
				const { store, clock } = its();
				const fence = await offered(its());
				await store.suppress([{ kind, value, scope, reason: 'unsubscribed', at: clock.iso() }]);
				expect(await move(its(), fence, 'dotPending', ['offering'])).toEqual(
					blocks ? { kind: 'exit', reason: 'unsubscribe' } : 'done',
				);
				expect((await stateOf(its()))?.state).toBe(blocks ? 'cancelled' : 'dotPending');
			},
		);

		it('lets a stop win until the dot, and not after it', async () => {
			const { store } = its();
			const first = await offered(its());
			await store.stopEnrolments({ leadIds: ['L1'], by: 'reply' });
			expect(await move(its(), first, 'dotPending', ['offering'])).toEqual({
				kind: 'exit',
				reason: 'reply',
			});
			const second = await offered(its(), 'L2');
			expect(await move(its(), second, 'dotPending', ['offering'], 'L2')).toBe('done');
			await store.stopEnrolments({ leadIds: ['L2'], by: 'reply' });
			expect(await stateOf(its(), 'L2')).toMatchObject({ state: 'dotPending' });
			const [enrolment] = await store.enrolmentsOf(['L2']);
			const active = enrolment && { ...enrolment, state: 'active' as const, stepIndex: 1 };
			const answers = await store.moveDeliveries([
				{
					deliveryId: 'delivery-L2',
					fence: second,
					to: 'accepted',
					from: ['dotPending'],
					enrolment: active,
				},
			]);
			expect(answers).toEqual(['done']);
			expect(await store.enrolmentsOf(['L2'])).toMatchObject([{ state: 'stopped', stepIndex: 0 }]);
		});

		it('gives a delivery whose sender vanished before the dot to the next claim', async () => {
			const { store, clock } = its();
			const fence = await offered(its());
			clock.forward(claim.leaseMs);
			expect(await store.sweepDeliveries()).toEqual([]);
			const [again] = await store.claimDue(claim);
			expect(again).toMatchObject({ delivery: { deliveryId: 'delivery-L1', state: 'offering' } });
			expect(again?.delivery?.fence).toBe(again?.fence);
			expect(await move(its(), fence, 'dotPending', ['offering'])).toBe('stale');
			expect(await move(its(), again?.fence ?? 0, 'dotPending', ['offering'])).toBe('done');
		});

		it('makes it uncertain past the dot, when the lease is over and only then', async () => {
			const { store, clock } = its();
			const fence = await offered(its());
			await move(its(), fence, 'dotPending', ['offering']);
			expect(await store.sweepDeliveries()).toEqual([]);
			clock.forward(claim.leaseMs);
			expect(await store.claimDue(claim)).toEqual([]);
			expect(await store.sweepDeliveries()).toMatchObject([
				{ deliveryId: 'delivery-L1', state: 'uncertain' },
			]);
			expect(await store.sweepDeliveries()).toEqual([]);
			expect((await store.nurtureState()).uncertain).toBe(1);
			const [step] = await store.claimDue(claim);
			expect(step).toMatchObject({ delivery: { state: 'uncertain' } });
			const second = aDelivery('L1', { deliveryId: 'second' });
			for (const delivery of [aDelivery('L1'), second]) {
				const advance = step && {
					fence: step.fence,
					enrolment: step.enrolment,
					delivery,
					keepClaim: true,
				};
				expect(advance && (await store.advance([advance]))).toEqual(['stale']);
			}
		});

		it('lets an answer that comes late take the enrolment from whoever claimed it meanwhile', async () => {
			const { store, clock } = its();
			const fence = await offered(its());
			await move(its(), fence, 'dotPending', ['offering']);
			clock.forward(claim.leaseMs);
			await store.sweepDeliveries();
			const [other] = await store.claimDue(claim);
			if (!other) throw new Error('Nothing was claimed.');
			const { enrolment } = other;
			const dueAt = clock.iso(minute);
			const answers = await store.moveDeliveries([
				{
					deliveryId: 'delivery-L1',
					fence,
					to: 'accepted',
					from: ['dotPending', 'uncertain'],
					enrolment: { ...enrolment, stepIndex: 1, dueAt },
				},
			]);
			expect(answers).toEqual(['done']);
			const late = { ...enrolment, heldReason: 'uncertain', dueAt: clock.iso(1000 * minute) };
			const advanced = await store.advance([
				{ fence: other.fence, enrolment: late, keepClaim: false },
			]);
			expect(advanced).toEqual(['stale']);
			expect(await store.enrolmentsOf(['L1'])).toMatchObject([{ stepIndex: 1, dueAt }]);
			clock.forward(minute);
			const [next] = await store.claimDue(claim);
			expect(next).toMatchObject({ enrolment: { stepIndex: 1 } });
			expect(next?.delivery).toBeUndefined();
		});

		it.each<[DeliveryState]>([['accepted'], ['refused'], ['cancelled'], ['handedOver']])(
			'tells of a step whose delivery is %s, and lets nobody make another',
			async (to) => {
				const { store, clock } = its();
				const fence = await offered(its());
				expect(await move(its(), fence, to, ['offering'])).toBe('done');
				clock.forward(claim.leaseMs);
				const [step] = await store.claimDue(claim);
				if (!step) throw new Error('Nothing was claimed.');
				expect(step.delivery).toMatchObject({ deliveryId: 'delivery-L1', state: to, fence });
				const second = { ...step, keepClaim: true, delivery: aDelivery('L1') };
				expect(await store.advance([second])).toEqual(['stale']);
				const over = { ...step, keepClaim: false, delivery: undefined };
				expect(await store.advance([over])).toEqual(['done']);
			},
		);

		it('can be sent again on request, under its claim and with no end in the books', async () => {
			const { store, clock } = its();
			const fence = await offered(its());
			await move(its(), fence, 'dotPending', ['offering']);
			clock.forward(claim.leaseMs);
			await store.sweepDeliveries();
			expect(await move(its(), fence, 'deferred', ['uncertain'])).toBe('done');
			const [step] = await store.claimDue(claim);
			expect(step?.delivery).toMatchObject({ state: 'deferred', attempt: 1, fence: step?.fence });
			expect(step?.delivery?.settledAt).toBeUndefined();
		});

		it('counts what was sent or is under way, for caps', async () => {
			const { store, clock } = its();
			const fence = await offered(its());
			const query = {
				leadIds: ['L1', 'L2'],
				mailbox: 'hello@example.com',
				since: clock.iso(-minute),
				mailboxSince: clock.iso(-minute),
			};
			const sent = {
				byLead: { L1: [clock.iso()], L2: [] },
				byMailbox: [{ at: clock.iso(), domain: 'example.com' }],
				firstByMailbox: clock.iso(),
			};
			expect(await store.sentCounts(query)).toEqual(sent);
			expect(await store.sentCounts({ ...query, mailbox: 'other@example.com' })).toEqual({
				byLead: sent.byLead,
				byMailbox: [],
			});
			await move(its(), fence, 'refused', ['offering']);
			expect(await store.sentCounts(query)).toEqual({ byLead: { L1: [], L2: [] }, byMailbox: [] });
		});

		it('keeps that a mailbox is refused by its server, until it is not', async () => {
			const { store } = its();
			const holdOf = async (mailbox: string) =>
				(await store.sentCounts({ leadIds: [], mailbox, since: '', mailboxSince: '' })).hold;
			const hold = { until: '2026-03-02T11:00:00.000Z', why: '535 5.7.8 No', tries: 1 };
			await store.holdMailbox({ mailbox: 'Hello@example.com', hold });
			await store.holdMailbox({ mailbox: 'hello@example.com', hold: { ...hold, tries: 2 } });
			expect(await holdOf('hello@example.com')).toEqual({ ...hold, tries: 2 });
			expect(await holdOf('other@example.com')).toBeUndefined();
			await store.holdMailbox({ mailbox: 'hello@example.com' });
			expect(await holdOf('hello@example.com')).toBeUndefined();
		});

		it('finds deliveries by state and by Message-ID', async () => {
			const { store } = its();
			await offered(its());
			const find = async (query: Parameters<typeof store.deliveries>[0]) =>
				(await store.deliveries(query)).map(({ deliveryId }) => deliveryId);
			expect(await find({ messageIds: ['<L1@mail.example.com>', '<x>'], limit: 9 })).toEqual([
				'delivery-L1',
			]);
			expect(await find({ states: ['offering'], limit: 9 })).toEqual(['delivery-L1']);
			expect(await find({ states: ['accepted'], limit: 9 })).toEqual([]);
		});

		it('tells what is suppressed, and keeps no address in clear', async () => {
			const { store, clock } = its();
			const entry = {
				kind: 'email',
				value: 'ada@example.com',
				scope: 'topic:roofs',
				reason: 'asked',
				at: clock.iso(),
			} as const;
			await store.suppress([entry, entry]);
			const other = { kind: 'email', value: 'bob@example.com' } as const;
			expect(await store.suppressed([entry, other])).toEqual([entry]);
		});
	});
}
