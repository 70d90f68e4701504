import { automation } from './sections/automation';
import { fairness } from './sections/fairness';
import { funnel } from './sections/funnel';
import { campaigns, sources, spend } from './sections/money';
import { overview } from './sections/overview';
import { quality } from './sections/quality';
import { reasons } from './sections/reasons';
import { response } from './sections/response';
import { retention } from './sections/retention';
import { sequences } from './sections/sequences';
import { trends } from './sections/trends';
import { vendors } from './sections/vendors';
import { sectionKeys, type Report, type ReportInput, type Section, type SectionKey } from './types';

const builders: Readonly<Record<SectionKey, (input: ReportInput) => Section>> = {
	overview,
	funnel,
	sources,
	campaigns,
	spend,
	retention,
	response,
	fairness,
	reasons,
	sequences,
	quality,
	vendors,
	trends,
	automation,
};

/** Makes the report of counts: figures, tables and what they say in plain words, in the order of `sectionKeys`. */
export function makeReport(input: ReportInput): Report {
	const iso = (at: number) => new Date(at).toISOString();
	const { workspace, currency, timezone, period, previous, asOf, claims } = input;
	return {
		workspace,
		currency,
		timezone,
		since: iso(period.since),
		until: iso(period.until),
		...(previous && { previous: { since: iso(previous.since), until: iso(previous.until) } }),
		madeAt: iso(asOf),
		sections: sectionKeys
			.filter((key) => input.sections.includes(key))
			.map((key) => builders[key](input)),
		claims,
	};
}
