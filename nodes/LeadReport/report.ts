import type { Campaign } from '../../lib/core/report/campaign';
import { claimsCsv } from '../../lib/core/report/claims';
import { periodNames } from '../../lib/core/report/period';
import { sectionKeys, type Report, type Vendor } from '../../lib/core/report/types';
import { report as makeReport } from '../../lib/process/report/report';
import { reportMail } from '../../lib/web/reportMail';
import { reportPage } from '../../lib/web/reportPage';
import { asList, asNumber, asText, stop, type Operation, type Row, type Run } from '../shared';
import { reportFields } from './fields';

/** Counts what happened in a period and writes it down for people. */
export const report: Operation = {
	value: 'report',
	name: 'Report',
	action: 'Report on leads',
	description:
		'Report on a period as data, as a page and as a mail, e.g. every Monday to the sales team',
	outputs: ['Report'],
	fields: reportFields,
	options: [
		{
			displayName: 'Accent Color',
			name: 'color',
			type: 'color',
			default: '#1f5fbf',
			description: 'The color of charts and links on the page',
		},
		{
			displayName: 'Company Name',
			name: 'company',
			type: 'string',
			default: '',
			placeholder: 'e.g. Example Ltd',
			description: 'Shown above the page',
		},
	],
	async run(run) {
		const { parameters } = run;
		const chosen = parameters.list('sections');
		const sections = sectionKeys.filter((key) => chosen.length === 0 || chosen.includes(key));
		const context = await run.context();
		const campaigns = parameters.rows('campaigns', 'campaign').map((row) => toCampaign(run, row));
		if (campaigns.length > 0) await context.store.saveCampaigns(campaigns);
		const period = parameters.choice('period', periodNames);
		const made = await makeReport(context, {
			period,
			compareWith: parameters.choice('compareWith', ['previous', 'yearBefore', 'none']),
			...(period === 'custom' && { from: dayOf(run, 'from'), to: dayOf(run, 'to') }),
			sections,
			vendors: parameters.rows('vendors', 'vendor').flatMap(toVendor),
		});
		await emit(run, made);
		if (made.sections.every(({ tables }) => tables.every(({ rows }) => rows.length === 0)))
			run.hint('Nothing happened in the period. Choose a longer one, or capture leads first.');
	},
};

async function emit(run: Run, made: Report): Promise<void> {
	const { parameters, functions } = run;
	const format = parameters.choice('format', ['both', 'data', 'page']);
	const file = async (text: string, name: string, type: string) =>
		await functions.helpers.prepareBinaryData(Buffer.from(text), name, type);
	const { since, until, workspace, claims } = made;
	const stamp = until.slice(0, 10);
	const mail = format === 'data' ? undefined : reportMail(made);
	const look = {
		color: parameters.text('options.color'),
		name: parameters.text('options.company'),
	};
	const binary = {
		...(mail && {
			report: await file(reportPage(made, look), `lead-report-${stamp}.html`, 'text/html'),
		}),
		...(claims.length > 0 && {
			claims: await file(claimsCsv(claims), `lead-claims-${stamp}.csv`, 'text/csv'),
		}),
	};
	run.emitNew(
		'Report',
		{
			...(format === 'page' ? { workspace, since, until } : made),
			...(mail && { subject: mail.subject, mailHtml: mail.html, mailText: mail.text }),
		},
		undefined,
		binary,
	);
}

function dayOf(run: Run, name: 'from' | 'to'): string {
	const day = run.parameters.text(name);
	if (/^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day))) return day;
	throw stop(run, {
		message: `'${name === 'from' ? 'First Day' : 'Last Day'}' is '${day}', which is no day`,
		remedy: 'Write days as YYYY-MM-DD, e.g. 2026-03-31.',
	});
}

function toCampaign(run: Run, row: Row): Campaign {
	const name = asText(row['name']);
	if (name === undefined)
		throw stop(run, {
			message: "A row of 'Campaigns' has no name",
			remedy: 'Give it the name that leads have in their field Campaign, or remove the row.',
		});
	const day = (key: string) => {
		const text = asText(row[key]);
		if (text === undefined) return undefined;
		const at = Date.parse(text);
		if (Number.isNaN(at))
			throw stop(run, {
				message: `Campaign '${name}': '${text}' is no day`,
				remedy: 'Write days as YYYY-MM-DD, e.g. 2026-03-31.',
			});
		return new Date(at).toISOString();
	};
	const known = Object.entries({
		source: asText(row['source']),
		channel: asText(row['channel']),
		list: asText(row['list']),
		start: day('start'),
		end: day('end'),
		cost: asNumber(row['cost']),
	}).filter(([, value]) => value !== undefined);
	return { name, ...Object.fromEntries(known) };
}

function toVendor(row: Row): Vendor[] {
	const source = asText(row['source']);
	if (source === undefined) return [];
	const price = asNumber(row['price']);
	return [
		{
			source,
			windowDays: asNumber(row['windowDays']) ?? 10,
			reasons: asList(row['reasons']),
			...(price !== undefined && price > 0 && { price }),
		},
	];
}
