import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findDuplicates } from '../../../lib/core/dedupe/find';
import { jaroWinkler } from '../../../lib/core/dedupe/jaroWinkler';
import { areNicknames } from '../../../lib/core/dedupe/nicknames';
import { soundCode } from '../../../lib/core/dedupe/phonetic';
import { isOneSlip } from '../../../lib/core/dedupe/slip';
import type { DedupeRecord } from '../../../lib/core/dedupe/types';
import { people } from '../../../scripts/bench/dedupe/people';

const lead = (id: string, values: DedupeRecord['values']): DedupeRecord => ({ id, values });

describe('jaroWinkler', () => {
	it.each([
		['martha', 'marhta', 0.9611],
		['dixon', 'dicksonx', 0.8133],
		['jon', 'john', 0.9333],
		['smith', 'smyth', 0.8933],
		['jonathan', 'john', 0.8],
		['ann', 'ann', 1],
		['ann', '', 0],
		['abc', 'xyz', 0],
	])('%s and %s: %d', (a, b, similarity) => {
		expect(jaroWinkler(a, b)).toBeCloseTo(similarity, 4);
	});

	it('is symmetric and lies between 0 and 1', () => {
		fc.assert(
			fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
				const similarity = jaroWinkler(a, b);
				expect(similarity).toBeCloseTo(jaroWinkler(b, a), 10);
				expect(similarity).toBeGreaterThanOrEqual(0);
				expect(similarity).toBeLessThanOrEqual(1);
			}),
		);
	});
});

describe('what sounds and means alike', () => {
	it.each([
		['philips', 'filips'],
		['meyer', 'maier'],
		['robert', 'rupert'],
		['schmidt', 'schmitt'],
	])('%s sounds like %s', (a, b) => expect(soundCode(a)).toBe(soundCode(b)));

	it.each([
		['bob', 'robert'],
		['bill', 'liam'],
		['kate', 'catherine'],
	])('%s may be %s', (a, b) => expect(areNicknames(a, b)).toBe(true));

	it('does not take two names for one', () => expect(areNicknames('bob', 'bill')).toBe(false));

	it.each([
		['12345', '12354', true],
		['12345', '1234', true],
		['12345', '12395', true],
		['12345', '54321', false],
		['12345', '12389', false],
	])('%s and %s: one slip is %s', (a, b, slip) => expect(isOneSlip(a, b)).toBe(slip));
});

describe('findDuplicates on a short list', () => {
	const ann = { firstName: 'Ann', lastName: 'Lee', company: 'Northgate Tools Ltd' };

	it('joins one e-mail written twice and says why in points', () => {
		const { groups, pairs, weights } = findDuplicates([
			lead('1', { ...ann, email: 'ann@northgate.example' }),
			lead('2', { ...ann, email: 'ANN@northgate.example ' }),
			lead('3', { firstName: 'Bo', lastName: 'Ek', email: 'bo@northgate.example' }),
		]);
		expect(groups).toEqual([['1', '2']]);
		expect(weights).toBe('general');
		expect(pairs[0]).toEqual({
			a: '1',
			b: '2',
			points: 14.5,
			verdict: 'match',
			reasons: [
				'E-mail is the same (+8)',
				'Last name is the same (+2.5)',
				'First name is the same (+2)',
				'Company is the same (+2)',
			],
		});
	});

	it('never joins people by name and company alone', () => {
		const { groups, pairs } = findDuplicates([
			lead('1', { ...ann, city: 'Leeds' }),
			lead('2', { ...ann, city: 'Leeds' }),
		]);
		expect(groups).toEqual([]);
		expect(pairs).toMatchObject([{ verdict: 'review' }]);
	});

	it('keeps two people apart who share a phone', () => {
		const phone = '+44 20 7946 0018';
		const { groups } = findDuplicates([
			lead('1', { firstName: 'Ann', lastName: 'Lee', phone }),
			lead('2', { firstName: 'Robert', lastName: 'Lee', phone }),
		]);
		expect(groups).toEqual([]);
	});

	it('knows names that stand crosswise and pet names', () => {
		const phone = '+44 20 7946 0018';
		const { groups } = findDuplicates([
			lead('1', { firstName: 'Robert', lastName: 'Stone', phone }),
			lead('2', { firstName: 'Stone', lastName: 'Robert', phone }),
			lead('3', { firstName: 'Bob', lastName: 'Stone', phone: '020 7946 0018' }),
		]);
		expect(groups).toEqual([['1', '2', '3']]);
	});

	it('says nothing of an empty list or of records without values', () => {
		expect(findDuplicates([])).toMatchObject({ pairs: [], groups: [] });
		expect(findDuplicates([lead('1', {}), lead('2', {})])).toMatchObject({ pairs: [], groups: [] });
	});
});

describe('findDuplicates on a list to learn from', () => {
	const { records, truth } = people(2000);
	const search = findDuplicates(records);

	it('estimates its weights and finds nearly every duplicate and nothing else', () => {
		expect(search.weights).toBe('estimated');
		const numbers = search.groups.map((group) => group.map((id) => truth[Number(id)]));
		const wrong = numbers.filter((group) => new Set(group).size > 1);
		const found = numbers.reduce((sum, group) => sum + group.length - 1, 0);
		expect(wrong).toEqual([]);
		expect(found).toBeGreaterThan(190);
	});

	it('does not depend on the order of the records', () => {
		const sorted = (groups: string[][]) => groups.map((group) => [...group].sort().join()).sort();
		const other = findDuplicates([...records].reverse());
		expect(sorted(other.groups)).toEqual(sorted(search.groups));
	});

	it('learns from answers', () => {
		const doubtful = findDuplicates(records, { matchFrom: 14 })
			.pairs.filter(({ verdict }) => verdict === 'review')
			.slice(0, 20);
		const answers = doubtful.map(({ a, b }) => ({ a, b, same: true }));
		const learned = findDuplicates(records, { answers });
		expect(learned.groups.length).toBeGreaterThanOrEqual(search.groups.length);
	});
});
