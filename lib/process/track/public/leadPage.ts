import { callOutcomes } from '../../../core/track/outcome';
import { readText } from '../../../core/track/values';
import { html, type Html } from '../../../web/html';
import { timelineBody } from '../../../web/timelinePage';
import { unseal } from '../../../web/tokens';
import { record } from '../record';
import { timelines } from '../timeline';
import { pageAnswer, unknownLink } from './answer';
import type { PublicAnswer, PublicContext, PublicEvent, PublicRequest } from './types';

/**
 * The owner's page of a lead: who it is, why it matters, what happened, and a form to log a call or a note. GET shows, POST acts.
 * The link is worth nothing once the lead has another owner.
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
	const event =
		request.method === 'POST' ? await log(context, request, stored.lead.leadId) : undefined;
	const [now] =
		request.method === 'POST' ? await context.store.getLeads([stored.lead.leadId]) : [stored];
	const shown = now ?? stored;
	const [timeline] = await timelines(context, [shown], 200);
	if (!timeline) return unknownLink(context);
	const body = html`${event && html`<p role="status"><strong>Saved.</strong></p>`}
	${timelineBody(shown.lead, timeline, context.settings.timezone)} ${form(token, context.newId())}`;
	return pageAnswer(context, shown.lead.fullName ?? 'Lead', body, { wide: true, event });
}

async function log(
	context: PublicContext,
	{ body }: PublicRequest,
	leadId: string,
): Promise<PublicEvent | undefined> {
	const what = body['what'];
	const outcome = callOutcomes.find((one) => one === body['outcome']);
	const content = readText(body['note'], 5000);
	const once = readText(body['once'], 40);
	if (!once || (what !== 'call' && what !== 'note') || (what === 'call' && !outcome))
		return undefined;
	const [result] = await record(
		context,
		[
			{
				leadId,
				type: what === 'call' ? 'call.outbound' : 'note.added',
				...(what === 'call' ? { outcome } : {}),
				...(content ? { content } : {}),
				source: 'lead page',
				externalId: `${leadId}:${once}`,
				actor: 'human',
			},
		],
		{ whenMissing: 'unmatched' },
	);
	if (result?.kind !== 'recorded') return undefined;
	return { name: 'callLogged', leadId, touch: result.touch };
}

/** `once` makes a form that is sent twice count once. */
function form(token: string, once: string): Html {
	return html`<h2>Log a call</h2>
		<form method="post" action="?l=${token}">
			<input type="hidden" name="what" value="call" /><input
				type="hidden"
				name="once"
				value="${once}c"
			/>
			<label
				>How did it end?
				<select name="outcome">
					${callOutcomes.map((one) => html`<option value="${one}">${words(one)}</option>`)}
				</select></label
			>
			<label>Note <textarea name="note" rows="3"></textarea></label>
			<button type="submit">Log call</button>
		</form>
		<h2>Add a note</h2>
		<form method="post" action="?l=${token}">
			<input type="hidden" name="what" value="note" /><input
				type="hidden"
				name="once"
				value="${once}n"
			/>
			<label>Note <textarea name="note" rows="3" required></textarea></label>
			<button class="quiet" type="submit">Add note</button>
		</form>`;
}

function words(key: string): string {
	const text = key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
	return text.charAt(0).toUpperCase() + text.slice(1);
}
