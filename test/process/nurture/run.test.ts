import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { enrol } from '../../../lib/process/nurture/enrol';
import { runDueSteps } from '../../../lib/process/nurture/runDueSteps';
import { faultServer, type FaultServer } from '../../mail/faultServer';
import { aClock, aContext, aDraft, aLead, aMailing, anEmail, aPool, aStore, saved } from './kit';

let server: FaultServer;
const clock = aClock();
let place: Awaited<ReturnType<typeof aStore>>;

beforeEach(async () => {
	clock.now = Date.parse('2026-06-01T10:00:00.000Z');
	server = await faultServer();
	place = await aStore(clock);
});

afterEach(async () => {
	await server.close();
	await place.remove();
});

async function run() {
	const ctx = await aContext(place.store, clock);
	const courier = aPool(server.port);
	const reports = await runDueSteps(ctx, { mailing: aMailing(), courier, batch: 100, most: 1_000 });
	courier.close();
	return reports;
}

test('enrolled leads get their first mail, then the second when its wait is over', async () => {
	const leads = await saved(
		place.store,
		[1, 2, 3].map((n) => aLead(n)),
	);
	const ctx = await aContext(place.store, clock);
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
	expect(server.received).toHaveLength(3);
	expect(await run()).toEqual([]);

	clock.now += 3 * 86_400_000;
	expect((await run()).map(({ result }) => result)).toEqual(['sent', 'sent', 'sent']);
	const [first] = server.received;
	const again = server.received.filter(({ to }) => to[0] === first?.to[0]);
	expect(again[1]?.raw).toContain(`In-Reply-To: ${first?.messageId}`);
	expect(await place.store.enrolmentsOf([leads[0]?.leadId ?? ''])).toMatchObject([
		{ state: 'finished' },
	]);
	expect(
		await place.store.touchpoints({ leadIds: [leads[0]?.leadId ?? ''], perLead: 10 }),
	).toHaveLength(2);
});

test('the same leads enrolled twice get one mail each', async () => {
	const leads = await saved(
		place.store,
		[1, 2].map((n) => aLead(n)),
	);
	const ctx = await aContext(place.store, clock);
	const draft = aDraft([anEmail('step1')]);
	await enrol(ctx, draft, leads, { startFrom: { kind: 'now' } });
	await run();
	const again = await enrol(ctx, draft, leads, { startFrom: { kind: 'now' } });
	expect(again).toMatchObject({
		newVersion: false,
		results: [{ kind: 'already' }, { kind: 'already' }],
	});
	await run();
	expect(server.received).toHaveLength(2);
});

test.each([
	['two addresses in one', 'ann@example.com, bob@example.com'],
	['a command in it', 'ann@example.com>\r\nRCPT TO:<bob@example.com'],
	['a group', 'all: ann@example.com;'],
])('an address that is none is held, never tried: %s', async (_what, email) => {
	const leads = await saved(place.store, [aLead(1, { email }), aLead(2)]);
	const ctx = await aContext(place.store, clock);
	await enrol(ctx, aDraft([anEmail('step1')]), leads, { startFrom: { kind: 'now' } });
	const reports = await run();
	expect(reports.map(({ result, reason }) => [result, reason])).toEqual([
		['held', 'invalidEmail'],
		['sent', undefined],
	]);
	expect(server.received.map(({ to }) => to)).toEqual([['ann2@d2.example.com']]);
});

test('a signing key that is none holds the mails and says so', async () => {
	const leads = await saved(place.store, [aLead(1)]);
	const ctx = await aContext(place.store, clock);
	await enrol(ctx, aDraft([anEmail('step1')]), leads, { startFrom: { kind: 'now' } });
	const courier = aPool(server.port);
	const mailing = aMailing({
		dkim: { domain: 'example.org', selector: 's', privateKey: 'no key' },
	});
	const reports = await runDueSteps(ctx, { mailing, courier, batch: 10, most: 10 });
	courier.close();
	expect(reports).toMatchObject([{ result: 'held', reason: 'deferred: policy' }]);
	expect(server.received).toEqual([]);
});

test('a mailbox that is refused again and again is left alone for the rest of the run', async () => {
	const leads = await saved(
		place.store,
		Array.from({ length: 30 }, (_, n) => aLead(n)),
	);
	const ctx = await aContext(place.store, clock);
	await enrol(ctx, aDraft([anEmail('step1')]), leads, { startFrom: { kind: 'now' } });
	server.set('after554');
	const reasons = new Set((await run()).map(({ reason }) => reason));
	expect(reasons).toEqual(new Set(['deferred: policy', 'deferred: sender']));
	expect(server.offered()).toBeLessThan(15);
	server.set('none');
	clock.now += 86_400_000;
	expect((await run()).filter(({ result }) => result === 'sent')).toHaveLength(30);
});
