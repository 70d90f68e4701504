import { describe, expect, it, test } from '@jest/globals';
import type { DeliveryState } from '../../../lib/core/nurture/types';
import { runDueSteps } from '../../../lib/process/nurture/runDueSteps';
import { type Fault } from '../../mail/faultServer';
import { aContext, aMailing, aPool } from './kit';
import { faultStage } from './faultStage';

const stage = faultStage();
const { clock, enrolled, run, states } = stage;

/** What every fault must come to, and whether the mail is there after later runs. */
const table: Array<[Fault, DeliveryState, 'arrives' | 'neverAgain']> = [
	['refuse', 'deferred', 'arrives'],
	['noBanner', 'deferred', 'arrives'],
	['banner421', 'deferred', 'arrives'],
	['banner554', 'deferred', 'arrives'],
	['slowBanner', 'accepted', 'arrives'],
	['ehlo500', 'accepted', 'arrives'],
	['auth535', 'deferred', 'arrives'],
	['auth454', 'deferred', 'arrives'],
	['starttlsRefused', 'deferred', 'arrives'],
	['starttlsGarbage', 'deferred', 'arrives'],
	['mail451', 'deferred', 'arrives'],
	['mail550', 'deferred', 'arrives'],
	['rcpt450', 'deferred', 'arrives'],
	['rcpt452', 'deferred', 'arrives'],
	['rcpt550', 'refused', 'neverAgain'],
	['rcpt550bare', 'refused', 'neverAgain'],
	['rcpt552full', 'deferred', 'arrives'],
	['rcpt550policy', 'deferred', 'arrives'],
	['rcpt550closed', 'refused', 'neverAgain'],
	['rcpt550dkim', 'deferred', 'arrives'],
	['data354Hang', 'deferred', 'arrives'],
	['data451', 'deferred', 'arrives'],
	['midDataFin', 'deferred', 'arrives'],
	['midDataRst', 'deferred', 'arrives'],
	['finAfterData', 'uncertain', 'neverAgain'],
	['rstAfterData', 'uncertain', 'neverAgain'],
	['hangAfterData', 'uncertain', 'neverAgain'],
	['slow250', 'accepted', 'arrives'],
	['after451', 'deferred', 'arrives'],
	['after452', 'deferred', 'arrives'],
	['after550', 'refused', 'neverAgain'],
	['after554', 'deferred', 'arrives'],
	['after421', 'deferred', 'arrives'],
	['okThenRst', 'accepted', 'arrives'],
	['multiline250', 'accepted', 'arrives'],
	['garbage250', 'uncertain', 'neverAgain'],
	['half250', 'uncertain', 'neverAgain'],
	['early250', 'uncertain', 'neverAgain'],
];

describe('one message, first connection', () => {
	test.each(table)('%s: %s, then it %s', async (fault, state, then) => {
		await enrolled(1);
		stage.server.set(fault, 1);
		await run({ user: fault.startsWith('auth') ? 'ann' : undefined });
		// A connection that dies in the middle of the body may be noticed just before our gate or just behind it.
		const [came] = await states();
		expect([state, ...(fault.startsWith('midData') ? ['uncertain'] : [])]).toContain(came);
		const before = stage.server.received.length;
		for (let later = 0; later < 4; later++) {
			clock.now += 30 * 3_600_000;
			await run();
		}
		for (const mail of stage.server.received) expect(stage.server.count(mail.messageId)).toBe(1);
		expect(stage.server.received.length).toBe(
			then === 'arrives' && came !== 'uncertain' ? 1 : before,
		);
	});
});

describe('fifty messages, five connections', () => {
	test.each(table)('%s in the middle doubles and loses none', async (fault, state) => {
		await enrolled(50);
		stage.server.set(fault, 3);
		await run({ user: fault.startsWith('auth') ? 'ann' : undefined });
		for (let later = 0; later < 5; later++) {
			clock.now += 30 * 3_600_000;
			await run();
		}
		const counts = stage.server.received.map((mail) => stage.server.count(mail.messageId));
		expect(Math.max(...counts)).toBe(1);
		const all = await states();
		expect(all).toHaveLength(50);
		const open = all.filter(
			(one) => one !== 'accepted' && one !== 'refused' && one !== 'uncertain',
		);
		expect(open).toEqual([]);
		const arrived = stage.server.received.filter(({ acknowledged }) => acknowledged).length;
		expect(all.filter((one) => one === 'accepted')).toHaveLength(arrived);
		const uncertain = all.filter((one) => one === 'uncertain').length;
		if (state === 'refused' || state === 'uncertain') {
			expect(all.filter((one) => one === state)).toHaveLength(3);
		} else expect(arrived + uncertain).toBe(50);
		// The server may notice the end of a connection that we cut only after the next one has come.
		expect(stage.server.peak()).toBeLessThanOrEqual(cutting.has(fault) ? 8 : 5);
	});
});

/** Faults of the conversation about a message; the others need a connection that is only being made. */
const perMessage = table.filter(([fault]) =>
	/^(?:mail\d|rcpt|data|midData|after|early|finAfter|rstAfter|hang|slow250|okThen|multi|garbage|half)/.test(
		fault,
	),
);

describe('the second message of a connection that carried one already', () => {
	test.each(perMessage)('%s: %s, then it %s', async (fault, state, then) => {
		await enrolled(2);
		const courier = aPool(stage.server.port, { maxConnections: 1 });
		let handed = 0;
		const ctx = await aContext(stage.place.store, clock);
		await runDueSteps(ctx, {
			mailing: aMailing(),
			courier: {
				close: () => courier.close(),
				send: async (parcel, gate) => {
					const outcome = await courier.send(parcel, gate);
					if (++handed === 1) stage.server.set(fault, 1);
					return outcome;
				},
			},
			batch: 100,
			most: 1_000,
		});
		courier.close();
		const came = await states();
		expect(came).toContain('accepted');
		const second = came.find((one) => one !== 'accepted') ?? 'accepted';
		// Silence before the body may only mean that the kept connection is dead: it is asked at once over a new one.
		const now = fault === 'data354Hang' ? 'accepted' : state;
		expect([now, ...(fault.startsWith('midData') ? ['uncertain'] : [])]).toContain(second);
		const before = stage.server.received.length;
		for (let later = 0; later < 4; later++) {
			clock.now += 30 * 3_600_000;
			await run();
		}
		for (const mail of stage.server.received) expect(stage.server.count(mail.messageId)).toBe(1);
		expect(stage.server.received.length).toBe(
			then === 'arrives' && second !== 'uncertain' ? 2 : before,
		);
	});
});

/** Faults after which a connection is of no more use. */
const cutting = new Set<Fault>(
	table
		.map(([fault]) => fault)
		.filter(
			(fault) => !/^(?:none|slow|ehlo|mail|rcpt|after[^4]|after45|multiline|data451)/.test(fault),
		),
);

it('goes on with one connection where the server allows no more', async () => {
	await enrolled(20);
	stage.server.set('tooManyConnections');
	const reports = await run();
	expect(reports.filter(({ result }) => result === 'sent')).toHaveLength(20);
	expect(stage.server.received).toHaveLength(20);
});

it('tries a refused login once, not once for each lead', async () => {
	await enrolled(20);
	stage.server.set('auth535');
	const reports = await run({ user: 'ann', maxConnections: 1 });
	expect(reports.map(({ reason }) => reason)).toEqual(Array(20).fill('deferred: login'));
	expect(stage.server.received).toHaveLength(0);
});

it('takes an address that does not exist out of every sequence', async () => {
	await enrolled(1);
	stage.server.set('rcpt550', 1);
	const [report] = await run();
	expect(report).toMatchObject({ result: 'finished', reason: 'bounce' });
	expect(
		await stage.place.store.suppressed([{ kind: 'email', value: 'ann0@d0.example.com' }]),
	).toMatchObject([{ scope: 'email' }]);
});

it('takes a message back at the gate when the lead unsubscribes while it is on its way', async () => {
	await enrolled(1);
	const ctx = await aContext(stage.place.store, clock);
	const courier = aPool(stage.server.port);
	const unsubscribing = {
		close: () => courier.close(),
		send: async (...[parcel, gate]: Parameters<typeof courier.send>) => {
			await stage.place.store.suppress([
				{
					kind: 'email',
					value: parcel.to,
					scope: 'all',
					reason: 'unsubscribed',
					at: new Date(clock.now).toISOString(),
				},
			]);
			return await courier.send(parcel, gate);
		},
	};
	const [report] = await runDueSteps(ctx, {
		mailing: aMailing(),
		courier: unsubscribing,
		batch: 10,
		most: 10,
	});
	courier.close();
	expect(report).toMatchObject({ result: 'finished', reason: 'unsubscribe' });
	expect(stage.server.received).toEqual([]);
	expect(await states()).toEqual(['cancelled']);
});
