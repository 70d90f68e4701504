import { describe, expect, it } from '@jest/globals';
import { Score } from '../../nodes/Score/Score.node';
import { runNode, type NodeRun } from '../../scripts/engine/node';
import { given, useStore } from './store';

async function score(operation: string, run: Omit<NodeRun, 'type'> = {}) {
	return await runNode({ type: new Score(), ...run, parameters: { operation, ...run.parameters } });
}

/** Of the referrals 36 of 60 are won, of the bought lists 12 of 60. */
const past = Array.from({ length: 120 }, (_, index) => {
	const source = index % 2 === 0 ? 'Referral' : 'List';
	const isWon = index % 10 < 3 ? source === 'List' : source === 'Referral';
	return {
		leadId: `01ARZ3NDEKTSV4RRFFQ69G6${String(index).padStart(3, '0')}`,
		source,
		industry: ['Retail', 'Logistics', 'Health'][index % 3] ?? '',
		stage: isWon ? ('customer' as const) : ('disqualified' as const),
	};
});

describe('Learn From History', () => {
	useStore('2026-03-10T10:00:00.000Z');

	it('learns from the store, keeps the table, and Score uses it', async () => {
		const fresh = ['Referral', 'List'].map((source, index) => ({
			leadId: `01ARZ3NDEKTSV4RRFFQ69G7A${index}0`,
			source,
		}));
		const store = await given([...past, ...fresh]);
		const { outputs } = await score('learn');
		const learned = outputs['Learned']?.[0]?.json;
		expect(learned).toMatchObject({ version: 1, won: 48, lost: 72, base: expect.any(Number) });
		expect(learned?.['table']).toContainEqual({
			field: 'source',
			value: 'Referral',
			points: expect.any(Number),
			leads: 60,
			won: 36,
		});
		expect((await store.settings()).learnedScore).toMatchObject({ version: 1 });
		const scored = await score('score', {
			items: fresh,
			parameters: { model: 'both', outputs: 'one' },
		});
		const [referral, list] = Object.values(scored.outputs)
			.flat()
			.map(({ json }) => json);
		expect(Number(referral?.['score'])).toBeGreaterThan(Number(list?.['score']));
		const reasons = referral?.['scoreReasons'];
		const counted = Array.isArray(reasons)
			? reasons.map((reason) => Number(Object(reason).counted))
			: [];
		expect(counted.reduce((sum, points) => sum + points, 0)).toBe(referral?.['score']);
	});

	it('takes edited points as the next version, and can go back to the one before', async () => {
		const fresh = { leadId: '01ARZ3NDEKTSV4RRFFQ69G7A00', source: 'Referral' };
		const store = await given([...past, fresh]);
		const first = await score('learn');
		const table = Array.from(Object(first.outputs['Learned']?.[0]?.json['table']), (row) =>
			Object(row),
		);
		const items = table.map((row) => ({
			...row,
			points: row.value === 'Referral' ? -80 : row.points,
		}));
		const edited = await score('learn', { items, parameters: { learnFrom: 'table' } });
		expect(edited.outputs['Learned']?.[0]?.json).toMatchObject({ version: 2, changed: 1 });
		const points = async (options: Record<string, number>) => {
			const parameters = { model: 'learned', outputs: 'one', options };
			const { outputs } = await score('score', { items: [fresh], parameters });
			return Number(Object.values(outputs).flat()[0]?.json['score']);
		};
		expect(await points({})).toBe(0);
		expect(await points({ learnedVersion: 1 })).toBeGreaterThan(50);
		const settings = await store.settings();
		expect(settings).toMatchObject({
			learnedScore: { version: 2, edited: true },
			learnedBefore: [{ version: 1 }],
		});
		const gone = await score('score', {
			items: [fresh],
			parameters: { model: 'learned', options: { learnedVersion: 7 } },
		});
		expect(gone.error?.message).toBe('Version 7 of the learned table is not kept');
		const wrong = await score('learn', {
			items: [{ field: 'source', value: 'Nowhere', points: 1 }],
			parameters: { learnFrom: 'table' },
		});
		expect(wrong.error?.message).toBe("The table has no line 'source: Nowhere'.");
	});

	it('warns when the leads are of another kind than those it learned from', async () => {
		const fresh = Array.from({ length: 120 }, (_, index) => ({
			leadId: `01ARZ3NDEKTSV4RRFFQ69G8${String(index).padStart(3, '0')}`,
			source: 'List',
			industry: past[index]?.industry ?? '',
		}));
		await given([...past, ...fresh]);
		await score('learn');
		const parameters = { model: 'both' };
		const { hints } = await score('score', { items: fresh, parameters });
		expect(hints).toEqual([
			expect.stringMatching(
				/^These 120 leads differ from those the table was learned from: 'source' \('(Referral' was 50 % and is 0|List' was 50 % and is 100) %\)\. Learn again/,
			),
		]);
		const same = await score('score', { items: past, parameters });
		expect(same.hints).toEqual([]);
	});

	it('learns from items and names a field that knows the outcome', async () => {
		const items = past.map(({ source, stage }) => ({
			source,
			converted: stage === 'customer' ? 'yes' : 'no',
			quality: stage === 'customer' ? 'High' : 'Low',
		}));
		const parameters = { store: 'none', learnFrom: 'items', outcomeField: 'converted' };
		const { outputs, hints } = await score('learn', { items, parameters });
		expect(outputs['Learned']?.[0]?.json).toMatchObject({
			leaks: [{ field: 'quality', kind: 'leak' }],
		});
		expect(hints.join()).toContain("'quality' seems to be filled in after the outcome");
	});

	it('refuses to learn from too little, and Score to use what was not learned', async () => {
		await given(past.slice(0, 10));
		expect((await score('learn')).error?.message).toContain('at least 20 of each are needed');
		const { error } = await score('score', {
			items: [{ leadId: past[0]!.leadId }],
			parameters: { model: 'learned' },
		});
		expect(error?.message).toBe('Nothing has been learned yet');
	});
});

describe('Explain', () => {
	useStore('2026-03-10T10:00:00.000Z');

	it('tells what counts, as text and as a chart that escapes what strangers wrote', async () => {
		const lead = {
			leadId: past[0]!.leadId,
			fullName: 'Ann <b>',
			score: 55,
			grade: 'A3',
			temperature: 'warm' as const,
			scoreReasons: [
				{ rule: 'Fit with the ideal customer profile', points: 90, decayed: 90, counted: 45 },
				{ rule: 'Form "submitted"', points: 15, decayed: 10, counted: 10 },
			],
		};
		await given([lead]);
		const { outputs } = await score('explain', { items: [{ leadId: lead.leadId }] });
		const told = outputs['Explained']?.[0]?.json;
		expect(String(told?.['explanation']).split('\n')).toEqual([
			'Ann <b> has a score of 55 (A3, warm).',
			'+45 Fit with the ideal customer profile',
			'+10 Form "submitted" (+15 points, +10 left)',
		]);
		expect(told?.['explanationChart']).toMatch(
			/^<svg .*Ann &lt;b&gt;.*Form &quot;submitted&quot;.*<\/svg>$/,
		);
	});
});
