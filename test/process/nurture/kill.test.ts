import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { enrol } from '../../../lib/process/nurture/enrol';
import { faultServer, type FaultServer } from '../../mail/faultServer';
import { aContext, aDraft, aLead, anEmail, aStore, saved } from './kit';

/** The long form is for `SOAK=1`. */
const kills = Number(process.env['KILLS'] ?? (process.env['SOAK'] === '1' ? 2_000 : 40));
const leaseMs = 700;
const clock = {
	get now() {
		return Date.now();
	},
	set now(_value: number) {
		throw new Error('Real processes live in real time.');
	},
	read: () => Date.now(),
};

let server: FaultServer;
let place: Awaited<ReturnType<typeof aStore>>;

beforeEach(async () => {
	server = await faultServer('slow3');
	place = await aStore(clock);
});

afterEach(async () => {
	await server.close();
	await place.remove();
});

async function enrolled(from: number, count: number): Promise<string[]> {
	const leads = await saved(
		place.store,
		Array.from({ length: count }, (_, n) => aLead(from + n)),
	);
	const ctx = await aContext(place.store, clock);
	await enrol(ctx, aDraft([anEmail('step1')]), leads, { startFrom: { kind: 'now' } });
	return leads.map(({ leadId }) => leadId);
}

function sender(): ChildProcess {
	const project = path.join(__dirname, '..', '..', '..');
	const register = path.join(project, 'scripts', 'register.cjs');
	const script = path.join(__dirname, 'sender.ts');
	return spawn(
		process.execPath,
		['--require', register, script, place.folder, String(server.port), String(leaseMs)],
		{ stdio: ['ignore', 'pipe', 'inherit'], cwd: project },
	);
}

async function ended(child: ChildProcess): Promise<void> {
	if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

/** Oracle: the server's own count. @returns how many mails are uncertain */
async function check(leadIds: string[]): Promise<number> {
	const deliveries = await place.store.deliveries({ limit: 100_000 });
	expect(deliveries).toHaveLength(leadIds.length);
	let uncertain = 0;
	for (const { messageId, state } of deliveries) {
		const copies = server.count(messageId);
		expect(copies).toBeLessThanOrEqual(1);
		if (state === 'uncertain') uncertain++;
		else expect([state, copies]).toEqual(['accepted', 1]);
	}
	return uncertain;
}

test(
	`${kills} senders killed while they send: none lost, none twice`,
	async () => {
		const leads: string[] = [];
		let at = 0;
		let seed = 7;
		for (let kill = 0; kill < kills; kill++) {
			leads.push(...(await enrolled(at, 12)));
			at += 12;
			const child = sender();
			const { stdout } = child;
			if (stdout !== null) await once(stdout, 'data');
			seed = (seed * 48_271) % 2_147_483_647;
			await sleep(seed % 45);
			child.kill('SIGKILL');
			await ended(child);
		}
		for (let turn = 0; turn < 2; turn++) {
			await sleep(leaseMs + 100);
			const last = sender();
			await ended(last);
			expect(last.exitCode).toBe(0);
		}
		const uncertain = await check(leads);
		// At most the messages that were on the five connections of each sender that was killed.
		expect(uncertain).toBeLessThanOrEqual(kills * 5);
		expect(server.received.length + uncertain).toBeGreaterThanOrEqual(leads.length);
	},
	60_000 + kills * 3_000,
);

test.each([2, 8])(
	'%i sender processes at once on the same due steps: none twice',
	async (count) => {
		const leads = await enrolled(0, 200);
		const children = Array.from({ length: count }, () => sender());
		await Promise.all(children.map(ended));
		expect(await check(leads)).toBe(0);
		expect(server.received).toHaveLength(200);
	},
	120_000,
);
