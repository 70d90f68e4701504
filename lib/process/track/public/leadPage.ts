import { html } from '../../../web/html';
import { leadForms, stageBar } from '../../../web/leadForms';
import { timelineBody } from '../../../web/timelinePage';
import { unseal } from '../../../web/tokens';
import { timelines } from '../timeline';
import { pageAnswer, unknownLink } from './answer';
import { act } from './leadActions';
import type { PublicAnswer, PublicContext, PublicRequest } from './types';

const mostTasks = 20;

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
	if (!stored || claims?.['w'] === undefined || stored.lead.owner !== claims['w'])
		return unknownLink(context);
	const own = { ...context, by: `${claims['w']} (lead page)` };
	const acted = request.method === 'POST' ? await act(own, request, stored) : undefined;
	if (acted?.gone) {
		const body = html`<h1>Thank you</h1>
			<p role="status">${acted.said} This link no longer works.</p>`;
		return pageAnswer(context, 'Thank you', body, { event: acted.event });
	}
	const [now] = acted ? await context.store.getLeads([stored.lead.leadId]) : [stored];
	const shown = now ?? stored;
	if (shown.lead.owner !== claims['w']) return unknownLink(context);
	const [timeline] = await timelines(context, [shown], 200);
	if (!timeline) return unknownLink(context);
	const tasks = await context.store.tasks({
		leadIds: [shown.lead.leadId],
		states: ['open'],
		limit: mostTasks,
	});
	const body = html`${acted && html`<p role="status"><strong>${acted.said}</strong></p>`}
	${stageBar(shown.lead)} ${timelineBody(shown.lead, timeline, context.settings.timezone)}
	${leadForms(shown.lead, tasks, token, context.newId())}`;
	const title = shown.lead.fullName ?? 'Lead';
	return pageAnswer(context, title, body, { wide: true, event: acted?.event });
}
