import { isSettled, type Receipt } from '../../core/capture/receipt';
import type { ReceiptMark } from '../types';

/** What marks change of a receipt: leads and outcomes side by side, one place per submission, and what follows from them. */
export interface Marked {
	state: Receipt['state'];
	leadIds: string[];
	outcomes: string[];
	note: string | undefined;
}

/** Places for the submissions of a new receipt, as JSON text: none has an outcome yet. */
export function emptyPlaces(submissions: number): string {
	return JSON.stringify(Array.from({ length: submissions }, () => ''));
}

/** Whether the submission that a mark names was settled before: a lead made of it again would be one too many. */
export function isTaken({ outcomes }: Marked, { index }: ReceiptMark): boolean {
	return index !== undefined && isSettled(outcomes[index]);
}

/**
 * Puts a mark in its place; a submission without a lead holds ''. What has its outcome keeps it, whoever comes later.
 * @returns the receipt after it, and the outcome of that place `before` and `now`, '' for none
 */
export function marked(known: Marked, mark: ReceiptMark): Marked & { before: string; now: string } {
	const { leadId, outcome } = mark;
	const [leadIds, outcomes] = [[...known.leadIds], [...known.outcomes]];
	const at = placeOf(known, mark);
	const before = outcomes[at] ?? '';
	if (isSettled(before)) return { ...known, before, now: before };
	if (leadId !== undefined || outcome !== undefined) {
		while (leadIds.length <= at) {
			leadIds.push('');
			outcomes.push('');
		}
		leadIds[at] = leadId ?? leadIds[at] ?? '';
		outcomes[at] = outcome ?? before;
	}
	const state = stateAfter({ leadIds, outcomes }, mark.state);
	return {
		state,
		leadIds,
		outcomes,
		note: noteAfter(known, state, mark),
		before,
		now: outcomes[at] ?? '',
	};
}

/** Without an index: where its lead is, else the first place that nobody has, else a new one. */
function placeOf({ leadIds, outcomes }: Marked, { index, leadId }: ReceiptMark): number {
	if (index !== undefined) return index;
	const known = leadId ? leadIds.indexOf(leadId) : -1;
	const free = outcomes.indexOf('');
	return known >= 0 ? known : free >= 0 ? free : leadIds.length;
}

/**
 * The state of a receipt after a mark: it is kept until every submission has an outcome, waits as long as one of them does, and what
 * one of them became is not undone by another that was refused.
 */
function stateAfter(
	{ leadIds, outcomes }: Pick<Marked, 'leadIds' | 'outcomes'>,
	wanted: Receipt['state'],
): Receipt['state'] {
	if (outcomes.length === 0) return wanted;
	if (outcomes.includes('')) return 'kept';
	if (outcomes.includes('waiting')) return 'awaitingFields';
	return wanted === 'captured' || leadIds.some((id) => id !== '') ? 'captured' : 'rejected';
}

/** The note of a receipt after a mark; why it was waiting is forgotten when it waits no more. */
function noteAfter(known: Marked, after: Receipt['state'], mark: ReceiptMark): string | undefined {
	if (mark.note !== undefined) return mark.note;
	return known.state === 'awaitingFields' && after !== known.state ? undefined : known.note;
}

/** What the counters of outcomes and receipts change by when a receipt is marked: kind, name, and how many more. */
export function countsOfMark(
	known: Marked,
	{ state, before, now }: ReturnType<typeof marked>,
): Array<[kind: string, name: string, n: number]> {
	const counts: Array<[string, string, number]> = [];
	if (before !== now) {
		if (before !== '') counts.push(['outcomes', before, -1]);
		counts.push(['outcomes', now, 1]);
	}
	if (known.state !== state) counts.push(['receipts', known.state, -1], ['receipts', state, 1]);
	return counts;
}

/** What a receipt is without its content, as SQL. */
export const emptied = "payload = 'null', meta = '{}', note = NULL";

/** Nothing inside waits any more, as SQL. */
export const isClosed = "state IN ('captured', 'rejected')";

/**
 * Whether a mark ends the wait of a receipt with people of before. One of them may have been erased meanwhile: then its content goes
 * now, since the others inside needed it until then.
 */
export function endsWait({ leadIds }: Marked, after: Receipt['state']): boolean {
	return (after === 'captured' || after === 'rejected') && leadIds.some((id) => id !== '');
}

/** The state a row tells; a word this version does not know counts as not yet captured. */
export function receiptState(word: string): Receipt['state'] {
	const states: ReadonlyArray<Receipt['state']> = [
		'kept',
		'awaitingFields',
		'captured',
		'rejected',
	];
	return states.find((state) => state === word) ?? 'kept';
}

/** What a claim looks for, as SQL, and whether it counts as a try (1) or not (0). */
export const claims = {
	stale: ["state = 'kept'", 1],
	unended: ["state = 'captured' AND ended_at IS NULL", 1],
	waiting: ["state = 'awaitingFields'", 0],
} as const;

/** The oldest first; of those that came together, the one made first. */
export function byArrival(a: Arrived, b: Arrived): number {
	if (a.receivedAt !== b.receivedAt) return a.receivedAt < b.receivedAt ? -1 : 1;
	return a.receiptId < b.receiptId ? -1 : 1;
}

type Arrived = Pick<Receipt, 'receivedAt' | 'receiptId'>;
