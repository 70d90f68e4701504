import { claimFor } from '../../core/report/claims';
import { Counts } from '../../core/report/counts';
import { periodOf, type Asked } from '../../core/report/period';
import { makeReport } from '../../core/report/report';
import type { Claim, Report, ReportInput, SectionKey, Span, Vendor } from '../../core/report/types';
import { batchRows } from '../../store/batches';
import type { LeadQuery, Period, TallyQuery } from '../../store/port';
import type { ProcessContext } from '../context';
import { pagesOf } from '../pages';

/** What is asked of a report. */
export interface ReportRequest extends Asked {
	sections: readonly SectionKey[];
	vendors: Vendor[];
}

const dayMs = 86_400_000;
/** More claims than these are not made at once. */
const mostClaims = 10_000;

/** Counts what happened, page by page, and makes the report. What it costs depends on what changed since the first period began. */
export async function report(context: ProcessContext, request: ReportRequest): Promise<Report> {
	const { store, settings, now } = context;
	const { period, previous } = periodOf(request, now, settings.timezone);
	const [byStage, campaigns, reps, counts, claims] = await Promise.all([
		stagesNow(context),
		store.campaigns(),
		store.reps(),
		count(context, period, previous),
		claimsOf(context, request),
	]);
	return makeReport({
		workspace: settings.name,
		currency: settings.currency,
		timezone: settings.timezone,
		period,
		...(previous && { previous }),
		asOf: now,
		counts,
		byStage,
		campaigns,
		reps,
		vendors: request.vendors,
		claims,
		sections: request.sections,
	});
}

/** Leads by stage; customers without those of tests, since how many are kept is told from them. */
async function stagesNow({ store }: ProcessContext): Promise<ReportInput['byStage']> {
	const { byStage } = await store.counts();
	const real = { ...byStage };
	for (const stage of ['customer', 'keptAccount'] as const) {
		const query: LeadQuery = {
			stages: [stage],
			conditions: [{ field: 'isTest', operator: 'is', value: true }],
			limit: batchRows,
		};
		for await (const { leads } of pagesOf((place) => store.listLeads({ ...query, ...place })))
			real[stage] = (real[stage] ?? 0) - leads.length;
	}
	return real;
}

/** All counts of the periods, in the order of `places`. */
async function count(context: ProcessContext, period: Span, previous?: Span): Promise<Counts> {
	const { store, settings, now, pause } = context;
	const { since, until } = period;
	const spans: Span[] = [
		period,
		previous ?? { since, until: since },
		{ since: until, until: Math.max(until, now) },
		{ since: until - 7 * dayMs, until },
		{ since: until - 35 * dayMs, until: until - 7 * dayMs },
	];
	const counts = new Counts();
	const query: Omit<TallyQuery, 'of'> = {
		periods: spans.map(toPeriod),
		asOf: new Date(now).toISOString(),
		currency: settings.currency,
	};
	for (const table of ['leads', 'touchpoints', 'assignments'] satisfies Array<TallyQuery['of']>) {
		const pages = pagesOf((place) => store.tally({ ...query, of: table, ...place }), pause);
		for await (const { rows } of pages) counts.add(rows);
	}
	return counts;
}

function toPeriod({ since, until }: Span): Period {
	return { since: new Date(since).toISOString(), until: new Date(until).toISOString() };
}

/** Leads that vendors take back, newest first; looks only as far back as the longest window. */
async function claimsOf(
	{ store, now, pause }: ProcessContext,
	{ vendors, sections }: ReportRequest,
): Promise<Claim[]> {
	if (vendors.length === 0 || !sections.includes('vendors')) return [];
	const oldest = now - Math.max(...vendors.map(({ windowDays }) => windowDays)) * dayMs;
	const claims: Claim[] = [];
	const query: LeadQuery = {
		stages: ['bad', 'disqualified', 'junk'],
		conditions: [
			{ field: 'source', operator: 'isAnyOf', value: vendors.map(({ source }) => source) },
		],
		sort: 'createdAt',
		descending: true,
		limit: batchRows,
	};
	for await (const page of pagesOf((place) => store.listLeads({ ...query, ...place }), pause)) {
		for (const { lead } of page.leads) {
			const claim = claimFor(lead, vendors, now);
			if (claim !== undefined && lead.isTest !== true) claims.push(claim);
		}
		const last = page.leads.at(-1)?.lead.createdAt;
		if ((last !== undefined && Date.parse(last) < oldest) || claims.length >= mostClaims) break;
	}
	return claims;
}
