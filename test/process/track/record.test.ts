import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Lead } from '../../../lib/core/lead/lead';
import { ownCode } from '../../../lib/core/lead/referral';
import type { ProcessContext } from '../../../lib/process/context';
import { idMaker } from '../../../lib/process/ids';
import { record } from '../../../lib/process/track/record';
import { timelines } from '../../../lib/process/track/timeline';
import { openStore } from '../../../lib/store/open';
import type { IdentityKey, LeadStore } from '../../../lib/store/port';

const now = Date.parse('2026-06-01T12:00:00.000Z');
let folder: string;
let store: LeadStore;
let context: ProcessContext;

beforeEach(async () => {
	folder = await mkdtemp(path.join(os.tmpdir(), 'track-'));
	store = await openStore({ engine: 'sqlite', folder, workspace: 'Main', clock: () => now });
	context = {
		store,
		settings: await store.settings(),
		now,
		newId: idMaker(() => now),
		by: 'Track Touchpoint (workflow Test)',
	};
});

afterEach(async () => {
	await store.close();
	await rm(folder, { recursive: true });
});

async function add(leadId: string, keys: IdentityKey[], patch: Partial<Lead> = {}): Promise<void> {
	const at = '2026-05-01T00:00:00.000Z';
	const lead: Lead = {
		leadId,
		createdAt: at,
		updatedAt: at,
		stage: 'assigned',
		stageHistory: [],
		...patch,
	};
	const [result] = await store.saveLeads([
		{ lead, version: 'new', keys, audit: { by: 'test', action: 'create', changes: {} } },
	]);
	expect(result?.kind).toBe('saved');
}

const ann = async () => {
	await add(
		'L1',
		[
			{ kind: 'email', value: 'ann@example.com' },
			{ kind: 'phone', value: '+12025550123' },
		],
		{
			email: 'ann@example.com',
		},
	);
};

const unmatched = { whenMissing: 'unmatched' } as const;

describe('recording', () => {
	it('finds leads by id, e-mail, phone and anonymous id, and lets the touch take effect', async () => {
		await ann();
		await add('L2', [{ kind: 'external', value: 'visitor:v-1' }]);
		const results = await record(
			context,
			[
				{ leadId: 'L1', type: 'web.pageView', url: 'https://shop.example.com/pricing' },
				{ email: 'Ann <ANN@example.com>', type: 'call', outcome: 'answered' },
				{ phone: '(202) 555-0123', type: 'note' },
				{ anonymousId: 'v-1', type: 'page_view' },
				{ email: 'nobody@example.com', type: 'call' },
				{ type: 'call' },
				{ leadId: 'L1', type: 'bananas' },
			],
			unmatched,
		);
		expect(results.map(({ kind }) => kind)).toEqual([
			'recorded',
			'recorded',
			'recorded',
			'recorded',
			'unmatched',
			'unmatched',
			'unusable',
		]);
		const [stored] = await store.getLeads(['L1']);
		expect(stored?.lead).toMatchObject({
			stage: 'contacted',
			firstResponseAt: '2026-06-01T12:00:00.000Z',
		});
		const touches = await store.touchpoints({ leadIds: ['L1', 'L2'], perLead: 10 });
		expect(touches.filter(({ source }) => source === 'record')).toHaveLength(4);
		const [row] = await store.auditOf('L1', 1);
		expect(row).toMatchObject({
			action: 'track',
			by: context.by,
			changes: { stage: { to: 'contacted' } },
		});
	});

	it('knows the same source and id again: nothing changes the second time', async () => {
		await ann();
		const call = {
			leadId: 'L1',
			type: 'call',
			outcome: 'noAnswer',
			source: 'Aircall',
			externalId: 'c1',
		};
		await record(context, [call], unmatched);
		const [first] = await store.getLeads(['L1']);
		const again = await record({ ...context, now: now + 60_000 }, [call, call], unmatched);
		expect(again.map(({ kind }) => kind)).toEqual(['known', 'known']);
		expect((await store.getLeads(['L1']))[0]).toEqual(first);
	});

	it('counts each of many parallel reports of one lead once', async () => {
		await ann();
		const calls = Array.from({ length: 8 }, (_, index) => ({
			leadId: 'L1',
			type: 'note',
			externalId: `n${index % 4}`,
		}));
		const results = await Promise.all(
			calls.map(async (call) => await record(context, [call], unmatched)),
		);
		const kinds = results.flat().map(({ kind }) => kind);
		expect(kinds.filter((kind) => kind === 'recorded')).toHaveLength(4);
		expect(await store.touchpoints({ leadIds: ['L1'], perLead: 50 })).toHaveLength(4);
	});

	it('suppresses an address that bounced hard', async () => {
		await ann();
		await record(context, [{ email: 'ann@example.com', type: 'hard_bounce' }], unmatched);
		expect(await store.suppressed([{ kind: 'email', value: 'ann@example.com' }])).toHaveLength(1);
	});

	it('follows a merged lead to its survivor', async () => {
		await ann();
		await add('L0', [], { stage: 'merged', duplicateOf: 'L1' });
		const [result] = await record(context, [{ leadId: 'L0', type: 'note' }], unmatched);
		expect(result).toMatchObject({ kind: 'recorded', lead: { leadId: 'L1' } });
	});

	it('says so when several leads share the phone number', async () => {
		await add('L1', [{ kind: 'phone', value: '+12025550123' }]);
		await add('L2', [{ kind: 'phone', value: '+12025550123' }]);
		const [result] = await record(context, [{ phone: '+1 202 555 0123', type: 'call' }], unmatched);
		expect(result).toMatchObject({ kind: 'unmatched', reason: expect.stringContaining('2 leads') });
	});

	it('makes one lead per person when asked to, and none of a report without one', async () => {
		const results = await record(
			context,
			[
				{ email: 'new@example.com', type: 'call', outcome: 'connected' },
				{ email: 'NEW@example.com', type: 'note' },
				{ type: 'note' },
			],
			{ whenMissing: 'create' },
		);
		expect(results.map(({ kind }) => kind)).toEqual(['recorded', 'recorded', 'unmatched']);
		expect((await store.counts()).leads).toBe(1);
		expect(results[0]).toMatchObject({
			created: true,
			lead: { email: 'new@example.com', stage: 'contacted' },
		});
	});

	it('gives a lead that it makes the code by which it can recommend us', async () => {
		const [result] = await record(context, [{ phone: '+1 202 555 0123', type: 'call' }], {
			whenMissing: 'create',
		});
		if (result?.kind !== 'recorded') throw new Error(JSON.stringify(result));
		const { leadId, referralCode = '' } = result.lead;
		expect(referralCode).toBe(ownCode(leadId));
		const found = await store.lookUp([{ kind: 'referral', value: referralCode }]);
		expect(found.map((hit) => hit.leadId)).toEqual([leadId]);
	});

	it('keeps touches of a visitor nobody knows yet', async () => {
		const [result] = await record(context, [{ anonymousId: 'v-9', type: 'page_view' }], unmatched);
		expect(result?.kind).toBe('anonymous');
		expect((await store.counts()).touchpoints).toBe(1);
	});

	it('takes more reports than one transaction may hold', async () => {
		await ann();
		const reports = Array.from({ length: 2500 }, (_, index) => ({
			leadId: 'L1',
			type: 'web.pageView',
			externalId: `p${index}`,
		}));
		const results = await record(context, reports, unmatched);
		expect(results.every(({ kind }) => kind === 'recorded')).toBe(true);
		expect((await store.counts()).touchpoints).toBe(2500);
	});
});

it('tells the whole story of a lead, oldest first', async () => {
	await ann();
	await record(
		context,
		[
			{ leadId: 'L1', type: 'meeting.held', happenedAt: '2026-05-20T10:00:00Z' },
			{
				leadId: 'L1',
				type: 'call',
				outcome: 'connected',
				duration: 300,
				happenedAt: '2026-05-10T10:00:00Z',
			},
			{ leadId: 'L1', type: 'email.open', happenedAt: '2026-05-30T10:00:00Z' },
		],
		unmatched,
	);
	const [timeline] = await timelines(context, await store.getLeads(['L1']));
	expect(timeline?.entries.map(({ what }) => what)).toEqual([
		'Call made: answered, 5 min',
		'Stage assigned → contacted',
		'Meeting held',
		'Stage contacted → qualified',
		'E-mail opened',
	]);
	expect(timeline).toMatchObject({
		first: '2026-05-10T10:00:00.000Z',
		last: '2026-05-20T10:00:00.000Z',
		days: 10,
		touches: 2,
		conversations: 2,
		channels: [
			{ channel: 'Meeting', touches: 1 },
			{ channel: 'Phone', touches: 1 },
		],
	});
});
