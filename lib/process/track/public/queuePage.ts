import { nameOf } from '../../../core/lead/words';
import { readText } from '../../../core/track/values';
import type { Rep } from '../../../core/assign/types';
import type { Lead } from '../../../core/lead/lead';
import { html, type Html } from '../../../web/html';
import { leadPageUrl } from '../../../web/links';
import { queueBody } from '../../../web/queuePage';
import { unseal } from '../../../web/tokens';
import { claimForRep, queueOf } from '../../assign/queue';
import { pageAnswer, unknownLink } from './answer';
import type { PublicAnswer, PublicContext, PublicEvent, PublicRequest } from './types';

/** How long a lead's page opens from the list; the list itself gives new links each time it is looked at. */
const leadLinkLastsMs = 86_400_000;
/** How long a form that was sent counts as sent. */
const formLastsMs = 3_600_000;

/**
 * A rep's page: their leads in the order of work, what waits in the pool, and the button that claims the next. GET shows, POST claims.
 * The link is worth nothing once the rep is not active any more.
 */
export async function queuePage(
	context: PublicContext,
	request: PublicRequest,
	token: string,
): Promise<PublicAnswer> {
	const rep = await repOf(context, token);
	if (rep === undefined) return unknownLink(context);
	const query = `?q=${token}`;
	const leadQuery = ({ leadId, owner = rep.repId }: Lead) =>
		`${leadPageUrl(context.secrets, '', { leadId, owner }, context.now + leadLinkLastsMs)}&q=${token}`;
	const acted =
		request.method === 'POST'
			? await claim({ ...context, by: `${rep.repId} (queue page)` }, request, rep, leadQuery)
			: undefined;
	const body = queueBody({
		name: rep.name,
		...(await queueOf(context, rep)),
		...(acted && { said: acted.said }),
		query,
		once: context.newId(),
		leadQuery,
		timezone: rep.timezone ?? context.settings.timezone,
		now: context.now,
	});
	return pageAnswer(context, `Leads of ${rep.name}`, body, { forReps: true, event: acted?.event });
}

/** The rep whose queue a link opens, while they are active. */
export async function repOf(context: PublicContext, token: string): Promise<Rep | undefined> {
	const repId = unseal(context.secrets.tokenKeys, 'queuePage', token, context.now)?.['w'];
	if (repId === undefined) return undefined;
	return (await context.store.reps()).find((rep) => rep.repId === repId && rep.active);
}

async function claim(
	context: PublicContext,
	{ body }: PublicRequest,
	rep: Rep,
	leadQuery: (lead: Lead) => string,
): Promise<{ said: Html; event?: PublicEvent } | undefined> {
	const once = readText(body['once'], 40);
	if (body['what'] !== 'claim' || once === undefined) return undefined;
	const limits = [{ most: 1, withinMs: formLastsMs }];
	const [first] = await context.store.take([{ key: `claim:${rep.repId}:${once}`, limits }]);
	if (first !== true)
		return { said: html`You have pressed that button before. Your leads are below.` };
	const claimed = await claimForRep(context, rep);
	if (claimed.kind === 'nothing') return { said: html`${claimed.why}` };
	const { lead } = claimed;
	return {
		said: html`<a href="${leadQuery(lead)}">${nameOf(lead)}</a> is yours now.`,
		event: { name: 'claimed', leadId: lead.leadId },
	};
}
