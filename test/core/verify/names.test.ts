import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { joinName, repairCase, splitName, type NameParts } from '../../../lib/core/verify';

describe('splitName', () => {
	it.each<[string, NameParts]>([
		['Ann Lee', { firstName: 'Ann', lastName: 'Lee' }],
		['Ann', { firstName: 'Ann' }],
		['Ms. Lee', { salutation: 'Ms.', lastName: 'Lee' }],
		[
			'Herr Dr. Jonas Brandmeier',
			{ salutation: 'Herr Dr.', firstName: 'Jonas', lastName: 'Brandmeier' },
		],
		[
			'de la Cruz, Prof. María P., Jr.',
			{
				salutation: 'Prof.',
				firstName: 'María',
				middleName: 'P.',
				lastName: 'de la Cruz',
				suffix: 'Jr.',
			},
		],
		['Lee, Ann', { firstName: 'Ann', lastName: 'Lee' }],
		['Joost van der Berg', { firstName: 'Joost', lastName: 'van der Berg' }],
		['Van Tran', { firstName: 'Van', lastName: 'Tran' }],
		['Pilar Ortega y Gasset', { firstName: 'Pilar', lastName: 'Ortega y Gasset' }],
		[
			'Ann M. Lee, PhD, CPA',
			{ firstName: 'Ann', middleName: 'M.', lastName: 'Lee', suffix: 'PhD, CPA' },
		],
		['Robert "Bob" Stone', { firstName: 'Robert', lastName: 'Stone' }],
		['Lee, J.R.', { firstName: 'J.R.', lastName: 'Lee' }],
		['山田 太郎様', { salutation: '様', firstName: '太郎', lastName: '山田' }],
		['김민준', { firstName: '김민준' }],
		['', {}],
	])('%s', (text, parts) => {
		expect(splitName(text)).toEqual(parts);
	});

	it('never throws and loses no word that has letters', () => {
		fc.assert(
			fc.property(
				fc.array(fc.stringMatching(/^[A-Z][a-z]{1,8}$/), { minLength: 1, maxLength: 5 }),
				(words) => {
					const parts = splitName(words.join(' '));
					const all = Object.values(parts).join(' ').split(' ').sort();
					expect(all).toEqual([...words].sort());
				},
			),
		);
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (text) => typeof splitName(text) === 'object'),
		);
	});
});

describe('joinName', () => {
	it.each<[NameParts, string | undefined]>([
		[{ firstName: 'Ann', lastName: 'Lee' }, 'Ann Lee'],
		[{ salutation: 'Dr.', firstName: 'Ann', lastName: 'Lee', suffix: 'PhD' }, 'Ann Lee, PhD'],
		[{ firstName: 'Ann', lastName: 'Lee', suffix: 'Jr.' }, 'Ann Lee Jr.'],
		[{ firstName: '太郎', lastName: '山田' }, '山田 太郎'],
		[{}, undefined],
	])('%j', (parts, name) => {
		expect(joinName(parts)).toBe(name);
	});
});

describe('repairCase', () => {
	it.each([
		['JOHN MCDONALD', 'John McDonald'],
		["sean o'neil", "Sean O'Neil"],
		['joost van der berg', 'Joost van der Berg'],
		['JEAN-LUC DE LA TOUR', 'Jean-Luc de la Tour'],
		['fiona macdonald', 'Fiona MacDonald'],
		['carlos machado', 'Carlos Machado'],
		['henry tudor viii', 'Henry Tudor VIII'],
		['ÉLODIE MARCHAND', 'Élodie Marchand'],
	])('%s → %s', (name, repaired) => {
		expect(repairCase(name)).toBe(repaired);
	});

	it.each(['McDonald', "O'Neil", 'van der Berg', 'DeShawn', 'AJ', '山田', 'محمد'])(
		'keeps %s',
		(name) => {
			expect(repairCase(name)).toBe(name);
		},
	);
});
