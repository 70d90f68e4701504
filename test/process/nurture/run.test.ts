import { expect, test } from '@jest/globals';
import { enrol } from '../../../lib/process/nurture/enrol';
import { runDueSteps } from '../../../lib/process/nurture/runDueSteps';
import { planDelivery } from '../../../lib/process/nurture/run/moves';
import { faultStage } from './faultStage';
import { aContext, aDraft, aLead, aMailing, anEmail, aPool, monday, saved } from './kit';

const stage = faultStage();
const { clock, run } = stage;

test('enrolled leads get their first mail, then the second when its wait is over', async () => {
	const leads = await saved(
		stage.place.store,
		[1, 2, 3].map((n) => aLead(n)),
	);
	const ctx = await aContext(stage.place.store, clock);
	const draft = aDraft([
		anEmail('step1'),
		anEmail('step2', { wait: { amount: 3, unit: 'days' }, subject: 'Again', sameThread: true }),
	]);
	const outcome = await enrol(ctx, draft, leads, { startFrom: { kind: 'now' } });
	expect(outcome).toMatchObject({
		kind: 'done',
		results: [{ kind: 'enrolled' }, { kind: 'enrolled' }, { kind: 'enrolled' }],
	});

	expect((await run()).map(({ result }) => result)).toEqual(['sent', 'sent', 'sent']);
	expect(stage.server.received).toHaveLength(3);
	expect(await run()).toEqual([]);

	clock.now += 3 * 86_400_000;
	expect((await run()).map(({ result }) => result)).toEqual(['sent', 'sent', 'sent']);
	const [first] = stage.server.received;
	const again = stage.server.received.filter(({ to }) => to[0] === first?.to[0]);
	expect(again[1]?.raw).toContain(`In-Reply-To: ${first?.messageId}`);
	expect(await stage.place.store.enrolmentsOf([leads[0]?.leadId ?? ''])).toMatchObject([
		{ state: 'finished' },
	]);
	expect(
		await stage.place.store.touchpoints({ leadIds: [leads[0]?.leadId ?? ''], perLead: 10 }),
	).toHaveLength(2);
});

test('the same leads enrolled twice get one mail each', async () => {
	const leads = await saved(
		stage.place.store,
		[1, 2].map((n) => aLead(n)),
	);
	const ctx = await aContext(stage.place.store, clock);
	const draft = aDraft([anEmail('step1')]);
	await enrol(ctx, draft, leads, { startFrom: { kind: 'now' } });
	await run();
	const again = await enrol(ctx, draft, leads, { startFrom: { kind: 'now' } });
	expect(again).toMatchObject({
		newVersion: false,
		results: [{ kind: 'already' }, { kind: 'already' }],
	});
	await run();
	expect(stage.server.received).toHaveLength(2);
});

test.each([
	['two addresses in one', 'ann@example.com, bob@example.com'],
	['a command in it', 'ann@example.com>\r\nRCPT TO:<bob@example.com'],
	['a group', 'all: ann@example.com;'],
])('an address that is none is held, never tried: %s', async (_what, email) => {
	const leads = await saved(stage.place.store, [aLead(1, { email }), aLead(2)]);
	const ctx = await aContext(stage.place.store, clock);
	await enrol(ctx, aDraft([anEmail('step1')]), leads, { startFrom: { kind: 'now' } });
	const reports = await run();
	expect(reports.map(({ result, reason }) => [result, reason])).toEqual([
		['held', 'invalidEmail'],
		['sent', undefined],
	]);
	expect(stage.server.received.map(({ to }) => to)).toEqual([['ann2@d2.example.com']]);
});

test('a signing key that is none holds the mails and says so', async () => {
	const leads = await saved(stage.place.store, [aLead(1)]);
	const ctx = await aContext(stage.place.store, clock);
	await enrol(ctx, aDraft([anEmail('step1')]), leads, { startFrom: { kind: 'now' } });
	const courier = aPool(stage.server.port);
	const mailing = aMailing({
		dkim: { domain: 'example.org', selector: 's', privateKey: 'no key' },
	});
	const reports = await runDueSteps(ctx, { mailing, courier, batch: 10, most: 10 });
	courier.close();
	expect(reports).toMatchObject([{ result: 'held', reason: 'deferred: policy' }]);
	expect(stage.server.received).toEqual([]);
});

test('a mailbox that is refused again and again is left alone for the rest of the run', async () => {
	const leads = await saved(
		stage.place.store,
		Array.from({ length: 30 }, (_, n) => aLead(n)),
	);
	const ctx = await aContext(stage.place.store, clock);
	await enrol(ctx, aDraft([anEmail('step1')]), leads, { startFrom: { kind: 'now' } });
	stage.server.set('after554');
	const reasons = new Set((await run()).map(({ reason }) => reason));
	expect(reasons).toEqual(new Set(['deferred: policy', 'deferred: sender']));
	expect(stage.server.offered()).toBeLessThan(15);
	stage.server.set('none');
	clock.now += 86_400_000;
	expect((await run()).filter(({ result }) => result === 'sent')).toHaveLength(30);
});

test('a mail that was accepted without the sequence hearing of it is not sent again, and the sequence goes on', async () => {
	const { store } = stage.place;
	const leads = await saved(store, [aLead(1)]);
	const ctx = await aContext(store, clock);
	const draft = aDraft([
		anEmail('step1'),
		anEmail('step2', { wait: { amount: 1, unit: 'days' }, subject: 'Again', sameThread: true }),
	]);
	await enrol(ctx, draft, leads, { startFrom: { kind: 'now' } });
	const [due] = await store.claimDue({ limit: 1, leaseMs: 1_000 });
	if (due === undefined) throw new Error('Nothing was claimed.');
	const { fence, enrolment, leaseUntil } = due;
	const decision = { kind: 'send', step: anEmail('step1'), variant: 'A' } as const;
	const delivery = planDelivery(due, decision, aMailing(), clock.now, 'key', () => 'd1');
	await store.advance([{ fence, enrolment, delivery, keepClaim: true }]);
	await store.moveDeliveries([
		{ deliveryId: delivery.deliveryId, fence, to: 'accepted', from: ['claimed'] },
	]);

	clock.now = Date.parse(leaseUntil) + 3_600_000;
	expect(await run()).toMatchObject([{ result: 'movedOn', reason: 'settled', stepId: 'step1' }]);
	expect(stage.server.received).toEqual([]);
	expect(await store.enrolmentsOf([leads[0]?.leadId ?? ''])).toMatchObject([
		{ stepIndex: 1, dueAt: new Date(monday + 86_400_000).toISOString() },
	]);
	clock.now = monday + 86_400_000;
	expect(await run()).toMatchObject([{ result: 'sent', stepId: 'step2' }]);
	expect(stage.server.received[0]?.raw).toContain(`In-Reply-To: ${delivery.messageId}`);
});
