import { activitiesOf } from '../../../core/lead/playbook';
import type { Lead } from '../../../core/lead/lead';
import type { Touchpoint } from '../../../core/lead/touchpoint';
import { isReason, isStage } from '../../../core/lead/lifecycle';
import { callOutcomes } from '../../../core/track/outcome';
import { readText } from '../../../core/track/values';
import type { AssignPolicy } from '../../../core/assign/request';
import type { StoredLead } from '../../../store/port';
import { pageStages } from '../../../web/leadForms';
import { acceptLeads } from '../../assign/accept';
import { assignLeads } from '../../assign/assign';
import { convertLeads } from '../../convert/convert';
import { completeTasks } from '../../nurture/completeTask';
import { moveLeads } from '../../record/move';
import { disqualifyLeads } from '../../scrub/disqualify';
import { record } from '../record';
import type { PublicContext, PublicEvent, PublicRequest } from './types';

/** What a button of the lead page did, in words for its owner. */
export interface Acted {
	said: string;
	event?: PublicEvent;
	/** The lead is not the owner's any more. */
	gone?: true;
}

/** Where touchpoints of the page come from. */
const pageSource = 'lead page';

/** The page knows no rules: deadlines are the usual ones, and what is declined waits in its pool for a workflow or a colleague. */
const policy: AssignPolicy = {
	rules: [],
	strategy: 'pool',
	keepWith: [],
	fallback: 'unassigned',
	slaMinutes: { hot: 15, warm: 240, cold: 1440 },
};

/** Does what the owner pressed. Pressed twice, it counts once; undefined for a form that is not ours. */
export async function act(
	context: PublicContext,
	request: PublicRequest,
	stored: StoredLead,
): Promise<Acted | undefined> {
	const { leadId, owner = '' } = stored.lead;
	const note = readText(request.body['note'], 5000);
	switch (request.body['what']) {
		case 'call':
		case 'note':
			return await log(context, request, leadId, note);
		case 'activity':
			return await finish(context, stored.lead, readText(request.body['activity'], 200));
		case 'accept': {
			const [outcome] = await acceptLeads(context, [stored], owner, policy);
			if (outcome?.kind !== 'changed') return told(outcome, 'It was yours already.');
			return { said: 'The lead is yours.', event: { name: 'accepted', leadId } };
		}
		case 'decline': {
			const why = { endedBy: 'declined' as const, why: 'Declined', onlyFrom: owner };
			const [outcome] = await assignLeads(context, [stored], policy, [], why);
			if (outcome?.kind !== 'unassigned') return { said: 'It belongs to somebody else by now.' };
			const event = { name: 'declined' as const, leadId };
			return { said: 'You gave the lead back.', gone: true, event };
		}
		case 'task': {
			const taskId = readText(request.body['task'], 100);
			if (taskId === undefined) return undefined;
			const [done] = await completeTasks(context, [
				{ taskId, leadId, state: 'done', ...(note && { outcome: note }) },
			]);
			if (!done || done.tasks.length === 0) return { said: 'The task was done already.' };
			return { said: 'The task is done.', event: { name: 'taskDone', leadId } };
		}
		case 'move': {
			const to = readText(request.body['stage'], 40) ?? '';
			if (!isStage(to) || !pageStages(stored.lead).includes(to))
				return { said: 'The lead cannot go to that stage from here.' };
			const [outcome] = await moveLeads(context, [{ stored, to, note }]);
			if (outcome?.kind !== 'changed') return told(outcome, 'It was in that stage already.');
			return { said: 'The stage is changed.', event: { name: 'stageMoved', leadId } };
		}
		case 'disqualify': {
			const reason = readText(request.body['reason'], 40) ?? '';
			if (!isReason(reason)) return { said: 'Please choose a reason.' };
			const [outcome] = await disqualifyLeads(context, [{ stored, reason, note }]);
			if (outcome?.kind !== 'changed') return told(outcome, 'It was disqualified already.');
			return { said: 'The lead is disqualified.', event: { name: 'stageMoved', leadId } };
		}
		case 'convert': {
			const [outcome] = await convertLeads(context, [
				{ leadId, into: 'opportunity', matchAccount: 'domainThenName', ...(note && { note }) },
			]);
			if (outcome?.kind !== 'converted') return told(outcome, 'It was converted already.');
			return { said: 'The lead is an opportunity now.', event: { name: 'stageMoved', leadId } };
		}
		default:
			return undefined;
	}
}

function told(outcome: { kind: string; message?: string } | undefined, otherwise: string): Acted {
	return { said: outcome?.message ?? otherwise };
}

/** Notes that an activity of the lead's stage is done; once each time the lead comes into the stage. */
async function finish(
	context: PublicContext,
	lead: Lead,
	title: string | undefined,
): Promise<Acted | undefined> {
	const list = activitiesOf(lead, context.settings.playbook);
	const activity = list.find((one) => one.title === title);
	if (activity === undefined) return { said: 'That belongs to another stage by now.' };
	const { leadId } = lead;
	const input = {
		leadId,
		type: 'task.done',
		content: activity.title,
		source: pageSource,
		externalId: activity.key,
		actor: 'human',
	} as const;
	const [result] = await record(context, [input], { whenMissing: 'unmatched' });
	if (result?.kind === 'known') return { said: 'It was done already.' };
	if (result?.kind !== 'recorded') return undefined;
	return { said: 'Done.', event: { name: 'taskDone', leadId, touch: result.touch } };
}

/** Keys of the activities that are done. */
export function activitiesDone(touches: readonly Touchpoint[]): Set<string> {
	const done = touches.filter(({ type, source }) => type === 'task.done' && source === pageSource);
	return new Set(done.map(({ sourceId }) => sourceId));
}

async function log(
	context: PublicContext,
	{ body }: PublicRequest,
	leadId: string,
	content: string | undefined,
): Promise<Acted | undefined> {
	const isCall = body['what'] === 'call';
	const outcome = callOutcomes.find((one) => one === body['outcome']);
	const once = readText(body['once'], 40);
	if (!once || (isCall && !outcome)) return undefined;
	const input = {
		leadId,
		type: isCall ? 'call.outbound' : 'note.added',
		...(isCall ? { outcome } : {}),
		...(content ? { content } : {}),
		source: pageSource,
		externalId: `${leadId}:${once}`,
		actor: 'human',
	} as const;
	const [result] = await record(context, [input], { whenMissing: 'unmatched' });
	if (result?.kind === 'known') return { said: 'Saved.' };
	if (result?.kind !== 'recorded') return undefined;
	return { said: 'Saved.', event: { name: 'callLogged', leadId, touch: result.touch } };
}
