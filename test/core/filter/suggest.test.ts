import { describe, expect, it } from '@jest/globals';
import { wilson } from '../../../lib/core/filter/evidence';
import { compileProfiles } from '../../../lib/core/filter/profile';
import { suggestProfile } from '../../../lib/core/filter/suggest';

/** Software companies of some size win; the colour tells nothing; the verdict was written afterwards. */
const rows = Array.from({ length: 600 }, (_, index) => {
	const industry = ['Software', 'Retail', 'Farming'][index % 3] ?? '';
	const employees = (index * 37) % 400;
	const isWon =
		(index * 7919) % 100 < (industry === 'Software' ? 60 : 15) + (employees > 200 ? 20 : -10);
	return {
		industry,
		employees,
		colour: ['red', 'blue'][index % 2],
		verdict: isWon ? 'good' : 'bad',
		isWon,
	};
});
const won = Uint8Array.from(rows, ({ isWon }) => (isWon ? 1 : 0));
const fields = ['industry', 'employees', 'colour', 'verdict'];

describe('suggesting a profile', () => {
	const result = suggestProfile(rows, won, fields, 0.3, '40 calls a day');
	if (result.kind === 'refused') throw new Error(result.message);

	it('proposes what winners have in common beyond chance, and nothing else', () => {
		expect(
			result.profile.criteria.map(({ field, operator, value }) => [field, operator, value]),
		).toEqual([
			['industry', 'isAnyOf', ['Software']],
			['employees', 'atLeast', expect.any(Number)],
		]);
		expect(result.leaks).toMatchObject([{ field: 'verdict', kind: 'leak' }]);
	});

	it('gives lift, n and interval for each', () => {
		for (const { lift, leads, won: wins, rate, low, high } of result.evidence) {
			expect(lift).toBeGreaterThan(1);
			expect(rate).toBeCloseTo(wins / leads);
			expect(low).toBeLessThan(rate);
			expect(high).toBeGreaterThan(rate);
		}
	});

	it('tells in plain words what it would have caught', () => {
		expect(result.backtest.caught).toBeGreaterThan(0.3 * result.backtest.won);
		expect(result.backtest.text).toMatch(
			/^Tested on 200 leads it was not made from: at 40 calls a day, best fit first \(60 leads\), it would have caught \d+ of \d+ wins/,
		);
	});

	it('tests the order where everybody can be called', () => {
		const all = suggestProfile(rows, won, fields, 3, '400 calls a day');
		expect(all.kind === 'suggested' && all.backtest).toMatchObject({
			called: 100,
			text: expect.stringMatching(
				/400 calls a day reach all of them; calling best fit first, the first half \(100 leads\) would have caught \d+ of \d+ wins/,
			),
		});
	});

	it('gives a profile that Filter takes as it is', () => {
		expect(compileProfiles({ profiles: [result.profile] }).kind).toBe('compiled');
	});

	it('refuses on too little, and where nothing stands out', () => {
		expect(suggestProfile(rows.slice(0, 30), won.slice(0, 30), fields, 0.2, '')).toMatchObject({
			kind: 'refused',
		});
		expect(suggestProfile(rows, won, ['colour'], 0.2, '')).toMatchObject({
			kind: 'refused',
			message: 'No value is more frequent among won leads than chance would explain.',
		});
	});
});

it.each([
	[8, 10, 0.4902, 0.9433],
	[0, 10, 0, 0.2775],
	[0, 0, 0, 1],
])('the interval of %d of %d is %d to %d', (hits, of, low, high) => {
	const interval = wilson(hits, of);
	expect(interval[0]).toBeCloseTo(low, 4);
	expect(interval[1]).toBeCloseTo(high, 4);
});
