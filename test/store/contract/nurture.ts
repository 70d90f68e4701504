import { describe, expect, it } from '@jest/globals';
import type { StorePlace } from '../place';
import { aCapture, aDelivery, anEnrolment, aSequence, aTask, aTouch } from '../fixtures';
import { setUp, type Setting } from './setUp';

const minute = 60_000;
const claim = { limit: 100, leaseMs: 20 * minute };

/** Saves a lead and the sequence, and enrols the lead. */
export async function enrolled({ store }: Setting, ...leadIds: string[]): Promise<void> {
	await store.saveSequence(aSequence('Welcome'));
	await store.saveLeads(leadIds.map((id) => aCapture(id)));
	await store.enrol(leadIds.map((id) => anEnrolment(id)));
}

export function nurtureContract(makePlace: () => Promise<StorePlace>): void {
	describe('sequences and enrolments', () => {
		const its = setUp(makePlace);

		it('makes a new version of other content only', async () => {
			const { store } = its();
			const [one, two] = [aSequence('Welcome'), aSequence('Welcome', 'two')];
			expect(await store.saveSequence(one)).toEqual({ kind: 'new', version: 1 });
			expect(await store.saveSequence(one)).toEqual({ kind: 'known', version: 1 });
			expect(await store.saveSequence(two)).toEqual({
				kind: 'new',
				version: 2,
				previous: { ...one, version: 1 },
			});
			const found = await store.getSequences([
				{ name: 'Welcome' },
				{ name: 'Welcome', version: 1 },
				{ name: 'Other' },
			]);
			expect(found).toEqual([
				{ ...two, version: 2 },
				{ ...one, version: 1 },
			]);
		});

		it('lists the newest version of every sequence, by name, as far as the limit', async () => {
			const { store } = its();
			expect(await store.listSequences(10)).toEqual([]);
			const [one, two] = [aSequence('Welcome'), aSequence('Welcome', 'two')];
			for (const sequence of [aSequence('Win Back'), one, two, aSequence('After Sale')])
				await store.saveSequence(sequence);
			expect(await store.listSequences(10)).toEqual([
				{ ...aSequence('After Sale'), version: 1 },
				{ ...two, version: 2 },
				{ ...aSequence('Win Back'), version: 1 },
			]);
			expect((await store.listSequences(2)).map(({ name }) => name)).toEqual([
				'After Sale',
				'Welcome',
			]);
		});

		it('enrols a lead once, also when 30 ask at once', async () => {
			const { store, place } = its();
			const other = await place.open();
			await enrolled(its(), 'L1');
			const answers = await Promise.all(
				Array.from({ length: 30 }, (_, index) =>
					(index % 2 ? store : other).enrol([anEnrolment('L2', { enrolmentId: `e${index}` })]),
				),
			);
			expect(answers.flat().filter(({ kind }) => kind === 'enrolled')).toHaveLength(1);
			expect(new Set(answers.flat().map(({ enrolment }) => enrolment.enrolmentId)).size).toBe(1);
			expect(await store.enrolmentsOf(['L1', 'L2'])).toHaveLength(2);
		});

		it('enrols again under the next generation only where that is allowed', async () => {
			const { store } = its();
			await enrolled(its(), 'L1');
			await store.stopEnrolments({ leadIds: ['L1'], by: 'reply' });
			const again = anEnrolment('L1', { enrolmentId: 'second' });
			expect(await store.enrol([again])).toMatchObject([{ kind: 'already' }]);
			expect(await store.enrol([{ ...again, allowReenrol: true }])).toMatchObject([
				{ kind: 'enrolled', enrolment: { enrolmentId: 'second', generation: 2, state: 'active' } },
			]);
		});

		it('gives a due step to one of many workers', async () => {
			const { store, place, clock } = its();
			const other = await place.open({ clock });
			await enrolled(its(), ...Array.from({ length: 50 }, (_, index) => `L${index}`));
			const claims = await Promise.all(
				Array.from({ length: 10 }, (_, index) =>
					(index % 2 ? store : other).claimDue({ ...claim, limit: 7 }),
				),
			);
			const ids = claims.flat().map(({ enrolment }) => enrolment.enrolmentId);
			expect(ids).toHaveLength(50);
			expect(new Set(ids).size).toBe(50);
		});

		it('hands out everything a decision needs, the oldest due first', async () => {
			const { store, clock } = its();
			await enrolled(its(), 'L1');
			await store.enrol([anEnrolment('L2', { dueAt: clock.iso(-5 * 86_400_000) })]);
			await store.saveLeads([aCapture('L2')]);
			await store.saveTasks([aTask('k1', { enrolmentId: 'enrolment-L1' })]);
			const due = await store.claimDue(claim);
			expect(due.map(({ lead }) => lead.lead.leadId)).toEqual(['L2', 'L1']);
			expect(due[1]).toMatchObject({
				enrolment: { enrolmentId: 'enrolment-L1', state: 'active', generation: 1, stepIndex: 0 },
				leaseUntil: clock.iso(claim.leaseMs),
				sequence: { name: 'Welcome', version: 1 },
				openTask: { taskId: 'k1' },
			});
		});

		it('claims only what is due, only of the sequences asked for', async () => {
			const { store, clock } = its();
			await enrolled(its(), 'L1', 'L2');
			await store.saveSequence(aSequence('Other'));
			await store.enrol([
				anEnrolment('L1', { enrolmentId: 'o1', sequence: 'Other' }),
				anEnrolment('L2', { enrolmentId: 'o2', sequence: 'Other', dueAt: clock.iso(minute) }),
			]);
			const other = await store.claimDue({ ...claim, sequences: ['Other'] });
			expect(other.map(({ enrolment }) => enrolment.enrolmentId)).toEqual(['o1']);
			expect(await store.claimDue(claim)).toHaveLength(2);
			clock.forward(minute);
			expect(await store.claimDue(claim)).toHaveLength(1);
		});

		it('claims again after the lease, and the first holder can write nothing more', async () => {
			const { store, clock } = its();
			await enrolled(its(), 'L1');
			const [first] = await store.claimDue(claim);
			expect(await store.claimDue(claim)).toEqual([]);
			clock.forward(claim.leaseMs);
			const [second] = await store.claimDue(claim);
			if (!first || !second) throw new Error('Nothing was claimed.');
			expect(second.fence).toBeGreaterThan(first.fence);
			const late = { ...first.enrolment, stepIndex: 1 };
			const move = {
				enrolment: late,
				delivery: aDelivery('L1'),
				touchpoints: [aTouch('t')],
				keepClaim: false,
			};
			expect(await store.advance([{ ...move, fence: first.fence }])).toEqual(['stale']);
			expect(await store.deliveries({ limit: 9 })).toEqual([]);
			expect(await store.touchpoints({ leadIds: ['L1'], perLead: 9 })).toEqual([]);
			expect(await store.advance([{ ...move, fence: second.fence }])).toEqual(['done']);
			expect(await store.enrolmentsOf(['L1'])).toMatchObject([{ stepIndex: 1 }]);
		});

		it('holds the claim of a sender that lives, until somebody else has it', async () => {
			const { store, clock } = its();
			await enrolled(its(), 'L1');
			const [first] = await store.claimDue(claim);
			if (!first) throw new Error('Nothing was claimed.');
			const { enrolment, fence } = first;
			const delivery = aDelivery('L1', { state: 'dotPending' });
			const move = { enrolment, fence, delivery, keepClaim: true };
			expect(await store.advance([move])).toEqual(['done']);
			const hold = async (held: number) =>
				await store.holdClaims({
					claims: [{ enrolmentId: enrolment.enrolmentId, fence: held }],
					leaseMs: claim.leaseMs,
				});
			clock.forward(claim.leaseMs - 1);
			await hold(fence);
			clock.forward(claim.leaseMs - 1);
			expect(await store.claimDue(claim)).toEqual([]);
			expect(await store.sweepDeliveries()).toEqual([]);
			await hold(fence + 1);
			clock.forward(1);
			expect(await store.sweepDeliveries()).toMatchObject([{ state: 'uncertain' }]);
			expect(await store.claimDue(claim)).toHaveLength(1);
			clock.forward(claim.leaseMs - 1);
			await hold(fence);
			clock.forward(1);
			expect(await store.claimDue(claim)).toHaveLength(1);
		});

		it('goes on at the time that advance names, and never after the end', async () => {
			const { store, clock } = its();
			await enrolled(its(), 'L1');
			const [step] = await store.claimDue(claim);
			if (!step) throw new Error('Nothing was claimed.');
			const held = { ...step.enrolment, dueAt: clock.iso(minute), heldReason: 'outsideWindow' };
			await store.advance([{ fence: step.fence, enrolment: held, keepClaim: false }]);
			expect(await store.nurtureState()).toEqual({
				active: 1,
				due: 0,
				held: [{ reason: 'outsideWindow', count: 1 }],
				nextDueAt: clock.iso(minute),
				lastRunAt: clock.iso(),
				uncertain: 0,
			});
			clock.forward(minute);
			const [again] = await store.claimDue(claim);
			if (!again) throw new Error('Nothing was claimed.');
			const { heldReason: _none, ...rest } = again.enrolment;
			const finished = { ...rest, state: 'finished' as const };
			await store.advance([{ fence: again.fence, enrolment: finished, keepClaim: false }]);
			clock.forward(1000 * minute);
			expect(await store.claimDue(claim)).toEqual([]);
			expect(await store.nurtureState()).toMatchObject({ active: 0, due: 0, held: [] });
		});

		it('claims an enrolment that waits for a task when its time is up', async () => {
			const { store, clock } = its();
			await enrolled(its(), 'L1');
			const [step] = await store.claimDue(claim);
			if (!step) throw new Error('Nothing was claimed.');
			const waiting = {
				...step.enrolment,
				state: 'waitingTask' as const,
				dueAt: clock.iso(minute),
			};
			const task = aTask('k1', { enrolmentId: step.enrolment.enrolmentId });
			await store.advance([{ fence: step.fence, enrolment: waiting, task, keepClaim: false }]);
			expect(await store.claimDue(claim)).toEqual([]);
			clock.forward(minute);
			expect(await store.claimDue(claim)).toMatchObject([{ openTask: task }]);
		});

		it('stops the enrolments of a lead for good', async () => {
			const { store, clock } = its();
			await enrolled(its(), 'L1', 'L2');
			const [step] = await store.claimDue({ ...claim, limit: 1 });
			if (!step) throw new Error('Nothing was claimed.');
			expect(await store.stopEnrolments({ leadIds: ['L1'], sequence: 'Other', by: 'x' })).toBe(0);
			expect(await store.stopEnrolments({ leadIds: ['L1', 'L2'], by: 'reply' })).toBe(2);
			expect(await store.stopEnrolments({ leadIds: ['L1'], by: 'again' })).toBe(0);
			expect(await store.advance([{ ...step, keepClaim: true }])).toEqual(['stale']);
			expect(await store.enrolmentsOf(['L1'])).toMatchObject([
				{ state: 'stopped', stoppedBy: 'reply' },
			]);
			clock.forward(1000 * minute);
			expect(await store.claimDue(claim)).toEqual([]);
		});

		it('keeps tasks by lead, owner and state', async () => {
			const { store } = its();
			await store.saveTasks([
				aTask('k2', { owner: 'mia', dueAt: '2026-03-05T00:00:00.000Z' }),
				aTask('k1', { owner: 'mia' }),
				aTask('k3', { leadId: 'L2' }),
			]);
			await store.saveTasks([aTask('k3', { leadId: 'L2', state: 'done', outcome: 'reached' })]);
			const ids = async (query: Parameters<typeof store.tasks>[0]) =>
				(await store.tasks(query)).map(({ taskId }) => taskId);
			expect(await ids({ states: ['open'], limit: 9 })).toEqual(['k1', 'k2']);
			expect(await ids({ owner: 'mia', limit: 1 })).toEqual(['k1']);
			expect(await ids({ leadIds: ['L2'], states: ['done', 'skipped'], limit: 9 })).toEqual(['k3']);
			expect((await store.counts()).tasksOpen).toBe(2);
		});
	});
}
