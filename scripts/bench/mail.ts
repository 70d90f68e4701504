import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import nodemailer from 'nodemailer';
import type { Lead } from '../../lib/core/lead/lead';
import { idMaker } from '../../lib/process/ids';
import { enrol } from '../../lib/process/nurture/enrol';
import { mailingOf, openCourier } from '../../lib/process/nurture/outbox';
import { runDueSteps } from '../../lib/process/nurture/runDueSteps';
import { openStore } from '../../lib/store/open';
import { interleaved, rounded } from './measure';
import type { BenchResult } from './result';

const rounds = 5;
const mails = 1_000;
const maxConnections = 5;
const subject = 'Thank you for your message, {{firstName|and welcome}}';
const text =
	'Dear {{firstName|Sir or Madam}},\n\nthank you for getting in touch. We have read what you wrote and will come back to you shortly.\n\nIf it is urgent, just reply to this mail: https://example.com/contact\n\nKind regards\n{{senderName}}';

/**
 * A thousand due steps, with claim, decision, merge fields, delivery row, gate before the dot and settlement, against
 * nodemailer's own pool sending a thousand finished texts, and against one connection per mail, as n8n's Send Email does.
 */
export async function run(): Promise<BenchResult> {
	const folder = await mkdtemp(path.join(tmpdir(), 'lead-bench-'));
	const sink = spawn(
		process.execPath,
		[
			'--require',
			path.join(__dirname, '..', 'register.cjs'),
			path.join(__dirname, 'mail', 'sink.ts'),
		],
		{ stdio: ['ignore', 'pipe', 'inherit'] },
	);
	const store = await openStore({ engine: 'sqlite', folder, workspace: 'Bench' });
	try {
		const [said] = await once(sink.stdout, 'data');
		const port = Number(String(said));
		const smtp = { host: '127.0.0.1', port, secure: false };
		const settings = await store.settings();
		const now = await store.now();
		const ctx = { store, settings, now, newId: idMaker(Date.now), by: 'bench' };
		for (let round = 0; round < rounds; round++) await prepare(ctx, round);
		const result = mailingOf(settings, await store.secrets(), {
			smtp,
			from: 'Example Ltd <hello@example.org>',
			track: { clicks: true, opens: false },
		});
		if (result.kind === 'wrong') throw new Error(result.message);
		const { mailing } = result;
		let round = 0;
		const counts = new Map<string, number>();
		let before = 0;
		const counted = async (work: () => Promise<unknown>) => {
			before = await taken(port);
			await work();
			return (await taken(port)) - before;
		};
		const measured = await interleaved(
			{
				ours: () =>
					counted(async () => {
						const courier = openCourier(smtp, maxConnections);
						await runDueSteps(ctx, {
							mailing,
							courier,
							batch: 250,
							most: mails,
							sequences: [`Round ${round++}`],
						});
						courier.close();
					}),
				pool: () => counted(() => plain(port, true, mails)),
				single: () => counted(() => plain(port, false, mails / 5)),
			},
			rounds,
			(name, count) => counts.set(name, count),
		);
		const rate = (ms = Infinity, count = mails) => rounded(count / (ms / 1_000));
		const { ours, pool, single } = measured;
		const line = {
			unit: 'mails/s',
			ours: rate(ours?.best),
			median: rate(ours?.median),
			max: rate(ours?.max),
		};
		return {
			name: 'mail',
			same: counts.get('ours') === mails && counts.get('pool') === mails,
			lines: [
				{
					what: '1,000 due steps, beside plain pooled nodemailer',
					...line,
					rival: rate(pool?.best),
					ratio: rounded((pool?.best ?? 0) / (ours?.best ?? 1)),
				},
				{
					what: '… beside one connection per mail',
					...line,
					rival: rate(single?.best, mails / 5),
					ratio: rounded(((single?.best ?? 0) * 5) / (ours?.best ?? 1)),
				},
			],
			peakMemoryMb: ours?.peakMemoryMb,
			longestBlockMs: ours?.longestBlockMs,
		};
	} finally {
		sink.kill();
		await store.close();
		await rm(folder, { recursive: true, force: true });
	}
}

async function prepare(ctx: Parameters<typeof enrol>[0], round: number): Promise<void> {
	const at = new Date(ctx.now - 1_000).toISOString();
	const leads = Array.from({ length: mails }, (_, n): Lead => {
		const email = `ann${n}@round${round}.example.com`;
		return {
			leadId: `lead-${round}-${n}`,
			createdAt: at,
			updatedAt: at,
			stage: 'nurturing',
			stageHistory: [],
			firstName: 'Ann',
			email,
		};
	});
	await ctx.store.saveLeads(
		leads.map((lead) => ({
			lead,
			version: 'new',
			keys: [{ kind: 'email', value: lead.email ?? '' }],
			audit: { by: 'bench', action: 'capture', changes: {} },
		})),
	);
	const step = {
		stepId: 'step1',
		kind: 'email' as const,
		name: 'Answer',
		wait: { amount: 0, unit: 'days' as const },
		subject,
		text,
	};
	const draft = {
		name: `Round ${round}`,
		steps: [step],
		purpose: 'answer' as const,
		consent: 'byCountry' as const,
		window: { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' },
		exitWhen: ['reply' as const],
		allowReenrol: false,
	};
	await enrol({ ...ctx, now: ctx.now - 1_000 }, draft, leads, { startFrom: { kind: 'now' } });
}

/** nodemailer as its manual shows it, with texts that need no merging. */
async function plain(port: number, pool: boolean, count: number): Promise<void> {
	const base = { host: '127.0.0.1', port, secure: false, ignoreTLS: true };
	const transport = pool
		? nodemailer.createTransport({ ...base, pool: true, maxConnections })
		: nodemailer.createTransport(base);
	const body = text.replace(/\{\{.*?\}\}/g, 'Ann');
	const one = async (n: number) =>
		await transport.sendMail({
			from: 'Example Ltd <hello@example.org>',
			to: `ann${n}@example.com`,
			subject: 'Thank you for your message, Ann',
			text: body,
			html: `<p>${body.replace(/\n\n/g, '</p><p>')}</p>`,
		});
	const all = Array.from({ length: count }, (_, n) => n);
	if (pool) await Promise.all(all.map(one));
	else for (const n of all) await one(n);
	transport.close();
}

/** How many messages the sink has taken so far. */
async function taken(port: number): Promise<number> {
	const socket = net.connect(port, '127.0.0.1');
	socket.write('NOOP\r\n');
	let said = '';
	for await (const chunk of socket) {
		said += String(chunk);
		const count = /^250 (\d+)/m.exec(said)?.[1];
		if (count !== undefined) return Number(count);
	}
	return 0;
}
