import type { INodeProperties } from 'n8n-workflow';
import { isReason, reasons, shownStages, type Reason } from '../../lib/core/lead/lifecycle';
import { moveLeads, type MoveWish } from '../../lib/process/record/move';
import {
	asText,
	inTitleCase,
	noReason,
	stageOptions,
	type Operation,
	type Problem,
} from '../shared';
import { playbookField, savePlaybook } from './playbook';

const dayMs = 86_400_000;

const fields: INodeProperties[] = [
	{
		displayName: 'Stage',
		name: 'stage',
		type: 'options',
		options: stageOptions,
		default: 'contacted',
		description:
			"The stage that the leads move to; a move the lead's stage does not allow is refused",
	},
	{
		displayName: 'Reason',
		name: 'reason',
		type: 'options',
		options: [
			{ name: 'None', value: '' },
			...Object.entries(reasons).map(([value, { label }]) => ({ name: inTitleCase(label), value })),
		],
		default: '',
		description: 'Needed for Bad, Disqualified and Junk, and for taking a lead back from there',
	},
	{
		displayName: 'Note',
		name: 'note',
		type: 'string',
		default: '',
		placeholder: 'e.g. Asked to be called after the summer',
		description: "Kept in the lead's history",
	},
	playbookField,
];

/** Moves each item's lead to a stage. */
export const moveLeadStage: Operation = {
	value: 'moveStage',
	name: 'Move Stage',
	action: 'Move leads to another stage',
	description:
		"Move each item's lead to a stage, with reason and note, e.g. to 'Contacted' after a call",
	outputs: ['Lead'],
	fields,
	async run(run) {
		const { parameters } = run;
		const to = parameters.each('stage');
		const reason = parameters.each('reason');
		const note = parameters.each('note');
		const context = await savePlaybook(
			await run.context(),
			parameters.rows('playbook', 'activity'),
		);
		const leads = await run.leads();
		const wishes: Array<MoveWish & { index: number }> = [];
		for (const [index, stored] of leads.entries()) {
			if (stored === undefined) continue;
			const named = asText(to(index)) ?? '';
			const stage = shownStages.find((one) => one === named);
			const why = asText(reason(index));
			if (stage === undefined) {
				run.fail(index, noStage(named));
				continue;
			}
			if (why !== undefined && !isReason(why)) {
				run.fail(index, noReason(why));
				continue;
			}
			wishes.push({
				index,
				stored,
				to: stage,
				reason: why,
				note: asText(note(index)),
				also: revisit(why, context.now),
			});
		}
		const outcomes = await moveLeads(context, wishes);
		for (const [place, outcome] of outcomes.entries()) {
			const index = wishes[place]?.index ?? 0;
			if (outcome.kind === 'refused') run.fail(index, { message: outcome.message });
			else {
				const { leadId, stage, stageReason, stageHistory, revisitAt, nextAction, nextActionAt } =
					outcome.lead;
				run.emit('Lead', index, {
					...{ leadId, stage, stageReason, stageHistory, revisitAt },
					...{ nextAction, nextActionAt },
				});
			}
		}
	},
};

/** When a lead that left for this reason is looked at again. */
function revisit(reason: Reason | undefined, now: number): { revisitAt?: string } {
	if (reason === undefined) return {};
	const days = reasons[reason].revisitDays;
	return days === null ? {} : { revisitAt: new Date(now + days * dayMs).toISOString() };
}

/** A lead is not erased by being called erased, nor merged without another one: both have their own operation. */
const elsewhere: Readonly<Record<string, string>> = {
	erased: "To erase a lead use the operation 'Erase' of Lead Record.",
	merged: "To merge leads use the operation 'Merge' of Scrub Junk.",
};

function noStage(stage: string): Problem {
	const other = elsewhere[stage];
	return {
		message:
			other === undefined
				? `There is no stage '${stage}'`
				: `'${stage}' is no stage that a lead can be moved to`,
		remedy: `${other === undefined ? '' : `${other} `}For 'Stage' choose one of: ${shownStages.join(', ')}.`,
	};
}
