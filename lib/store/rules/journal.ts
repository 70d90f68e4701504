import type { Journal, JournalLead } from '../rows/types';

/** What the audit trail says of a browser that was given to a lead. */
export function stitchNote(visits: number): string {
	return `A browser is theirs, with ${visits} touchpoints from before`;
}

/**
 * A document without what a merge did to it: fields that are still as the merge left them become what they were. Of a list or a group
 * that changed since, only what the merge brought goes: a second address of somebody else must not stay behind.
 */
export function rebased(doc: string, { before, after }: JournalLead): string {
	if (doc === after) return before;
	return JSON.stringify(withoutMerge(fieldsOf(doc), fieldsOf(after), fieldsOf(before)));
}

type Fields = Record<string, unknown>;

function withoutMerge(now: Fields, merged: Fields, old: Fields): Fields {
	const result: Fields = {};
	for (const key of new Set([...Object.keys(old), ...Object.keys(now)])) {
		const value = valueWithout(now[key], merged[key], old[key]);
		if (value !== undefined) result[key] = value;
	}
	return result;
}

function valueWithout(now: unknown, merged: unknown, old: unknown): unknown {
	if (text(now) === text(merged)) return old;
	if (Array.isArray(now) && Array.isArray(merged)) {
		const list = listWithout(now, merged, Array.isArray(old) ? old : []);
		return list.length === 0 && old === undefined ? undefined : list;
	}
	if (!isFields(now) || !isFields(merged)) return now;
	const group = withoutMerge(now, merged, isFields(old) ? old : {});
	return Object.keys(group).length === 0 && old === undefined ? undefined : group;
}

/** Entries that the merge brought are taken out, each as often as it was brought. */
function listWithout(now: unknown[], merged: unknown[], old: unknown[]): unknown[] {
	const brought = merged.map(text);
	for (const own of old.map(text))
		if (brought.includes(own)) brought.splice(brought.indexOf(own), 1);
	return now.filter((entry) => {
		const place = brought.indexOf(text(entry));
		if (place >= 0) brought.splice(place, 1);
		return place < 0;
	});
}

function text(value: unknown): string | undefined {
	return JSON.stringify(value);
}

function isFields(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * What stays of a journal whose merge was taken back: who took part. Nothing reads the rest again, and somebody who is erased later must
 * not live on in it.
 */
export function settled({ visitor, leads }: Journal): Journal {
	return {
		...(visitor === undefined ? {} : { visitor }),
		leads: leads.map(({ leadId }) => ({
			leadId,
			before: '{}',
			keys: '[]',
			after: '{}',
			touchpoints: [],
			tasks: [],
		})),
	};
}

function fieldsOf(doc: string): Record<string, unknown> {
	const fields: Record<string, unknown> = JSON.parse(doc);
	return fields;
}
