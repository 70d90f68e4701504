import { describe, expect, it } from '@jest/globals';
import { bayesEstimate } from '../../../../lib/core/score/learn/bayes';
import { learn } from '../../../../lib/core/score/learn/learn';
import {
	auc,
	brier,
	calibration,
	captured,
	stability,
} from '../../../../lib/core/score/learn/metrics';
import { applyModel } from '../../../../lib/core/score/learn/model';

/** Leads in which referrals and large companies win more often, by a fixed sequence of chances. */
function history(count: number) {
	let state = 12345;
	const chance = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
	const rows = Array.from({ length: count }, (_, index) => {
		const source = ['Referral', 'Web', 'Fair', 'List'][Math.floor(chance() * 4)] ?? '';
		const employees = Math.floor(chance() * 1000);
		const odds = (source === 'Referral' ? 1.8 : source === 'List' ? -1.5 : 0) + employees / 400 - 2;
		const isWon = chance() < 1 / (1 + Math.exp(-odds));
		return {
			leadId: `lead${index}`,
			source,
			employees,
			country: 'DE',
			isWon,
			verdict: isWon ? 'Good' : 'Bad',
		};
	});
	return { rows, won: Uint8Array.from(rows, ({ isWon }) => (isWon ? 1 : 0)) };
}

const fields = ['leadId', 'source', 'employees', 'country'];

describe('learning from history', () => {
	const { rows, won } = history(3_000);
	const learned = learn({ rows, won, fields });
	if (learned.kind === 'refused') throw new Error(learned.message);
	const { model, report } = learned;

	it('finds what makes leads win, as a table of points', () => {
		const source = model.fields.find(({ field }) => field === 'source');
		const order = [...(source?.bins ?? [])]
			.filter(({ leads }) => leads > 0)
			.sort((a, b) => b.points - a.points);
		expect(order.map(({ label }) => label)).toEqual([
			'Referral',
			expect.any(String),
			expect.any(String),
			'List',
		]);
		const employees = model.fields
			.find(({ field }) => field === 'employees')
			?.bins.filter(({ from }) => from !== undefined);
		expect(employees?.at(0)?.points).toBeLessThan(employees?.at(-1)?.points ?? 0);
	});

	it('adds up: base and lines are the points', () => {
		const told = applyModel(model)(rows[0] ?? {});
		expect(model.base + told.lines.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(
			told.points,
			9,
		);
	});

	it('reports how good it is on leads it has not seen', () => {
		expect(report.auc).toBeGreaterThan(0.75);
		expect(report.brier).toBeLessThan(0.2);
		expect(report.calibration).toHaveLength(10);
		for (const { expected, won: came } of report.calibration)
			expect(Math.abs(expected - came)).toBeLessThan(0.12);
	});

	it('leaves out what identifies leads or never differs', () => {
		expect(report.skipped).toEqual([
			{ field: 'leadId', why: 'nearly every lead has its own value' },
			{ field: 'country', why: 'every lead has the same value' },
		]);
	});

	it('is the same table for the same history, whatever is not asked for', () => {
		expect(learn({ rows, won, fields })).toEqual(learned);
	});

	it('names and leaves out a field that knows the outcome', () => {
		const leaky = learn({ rows, won, fields: [...fields, 'verdict'] });
		expect(leaky).toMatchObject({
			kind: 'learned',
			report: { auc: report.auc, leaks: [{ field: 'verdict', kind: 'leak' }] },
		});
	});

	it('refuses to learn from too little', () => {
		const few = rows.slice(0, 30);
		expect(learn({ rows: few, won: won.slice(0, 30), fields })).toMatchObject({
			kind: 'refused',
			message: expect.stringMatching(/at least 20 of each are needed/),
		});
	});

	it('trusts a table more the more it has seen', () => {
		const rarer = Math.min(model.won, model.lost);
		expect(model.trust).toBe(rarer / (rarer + 50));
	});
});

describe('Bayes estimate', () => {
	it.each([
		['qualified', { country: 'BE' }, 59.26],
		['new', { country: 'BE' }, 34.04],
		['qualified', { country: 'FR' }, 73.52],
		['qualified', {}, 65.62],
		['new', {}, 40.38],
	])('of a lead in %s with %j is %d %%', (stage, values, percent) => {
		const lead = (country: string, won: boolean, reached: string) => ({
			values: { country },
			won,
			stage: reached,
		});
		const cases = [
			lead('BE', true, 'qualified'),
			lead('FR', true, 'qualified'),
			lead('BE', false, 'new'),
			lead('BE', false, 'qualified'),
			lead('FR', false, 'new'),
		];
		expect(100 * bayesEstimate(cases, ['new', 'qualified'])(stage, values)).toBeCloseTo(percent, 2);
	});
});

describe('measures', () => {
	it('AUC counts pairs, ties half', () => {
		expect(auc([1, 2, 3, 4], [0, 0, 1, 1])).toBe(1);
		expect(auc([1, 2, 3, 4], [1, 1, 0, 0])).toBe(0);
		expect(auc([1, 1, 1, 1], [0, 1, 0, 1])).toBe(0.5);
		expect(auc([1, 2, 2, 3], [0, 0, 1, 1])).toBe(0.875);
	});

	it('captured counts wins among the best, ties in proportion', () => {
		expect(captured([5, 4, 3, 2, 1], [1, 0, 1, 0, 0], 0.2)).toBe(0.5);
		expect(captured([1, 1, 1, 1, 1], [1, 0, 1, 0, 0], 0.2)).toBeCloseTo(0.2);
	});

	it('Brier, calibration and stability', () => {
		expect(brier([1, 0, 0.5], [1, 0, 1])).toBeCloseTo(0.25 / 3);
		const chances = Array.from({ length: 20 }, (_, index) => index / 20);
		expect(
			calibration(
				chances,
				chances.map((chance) => (chance >= 0.5 ? 1 : 0)),
			)[9],
		).toMatchObject({ decile: 10, leads: 2, won: 1 });
		expect(stability([50, 50], [50, 50])).toBe(0);
		expect(stability([90, 10], [50, 50])).toBeGreaterThan(0.25);
	});
});
