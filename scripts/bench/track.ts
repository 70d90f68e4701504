import fs from 'node:fs';
import { configureStores, closeStores, openContext } from '../../lib/process/stores';
import { record } from '../../lib/process/track/record';
import { openStore } from '../../lib/store/open';
import type { LeadStore } from '../../lib/store/port';
import { clickUrl, pixelUrl } from '../../lib/web/links';
import { freshFolder } from '../runtime/fresh';
import { startN8n } from '../runtime/n8n';
import { packageName } from '../runtime/pack';
import { interleaved, rounded } from './measure';
import type { BenchResult, Line } from './result';
import { compareLoads, loadLines, part, workflow } from './webhook';

const rounds = 3;
const events = 10_000;
const reports = 5_000;
const requests = 300;
const parallel = 20;
const leadId = (index: number) => `01BENCH${String(index).padStart(19, '0')}`;

/**
 * Touchpoints: the store alone, recording with all effects on the leads, and pixel, click and visit through a real n8n beside n8n's own
 * Webhook node with one Edit Fields behind it, which stores nothing but its execution.
 */
export async function run(): Promise<BenchResult> {
	const alone = await stored();
	const real = await throughN8n();
	return {
		name: 'track',
		lines: [...alone.lines, ...real.lines],
		same: alone.same && real.same,
		longestBlockMs: alone.longestBlockMs,
		notes: [
			"The rival's workflow keeps nothing but its execution; ours writes the touchpoint before it answers.",
		],
	};
}

async function stored(): Promise<{ lines: Line[]; same: boolean; longestBlockMs: number }> {
	const folder = await freshFolder();
	configureStores({ folder });
	const context = await openContext('Bench', 'bench');
	await addLeads(context.store, 0);
	await addLeads(context.store, 1000);
	let made = 0;
	const at = new Date(context.now).toISOString();
	const measured = await interleaved(
		{
			store: async () => {
				for (let from = 0; from < events; from += 1000) {
					await context.store.recordTouchpoints(
						Array.from({ length: 1000 }, (_value, index) => ({
							touchId: context.newId(),
							leadId: leadId(index),
							type: 'web.pageView',
							actor: { kind: 'unknown', confidence: 0.5 },
							occurredAt: at,
							receivedAt: at,
							source: 'bench',
							sourceId: `s${(made += 1)}`,
						})),
					);
				}
			},
			record: async () => {
				await record(
					context,
					Array.from({ length: reports }, (_value, index) => ({
						leadId: leadId(1000 + (index % 1000)),
						type: 'web.pageView',
						source: 'bench',
						externalId: `r${(made += 1)}`,
					})),
					{ whenMissing: 'unmatched' },
				);
			},
		},
		rounds,
	);
	const { touchpoints } = await context.store.counts();
	await closeStores();
	fs.rmSync(folder, { recursive: true, force: true });
	const rate = (name: string, count: number) =>
		rounded(count / ((measured[name]?.best ?? Infinity) / 1000));
	return {
		lines: [
			{ what: 'store alone, batches of 1,000', unit: 'events/s', ours: rate('store', events) },
			{
				what: 'recorded with effects on 1,000 leads',
				unit: 'events/s',
				ours: rate('record', reports),
			},
		],
		same: touchpoints === rounds * (events + reports),
		longestBlockMs: Math.max(
			...Object.values(measured).map(({ longestBlockMs }) => longestBlockMs),
		),
	};
}

async function throughN8n(): Promise<{ lines: Line[]; same: boolean }> {
	const folder = await freshFolder();
	const leads = await freshFolder();
	const n8n = await startN8n({ folder, env: { LEAD_MANAGEMENT_FOLDER: leads } });
	try {
		const trigger = { path: 'lead/main/t', events: [] };
		await n8n.rest.publish(
			workflow('benchOurs', [part('Links', `${packageName}.touchpointTrigger`, 1, trigger, 'a')]),
		);
		const webhook = { httpMethod: 'POST', path: 'rival', responseMode: 'lastNode', options: {} };
		const append = {
			mode: 'manual',
			assignments: { assignments: [{ id: 'x', name: 'event', value: 'open', type: 'string' }] },
			options: {},
		};
		await n8n.rest.publish(
			workflow('benchRival', [
				part('Webhook', 'n8n-nodes-base.webhook', 2.1, webhook, 'b'),
				part('Edit Fields', 'n8n-nodes-base.set', 3.4, append, 'c'),
			]),
		);
		const ours = await n8n.webhook('lead/main/t');
		const rival = await n8n.webhook('rival');
		const store = await openStore({ engine: 'sqlite', folder: leads, workspace: 'Main' });
		await addLeads(store, 0);
		const secrets = await store.secrets();
		const ref = (index: number) => ({
			leadId: leadId(index % 1000),
			email: `lead${index}@example.com`,
			deliveryId: `D${index}`,
		});
		let made = 0;
		const loads = await compareLoads(
			{
				pixel: () => fetch(pixelUrl(secrets, ours, ref((made += 1)))),
				click: () =>
					fetch(clickUrl(secrets, ours, ref((made += 1)), 'https://www.example.com/', 1), {
						redirect: 'manual',
					}),
				visit: () => {
					made += 1;
					const event = { t: 'p', i: `page${made}`, u: 'https://www.example.com/' };
					return fetch(`${ours}?v=1`, {
						method: 'POST',
						body: JSON.stringify({ v: `visitor${made}`, e: [event] }),
					});
				},
				rival: () => fetch(`${rival}?lead=1`, { method: 'POST' }),
			},
			{ rounds, requests, parallel },
		);
		const { touchpoints } = await store.counts();
		await store.close();
		return {
			lines: (['pixel', 'click', 'visit'] as const).flatMap((what) =>
				loadLines(`${what} through n8n, ${parallel} at once`, loads(what), loads('rival')),
			),
			same: touchpoints === rounds * requests * 3,
		};
	} finally {
		await n8n.stop();
		for (const one of [folder, leads]) fs.rmSync(one, { recursive: true, force: true });
	}
}

async function addLeads(store: LeadStore, from: number): Promise<void> {
	const at = new Date(await store.now()).toISOString();
	await store.saveLeads(
		Array.from({ length: 1000 }, (_value, place) => from + place).map((index) => ({
			lead: {
				leadId: leadId(index),
				createdAt: at,
				updatedAt: at,
				email: `lead${index}@example.com`,
				stage: 'assigned',
				stageHistory: [],
			},
			version: 'new',
			keys: [{ kind: 'email', value: `lead${index}@example.com` }],
			audit: { by: 'bench', action: 'create', changes: {} },
		})),
	);
}
