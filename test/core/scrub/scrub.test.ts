import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isMash } from '../../../lib/core/scrub/mash/mash';
import { scrubLead } from '../../../lib/core/scrub/scrub';
import type { ScrubLead, Strictness } from '../../../lib/core/scrub/types';

const now = Date.parse('2026-03-02T09:00:00.000Z');
const scrub = (lead: ScrubLead, strictness: Strictness = 'careful') =>
	scrubLead(lead, { now, strictness, defaultCountry: 'US' });

describe('scrubLead', () => {
	it.each<[string, ScrubLead, string]>([
		[
			'keyboard walks',
			{ firstName: 'asdfgh', lastName: 'qwerty', email: 'x@example.com' },
			'review',
		],
		[
			'walks at a throw-away address',
			{ firstName: 'asdfgh', lastName: 'qwerty', email: 'x@yopmail.com' },
			'junk',
		],
		['code in a name', { fullName: '<script>alert(1)</script>', email: 'x@example.com' }, 'junk'],
		[
			'a trap field',
			{ firstName: 'Ann', email: 'a@example.com', extra: { honeypot: 'yes' } },
			'junk',
		],
		[
			'advertising',
			{
				fullName: 'Rank Team',
				email: 'x@example.com',
				message: 'Buy cheap backlinks, casino bonus: http://a.test http://b.test',
			},
			'junk',
		],
		['a test by name and address', { fullName: 'Test Test', email: 'test@example.com' }, 'junk'],
		[
			'a test the source marks',
			{ fullName: 'Test Test', email: 'test@example.com', isTest: true },
			'review',
		],
		[
			'a disposable address alone',
			{ firstName: 'Ann', lastName: 'Lee', email: 'ann@yopmail.com' },
			'review',
		],
		['nothing to reach anybody by', { firstName: 'Ann' }, 'clean'],
		[
			'silence for three years',
			{ firstName: 'Ann', email: 'a@example.com', updatedAt: '2023-01-01T00:00:00.000Z' },
			'review',
		],
	])('%s', (_what, lead, verdict) => {
		expect(scrub(lead).verdict).toBe(verdict);
	});

	it.each([
		'Nguyễn Thị Minh Khai',
		'山田 太郎',
		'王小明',
		'김민준',
		'Иван Петров',
		'Σοφία Παπαδοπούλου',
		'محمد عبد الله',
		'רות כהן',
		'ธนพล ศรีสุข',
		'Aoife Ní Bhriain',
		'Grzegorz Brzęczyszczykiewicz',
		'Xochitl Nezahualcóyotl',
		'Ng',
		'Wu Li',
		"Siobhán O'Sullivan",
		'Þórður Jónsson',
		'Lakshmi Venkatasubramanian',
		'Oluwaseun Adébáyọ̀',
		"N'Golo Traoré",
		'Ali Ali',
		'Szczepan Wójcik',
		'Mbali Nkosi',
		'Dwyane Schwartz',
	])('lets %s pass however strict', (fullName) => {
		const [firstName, ...rest] = fullName.split(' ');
		const lead = { firstName, lastName: rest.join(' '), email: 'someone@example.com' };
		expect(scrub(lead, 'strict').verdict).toBe('clean');
	});

	it('says every reason with its points, heaviest first, and their sum', () => {
		const { points, reasons, reason } = scrub({
			fullName: 'Donald Duck',
			email: 'dd@mailinator.com',
			phone: '555-555-5555',
		});
		expect({ points, reasons, reason }).toEqual({
			points: 100,
			reason: 'fakeIdentity',
			reasons: [
				'The name is that of a well-known character (+50)',
				'A mailbox of a disposable-address provider: mailinator.com (+40)',
				'The phone number is made up (+30)',
			],
		});
	});

	it('looks only for what is asked', () => {
		const lead = { fullName: 'Donald Duck', email: 'dd@mailinator.com' };
		expect(scrubLead(lead, { now, strictness: 'strict', checks: ['phone'] }).verdict).toBe('clean');
	});

	it('a stricter setting never lets more pass, and nothing throws', () => {
		const order = ['clean', 'review', 'junk'];
		fc.assert(
			fc.property(
				fc.string({ unit: 'binary' }),
				fc.string(),
				fc.string(),
				(fullName, email, message) => {
					const ranks = (['careful', 'balanced', 'strict'] as const).map((strictness) =>
						order.indexOf(scrub({ fullName, email, message }, strictness).verdict),
					);
					expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
				},
			),
		);
	});
});

describe('isMash', () => {
	it.each(['sdkfjhsdf', 'qwoeiruty', 'asdfghjkl', 'lkjhgfdsa', 'dfgdfgdfg', 'zxcmnbv'])(
		'%s',
		(word) => {
			expect(isMash(word)).toBe(true);
		},
	);

	it.each([
		'Schwarzenegger',
		'Nguyen',
		'Szymborska',
		'Krzysztof',
		'Mxolisi',
		'Tchaikovsky',
		'Ng',
		'Пётр',
		'山田',
	])('not %s', (word) => {
		expect(isMash(word)).toBe(false);
	});
});
