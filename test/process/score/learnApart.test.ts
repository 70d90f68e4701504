import { expect, it } from '@jest/globals';
import { learn } from '../../../lib/core/score/learn/learn';
import { learnApart } from '../../../lib/process/score/learnApart';

const industries = ['Retail', 'Logistics', 'Health', 'Energy'];
const history = (count: number) => {
	const rows = Array.from({ length: count }, (_, index) => ({
		industry: industries[(index * 7) % 4],
		employees: (index * 13) % 400,
		source: index % 3 === 0 ? 'Referral' : 'List',
	}));
	const won = Uint8Array.from(rows, ({ source }, index) =>
		(index * 31) % 10 < (source === 'Referral' ? 6 : 2) ? 1 : 0,
	);
	return { rows, won, fields: ['industry', 'employees', 'source'] };
};

it('learns in a thread what it learns here, while others get their turns', async () => {
	const past = history(4_000);
	let turns = 0;
	const other = setInterval(() => (turns += 1), 1);
	const apart = await learnApart(past);
	clearInterval(other);
	expect(turns).toBeGreaterThan(3);
	expect(apart).toEqual(learn(past));
});

it('refuses too little in the same words, whatever the size', async () => {
	const past = history(1_000);
	const none = { ...past, won: new Uint8Array(1_000) };
	expect(await learnApart(none)).toEqual(learn(none));
});
