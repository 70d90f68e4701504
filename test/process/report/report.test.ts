import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HtmlValidate } from 'html-validate';
import type { Lead } from '../../../lib/core/lead/lead';
import type { Touchpoint } from '../../../lib/core/lead/touchpoint';
import { sectionKeys, type Report, type Section } from '../../../lib/core/report/types';
import { documentOf } from '../../../lib/process/report/document';
import { report } from '../../../lib/process/report/report';
import { closeStores, configureStores, openContext } from '../../../lib/process/stores';
import { documentPage } from '../../../lib/web/documentPage';
import { reportMail } from '../../../lib/web/reportMail';
import { reportPage } from '../../../lib/web/reportPage';
import { saveAll, someLeads } from './leads';
import { work } from './work';

const now = Date.parse('2026-03-20T15:00:00.000Z');
const dayMs = 86_400_000;
const since = Date.parse('2026-02-19T00:00:00.000Z');

describe('a report of 10,000 leads', () => {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lead-report-'));
	let made: Report;
	let leads: Lead[];
	let touches: Touchpoint[];

	beforeAll(async () => {
		const clock = { now };
		configureStores({ folder, clock: () => clock.now });
		const context = await openContext('Main', 'test');
		const all = someLeads(10_000, now);
		await saveAll(context.store, all);
		await work(context.store, all, clock, now);
		await context.store.saveCampaigns([
			{
				name: 'Spring',
				source: 'Fair',
				cost: 3000,
				start: '2026-02-05T00:00:00.000Z',
				end: '2026-03-06T00:00:00.000Z',
			},
		]);
		made = await report(context, {
			period: 'last30Days',
			compareWith: 'previous',
			sections: sectionKeys,
			vendors: [
				{ source: 'Example Leads', windowDays: 14, reasons: ['spamOrBot', 'fakeIdentity'] },
			],
		});
		// The rows as they lie in the file, read without any of our code.
		const db = new DatabaseSync(path.join(folder, 'main.sqlite'), { readOnly: true });
		leads = db
			.prepare('SELECT doc FROM leads')
			.all()
			.map((row): Lead => JSON.parse(String(row['doc'])));
		touches = db
			.prepare('SELECT doc FROM touchpoints')
			.all()
			.map((row): Touchpoint => JSON.parse(String(row['doc'])));
		db.close();
	}, 120_000);
	afterAll(async () => {
		await closeStores();
		fs.rmSync(folder, { recursive: true, force: true });
	});

	const section = (key: string): Section => made.sections.find((one) => one.key === key)!;
	const value = (part: string, figure: string, which: 'value' | 'before' = 'value') =>
		section(part).figures.find(({ key }) => key === figure)?.[which];
	const rows = (part: string, table: string) =>
		section(part).tables.find(({ key }) => key === table)!.rows;
	const inside = (at: string, from = since, to = now) =>
		Date.parse(at) >= from && Date.parse(at) < to;
	const real = () => leads.filter(({ isTest }) => !isTest);
	const came = (from = since, to = now) =>
		real().filter(({ createdAt }) => inside(createdAt, from, to));
	const entered = (lead: Lead, stage: string, from = since, to = now) =>
		lead.stageHistory.some((move) => move.to === stage && inside(move.at, from, to));
	const money = (list: Lead[]) =>
		list
			.filter(({ currency = 'USD' }) => currency === 'USD')
			.reduce((sum, { dealValue = 0 }) => sum + dealValue, 0);

	it('has the figures that the rows have', () => {
		expect(leads).toHaveLength(10_000);
		expect(made.since).toBe(new Date(since).toISOString());
		const won = real().filter((lead) => entered(lead, 'customer'));
		expect(value('overview', 'leads')).toBe(came().length);
		expect(value('overview', 'customers')).toBe(won.length);
		expect(value('overview', 'revenue')).toBe(money(won));
		expect(value('overview', 'qualified')).toBe(
			real().filter((lead) => entered(lead, 'qualified')).length,
		);
		const before = [since - 30 * dayMs, now - 30 * dayMs] as const;
		expect(value('overview', 'leads', 'before')).toBe(came(...before).length);
		expect(value('overview', 'customers', 'before')).toBe(
			real().filter((lead) => entered(lead, 'customer', ...before)).length,
		);
		const series = section('overview').series![0]!.points;
		expect(series).toHaveLength(30);
		for (const { day, value: n } of series)
			expect([day, n]).toEqual([
				day,
				came().filter(({ createdAt }) => createdAt.startsWith(day)).length,
			]);
	});

	it('follows the leads through the funnel', () => {
		for (const stage of [
			'Filtered',
			'Assigned',
			'Contacted',
			'Qualified',
			'Opportunity',
			'Customer',
		]) {
			const key = stage.toLowerCase();
			expect(rows('funnel', 'stages').find((row) => row['stage'] === stage)).toMatchObject({
				reached: came().filter((lead) => lead.stageHistory.some(({ to }) => to === key)).length,
				entered: real().filter((lead) => entered(lead, key)).length,
				now: leads.filter(({ stage: at, isTest }) => at === key && !(isTest && key === 'customer'))
					.length,
			});
		}
		const times = real()
			.flatMap(({ stageHistory }) =>
				stageHistory.flatMap((move, index) => {
					const last = stageHistory[index - 1];
					if (last === undefined || move.to !== 'contacted' || !inside(move.at)) return [];
					const seconds =
						Math.floor(Date.parse(move.at) / 1000) - Math.floor(Date.parse(last.at) / 1000);
					const minutes = Math.floor(seconds / 60);
					return [minutes < 1440 ? minutes : Math.floor(minutes / 60) * 60];
				}),
			)
			.sort((a, b) => a - b);
		expect(rows('funnel', 'times').find((row) => row['to'] === 'Contacted')).toMatchObject({
			n: times.length,
			time: times[Math.ceil(times.length / 2) - 1],
		});
	});

	it('shares money out to sources and campaigns', () => {
		for (const name of ['Website', 'Fair', 'Example Leads', 'Unknown']) {
			const of = (lead: Lead) => (lead.source ?? 'Unknown') === name;
			const mine = came().filter(of);
			const won = real().filter((lead) => of(lead) && entered(lead, 'customer'));
			// 16 of its 30 days lie in the period.
			const cost = mine.reduce(
				(sum, lead) => sum + (lead.currency === 'EUR' ? 0 : (lead.cost ?? 0)),
				name === 'Fair' ? 1600 : 0,
			);
			expect([name, rows('sources', 'sources').find((row) => row['name'] === name)]).toEqual([
				name,
				expect.objectContaining({
					leads: mine.length,
					customers: won.length,
					revenue: money(won),
					cost,
				}),
			]);
		}
		const spring = came().filter(({ campaign }) => campaign === 'Spring');
		expect(rows('campaigns', 'campaigns').find((row) => row['name'] === 'Spring')).toMatchObject({
			leads: spring.length,
		});
		const plan = rows('spend', 'spend');
		const sum = (key: string) => plan.reduce((all, row) => all + Number(row[key]), 0);
		expect(Math.abs(sum('next') - sum('cost'))).toBeLessThan(plan.length);
	});

	it('tells how fast and how well people answered', () => {
		const assigned = real().filter(({ assignedAt = '' }) => inside(assignedAt));
		const state = ({ dueAt = '', firstResponseAt }: Lead) =>
			firstResponseAt === undefined
				? Date.parse(dueAt) < now
					? 'overdue'
					: 'open'
				: firstResponseAt <= dueAt
					? 'onTime'
					: 'late';
		for (const owner of ['mia', 'leo', 'ana']) {
			const mine = assigned.filter((lead) => lead.owner === owner);
			const n = (wanted: string) => mine.filter((lead) => state(lead) === wanted).length;
			expect(rows('response', 'owners').find((row) => row['owner'] === owner)).toMatchObject({
				assigned: mine.length,
				onTime: n('onTime'),
				late: n('late'),
				overdue: n('overdue'),
				open: n('open'),
			});
		}
		expect(value('response', 'answered')).toBe(
			came().filter(
				({ firstResponseAt, createdAt }) =>
					firstResponseAt !== undefined && firstResponseAt >= createdAt,
			).length / came().length,
		);
	});

	it('tells why leads left, what is known, what can be returned, and by which channels', () => {
		const lost = real().flatMap(({ stageHistory }) =>
			stageHistory.filter(
				({ to, at }) => ['bad', 'disqualified', 'junk'].includes(to) && inside(at),
			),
		);
		expect(rows('reasons', 'reasons').reduce((sum, row) => sum + Number(row['n']), 0)).toBe(
			lost.length,
		);
		expect(rows('reasons', 'reasons').find((row) => row['reason'] === 'No budget')).toMatchObject({
			n: lost.filter(({ reason }) => reason === 'noBudget').length,
		});
		expect(rows('quality', 'facts')[0]).toMatchObject({
			n: came().filter(({ email, emailStatus }) => email !== undefined && emailStatus !== 'invalid')
				.length,
		});
		const claims = real().filter(
			({ source, stage, stageReason = '', createdAt }) =>
				source === 'Example Leads' &&
				['bad', 'disqualified', 'junk'].includes(stage) &&
				['spamOrBot', 'fakeIdentity'].includes(stageReason) &&
				Date.parse(createdAt) + 14 * dayMs > now,
		);
		expect(claims.length).toBeGreaterThan(0);
		expect(made.claims.map(({ leadId }) => leadId).sort()).toEqual(
			claims.map(({ leadId }) => leadId).sort(),
		);
		const calls = touches.filter(
			({ channel, occurredAt }) => channel === 'Phone' && inside(occurredAt),
		);
		expect(rows('automation', 'channels').find((row) => row['channel'] === 'Phone')).toMatchObject({
			n: calls.length,
		});
		const moves = real().flatMap(({ stageHistory }) => stageHistory.filter(({ at }) => inside(at)));
		const auto = moves.filter(({ by }) => by.includes('(workflow')).length;
		const byHand = touches.filter(
			({ type, actor, occurredAt }) =>
				type === 'call.outbound' && actor.kind !== 'machine' && inside(occurredAt),
		).length;
		const mails = touches.filter(
			({ type, occurredAt }) => type === 'email.sent' && inside(occurredAt),
		).length;
		expect(value('automation', 'automated')).toBe((auto + mails) / (moves.length + mails + byHand));
	});

	it('is one valid page that asks nobody for anything, and a mail without pictures', async () => {
		const page = reportPage(made);
		const mail = reportMail(made);
		const { log: _log, ...written } = await documentOf(await openContext('Main', 'test'), {
			owner: 'Head of Sales',
			reviewEveryDays: 90,
			buyerStages: { new: 'Notices a need' },
			nodes: [],
			reviewed: true,
		});
		fs.mkdirSync('artefacts/report', { recursive: true });
		fs.writeFileSync('artefacts/report/page.html', page);
		fs.writeFileSync('artefacts/report/mail.html', mail.html);
		const checker = new HtmlValidate({
			extends: ['html-validate:standard', 'html-validate:document'],
			// Mail programs want styles in the elements; a void element may be closed as formatters do.
			rules: {
				'no-inline-style': 'off',
				'void-style': 'off',
				'no-trailing-whitespace': 'off',
				'doctype-style': 'off',
				'long-title': 'off',
				'wcag/h63': 'off',
				'no-deprecated-attr': 'off',
				'attribute-boolean-style': 'off',
				'require-sri': 'off',
				'attribute-allowed-values': 'error',
			},
		});
		for (const [name, text] of [
			['page', page],
			['mail', mail.html],
			['process document', documentPage(written, 'UTC')],
		] as const) {
			const { results } = await checker.validateString(text);
			expect([
				name,
				results.flatMap(({ messages }) =>
					messages.map(({ ruleId, message, line }) => `${line} ${ruleId} ${message}`),
				),
			]).toEqual([name, []]);
			expect(Buffer.byteLength(text)).toBeLessThan(300_000);
			expect(text).not.toMatch(/<(?:img|script|link|iframe)|url\(|https?:/);
		}
		expect(mail.html).not.toContain('<svg');
		expect(mail.text).toContain('FUNNEL');
	});
});
