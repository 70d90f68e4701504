import { activitiesOf } from '../../../core/lead/playbook';
import type { Lead } from '../../../core/lead/lead';
import { nameOf } from '../../../core/lead/words';
import { timelineOf } from '../../../core/track/timeline';
import { clockIn } from '../../../web/clock';
import { html, type Html } from '../../../web/html';
import { leadForms } from '../../../web/leadForms';
import { scoreReceipt, stageBar, whatToDo, whoItIs } from '../../../web/leadHead';
import { timelineList } from '../../../web/timelinePage';
import { unseal } from '../../../web/tokens';
import { pageAnswer, unknownLink } from './answer';
import { act, activitiesDone } from './leadActions';
import { repOf } from './queuePage';
import type { PublicAnswer, PublicContext, PublicEvent, PublicRequest } from './types';

const mostTasks = 20;
const mostTouches = 200;
/** How far back it is looked for what the one who presses 'Give back' did last. */
const fewChanges = 20;
/** An owner at work on the page, as histories name them. */
const actorOf = (owner: string) => `${owner} (lead page)`;

/**
 * The owner's page of a lead: who it is, why it matters, what happened, what is to be done, and a form for each thing an owner does
 * with it. GET shows, POST acts. The link is worth nothing once the lead has another owner.
 */
export async function leadPage(
	context: PublicContext,
	request: PublicRequest,
	token: string,
): Promise<PublicAnswer> {
	const claims = unseal(context.secrets.tokenKeys, 'leadPage', token, context.now);
	const leadId = claims?.['l'];
	const [stored] = leadId === undefined ? [] : await context.store.getLeads([leadId]);
	const owner = claims?.['w'];
	if (!stored || owner === undefined) return unknownLink(context);
	if (stored.lead.owner !== owner) return await notTheirs(context, request, stored.lead, owner);
	const own = { ...context, by: actorOf(owner) };
	const list = await listOf(context, request, owner);
	const back = list !== undefined && html`<p><a href="?q=${list}">‹ Your leads</a></p>`;
	const query = `?l=${token}${list === undefined ? '' : `&q=${list}`}`;
	const acted = request.method === 'POST' ? await act(own, request, stored) : undefined;
	if (acted?.gone) return givenBack(context, html`${back}`, acted.event);
	const [now] = acted ? await context.store.getLeads([stored.lead.leadId]) : [stored];
	const shown = now ?? stored;
	const { lead } = shown;
	if (lead.owner !== owner) return await notTheirs(context, request, lead, owner);
	const leadIds = [lead.leadId];
	const [touches, tasks] = await Promise.all([
		context.store.touchpoints({ leadIds, perLead: mostTouches }),
		context.store.tasks({ leadIds, states: ['open'], limit: mostTasks }),
	]);
	const at = clockIn(context.settings.timezone);
	const activities = activitiesOf(lead, context.settings.playbook);
	const body = html`${back} ${stageBar(lead)}
		${acted && html`<p role="status" class="said">${acted.said}</p>`} ${whoItIs(lead)}
		${whatToDo(lead, activities, activitiesDone(touches), query, at)}
		${leadForms(lead, tasks, query, context.newId())} ${scoreReceipt(lead)}
		<h2>What happened</h2>
		${timelineList(timelineOf(lead, touches), at)}`;
	return pageAnswer(context, nameOf(lead), body, { forReps: true, event: acted?.event });
}

/** The link is dead; but whoever presses 'Give back' twice is told twice that they gave it back. */
async function notTheirs(
	context: PublicContext,
	{ method, body }: PublicRequest,
	{ leadId }: Lead,
	owner: string,
): Promise<PublicAnswer> {
	if (method !== 'POST' || body['what'] !== 'decline') return unknownLink(context);
	const rows = await context.store.auditOf(leadId, fewChanges);
	const last = rows.find(({ by }) => by === actorOf(owner));
	return last?.action === 'unassign' ? givenBack(context, html``) : unknownLink(context);
}

function givenBack(context: PublicContext, back: Html, event?: PublicEvent): PublicAnswer {
	const body = html`${back}
		<h1>Thank you</h1>
		<p role="status">You gave the lead back. This link no longer works.</p>`;
	return pageAnswer(context, 'Thank you', body, { event });
}

/** The link of the owner's list from which they came here: only one that is theirs is shown again. */
async function listOf(
	context: PublicContext,
	{ query }: PublicRequest,
	owner: string,
): Promise<string | undefined> {
	const token = query['q'];
	const rep = token === undefined ? undefined : await repOf(context, token);
	return rep !== undefined && [rep.repId, rep.email].includes(owner) ? token : undefined;
}
