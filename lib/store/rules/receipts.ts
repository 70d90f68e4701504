import type { Receipt } from '../../core/capture/receipt';
import type { ReceiptMark } from '../types';

/** What the marks of a receipt change: leads and outcomes side by side, one place per submission. */
export interface ReceiptPlaces {
	leadIds: string[];
	outcomes: string[];
}

/**
 * Puts a mark in its place; a submission without a lead holds ''. The same mark twice changes nothing.
 * @returns the outcome of that place before and after, '' for none
 */
export function placeMark(
	{ leadIds, outcomes }: ReceiptPlaces,
	mark: ReceiptMark,
): { before: string; after: string } {
	if (mark.leadId === undefined && mark.outcome === undefined) return { before: '', after: '' };
	const leadId = mark.leadId ?? '';
	const known = leadId === '' ? -1 : leadIds.indexOf(leadId);
	const at = mark.index ?? (known >= 0 ? known : leadIds.length);
	while (leadIds.length < at) {
		leadIds.push('');
		outcomes.push('');
	}
	const before = outcomes[at] ?? '';
	const after = mark.outcome ?? before;
	leadIds[at] = leadId || (leadIds[at] ?? '');
	outcomes[at] = after;
	return { before, after };
}

/**
 * The state of a receipt after a mark: it waits as long as one of its submissions does, and what one of them became is not
 * undone by another that was refused.
 */
export function stateAfter(
	{ leadIds, outcomes }: ReceiptPlaces,
	mark: ReceiptMark,
): Receipt['state'] {
	if (outcomes.includes('waiting')) return 'awaitingFields';
	const became = leadIds.some((id) => id !== '');
	return became && mark.state === 'rejected' ? 'captured' : mark.state;
}

/** The note of a receipt after a mark; why it was waiting is forgotten when it waits no more. */
export function noteAfter(
	known: string | undefined,
	before: Receipt['state'],
	after: Receipt['state'],
	mark: ReceiptMark,
): string | undefined {
	if (mark.note !== undefined) return mark.note;
	return before === 'awaitingFields' && after !== before ? undefined : known;
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

/** What a claim looks for, as SQL, and whether it counts as a start of the workflow (1) or not (0). */
export const claims = {
	stale: ["state = 'kept'", 0],
	unended: ["state = 'captured' AND ended_at IS NULL", 1],
	waiting: ["state = 'awaitingFields'", 0],
} as const;

/** The oldest first; of those that came together, the one made first. */
export function byArrival(a: Arrived, b: Arrived): number {
	if (a.receivedAt !== b.receivedAt) return a.receivedAt < b.receivedAt ? -1 : 1;
	return a.receiptId < b.receiptId ? -1 : 1;
}

type Arrived = Pick<Receipt, 'receivedAt' | 'receiptId'>;
