import type { JournalLead } from '../rows/types';

/** What the audit trail says of a browser that was given to a lead. */
export function stitchNote(visits: number): string {
	return `A browser is theirs, with ${visits} touchpoints from before`;
}

/** A document without what a merge did to it: fields that are still as the merge left them become what they were. */
export function rebased(doc: string, { before, after }: JournalLead): string {
	if (doc === after) return before;
	const now = fieldsOf(doc);
	const merged = fieldsOf(after);
	const old = fieldsOf(before);
	const result: Record<string, unknown> = {};
	for (const key of new Set([...Object.keys(old), ...Object.keys(now)])) {
		const untouched = JSON.stringify(now[key]) === JSON.stringify(merged[key]);
		const value = untouched ? old[key] : now[key];
		if (value !== undefined) result[key] = value;
	}
	return JSON.stringify(result);
}

function fieldsOf(doc: string): Record<string, unknown> {
	const fields: Record<string, unknown> = JSON.parse(doc);
	return fields;
}
