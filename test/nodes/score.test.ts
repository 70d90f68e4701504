import { describe, expect, it } from '@jest/globals';
import type { Touchpoint } from '../../lib/core/lead/touchpoint';
import { Score } from '../../nodes/Score/Score.node';
import { runNode, type NodeRun } from '../../scripts/engine/node';
import { given, useStore } from './store';

async function score(run: Omit<NodeRun, 'type'>) {
	return await runNode({ type: new Score(), ...run });
}

function touch(leadId: string, serial: number, type: string, occurredAt: string): Touchpoint {
	return {
		touchId: `01ARZ3NDEKTSV4RRFFQ69G5T${String(serial).padStart(2, '0')}`,
		leadId,
		type,
		actor: { kind: 'human', confidence: 0.9 },
		occurredAt,
		receivedAt: occurredAt,
		source: 'test',
		sourceId: String(serial),
	};
}

describe('Score on the items alone', () => {
	useStore('2026-03-31T00:00:00.000Z');

	it.each([
		[20, 14, '2026-03-24', 14.142],
		[20, 14, '2026-03-17', 10],
		[20, 14, '2026-03-01', 4.529],
		[50, 45, '2026-03-01', 31.498],
	])('fades %d points with half-life %d since %s to %d', async (points, halfLife, day, decayed) => {
		const rules = { rule: [{ when: 'touchpoint', touchpoint: 'form.submit', points, halfLife }] };
		const items = [{ touchpoints: [{ type: 'form.submit', occurredAt: `${day}T00:00:00.000Z` }] }];
		const { outputs } = await score({ items, parameters: { store: 'none', rules } });
		expect(outputs['Cold']?.[0]?.json['scoreReasons']).toEqual(
			expect.arrayContaining([expect.objectContaining({ points, decayed })]),
		);
	});

	it('sorts by temperature and says grade and priority', async () => {
		const items = [
			{ id: 1, fit: 90, touchpoints: [{ type: 'quote.requested', occurredAt: '2026-03-30' }] },
			{ id: 2, fit: 100, touchpoints: [{ type: 'meeting', occurredAt: '2026-03-31' }] },
			{ id: 3, fit: 10 },
		];
		const { outputs } = await score({ items, parameters: { store: 'none' } });
		const told = (name: string) =>
			outputs[name]?.map(({ json }) => [json['id'], json['grade'], json['priority']]);
		expect([told('Hot'), told('Warm'), told('Cold')]).toEqual([
			[[1, 'A2', 1]],
			[[2, 'A2', 2]],
			[[3, 'D4', 4]],
		]);
	});
});

describe('Score with the store', () => {
	const clock = useStore('2026-03-10T10:00:00.000Z');
	const ann = {
		leadId: '01ARZ3NDEKTSV4RRFFQ69G5FA1',
		email: 'ann@example.com',
		fit: 80,
		firstResponseAt: '2026-03-10T10:00:00.000Z',
	};
	const items = [{ leadId: ann.leadId }];

	it('scores from the touchpoints of the store, and keeps score, receipt and what changed', async () => {
		const store = await given([ann]);
		await store.recordTouchpoints([
			touch(ann.leadId, 1, 'meeting.held', '2026-03-10T09:00:00.000Z'),
		]);
		const { outputs } = await score({ items });
		expect(outputs['Warm']?.[0]?.json).toMatchObject({
			score: 60,
			grade: 'A2',
			priority: 2,
			crossed: { from: null, to: 'warm' },
		});
		const [stored] = await store.getLeads([ann.leadId]);
		expect(stored?.lead).toMatchObject({ score: 60, temperature: 'warm', grade: 'A2' });
		expect(stored?.lead.scoreReasons?.reduce((sum, { counted }) => sum + counted, 0)).toBe(60);
		const touches = await store.touchpoints({ leadIds: [ann.leadId], perLead: 10 });
		expect(touches.at(-1)).toMatchObject({ type: 'score.crossed', meta: { to: 'warm' } });
	});

	it('writes nothing when it is run again, and no second crossing later', async () => {
		const store = await given([ann]);
		await store.recordTouchpoints([
			touch(ann.leadId, 1, 'meeting.held', '2026-03-10T09:00:00.000Z'),
		]);
		await score({ items });
		const before = await store.getLeads([ann.leadId]);
		await score({ items: [...items, ...items] });
		expect(await store.getLeads([ann.leadId])).toEqual(before);
		clock.set('2026-03-12T10:00:00.000Z');
		const { outputs } = await score({ items });
		expect(outputs['Warm']?.[0]?.json['crossed']).toBeUndefined();
		expect(await store.touchpoints({ leadIds: [ann.leadId], perLead: 10 })).toHaveLength(2);
	});

	it('replays a past moment without saving', async () => {
		const store = await given([{ ...ann, createdAt: '2026-03-01T00:00:00.000Z' }]);
		await store.recordTouchpoints([
			touch(ann.leadId, 1, 'meeting.held', '2026-03-10T09:00:00.000Z'),
		]);
		const { outputs } = await score({
			items,
			parameters: { options: { asOf: '2026-03-09T00:00:00.000Z' } },
		});
		expect(outputs['Cold']?.[0]?.json).toMatchObject({ score: 40 });
		const [stored] = await store.getLeads([ann.leadId]);
		expect(stored?.lead.score).toBeUndefined();
	});

	it('holds the score where a person wants it, until it is unlocked', async () => {
		const store = await given([ann]);
		const lead = async () => (await store.getLeads([ann.leadId]))[0]?.lead;
		const held = await score({ items, parameters: { options: { lockAt: 85 } } });
		expect(held.outputs['Hot']?.[0]?.json).toMatchObject({ score: 85, priority: 1 });
		expect(await lead()).toMatchObject({ score: 85, lockedScore: 85 });
		const again = await score({ items });
		expect(again.outputs['Hot']?.[0]?.json['scoreReasons']).toEqual([
			{ rule: 'Locked by hand; the rules say 40', points: 85, decayed: 85, counted: 85 },
		]);
		const free = await score({ items, parameters: { options: { lock: 'lift' } } });
		expect(free.outputs['Cold']?.[0]?.json).toMatchObject({ score: 40 });
		expect((await lead())?.lockedScore).toBeUndefined();
		await score({ items, parameters: { options: { lock: 'hold' } } });
		expect(await lead()).toMatchObject({ score: 40, lockedScore: 40 });
	});

	it.each([
		[{ when: 'field', field: '' }, 'Rule 2: no field is chosen'],
		[{ when: 'field', field: '__other', fieldName: '' }, "Rule 2: the field's name is empty"],
		[{ when: 'field', field: 'country', operator: 'equals', value: 'DE' }, "operator 'equals'"],
	])('does not score without half a rule: %j', async (half, message) => {
		const rule = [
			{ when: 'silence', days: 90, points: -10 },
			{ points: 10, ...half },
		];
		const { error } = await score({ items, parameters: { store: 'none', rules: { rule } } });
		expect(error?.message).toContain(message);
		expect(error?.description).toBeTruthy();
	});

	it('does not lock without a store', async () => {
		const { error } = await score({
			items,
			parameters: { store: 'none', options: { lock: 'hold' } },
		});
		expect(error?.message).toContain('there is no store to keep it in');
	});

	it('takes an external result from the item, keeps it, and fades it from when it was found', async () => {
		const store = await given([{ ...ann, fit: 20 }]);
		const rules = {
			rule: [
				{
					when: 'external',
					field: '__other',
					fieldName: 'credit.result',
					operator: 'is',
					value: 'passed',
					since: '__other',
					sinceName: 'credit.checkedAt',
					points: 60,
					fades: 'window',
					halfLife: 30,
				},
			],
		};
		const parameters = { rules, outputs: 'one' };
		const came = [{ ...items[0], credit: { result: 'passed' } }];
		const first = await score({ items: came, parameters });
		const told = (run: typeof first) => Object.values(run.outputs).flat()[0]?.json['score'];
		expect(told(first)).toBe(40);
		const [stored] = await store.getLeads([ann.leadId]);
		expect(stored?.lead.extra).toEqual({
			'credit.result': 'passed',
			'credit.checkedAt': '2026-03-10T10:00:00.000Z',
		});
		clock.set('2026-04-08T10:00:00.000Z');
		expect(told(await score({ items, parameters }))).toBe(40);
		clock.set('2026-04-10T10:00:00.000Z');
		expect(told(await score({ items, parameters }))).toBe(10);
	});

	it('rolls up what colleagues at the same company did, with the store and without', async () => {
		const at = '2026-03-10T09:00:00.000Z';
		const ben = { ...ann, leadId: '01ARZ3NDEKTSV4RRFFQ69G5FB1', email: 'ben@example.com' };
		const eve = { ...ann, leadId: '01ARZ3NDEKTSV4RRFFQ69G5FB2', email: 'eve@gmail.com' };
		const store = await given([
			{ ...ann, domain: 'example.com' },
			{ ...ben, domain: 'example.com' },
			{ ...eve, domain: 'gmail.com' },
		]);
		await store.recordTouchpoints([touch(ben.leadId, 1, 'meeting.held', at)]);
		const all = [ann, ben, eve].map(({ leadId }) => ({ leadId }));
		const options = { companyRollUp: 25 };
		const told = async (run: Omit<NodeRun, 'type'>) => {
			const { outputs } = await score(run);
			return Object.values(outputs)
				.flat()
				.map(({ json }) => json['engagement']);
		};
		expect(await told({ items: all, parameters: { options, outputs: 'one' } })).toEqual([
			10, 39.98, 0,
		]);
		const items = [
			{ domain: 'example.com', fit: 80 },
			{ domain: 'example.com', fit: 80, touchpoints: [{ type: 'meeting.held', occurredAt: at }] },
		];
		const parameters = { store: 'none', options, outputs: 'one' };
		expect(await told({ items, parameters })).toEqual([10, 39.98]);
	});

	it('lets every lead of the store cool down, and sends on those that crossed', async () => {
		const leadId = (serial: number) => `01ARZ3NDEKTSV4RRFFQ69G6${String(serial).padStart(3, '0')}`;
		const past = '2026-01-10T10:00:00.000Z';
		const leads = Array.from({ length: 30 }, (_, index) => ({
			leadId: leadId(index),
			email: `ann${index}@example.com`,
			firstResponseAt: past,
			createdAt: past,
			fit: 80,
			temperature: 'cold' as const,
			...(index < 3 && { temperature: 'hot' as const }),
			...(index === 29 && { stage: 'customer' as const, temperature: 'hot' as const }),
		}));
		const store = await given(leads);
		const parameters = { leads: 'store', inStages: ['new', 'filtered'] };
		const { outputs, hints } = await score({ items: [{}], parameters });
		expect(outputs['Cold']?.map(({ json }) => json['leadId'])).toEqual([0, 1, 2].map(leadId));
		expect(outputs['Cold']?.[0]?.json).toMatchObject({
			email: 'ann0@example.com',
			score: 40,
			crossed: { from: 'hot', to: 'cold' },
		});
		expect(hints).toEqual(['29 leads of the store were looked at; 3 changed.']);
		const [customer] = await store.getLeads([leadId(29)]);
		expect(customer?.lead.temperature).toBe('hot');
		clock.set('2026-03-11T10:00:00.000Z');
		const again = await score({ items: [{}], parameters });
		expect(Object.values(again.outputs).flat()).toEqual([]);
	});

	it('says how many more crossed than leave the node', async () => {
		await given([ann, { ...ann, leadId: '01ARZ3NDEKTSV4RRFFQ69G5FA2', email: 'ben@example.com' }]);
		const parameters = { leads: 'store', inStages: ['new'], options: { mostOut: 1 } };
		const { outputs, hints } = await score({ items: [{}], parameters });
		expect(Object.values(outputs).flat()).toHaveLength(1);
		expect(hints).toEqual([
			'2 leads of the store were looked at; 2 changed, of which the first 1 leave the node.',
		]);
	});

	it('refuses to lock all of the store', async () => {
		const { error } = await score({
			items: [{}],
			parameters: { leads: 'store', inStages: ['new'], options: { lock: 'hold' } },
		});
		expect(error?.message).toContain('not about all of the store');
	});

	it('gives a nurtured lead that turns hot back to its owner', async () => {
		const store = await given([
			{ ...ann, stage: 'nurturing', owner: 'kim@example.com', temperature: 'cold' },
		]);
		await store.recordTouchpoints([
			touch(ann.leadId, 1, 'quote.requested', '2026-03-10T09:00:00.000Z'),
		]);
		const { outputs } = await score({ items });
		expect(outputs['Hot']?.[0]?.json).toMatchObject({
			stage: 'assigned',
			crossed: { from: 'cold', to: 'hot' },
		});
	});
});
