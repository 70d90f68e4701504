import type { INodeProperties } from 'n8n-workflow';
import { isReason, reasons, type Reason } from '../../lib/core/lead/lifecycle';
import type { Wish } from '../../lib/process/scrub/disqualify';
import { asNumber, asText, stop, type ItemLead, type Run } from '../shared';

/** Reason, note and date of the operations that take a lead out of the process or back into it. */
export function reasonFields(what: string, preset: Reason): INodeProperties[] {
	return [
		{
			displayName: 'Reason',
			name: 'reason',
			type: 'options',
			options: Object.entries(reasons).map(([value, { label }]) => ({
				name: label.replace(/(^|\s)(?!(?:to|or|of)\b)\S/g, (letter) => letter.toUpperCase()),
				value,
			})),
			default: preset,
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

/** The wishes of a run, one for each item whose lead is known, with the item's place. */
export function wishesOf(
	run: Run,
	leads: ReadonlyArray<ItemLead | undefined>,
): Array<Wish & { index: number }> {
	const reason = run.parameters.each('reason');
	const note = run.parameters.each('note');
	const after = run.parameters.each('revisitAfter');
	return leads.flatMap((stored, index) => {
		if (stored === undefined) return [];
		const why = asText(reason(index)) ?? '';
		if (!isReason(why)) {
			throw stop(run, {
				message: `There is no reason '${why}'`,
				remedy: `Choose one from the list of 'Reason', e.g. noBudget, or one of: ${Object.keys(reasons).join(', ')}.`,
			});
		}
		const revisitAfterDays = asNumber(after(index));
		return [
			{
				index,
				stored,
				reason: why,
				note: asText(note(index)),
				...(revisitAfterDays !== undefined && { revisitAfterDays }),
			},
		];
	});
}
