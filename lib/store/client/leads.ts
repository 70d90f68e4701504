import { setImmediate as turn } from 'node:timers/promises';
import type { LeadQuery, LeadStore, SaveResult } from '../port';
import type { Connection } from '../operations';
import type { LeadText } from '../rows/types';
import type { Caller } from './caller';
import { toLeadRow, toMergeRow, toStoredLead, toTouchpointRow } from '../rows/encode';

type Leads = Pick<
	LeadStore,
	| 'lookUp'
	| 'getLeads'
	| 'saveLeads'
	| 'erase'
	| 'mergeLeads'
	| 'unmergeLeads'
	| 'mergesOf'
	| 'listLeads'
	| 'counts'
	| 'auditOf'
	| 'ownFields'
	| 'recordTouchpoints'
	| 'touchpoints'
	| 'newestTouchpoints'
	| 'visitorsOf'
	| 'stitch'
>;

/** Leads and touchpoints of the store. */
export function leads({ call, sliced }: Caller, connection: Connection): Leads {
	return {
		lookUp: (keys) =>
			sliced(
				keys,
				({ kind, value }) => ({ kind, value }),
				(slice, how) => connection.call('lookUp', slice, how),
			),
		getLeads: async (leadIds) =>
			parsed(
				await sliced(leadIds, same, (slice, how) => connection.call('getLeads', slice, how)),
				toStoredLead,
			),
		async saveLeads(changes) {
			const results = await sliced(changes, toLeadRow, (slice, how) =>
				connection.call('saveLeads', slice, how),
			);
			return results.map((result): SaveResult => {
				if (result.kind !== 'stale') return result;
				return result.current === undefined
					? { kind: 'stale' }
					: { kind: 'stale', current: toStoredLead(result.current) };
			});
		},
		listLeads: (query) => listLeads(call, query),
		erase: (leadIds, by, { mayReturn = false } = {}) =>
			sliced(
				leadIds,
				same,
				(slice, how) => connection.call('erase', { leadIds: slice, by, mayReturn }, how),
				connection.engine === 'sqlite' ? leadsErasedAtOnce : undefined,
			),
		mergeLeads: (merges) => call('mergeLeads', merges.map(toMergeRow)),
		unmergeLeads: (mergeIds, by) => call('unmergeLeads', { mergeIds, by }),
		mergesOf: (leadIds) => call('mergesOf', leadIds),
		counts: () => call('counts', undefined),
		auditOf: (leadId, limit) => call('auditOf', { leadId, limit }),
		ownFields: (limit) => call('ownFields', limit),
		recordTouchpoints: (touchpoints) =>
			sliced(touchpoints, toTouchpointRow, (slice, how) =>
				connection.call('recordTouchpoints', slice, how),
			),
		visitorsOf: (visitors) => call('visitorsOf', visitors),
		stitch: (requests) => call('stitch', requests),
		async touchpoints({ leadIds, since, perLead, only }) {
			const from = since ? Date.parse(since) : 0;
			const docs = await sliced(
				leadIds,
				same,
				(slice, how) =>
					connection.call('touchpoints', { leadIds: slice, since: from, perLead, only }, how),
				Math.max(1, Math.floor(touchpointsAtOnce / perLead)),
			);
			return parsed(docs, (doc: string) => JSON.parse(doc));
		},
		newestTouchpoints: async (limit) =>
			await parsed(
				await call('newestTouchpoints', Math.min(limit, touchpointsAtOnce)),
				(doc: string) => JSON.parse(doc),
			),
	};
}

/** Asks for more until the page is full, one lead beyond it is known, or there are no more. */
async function listLeads(call: Caller['call'], query: LeadQuery): ReturnType<Leads['listLeads']> {
	const limit = Math.max(Math.trunc(query.limit), 1);
	const texts: LeadText[] = [];
	let cursor = query.after;
	let next: string | undefined;
	for (let end = false; !end;) {
		// Once the page is full, one more tells whether there is another page.
		const wanted = texts.length < limit ? limit - texts.length : 1;
		const page = await call('listLeads', { ...query, limit: wanted, after: cursor });
		if (texts.length === limit && page.leads.length > 0) {
			next = cursor;
			break;
		}
		texts.push(...page.leads);
		({ next: cursor, end } = page);
	}
	const leads = await parsed(texts, toStoredLead);
	return next === undefined ? { leads } : { leads, next };
}

/** An erasure touches every table: more of them at once would keep everybody waiting for SQLite's only thread. */
const leadsErasedAtOnce = 20;

function same<T>(value: T): T {
	return value;
}

/** Most touchpoints that cross the threads in one message: a larger one would hold the event loop while it is read. */
const touchpointsAtOnce = 5000;

/** Documents that are parsed between two turns of the event loop. */
const parseRows = 200;

/** Parses many documents without blocking the event loop. */
export async function parsed<T, R>(texts: T[], parse: (text: T) => R): Promise<R[]> {
	const values: R[] = [];
	for (const [index, text] of texts.entries()) {
		if (index > 0 && index % parseRows === 0) await turn();
		values.push(parse(text));
	}
	return values;
}
