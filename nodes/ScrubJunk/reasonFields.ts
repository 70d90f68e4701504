import type { INodeProperties } from 'n8n-workflow';
import { isReason, reasons, type Reason } from '../../lib/core/lead/lifecycle';
import type { ReopenWish, Wish } from '../../lib/process/scrub/disqualify';
import {
	asNumber,
	asText,
	inQuotes,
	inTitleCase,
	noReason,
	type ItemLead,
	type Problem,
	type Run,
} from '../shared';

/** Days until a lead is looked at again are at most a hundred years: more is a slip, and far more no date. */
const mostDays = 36_500;

/**
 * Reason, note and date of the operations that take a lead out of the process or back into it. With `ownReason` the first choice is the
 * reason that the lead has already.
 */
export function reasonFields(
	what: string,
	preset: { reason: Reason } | { ownReason: string },
): INodeProperties[] {
	const first = 'reason' in preset ? preset.reason : '';
	return [
		{
			displayName: 'Reason',
			name: 'reason',
			type: 'options',
			options: [
				...('ownReason' in preset ? [{ name: preset.ownReason, value: '' }] : []),
				...Object.entries(reasons).map(([value, { label }]) => ({
					name: inTitleCase(label),
					value,
				})),
			],
			default: first,
			description: what,
		},
		{
			displayName: 'Note',
			name: 'note',
			type: 'string',
			default: '',
			placeholder: 'e.g. Budget is decided in March',
			description: "Kept in the lead's history",
		},
		{
			displayName: 'Revisit After (Days)',
			name: 'revisitAfter',
			type: 'string',
			default: '',
			placeholder: 'e.g. 90',
			description:
				"When to look at the lead again; empty takes the reason's own period, e.g. 120 days for No Budget",
		},
	];
}

/** The wishes of a run, one for each item whose lead is known, with the item's place; items whose values cannot be used have failed. */
export function wishesOf(
	run: Run,
	leads: ReadonlyArray<ItemLead | undefined>,
): Array<Wish & { index: number }> {
	return reopenWishesOf(run, leads, (index) => {
		run.fail(index, noReason(''));
	}).flatMap(({ reason, ...wish }) => (reason === undefined ? [] : [{ ...wish, reason }]));
}

/** The same where an item may have no reason, unless `withoutReason` takes it. */
export function reopenWishesOf(
	run: Run,
	leads: ReadonlyArray<ItemLead | undefined>,
	withoutReason?: (index: number) => void,
): Array<ReopenWish & { index: number }> {
	const reason = run.parameters.each('reason');
	const note = run.parameters.each('note');
	const after = run.parameters.each('revisitAfter');
	return leads.flatMap((stored, index) => {
		if (stored === undefined) return [];
		const why = asText(reason(index));
		const days = daysOf(after(index));
		if (why !== undefined && !isReason(why)) run.fail(index, noReason(why));
		else if (typeof days === 'object') run.fail(index, days);
		else if (why === undefined && withoutReason !== undefined) withoutReason(index);
		else {
			return [
				{
					index,
					stored,
					note: asText(note(index)),
					...(why !== undefined && { reason: why }),
					...(days !== undefined && { revisitAfterDays: days }),
				},
			];
		}
		return [];
	});
}

/** Days until the lead is looked at again, none where nothing is said of it, or what is wrong with them. */
function daysOf(value: unknown): number | undefined | Problem {
	if (value === undefined || value === null || value === '') return undefined;
	const days = asNumber(value);
	if (days !== undefined && days >= 0 && days <= mostDays) return days;
	return {
		message: `'Revisit After (Days)' cannot be ${inQuotes(value)}`,
		remedy: "Enter days from 0 up, e.g. 90, or leave it empty for the reason's own period.",
	};
}
