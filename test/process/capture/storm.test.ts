import { afterEach, describe, expect, it } from '@jest/globals';
import { sha256 } from '../../../lib/core/capture/hash';
import type { ProcessContext } from '../../../lib/process/context';
import { receive, type Received } from '../../../lib/process/capture/receive';
import { openContext, StoreUnavailable } from '../../../lib/process/stores';
import { useStore } from '../../nodes/store';
import type { StorePlace } from '../../store/place';
import { usePostgres } from '../../store/postgres/place';

/** The long form, `npm run soak -- --only capture`, asks for more. */
const events = Number(process.env['LEAD_STORM_EVENTS'] ?? 100);
const rounds = Number(process.env['LEAD_STORM_ROUNDS'] ?? 3);

const clock = useStore('2026-03-02T10:00:00.000Z');
const postgres = usePostgres();
const places: StorePlace[] = [];
afterEach(async () => {
	for (const place of places.splice(0)) await place.remove();
});

/** The context of one process, and that of a second where there are two. */
type Opened = [ProcessContext, ProcessContext?];

/** Where the storm goes: the built-in store has one process; on Postgres two processes compete, each with its own queue. */
const engines: ReadonlyArray<{ engine: string; open(): Promise<Opened> }> = [
	{ engine: 'built-in', open: async () => [await openContext('Main', 'test')] },
	{
		engine: 'Postgres',
		open: async () => {
			const place = await postgres.place();
			places.push(place);
			const context = await openContext({ workspace: 'Main', database: place.place }, 'test');
			return [context, { ...context, store: await place.open() }];
		},
	},
];

/** Posts as a sender does: who is told to come again comes again. */
async function post(context: ProcessContext, payload: object): Promise<Received> {
	for (let attempt = 0; ; attempt++) {
		try {
			return await receive(context, {
				payload,
				meta: {},
				source: 'webhook:lead/main/website',
				read: {},
				capture: { onMatch: 'fill' },
			});
		} catch (error) {
			if (!(error instanceof StoreUnavailable) || attempt === 10) throw error;
		}
	}
}

/** A fixed shuffle (Park–Miller), so that a failure can be seen again. */
function shuffled<T>(items: readonly T[], seed: number): T[] {
	const rest = [...items];
	let state = seed;
	return items.flatMap(() => {
		state = (state * 48_271) % 2_147_483_647;
		return rest.splice(state % rest.length, 1);
	});
}

async function everything(context: ProcessContext) {
	const leads = [];
	let after: string | undefined;
	do {
		const page = await context.store.listLeads({ limit: 1000, ...(after ? { after } : {}) });
		leads.push(...page.leads.map(({ lead }) => lead));
		after = page.next;
	} while (after !== undefined);
	const touches = await context.store.touchpoints({
		leadIds: leads.map(({ leadId }) => leadId),
		perLead: 1000,
	});
	return { leads, touches };
}

describe.each(engines)('a storm of captures on $engine', ({ open }) => {
	it(`ten copies of ${events} events in any order have ${events} effects`, async () => {
		const [context, other = context] = await open();
		const copies = Array.from({ length: 10 * events }, (_, index) => index % events);
		const answers = await Promise.all(
			shuffled(copies, 7).map(async (event, index) => ({
				event,
				...(await post(index % 2 ? other : context, {
					submissionId: `s-${event}`,
					name: `Person ${event}`,
					email: `person${event}@storm.example`,
					message: `Please call me about offer ${event}.`,
				})),
			})),
		);
		const { leads, touches } = await everything(context);
		expect([leads.length, touches.length]).toEqual([events, events]);
		expect(answers.filter(({ repeated }) => !repeated)).toHaveLength(events);
		const receipts = new Set(answers.map(({ event, receiptId }) => `${event} ${receiptId}`));
		expect(receipts.size).toBe(events);
	}, 600_000);

	it(`two hundred captures of one person at once make one lead, ${rounds} times`, async () => {
		const [context, other = context] = await open();
		for (let round = 0; round < rounds; round++) {
			const answers = await Promise.all(
				Array.from({ length: 200 }, (_, index) =>
					post(index % 2 ? other : context, {
						name: 'Rosa Example',
						email:
							round % 2 === index % 2 ? `Rosa${round}@storm.example` : `rosa${round}@Storm.example`,
						message: `Message ${index} of round ${round}, about something else each time.`,
					}),
				),
			);
			const outcomes = answers.flatMap(({ outcomes: some }) => some);
			expect(new Set(outcomes.map(({ lead }) => lead?.leadId)).size).toBe(1);
			expect(outcomes.filter(({ outcome }) => outcome === 'new')).toHaveLength(1);
			expect(outcomes.filter(({ outcome }) => outcome === 'updated')).toHaveLength(199);
			clock.now += 1000;
		}
		const { leads, touches } = await everything(context);
		expect(leads).toHaveLength(rounds);
		expect(touches).toHaveLength(rounds * 200);
	}, 600_000);

	it('takes texts that are longer than an index takes, and knows by them who it is', async () => {
		const [context] = await open();
		const long = Array.from({ length: 100 }, (_, n) => sha256(`${n}`)).join('');
		const linkedin = `https://www.linkedin.com/in/${long}`;
		const { outcomes } = await post(context, {
			email: 'long@storm.example',
			website: `https://${long}.com/`,
			linkedin,
			company: long,
			team: long,
			lt_visitor: long,
		});
		expect(outcomes).toMatchObject([{ outcome: 'new' }]);
		expect(outcomes[0]?.lead?.domain).toBeUndefined();
		const again = await post(context, { name: 'Rosa Example', linkedin });
		expect(again.outcomes).toMatchObject([
			{ outcome: 'updated', lead: { leadId: outcomes[0]?.lead?.leadId } },
		]);
	}, 60_000);

	it('two people who share a phone stay two, however often both write at once', async () => {
		const [context, other = context] = await open();
		const phone = '+49 30 901820';
		await Promise.all(
			Array.from({ length: 100 }, (_, index) =>
				post(index % 3 ? other : context, {
					name: index % 2 ? 'Mia Example' : 'Tom Example',
					email: index % 2 ? 'mia@storm.example' : 'tom@storm.example',
					phone,
					message: `Question ${index}`,
				}),
			),
		);
		const { leads } = await everything(context);
		expect(leads.map(({ email, fullName }) => [email, fullName]).sort()).toEqual([
			['mia@storm.example', 'Mia Example'],
			['tom@storm.example', 'Tom Example'],
		]);
		const { outcomes } = await post(context, { name: 'Mia Example', phone, message: 'Again' });
		expect(outcomes[0]?.lead?.email).not.toBe('tom@storm.example');
	});
});
