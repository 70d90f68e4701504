import { factsOf, type Facts } from '../../core/filter/values';
import { fields } from '../../core/lead/fields';
import type { Lead, Stage } from '../../core/lead/lead';
import { batchRows } from '../../store/batches';
import type { LeadQuery } from '../../store/port';
import type { ProcessContext } from '../context';
import { pagesOf } from '../pages';

/** Past leads with their outcome. */
export interface PastLeads {
	rows: Facts[];
	/** 1 for won, 0 for lost. */
	won: Uint8Array;
}

/** Which stages count as won and as lost, and how many leads are read at most, newest first. */
export interface PastQuery {
	wonWhen: readonly Stage[];
	lostWhen: readonly Stage[];
	limit: number;
}

/** Reads won and lost leads page by page. Test leads teach nothing. */
export async function readHistory(
	{ store, pause }: ProcessContext,
	{ wonWhen, lostWhen, limit }: PastQuery,
): Promise<PastLeads> {
	const rows: Facts[] = [];
	const won: number[] = [];
	const query: Omit<LeadQuery, 'limit'> = {
		stages: [...new Set([...wonWhen, ...lostWhen])],
		sort: 'createdAt',
		descending: true,
	};
	const pages = pagesOf(
		(place) =>
			store.listLeads({ ...query, limit: Math.min(batchRows, limit - rows.length), ...place }),
		pause,
	);
	for await (const { leads } of pages) {
		for (const { lead } of leads) {
			if (lead.isTest) continue;
			rows.push(factsOf(lead));
			won.push(wonWhen.includes(lead.stage) ? 1 : 0);
		}
		if (rows.length >= limit) break;
	}
	return { rows, won: Uint8Array.from(won) };
}

/**
 * Fields of leads that a table may learn from: what a lead was when it came, its own fields included. What the process or a
 * rep writes later (stage, owner, score, dates of winning) knows the outcome; what names a person says nothing of the next.
 */
export function learnableFields(rows: readonly Facts[]): string[] {
	const own = new Set<string>();
	for (const { extra } of rows) {
		if (typeof extra === 'object' && extra !== null)
			for (const key of Object.keys(extra)) own.add(key);
	}
	const groups = ['source', 'company', 'address', 'origin'];
	const known = fields
		.filter(
			({ group, key, type }) => type !== 'object' && (groups.includes(group) || also.includes(key)),
		)
		.filter(({ key }) => !naming.includes(key))
		.map(({ key }) => key);
	return [...known, ...[...own].filter((key) => !known.some((one) => one === key))];
}

const also: Array<keyof Lead> = [
	'title',
	'seniority',
	'department',
	'language',
	'budget',
	'timeline',
	'authority',
	'category',
	'pack',
	'emailStatus',
	'phoneStatus',
];
const naming: Array<keyof Lead> = [
	'sourceId',
	'company',
	'domain',
	'website',
	'street',
	'referralCode',
	'landingUrl',
];
