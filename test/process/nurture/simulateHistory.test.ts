import { expect, test } from '@jest/globals';
import type { Lead } from '../../../lib/core/lead/lead';
import { defaultLimits } from '../../../lib/core/nurture/caps';
import { enrol } from '../../../lib/process/nurture/enrol';
import type { StepReport } from '../../../lib/process/nurture/run/report';
import { simulate } from '../../../lib/process/nurture/simulate';
import type { Fault } from '../../mail/faultServer';
import { faultStage } from './faultStage';
import { aContext, aDraft, aLead, aMailing, anEmail, saved } from './kit';

const everyMinutes = 30;
const dayMs = 86_400_000;
const mailing = aMailing({
	limits: { ...defaultLimits, perDay: { start: 18, full: 30, rampDays: 10 }, perMinute: 9 },
});

const stage = faultStage({ mailing, patience: 10_000 });
const { clock, run } = stage;

/** What a line of the calendar says, in one string. */
function line(at: string, { email, leadId, stepId, result, reason, nextAt }: StepReport): string {
	return [at, email ?? leadId, stepId, result, reason ?? '-', nextAt ?? '-'].join(' ');
}

/** Runs due steps as a schedule would. @returns what was reported */
async function live(days: number): Promise<string[]> {
	const lines: string[] = [];
	for (const end = clock.now + days * dayMs; clock.now <= end; clock.now += everyMinutes * 60_000) {
		const reports = await run();
		const at = new Date(clock.now).toISOString();
		lines.push(...reports.filter(({ result }) => result !== 'movedOn').map((one) => line(at, one)));
	}
	return lines.sort();
}

const phone: Partial<Lead> = { phoneE164: '+12025550123' };
const first = aDraft(
	[
		anEmail('mail1'),
		{ ...anEmail('call'), kind: 'phoneTask', wait: { amount: 1, unit: 'hours' }, timeoutDays: 2 },
		anEmail('mail2', { wait: { amount: 6, unit: 'hours' } }),
		anEmail('mail3', { wait: { amount: 1, unit: 'days' }, repeatWeeks: 1 }),
	],
	{ window: { days: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' } },
);
const second = aDraft([anEmail('news1'), anEmail('news2', { wait: { amount: 2, unit: 'days' } })], {
	name: 'News',
});

/** Two days of a life: mails sent, put off, uncertain; calls open; a reply, an unsubscribe, a sequence over and one stopped. */
async function lived(): Promise<Lead[]> {
	const { store } = stage.place;
	const leads = await saved(
		store,
		Array.from({ length: 40 }, (_, n) => aLead(n, n % 3 === 0 ? phone : {})),
	);
	const ctx = await aContext(store, clock);
	await enrol(ctx, first, leads, { startFrom: { kind: 'now' } });
	const faults: Fault[] = ['rcpt450', 'rstAfterData', 'rcpt550', 'after451'];
	for (const fault of faults) {
		stage.server.set(fault, 2);
		clock.now += 2 * 60_000;
		await run();
	}
	await enrol(ctx, aDraft([anEmail('only')], { name: 'Short' }), leads.slice(30, 34), {
		startFrom: { kind: 'now' },
	});
	clock.now += dayMs;
	await run();
	const at = new Date(clock.now).toISOString();
	await store.recordTouchpoints([
		{
			touchId: 'reply',
			leadId: leads[3]?.leadId,
			type: 'email.reply',
			direction: 'in',
			channel: 'email',
			actor: { kind: 'human', confidence: 1 },
			occurredAt: at,
			receivedAt: at,
			source: 'test',
			sourceId: 'reply',
		},
	]);
	await store.suppress([
		{ kind: 'email', value: leads[6]?.email ?? '', scope: 'all', reason: 'unsubscribed', at },
		{ kind: 'phone', value: phone.phoneE164 ?? '', scope: 'phone', reason: 'asked', at },
	]);
	await store.stopEnrolments({ leadIds: [leads[9]?.leadId ?? ''], sequence: 'Welcome', by: 'me' });
	clock.now += 5 * 3_600_000;
	await run();
	return leads;
}

test.each<[string, string[], () => Promise<void>]>([
	['as it is', ['uncertain', 'contactLimit', 'reply'], async () => undefined],
	[
		'while the mailbox is held',
		['mailboxHeld'],
		async () => {
			stage.server.set('auth535');
			clock.now += 1.75 * dayMs;
			for (let n = 0; n < 5; n++) {
				clock.now += 11 * 60_000;
				await run({ user: 'hello' });
			}
			stage.server.set('none');
			const ctx = await aContext(stage.place.store, clock);
			await enrol(ctx, second, [aLead(30), aLead(31)], { startFrom: { kind: 'now' } });
		},
	],
	[
		'while sending is paused',
		['paused'],
		async () => void (await stage.place.store.saveSettings({ sendingPaused: true })),
	],
])('a store with a history, %s: the days come as they were simulated', async (_, shown, change) => {
	const leads = await lived();
	await change();
	const ctx = await aContext(stage.place.store, clock);
	const begin = await stage.place.store.deliveries({ limit: 1_000 });
	for (const state of ['accepted', 'deferred', 'uncertain'])
		expect(begin.map((one) => one.state)).toContain(state);
	const tasks = await stage.place.store.tasks({ states: ['open'], limit: 100 });
	expect(tasks.length).toBeGreaterThan(0);

	const paused = ctx.settings.sendingPaused === true;
	const days = paused ? 2 : 9;
	const calendar = await simulate(ctx, { leads, mailing, days, everyMinutes, most: 1_000_000 });
	const simulated = calendar.map(({ at, ...report }) => line(at, report)).sort();
	expect(await stage.place.store.deliveries({ limit: 1_000 })).toEqual(begin);
	expect(simulated).toEqual(await live(days));
	const reasons = new Set(simulated.map((one) => one.split(' ')[4]));
	expect([...reasons]).toEqual(expect.arrayContaining(shown));
});

test('who was in a sequence is simulated into it only where it may be again', async () => {
	const leads = await lived();
	const ctx = await aContext(stage.place.store, clock);
	const request = { leads: leads.slice(28, 36), mailing, days: 3, everyMinutes, most: 1_000 };
	const startFrom = { kind: 'now' } as const;
	const short = aDraft([anEmail('only')], { name: 'Short' });
	const whoIn = async (draft: typeof short) =>
		(await simulate(ctx, { ...request, draft, startFrom })).filter(
			({ sequence, result }) => sequence === draft.name && result === 'sent',
		).length;
	const finished = (await stage.place.store.enrolmentsOf(leads.map(({ leadId }) => leadId))).filter(
		({ sequence, state }) => sequence === 'Short' && state === 'finished',
	);
	expect(finished.length).toBeGreaterThan(0);
	expect(await whoIn(short)).toBe(request.leads.length - finished.length);
	expect(await whoIn({ ...short, allowReenrol: true })).toBe(request.leads.length);
	expect(await whoIn(second)).toBeGreaterThan(0);
});
