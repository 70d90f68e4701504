import { describe, expect, it } from '@jest/globals';
import { watchDrift } from '../../../../lib/core/score/learn/drift';
import { editModel, tableOf } from '../../../../lib/core/score/learn/edit';
import { learnModel } from '../../../../lib/core/score/learn/learn';
import { applyModel } from '../../../../lib/core/score/learn/model';

/** Leads of which a given share are referrals; the size tells nothing and stays as it is. */
function leads(count: number, referrals: number, seed = 1) {
	let state = seed;
	const chance = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
	for (let skip = 0; skip < 10; skip++) chance();
	return Array.from({ length: count }, () => ({
		source: chance() < referrals ? 'Referral' : 'List',
		employees: Math.floor(chance() * 1000),
	}));
}

const past = leads(2_000, 0.5);
const won = Uint8Array.from(past, ({ source }, index) =>
	index % 10 < (source === 'Referral' ? 7 : 2) ? 1 : 0,
);
const model = learnModel(past, won, ['source', 'employees']);

function drift(young: readonly object[]) {
	const watch = watchDrift(model);
	for (const lead of young) watch.see(lead);
	return watch.report();
}

describe('drift', () => {
	it.each([100, 300, 5_000])('finds none among %d leads of the same kind', (count) => {
		for (let seed = 2; seed < 30; seed++) {
			expect(drift(leads(count, 0.5, seed)).filter(({ index }) => index >= 0.25)).toEqual([]);
		}
	});

	it('names the field that has shifted, and the value that did', () => {
		expect(drift(leads(1_000, 0.1, 7))).toEqual([
			{
				field: 'source',
				index: expect.closeTo(0.9, 0),
				why: expect.stringMatching(/^'(Referral|List)' was \d+ % and is \d+ %$/),
			},
		]);
	});

	it('says nothing of too few leads', () => {
		expect(drift(leads(99, 0))).toEqual([]);
	});
});

describe('an edited table', () => {
	const line = tableOf(model).find(({ value }) => value === 'Referral');

	it('takes a person’s points over and leaves the rest', () => {
		const rows = [{ field: 'source', value: 'Referral', points: '99.5' }];
		const edited = editModel(model, rows);
		expect(edited).toMatchObject({ changed: 1, problems: [] });
		const gain = 99.5 - (line?.points ?? 0);
		const lead = { source: 'Referral', employees: 5 };
		const before = applyModel(model)(lead).points;
		expect(applyModel(edited.model)(lead).points).toBeCloseTo(before + gain, 6);
		expect(line?.points).toBeLessThan(99);
	});

	it('comes back as it was when nothing was edited', () => {
		const rows = tableOf(model).map((one) => ({ ...one }));
		expect(editModel(model, rows)).toEqual({ model, changed: 0, problems: [] });
	});

	it('names what it cannot take over', () => {
		const rows = [
			{ field: 'source', value: 'Fair', points: 1 },
			{ field: 'source', value: 'List', points: 'many' },
		];
		expect(editModel(model, rows).problems).toEqual([
			"Row 2: 'many' is not a number of points.",
			"The table has no line 'source: Fair'.",
		]);
	});
});
