import { expect, test } from '@jest/globals';
import type { Lead } from '../../../lib/core/lead/lead';
import { completeTasks } from '../../../lib/process/nurture/completeTask';
import { enrol } from '../../../lib/process/nurture/enrol';
import { resolveUncertain } from '../../../lib/process/nurture/resolveUncertain';
import { simulate } from '../../../lib/process/nurture/simulate';
import { stopSequences } from '../../../lib/process/nurture/stopSequences';
import { defaultLimits } from '../../../lib/core/nurture/caps';
import { faultStage } from './faultStage';
import { aContext, aDraft, aLead, aMailing, anEmail, monday, saved } from './kit';

const long = process.env['SOAK'] === '1';
const people = long ? 1_000 : 60;
const days = long ? 90 : 30;
const everyMinutes = 60;

const mailing = aMailing({ limits: { ...defaultLimits, domainPerHour: 1_000 } });

const stage = faultStage({ mailing, patience: 10_000 });
const { clock, run } = stage;

test('what is simulated is what happens: every mail at its hour, held ones held, to the end', async () => {
	const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Auckland', 'UTC'];
	const leads = await saved(
		stage.place.store,
		Array.from({ length: people }, (_, n): Lead =>
			aLead(n, {
				timezone: zones[n % zones.length],
				...(n % 7 === 0 && { temperature: 'hot' }),
				...(n % 11 === 0 && { email: undefined }),
			}),
		),
	);
	const draft = aDraft(
		[
			anEmail('step1'),
			anEmail('step2', { wait: { amount: 2, unit: 'businessDays' }, variantB: { subject: 'B' } }),
			{ ...anEmail('step3'), kind: 'phoneTask', wait: { amount: 1, unit: 'days' }, timeoutDays: 3 },
			anEmail('step4', { wait: { amount: 6, unit: 'hours' }, repeatWeeks: 2 }),
		],
		{ window: { days: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' } },
	);
	const ctx = await aContext(stage.place.store, clock);
	await enrol(ctx, draft, leads, { startFrom: { kind: 'now' } });

	const calendar = await simulate(ctx, { leads, mailing, days, everyMinutes, most: 1_000_000 });
	const simulated = calendar
		.filter(({ result }) => result === 'sent')
		.map(({ at, email, subject }) => `${at} ${email ?? ''} ${subject ?? ''}`);

	const executed: string[] = [];
	for (
		const end = monday + days * 86_400_000;
		clock.now <= end;
		clock.now += everyMinutes * 60_000
	) {
		const before = stage.server.received.length;
		await run();
		for (const { to, raw } of stage.server.received.slice(before)) {
			const subject = /^Subject: (.*)$/m.exec(raw)?.[1]?.trim() ?? '';
			executed.push(`${new Date(clock.now).toISOString()} ${to[0] ?? ''} ${subject}`);
		}
	}
	expect(simulated.length).toBeGreaterThan(people);
	expect(simulated.sort()).toEqual(executed.sort());
}, 1_800_000);

test('a simulation changes nothing in the real store', async () => {
	const leads = await saved(stage.place.store, [aLead(1)]);
	const ctx = await aContext(stage.place.store, clock);
	await enrol(ctx, aDraft([anEmail('step1')]), leads, { startFrom: { kind: 'now' } });
	const before = await stage.place.store.enrolmentsOf([leads[0]?.leadId ?? '']);
	expect(
		await simulate(ctx, { leads, mailing, days: 5, everyMinutes: 5, most: 100 }),
	).toMatchObject([{ result: 'sent', at: new Date(monday).toISOString() }]);
	expect(await stage.place.store.enrolmentsOf([leads[0]?.leadId ?? ''])).toEqual(before);
	expect(await stage.place.store.deliveries({ limit: 10 })).toEqual([]);
});

test('a task waits for a person and lets the sequence go on', async () => {
	const [lead] = await saved(stage.place.store, [aLead(1, { phone: '+12025550123' })]);
	const leadId = lead?.leadId ?? '';
	const draft = aDraft([{ ...anEmail('step1'), kind: 'phoneTask' }, anEmail('step2')]);
	const ctx = await aContext(stage.place.store, clock);
	await enrol(ctx, draft, lead === undefined ? [] : [lead], { startFrom: { kind: 'now' } });
	const [task] = await run();
	expect(task).toMatchObject({ result: 'task', title: expect.stringContaining('step1') });
	clock.now += 3_600_000;
	expect(await run()).toEqual([]);
	const done = await completeTasks(ctx, [
		{ leadId, taskId: task?.taskId, state: 'done', outcome: 'reached' },
	]);
	expect(done).toMatchObject([{ tasks: [{ state: 'done', outcome: 'reached' }] }]);
	expect(await completeTasks(ctx, [{ leadId, state: 'done' }])).toMatchObject([{ tasks: [] }]);
	expect((await run()).map(({ result }) => result)).toEqual(['movedOn', 'sent']);
	expect(await stage.place.store.touchpoints({ leadIds: [leadId], perLead: 10 })).toMatchObject([
		{ type: 'task.done', outcome: 'reached' },
		{ type: 'email.sent' },
	]);
});

test('mail by another node leaves as a task with everything it needs, and is settled by its answer', async () => {
	const leads = await saved(stage.place.store, [aLead(1)]);
	const ctx = await aContext(stage.place.store, clock);
	await enrol(ctx, aDraft([{ ...anEmail('step1'), kind: 'emailByAnotherNode' }]), leads, {
		startFrom: { kind: 'now' },
	});
	const [handed] = await run();
	expect(handed).toMatchObject({
		result: 'handedOver',
		subject: 'Hello Ann1',
		mail: { to: { address: leads[0]?.email } },
	});
	expect(stage.server.received).toEqual([]);
	await completeTasks(ctx, [
		{ leadId: leads[0]?.leadId ?? '', taskId: handed?.taskId, state: 'done', outcome: 'id 77' },
	]);
	expect(await stage.place.store.deliveries({ limit: 10 })).toMatchObject([
		{ state: 'accepted', detail: 'id 77' },
	]);
	await run();
	expect(await stage.place.store.enrolmentsOf([leads[0]?.leadId ?? ''])).toMatchObject([
		{ state: 'finished' },
	]);
});

test.each([
	['arrived', 'accepted', 1, 'finished'],
	['sendAgain', 'accepted', 2, 'finished'],
	['skip', 'cancelled', 1, 'finished'],
	['list', 'uncertain', 1, 'active'],
] as const)(
	'an uncertain mail, %s: it is %s and %i copies reached the server',
	async (word, state, copies, enrolment) => {
		const leads = await saved(stage.place.store, [aLead(1)]);
		const ctx = await aContext(stage.place.store, clock);
		await enrol(ctx, aDraft([anEmail('step1')]), leads, { startFrom: { kind: 'now' } });
		stage.server.set('rstAfterData', 1);
		expect(await run()).toMatchObject([{ result: 'held', reason: 'uncertain' }]);
		clock.now += 3 * 86_400_000;
		expect(await run()).toMatchObject([{ result: 'held', reason: 'uncertain' }]);
		expect(await resolveUncertain(ctx, word)).toHaveLength(1);
		clock.now += 3 * 86_400_000;
		await run();
		expect(await stage.place.store.deliveries({ limit: 10 })).toMatchObject([{ state }]);
		expect(stage.server.received).toHaveLength(copies);
		expect(new Set(stage.server.received.map(({ messageId }) => messageId)).size).toBe(1);
		expect(await stage.place.store.enrolmentsOf([leads[0]?.leadId ?? ''])).toMatchObject([
			{ state: enrolment },
		]);
	},
);

test('stopping takes back what is not at the server yet', async () => {
	const leads = await saved(stage.place.store, [aLead(1), aLead(2)]);
	const ctx = await aContext(stage.place.store, clock);
	await enrol(ctx, aDraft([anEmail('step1')]), leads, { startFrom: { kind: 'now' } });
	stage.server.set('rcpt450', 2);
	await run();
	const stopped = await stopSequences(ctx, [leads[0]?.leadId ?? '']);
	expect([...stopped.values()]).toEqual([['Welcome']]);
	clock.now += 2 * 86_400_000;
	await run();
	expect(stage.server.received.map(({ to }) => to)).toEqual([[leads[1]?.email]]);
});

test('another node may not define the same name otherwise; the same node may, as a new version', async () => {
	const leads = await saved(stage.place.store, [aLead(1), aLead(2)]);
	const ctx = await aContext(stage.place.store, clock);
	const define = async (definedBy: string, text: string) =>
		await enrol(
			ctx,
			aDraft([anEmail('step1', { text })], { definedBy }),
			[leads[definedBy.length % 2]!],
			{ startFrom: { kind: 'now' } },
		);
	expect(await define("the node 'A' [w1/n1]", 'One')).toMatchObject({
		kind: 'done',
		sequence: { version: 1 },
	});
	expect(await define("the node 'B' [w1/n2]", 'One')).toMatchObject({
		kind: 'done',
		sequence: { version: 1 },
	});
	expect(await define("the node 'B' [w1/n2]", 'Two')).toMatchObject({ kind: 'conflict' });
	expect(await define("the node 'A, renamed' [w1/n1]", 'Two')).toMatchObject({
		kind: 'done',
		sequence: { version: 2 },
	});
});
