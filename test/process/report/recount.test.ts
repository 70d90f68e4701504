import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Assignment } from '../../../lib/core/assign/types';
import type { Lead } from '../../../lib/core/lead/lead';
import type { Touchpoint } from '../../../lib/core/lead/touchpoint';
import { sectionKeys, type Report, type Section } from '../../../lib/core/report/types';
import { report } from '../../../lib/process/report/report';
import { closeStores, configureStores, openContext } from '../../../lib/process/stores';
import { saveAll, someLeads } from './leads';
import { someReps, work } from './work';

const now = Date.parse('2026-03-20T15:00:00.000Z');
const dayMs = 86_400_000;
/** The last 30 days in UTC, today included. */
const since = Date.parse('2026-02-19T00:00:00.000Z');
const until = now + 1;

/** Counted again from the rows as they lie in the file, without any of our code between. */
describe('what sequences, reps and customers did, and what shifted, of 10,000 leads', () => {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lead-report-'));
	let made: Report;
	let leads: Lead[];
	let touches: Touchpoint[];
	let assignments: Assignment[];
	/** Of each delivery: sequence, step, variant. */
	const about = new Map<string, [string, string, string]>();

	beforeAll(async () => {
		const clock = { now };
		configureStores({ folder, clock: () => clock.now });
		const context = await openContext('Main', 'test');
		const all = someLeads(10_000, now);
		await saveAll(context.store, all);
		await work(context.store, all, clock, now);
		made = await report(context, {
			period: 'last30Days',
			compareWith: 'previous',
			sections: sectionKeys,
			vendors: [],
		});
		const db = new DatabaseSync(path.join(folder, 'main.sqlite'), { readOnly: true });
		const docs = (table: string) =>
			db
				.prepare(`SELECT doc FROM ${table}`)
				.all()
				.map((row): unknown => JSON.parse(String(row['doc'])));
		leads = docs('leads') as Lead[];
		touches = docs('touchpoints') as Touchpoint[];
		assignments = docs('assignments') as Assignment[];
		for (const row of db
			.prepare(
				'SELECT delivery_id, sequence, step_id, deliveries.doc AS doc FROM deliveries JOIN enrolments USING (enrolment_id)',
			)
			.all())
			about.set(String(row['delivery_id']), [
				String(row['sequence']),
				String(row['step_id']),
				String(JSON.parse(String(row['doc'])).variant),
			]);
		db.close();
	}, 120_000);
	afterAll(async () => {
		await closeStores();
		fs.rmSync(folder, { recursive: true, force: true });
	});

	const section = (key: string): Section => made.sections.find((one) => one.key === key)!;
	const value = (part: string, figure: string, which: 'value' | 'before' = 'value') =>
		section(part).figures.find(({ key }) => key === figure)?.[which];
	const rows = (part: string) => section(part).tables[0]!.rows;
	const inside = (at: string, from = since, to = until) =>
		Date.parse(at) >= from && Date.parse(at) < to;
	const before = [since - 30 * dayMs, until - 30 * dayMs] as const;

	it('sequences', () => {
		const mails = (from: number, to: number) =>
			touches.flatMap(({ type, source, sourceId, meta, actor, occurredAt }) => {
				const id = source === 'nurture' ? sourceId.split(':')[0] : meta?.['deliveryId'];
				const mail = about.get(String(id));
				if (mail === undefined || !inside(occurredAt, from, to)) return [];
				const machine = actor.kind === 'machine' && ['email.open', 'email.click'].includes(type);
				return machine ? [] : [{ type, mail: mail.join(' ') }];
			});
		const found = mails(since, until);
		expect(about.size).toBe(1000);
		const names = [...new Set(found.map(({ mail }) => mail))].sort();
		expect(names).toHaveLength(8);
		expect(
			rows('sequences').map(({ sequence, step, variant }) => [sequence, step, variant].join(' ')),
		).toEqual(names);
		for (const row of rows('sequences')) {
			const name = [row['sequence'], row['step'], row['variant']].join(' ');
			const n = (type: string) =>
				found.filter((one) => one.mail === name && one.type === `email.${type}`).length;
			expect(row).toMatchObject({
				sent: n('sent'),
				replies: n('reply'),
				clicks: n('click'),
				bounces: n('bounce'),
				unsubscribes: n('unsubscribe'),
				complaints: n('complaint'),
				rate: n('reply') / n('sent'),
			});
		}
		for (const [which, [from, to]] of [
			['value', [since, until]],
			['before', before],
		] as const) {
			const these = mails(from, to);
			const n = (type: string) => these.filter((one) => one.type === type).length;
			for (const type of ['reply', 'bounce', 'unsubscribe'])
				expect([which, type, value('sequences', type, which)]).toEqual([
					which,
					type,
					n(`email.${type}`) / n('email.sent'),
				]);
		}
	});

	it('fairness', () => {
		const given = assignments.filter(({ at }) => inside(at));
		const weights: Record<string, Record<string, number>> = {
			Everyone: { mia: 2, leo: 1, ana: 1, zoe: 1 },
			north: { mia: 2, leo: 1 },
		};
		expect(new Set(given.map(({ pool }) => pool))).toEqual(new Set(['everyone', 'team:north']));
		const expected = Object.entries(weights).flatMap(([pool, all]) => {
			const of = given.filter((one) => one.pool === (pool === 'north' ? 'team:north' : 'everyone'));
			const whole = Object.values(all).reduce((sum, weight) => sum + weight, 0);
			return Object.entries(all).map(([rep, weight]) => {
				const mine = of.filter(({ repId }) => repId === rep);
				const fair = (of.length * weight) / whole;
				return {
					pool,
					rep,
					n: mine.length,
					share: mine.length / of.length,
					fair,
					drift: mine.length - fair,
					back: mine.filter(({ endedBy = '' }) => ['expired', 'declined'].includes(endedBy)).length,
				};
			});
		});
		expect(someReps).toHaveLength(4);
		const sorted = (list: object[]) => list.map((row) => JSON.stringify(row)).sort();
		expect(sorted(rows('fairness'))).toEqual(sorted(expected));
		expect(expected.find(({ rep }) => rep === 'zoe')?.n).toBe(0);
		expect(expected.some(({ back }) => back > 0)).toBe(true);
	});

	it('retention', () => {
		const real = leads.filter(({ isTest }) => !isTest);
		const isKept = (stage?: string | null) => stage === 'customer' || stage === 'keptAccount';
		/** Where a lead stood right before a moment. */
		const at = ({ stageHistory }: Lead, moment: number) =>
			stageHistory.findLast((move) => Date.parse(move.at) < moment)?.to;
		const customers = (moment: number) => real.filter((lead) => isKept(at(lead, moment))).length;
		const lost = (from: number, to: number) =>
			real.flatMap(({ stageHistory }) =>
				stageHistory.filter(
					(move) =>
						isKept(move.from) &&
						['nurturing', 'bad', 'disqualified', 'junk'].includes(move.to) &&
						inside(move.at, from, to),
				),
			).length;
		expect(lost(since, until)).toBeGreaterThan(5);
		expect(value('retention', 'customers')).toBe(customers(until));
		expect(value('retention', 'customers', 'before')).toBe(customers(since));
		expect(value('retention', 'retention')).toBe(1 - lost(since, until) / customers(since));
		const came = (from: number, to: number) =>
			real.filter(({ createdAt }) => inside(createdAt, from, to));
		for (const [which, [from, to]] of [
			['value', [since, until]],
			['before', before],
		] as const)
			expect(value('retention', 'referrals', which)).toBe(
				came(from, to).filter(({ referredBy }) => referredBy).length / came(from, to).length,
			);
	});

	it('trends', () => {
		const week = [until - 7 * dayMs, until] as const;
		const base = [until - 35 * dayMs, until - 7 * dayMs] as const;
		const kinds: Array<[string, (from: number, to: number) => string[][]]> = [
			[
				'Topic',
				(from, to) =>
					touches
						.filter(
							({ direction, actor, occurredAt }) =>
								direction !== 'out' && actor.kind !== 'machine' && inside(occurredAt, from, to),
						)
						.map(({ topics = [] }) => topics),
			],
			[
				'Objection',
				(from, to) =>
					touches
						.filter(({ occurredAt }) => inside(occurredAt, from, to))
						.map(({ meta }) => (meta?.['objections'] ?? []) as string[]),
			],
			[
				'Source',
				(from, to) =>
					leads
						.filter(({ isTest, createdAt }) => !isTest && inside(createdAt, from, to))
						.map(({ source = '' }) => [source || 'Unknown']),
			],
		];
		const expected = kinds.flatMap(([kind, of]) => {
			const [a, b] = [of(...week), of(...base)].map((all) =>
				all.filter(({ length }) => length > 0),
			);
			const n = (all: string[][] = [], name: string) =>
				all.filter((one) => one.includes(name)).length;
			const names = [...new Set([...a!, ...b!].flat())];
			const tested = names
				.map((name) => {
					const [x, y] = [n(a, name), n(b, name)];
					const pooled = (x + y) / (a!.length + b!.length);
					const error = Math.sqrt(pooled * (1 - pooled) * (1 / a!.length + 1 / b!.length));
					const z = Math.abs(x / a!.length - y / b!.length) / error;
					return { kind, name, n: x, now: x / a!.length, before: y / b!.length, p: twoSided(z) };
				})
				.sort((one, two) => one.p - two.p);
			const holds = tested.findLastIndex(
				({ p }, index) => p <= (0.05 * (index + 1)) / tested.length,
			);
			return tested.slice(0, holds + 1);
		});
		expect(expected.map(({ name }) => name)).toContain('solar');
		expect(
			rows('trends').map(({ kind, name, n, now: share, before: was }) => [
				kind,
				name,
				n,
				share,
				was,
			]),
		).toEqual(
			expected.map(({ kind, name, n, now: share, before: was }) => [kind, name, n, share, was]),
		);
	});
});

/** Two-sided p of a standard normal z: its density added up by Simpson's rule. */
function twoSided(z: number): number {
	const steps = 2000;
	const width = z / steps;
	const density = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
	let sum = density(0) + density(z);
	for (let step = 1; step < steps; step++) sum += density(step * width) * (step % 2 === 1 ? 4 : 2);
	return 1 - (2 * sum * width) / 3;
}
