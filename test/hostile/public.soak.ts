import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { fewAtOnce } from '../../scripts/runtime/fewAtOnce';
import { freshFolder } from '../../scripts/runtime/fresh';
import { at } from '../../scripts/runtime/json';
import { type N8n, startN8n } from '../../scripts/runtime/n8n';
import { publishEndpoints, type Published } from './publish';
import { faultsIn } from './judge';
import { inspectorPort, lookInside, type Inside } from './inside';
import { hostileRequests } from './requests';
import { rawRequests } from './raw';
import { send, sendRaw, whileDribbling } from './send';

/** How many of the hostile requests are made, evenly spread. */
const most = Number(process.env['LEAD_HOSTILE_INPUTS'] ?? 500);
const parallel = 8;
/** How often a crowd sends the same person at once. */
const rounds = Number(process.env['LEAD_CROWD_ROUNDS'] ?? 3);

let n8n: N8n;
let inside: Inside;
let published: Published;

beforeAll(async () => {
	const { port, env } = await inspectorPort();
	n8n = await startN8n({ folder: await freshFolder(), env });
	published = await publishEndpoints(n8n);
	inside = await lookInside(n8n.process.pid, port);
}, 240_000);

afterAll(async () => {
	inside?.close();
	await published?.store.close();
	await n8n?.stop();
	if (n8n) fs.rmSync(n8n.folder, { recursive: true, force: true });
});

/** Address of the trigger that takes a website's forms. */
function website(): string {
	const found = published.endpoints.find(({ name }) => name === 'website');
	if (!found) throw new Error('Nothing is published for a website.');
	return found.url;
}

async function leadsOf(email: string): Promise<string[]> {
	const { leads } = await published.store.listLeads({
		conditions: [{ field: 'email', operator: 'is', value: email }],
		limit: 10,
	});
	return leads.map(({ lead }) => lead.leadId);
}

/** Posts a lead like anybody else, finds it in the store, and says how many milliseconds it waited. */
async function captured(id: string, url = website()): Promise<number> {
	const email = `${id}@alive.example.com`;
	const body = Buffer.from(JSON.stringify({ email, name: 'Ann Example' }));
	const headers = { 'content-type': 'application/json' };
	const answer = await send({ name: 'alive', url, method: 'POST', headers, body });
	expect(answer.status).toBe(200);
	if (url !== published.plain) expect(await leadsOf(email)).toHaveLength(1);
	return Math.round(answer.ms);
}

test('hostile input on every public address: no 5xx, no hang, nothing reflected or polluted, memory flat', async () => {
	const all = hostileRequests(published.endpoints, { heavy: true });
	const step = Math.max(1, all.length / most);
	const chosen = Array.from(
		{ length: Math.min(most, all.length) },
		(_value, index) => all[Math.floor(index * step)],
	).filter((request) => request !== undefined);
	// A prime stride mixes the kinds, so that the first half is like the second.
	const mixed = chosen.map((_value, index) => chosen[(index * 7919) % chosen.length] ?? chosen[0]!);
	const before = await inside.prototypes();
	const faults: string[] = [];
	const halves = [mixed.slice(0, mixed.length / 2), mixed.slice(mixed.length / 2)];
	const memory: Array<{ heap: number; resident: number }> = [];
	for (const half of halves) {
		const jobs = half.map((request) => async () => {
			const found = await faultsIn(request, published.plain);
			for (const fault of found) console.error(fault);
			faults.push(...found);
		});
		await fewAtOnce(jobs, parallel);
		memory.push(await inside.memory());
	}
	expect(faults).toEqual([]);
	expect(await inside.prototypes()).toBe(before);
	console.info(
		`${all.length} distinct requests, ${mixed.length} sent; MB after each half: ${JSON.stringify(memory)}`,
	);
	const [first, second] = memory;
	// Half of the inputs may leave caches behind, but not as much again as the half before.
	expect(second!.heap).toBeLessThan(first!.heap * 1.15 + 15);
	expect(second!.resident).toBeLessThan(first!.resident * 1.25 + 60);
	expect(await captured('after')).toBeLessThan(2000);
	expect(n8n.process.running()).toBe(true);
	expect(n8n.process.logs()).not.toMatch(/unhandled|uncaught|RangeError|TypeError/iu);
}, 1_800_000);

test('bytes that are hardly HTTP, and a hundred bodies that come a byte at a time, keep nobody else waiting', async () => {
	const url = website();
	for (const { name, bytes } of rawRequests(url)) {
		const status = await sendRaw(url, bytes);
		expect([name, status < 500]).toEqual([name, true]);
	}
	const waited: Array<{ ours: number; plain: number }> = [];
	await whileDribbling(url, 100, async () => {
		for (let round = 0; round < 5; round++)
			waited.push({
				ours: await captured(`dribble${round}`),
				plain: await captured(`plain${round}`, published.plain),
			});
	});
	console.info(`ms while bodies dribble in, beside n8n's own Webhook: ${JSON.stringify(waited)}`);
	// The machine may have been busy once; who is kept waiting by the bodies waits each time.
	expect(Math.min(...waited.map(({ ours }) => ours))).toBeLessThan(2000);
	expect(await captured('later')).toBeLessThan(2000);
});

test(`two hundred captures of one person at once make one lead, ${rounds} times`, async () => {
	const url = published.crowd;
	const headers = { 'content-type': 'application/json' };
	let sentAgain = 0;
	/** Sends until it is taken: n8n itself turns requests away, or leaves them lying, while it is busy with those before. */
	const insist = async (body: Buffer) => {
		for (;;) {
			const answer = await send({ name: 'crowd', url, method: 'POST', headers, body });
			if (answer.status === 200) return answer;
			const byN8n = answer.status === 503 && answer.text.includes('Database is not ready');
			if (answer.status !== 0 && !byN8n) throw new Error(`${answer.status} ${answer.text}`);
			sentAgain += 1;
			await sleep(2_000);
		}
	};
	for (let round = 0; round < rounds; round++) {
		const email = `rosa${round}@crowd.example.com`;
		const answers = await Promise.all(
			Array.from({ length: 200 }, async (_value, index) => {
				const message = `Message ${index}, about something else each time.`;
				return await insist(Buffer.from(JSON.stringify({ name: 'Rosa Example', email, message })));
			}),
		);
		const told = answers.map(({ text }): unknown => JSON.parse(text));
		const found = await leadsOf(email);
		expect(found).toHaveLength(1);
		expect(new Set(told.map((answer) => at(answer, 'leadId')))).toEqual(new Set(found));
		// Whoever was not answered and asked again is told that the lead is known.
		const made = told.filter((answer) => at(answer, 'outcome') === 'new').length;
		expect(made).toBeLessThanOrEqual(1);
		if (sentAgain === 0) expect(made).toBe(1);
		expect(new Set(told.map((answer) => at(answer, 'receiptId'))).size).toBe(200);
		const touches = await published.store.touchpoints({ leadIds: found, perLead: 500 });
		expect(touches).toHaveLength(200);
	}
	console.info(`${rounds} crowds of 200; ${sentAgain} requests were sent again`);
}, 3_600_000);
