import type { AssignPolicy } from '../../../lib/core/assign/decide';
import type { Touchpoint } from '../../../lib/core/lead/touchpoint';
import type { LeadStore } from '../../../lib/store/port';
import { aDelivery, aRep, aSequence, anEnrolment } from '../../store/fixtures';
import { numbers, type someLeads } from './leads';

const dayMs = 86_400_000;
const perDay = 60;

/** Reps of two teams; one is away all the time, one gets twice as much. */
export const someReps = [
	aRep('mia', { weight: 2, team: 'North' }),
	aRep('leo', { team: 'North' }),
	aRep('ana', { team: 'South' }),
	aRep('zoe', { team: 'South', leave: [{ from: '2025-01-01', to: '2027-01-01' }] }),
];

const policy: AssignPolicy = {
	rules: [
		{
			name: 'Fair',
			field: 'source',
			operator: 'is',
			value: 'Fair',
			to: { kind: 'team', id: 'north' },
		},
	],
	strategy: 'roundRobin',
	keepWith: [],
	fallback: 'unassigned',
	slaMinutes: { hot: 15, warm: 240, cold: 1440 },
};

/** For 40 days leads are given out and some are given back; a sequence mails some of them, and some of those answer. */
export async function work(
	store: LeadStore,
	all: ReturnType<typeof someLeads>,
	clock: { now: number },
	now: number,
): Promise<void> {
	await store.saveReps(someReps);
	const free = all
		.filter(({ lead }) => lead.stage === 'filtered' && !lead.isTest)
		.map(({ lead }) => lead.leadId);
	for (let day = 0; day * perDay < free.length && day < 40; day++) {
		clock.now = now - (40 - day) * dayMs;
		const ids = free.slice(day * perDay, (day + 1) * perDay);
		await give(store, ids);
		clock.now += dayMs / 2;
		await give(store, ids.slice(0, 5), { endedBy: 'expired', why: 'Not answered in time' });
		await give(store, ids.slice(5, 9), { endedBy: 'declined', why: 'Declined' });
	}
	clock.now = now;
	await mailSome(
		store,
		all.slice(0, 1000).map(({ lead }) => lead.leadId),
		now,
	);
}

async function give(
	store: LeadStore,
	leadIds: string[],
	reassign?: { endedBy: 'expired' | 'declined'; why: string },
): Promise<void> {
	const run = reassign?.endedBy ?? 'first';
	await store.distribute({
		leadIds,
		policy,
		reps: someReps,
		timezone: 'UTC',
		holidays: [],
		by: 'test',
		ids: leadIds.flatMap((id) => [0, 1, 2, 3].map((n) => `${id}-${run}-${n}`)),
		companyOwners: {},
		...(reassign && { reassign }),
	});
}

async function mailSome(store: LeadStore, leadIds: string[], now: number): Promise<void> {
	const next = numbers(11);
	for (const name of ['Welcome', 'Win Back']) await store.saveSequence(aSequence(name));
	await store.enrol(
		leadIds.map((id, index) =>
			anEnrolment(id, { sequence: index % 3 === 0 ? 'Win Back' : 'Welcome' }),
		),
	);
	const due = await store.claimDue({ limit: leadIds.length, leaseMs: 60_000 });
	await store.advance(
		due.map(({ fence, enrolment }, index) => ({
			fence,
			enrolment,
			delivery: aDelivery(enrolment.leadId, {
				stepId: index % 2 === 0 ? 'step1' : 'step2',
				variant: index % 5 < 2 ? 'A' : 'B',
			}),
			keepClaim: true,
		})),
	);
	await store.recordTouchpoints(
		leadIds.flatMap((leadId) => {
			const deliveryId = `delivery-${leadId}`;
			const touch = (type: string, more: Partial<Touchpoint> = {}): Touchpoint => {
				const occurredAt = new Date(Math.floor(now - next() * 45 * dayMs)).toISOString();
				return {
					touchId: `${deliveryId}-${type}`,
					leadId,
					type,
					channel: 'Email',
					direction: 'in',
					actor: { kind: next() < 0.2 ? 'machine' : 'human', confidence: 1 },
					occurredAt,
					receivedAt: occurredAt,
					source: 'mailbox',
					sourceId: `${deliveryId}-${type}`,
					meta: { deliveryId },
					...more,
				};
			};
			const sent = touch('email.sent', {
				direction: 'out',
				actor: { kind: 'machine', confidence: 1 },
				source: 'nurture',
				sourceId: `${deliveryId}:email.sent`,
				meta: {},
			});
			const came = ['reply', 'click', 'open', 'bounce', 'unsubscribe', 'complaint'].filter(
				() => next() < 0.1,
			);
			return [sent, ...came.map((what) => touch(`email.${what}`))];
		}),
	);
}
