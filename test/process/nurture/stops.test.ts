import { expect, test } from '@jest/globals';
import type { Touchpoint } from '../../../lib/core/lead/touchpoint';
import type { Courier } from '../../../lib/process/nurture/mailing';
import { runDueSteps } from '../../../lib/process/nurture/runDueSteps';
import { faultStage } from './faultStage';
import { aContext, aLead, aMailing, aPool, monday } from './kit';

const stage = faultStage();
const { leadId } = aLead(0);

function touch(type: string, minute: number): Touchpoint {
	const at = new Date(monday + minute * 60_000).toISOString();
	return {
		touchId: `${type} ${minute}`,
		leadId,
		type,
		actor: { kind: 'human', confidence: 1 },
		occurredAt: at,
		receivedAt: at,
		source: 'test',
		sourceId: `${type} ${minute}`,
	};
}

test.each([0, 200, 1_000])('who replied gets no mail, also after %i page views', async (views) => {
	await stage.enrolled(1);
	await stage.place.store.recordTouchpoints([
		touch('email.reply', 1),
		...Array.from({ length: views }, (_, index) => touch('web.pageView', 2 + index)),
	]);
	stage.clock.now += 86_400_000;
	expect(await stage.run()).toMatchObject([{ result: 'finished', reason: 'reply' }]);
	expect(stage.server.received).toEqual([]);
});

test('a pause holds the mails of a batch that is being sent, and they go out once it is over', async () => {
	const { store } = stage.place;
	await stage.enrolled(20);
	const pool = aPool(stage.server.port, { maxConnections: 2 });
	const sent: string[] = [];
	const courier: Courier = {
		...pool,
		send: async (parcel, gate) => {
			const outcome = await pool.send(parcel, gate);
			if (outcome.kind === 'accepted') sent.push(parcel.to);
			if (sent.length === 5) await store.saveSettings({ sendingPaused: true });
			return outcome;
		},
	};
	const ctx = await aContext(store, stage.clock);
	const reports = await runDueSteps(ctx, { mailing: aMailing(), courier, batch: 20, most: 20 });
	courier.close();
	const held = reports.filter(({ result }) => result === 'held');
	expect(stage.server.received.length).toBe(sent.length);
	// Those at the dot when it came may still go.
	expect(sent.length).toBeLessThanOrEqual(7);
	expect(held).toHaveLength(20 - sent.length);
	expect(new Set(held.map(({ reason }) => reason))).toEqual(new Set(['paused']));
	expect((await store.nurtureState()).held).toEqual([{ reason: 'paused', count: held.length }]);

	await store.saveSettings({ sendingPaused: false });
	stage.clock.now += 900_000;
	expect(new Set((await stage.run()).map(({ result }) => result))).toEqual(new Set(['sent']));
	const people = stage.server.received.flatMap(({ to }) => to);
	expect(people).toHaveLength(20);
	expect(new Set(people).size).toBe(20);
});

test('who must not be contacted any more gets no mail of the batch that is being sent', async () => {
	const { store } = stage.place;
	await stage.enrolled(3);
	const pool = aPool(stage.server.port, { maxConnections: 1 });
	let first = true;
	const courier: Courier = {
		...pool,
		send: async (parcel, gate) =>
			await pool.send(parcel, async () => {
				const ids = first ? [1, 2].map((n) => aLead(n).leadId) : [];
				first = false;
				for (const { lead, version } of await store.getLeads(ids)) {
					const audit = { by: 'test', action: 'update', changes: {} };
					await store.saveLeads([{ lead: { ...lead, doNotContact: ['email'] }, version, audit }]);
				}
				return await gate();
			}),
	};
	const ctx = await aContext(store, stage.clock);
	const reports = await runDueSteps(ctx, { mailing: aMailing(), courier, batch: 20, most: 20 });
	courier.close();
	expect(reports.map(({ result, reason }) => [result, reason])).toEqual([
		['sent', undefined],
		['finished', 'ownerPause'],
		['finished', 'ownerPause'],
	]);
	expect(stage.server.received).toHaveLength(1);
	expect(await store.enrolmentsOf([aLead(1).leadId])).toMatchObject([
		{ state: 'stopped', stoppedBy: 'ownerPause' },
	]);
});
