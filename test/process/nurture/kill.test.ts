import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { enrol } from '../../../lib/process/nurture/enrol';
import type { LeadStore } from '../../../lib/store/port';
import { faultServer, type FaultServer } from '../../mail/faultServer';
import type { StorePlace } from '../../store/place';
import { usePostgres } from '../../store/postgres/place';
import { sqlitePlace } from '../../store/sqlite/place';
import { randomOf } from '../../sheet/human';
import { aContext, aDraft, aLead, anEmail, saved } from './kit';
import type { SenderTask } from './sender';
import { senderProgram, type Senders } from './senders';

/** The long form is for `SOAK=1`; KILLS and POSTGRES_KILLS say how long. */
const long = process.env['SOAK'] === '1';
const kills = Number(process.env['KILLS'] ?? (long ? 2_000 : 24));
const postgresKills = Number(process.env['POSTGRES_KILLS'] ?? (long ? 300 : 12));
/** Senders that run side by side while others of them are killed. */
const sideBySide = 4;
/** More than a killed sender leaves uncertain, and no more: what is left is sent one by one at the end. */
const leadsPerSender = 3;
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

const postgres = usePostgres();
let program: Senders;
let server: FaultServer;

beforeAll(async () => {
	program = await senderProgram();
});
beforeEach(async () => {
	server = await faultServer('slow3');
});
afterEach(async () => await server.close());
afterAll(() => program.remove());

/** A store that real processes can open as well. */
interface SharedStore extends Pick<StorePlace, 'open' | 'remove'> {
	where: SenderTask['store'];
}

const engines: ReadonlyArray<{
	engine: string;
	kills: number;
	shared(): Promise<SharedStore>;
}> = [
	{
		engine: 'SQLite',
		kills,
		async shared() {
			const place = await sqlitePlace();
			return {
				...place,
				where: { engine: 'sqlite', folder: place.folder, workspace: 'Main' },
			};
		},
	},
	{
		engine: 'Postgres',
		kills: postgresKills,
		async shared() {
			const place = await postgres.place();
			return { ...place, where: { engine: 'postgres', place: place.place, workspace: 'Main' } };
		},
	},
];

describe.each(engines)('$engine', ({ engine, kills, shared }) => {
	let place: SharedStore;
	let store: LeadStore;

	beforeEach(async () => {
		place = await shared();
		store = await place.open();
	});
	afterEach(async () => await place.remove());

	const start = () => program.start({ store: place.where, port: server.port, leaseMs });

	async function enrolled(from: number, count: number): Promise<number> {
		const leads = await saved(
			store,
			Array.from({ length: count }, (_, n) => aLead(from + n)),
		);
		const ctx = await aContext(store, clock);
		await enrol(ctx, aDraft([anEmail('step1')]), leads, { startFrom: { kind: 'now' } });
		return leads.length;
	}

	/** Oracle: the server's own count by Message-ID. */
	async function check(leads: number): Promise<{ uncertain: number; arrived: number }> {
		const deliveries = await store.deliveries({ limit: 1_000_000 });
		expect(new Set(deliveries.map(({ leadId }) => leadId)).size).toBe(leads);
		expect(deliveries).toHaveLength(leads);
		const uncertain = deliveries.filter(({ state }) => state === 'uncertain');
		for (const { messageId, state } of deliveries) {
			const copies = server.count(messageId);
			if (state === 'uncertain') expect(copies).toBeLessThanOrEqual(1);
			else expect([state, copies]).toEqual(['accepted', 1]);
		}
		expect(server.received).toHaveLength(new Set(server.received.map((one) => one.messageId)).size);
		return {
			uncertain: uncertain.length,
			arrived: uncertain.filter(({ messageId }) => server.count(messageId) === 1).length,
		};
	}

	test(
		`${kills} senders killed while they send, ${sideBySide} side by side: none lost, none twice`,
		async () => {
			let leads = 0;
			let killed = 0;
			const next = randomOf(Date.now());
			const random = (below: number) => Math.floor(next() * below);
			const one = async () => {
				while (killed < kills) {
					const from = leads;
					leads += leadsPerSender;
					await enrolled(from, leadsPerSender);
					const sender = start();
					await sender.ready;
					// Some at any moment of their life, most of them about the moment when a message ends.
					if (random(4) > 0) await Promise.race([server.nextDot(), sender.ended]);
					await sleep(random(4) > 0 ? random(8) : random(200));
					sender.kill();
					// One that was done before does not count.
					if ((await sender.ended) === 'killed') killed++;
				}
			};
			await Promise.all(Array.from({ length: sideBySide }, one));
			for (let turn = 0; turn < 2; turn++) {
				await sleep(leaseMs + 100);
				expect(await start().ended).toBe('done');
			}
			const { uncertain, arrived } = await check(leads);
			// At most the messages that were on the five connections of each sender that was killed.
			expect(uncertain).toBeLessThanOrEqual(killed * 5);
			if (!long) return;
			process.stderr.write(
				`${engine}: ${killed} senders killed, ${leads} mails, ${uncertain} uncertain, of which ${arrived} had arrived\n`,
			);
			expect(uncertain).toBeGreaterThan(0);
		},
		120_000 + kills * 10_000,
	);

	test.each([2, 8])(
		'%i sender processes at once on the same due steps: none twice',
		async (count) => {
			const leads = await enrolled(0, 160);
			const senders = Array.from({ length: count }, start);
			await Promise.all(senders.map(async ({ ended }) => expect(await ended).toBe('done')));
			expect(await check(leads)).toEqual({ uncertain: 0, arrived: 0 });
			expect(server.received).toHaveLength(leads);
		},
		240_000,
	);
});
