import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { register, sweep } from '../../lib/process/capture/deliveries';
import { closeStores, configureStores, openContext } from '../../lib/process/stores';
import { underStrace } from './strace';

/** Kills per system call; the long form, `npm run soak -- --only kills`, has all of them. */
const most = Number(process.env['LEAD_CAPTURE_KILLS'] ?? 3);
const leads = 3;
const calls = { sync: 'fsync,fdatasync', write: 'pwrite64' } as const;
const kinds = ['sync', 'write'] as const;

let folder: string;
beforeEach(() => {
	folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lead-captures-'));
});
afterEach(async () => {
	await closeStores();
	fs.rmSync(folder, { recursive: true, force: true });
});

/** Takes leads in under strace, which kills the process at a system call where one is named. */
function takeIn(...inject: string[]) {
	const { stdout, trace } = underStrace('captureLeads.ts', folder, leads, {
		trace: `write,${Object.values(calls).join()}`,
		inject,
	});
	const said = stdout.split('\n').map((line) => line.split(' '));
	const of = (what: string) => said.filter(([first]) => first === what);
	return {
		promised: of('promised').map(([, receiptId = '', email = '']) => ({ receiptId, email })),
		started: of('started').map(([, receiptId = '']) => receiptId),
		closed: of('closed').length === 1,
		trace,
	};
}

/** After a restart: everything that was promised is one lead with one touchpoint, and its workflow has been started. */
async function check({ promised, started }: ReturnType<typeof takeIn>): Promise<void> {
	const later = Date.now() + 300_000;
	configureStores({ folder: path.join(folder, 'store'), clock: () => later });
	const context = await openContext('Main', 'test');
	const again: string[] = [];
	const forget = register('Main', {
		source: 'webhook:test',
		read: {},
		capture: {},
		start: async (captured) => {
			again.push(...captured.map(({ receipt }) => receipt.receiptId));
			await Promise.resolve();
		},
	});
	await sweep(context, 'Main', 0);
	forget();
	const found = await context.store.listLeads({ limit: 100 });
	const emails = found.leads.map(({ lead }) => lead.email);
	const touches = await context.store.touchpoints({
		leadIds: found.leads.map(({ lead }) => lead.leadId),
		perLead: 10,
	});
	const ids = promised.map(({ receiptId }) => receiptId);
	const kept = await context.store.getReceipts(ids);
	expect(kept.map(({ receiptId }) => receiptId)).toEqual(ids);
	expect(promised.filter(({ email }) => !emails.includes(email))).toEqual([]);
	expect(new Set(emails).size).toBe(emails.length);
	expect(touches).toHaveLength(emails.length);
	expect(ids.filter((id) => !started.includes(id) && !again.includes(id))).toEqual([]);
}

/** By system call: how many of them the store's thread had made when it was open, and when all was done. */
let counts: Record<string, { open: number; all: number }>;
beforeAll(() => {
	folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lead-captures-'));
	const whole = takeIn();
	fs.rmSync(folder, { recursive: true, force: true });
	expect([whole.promised.length, whole.closed]).toEqual([leads, true]);
	const opened = whole.trace.findIndex((line) => /write\(1[^,]*, "open/.test(line));
	const count = (names: string, lines: string[]) => {
		const called = new RegExp(`^\\d+\\s+(${names.replace(',', '|')})\\(.*main\\.sqlite`);
		return lines.filter((line) => called.test(line)).length;
	};
	counts = Object.fromEntries(
		kinds.map((kind) => [
			kind,
			{
				open: count(calls[kind], whole.trace.slice(0, opened)),
				all: count(calls[kind], whole.trace),
			},
		]),
	);
}, 60_000);

test.each(kinds)(
	'killed at a %s anywhere between receipt, lead and mark, no promise is lost and nothing is there twice',
	async (kind) => {
		const { open, all } = counts[kind]!;
		const places = Array.from({ length: all - open }, (_value, index) => open + 1 + index);
		const step = Math.max(1, places.length / most);
		const chosen = places.filter(
			(_place, index) => Math.floor(index / step) !== Math.floor((index - 1) / step),
		);
		expect(chosen.length).toBeGreaterThan(1);
		let killed = 0;
		for (const place of chosen) {
			const taken = takeIn(`${calls[kind]}:signal=SIGKILL:when=${place}`);
			if (!taken.closed) killed += 1;
			await check(taken);
			await closeStores();
			fs.rmSync(path.join(folder, 'store'), { recursive: true, force: true });
		}
		if (process.env['LEAD_CAPTURE_KILLS'])
			process.stderr.write(`${kind}: ${places.length} places, killed at ${killed}\n`);
		expect(killed).toBeGreaterThanOrEqual(chosen.length - 1);
	},
	1_800_000,
);
