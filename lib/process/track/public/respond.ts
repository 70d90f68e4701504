import { snippet } from '../../../web/snippet';
import { unseal } from '../../../web/tokens';
import { html } from '../../../web/html';
import { pageAnswer, redirect, scriptAnswer, unknownLink } from './answer';
import { confirm, unsubscribe } from './consent';
import { leadPage } from './leadPage';
import { preferences } from './preferences';
import { queuePage } from './queuePage';
import { click, honeypot, open } from './mailEvents';
import type { PublicAnswer, PublicContext, PublicRequest } from './types';
import { visit } from './visit';

export type {
	PublicAnswer,
	PublicContext,
	PublicEvent,
	PublicOptions,
	PublicRequest,
} from './types';

/**
 * Answers a request to a workspace's public address. The letter in the query says what it is: u unsubscribe, p preferences, c click,
 * o open, h hidden link, d confirm, l lead page, q queue page, r referral, s the website's script, v a visit.
 * GET and HEAD never change anything about consent or stage.
 */
export async function respond(
	context: PublicContext,
	request: PublicRequest,
): Promise<PublicAnswer> {
	const { query, method } = request;
	const answer = await route(context, request, query);
	return method === 'HEAD' ? { ...answer, body: '' } : answer;
}

async function route(
	context: PublicContext,
	request: PublicRequest,
	query: Record<string, string>,
): Promise<PublicAnswer> {
	if (query['u'] !== undefined) return await unsubscribe(context, request, query['u']);
	if (query['p'] !== undefined) return await preferences(context, request, query['p']);
	if (query['c'] !== undefined) return await click(context, request, query['c']);
	if (query['o'] !== undefined) return await open(context, request, query['o']);
	if (query['h'] !== undefined) return await honeypot(context, request, query['h']);
	if (query['d'] !== undefined) return await confirm(context, request, query['d']);
	if (query['l'] !== undefined) return await leadPage(context, request, query['l']);
	if (query['q'] !== undefined) return await queuePage(context, request, query['q']);
	if (query['r'] !== undefined) return await referral(context, query['r']);
	if (query['v'] !== undefined && request.method === 'POST') return await visit(context, request);
	if (query['s'] !== undefined) return scriptAnswer(snippet);
	return unknownLink(context);
}

/** A customer's recommendation: the visitor goes on to the website with the code that names who sent them. */
async function referral(context: PublicContext, token: string): Promise<PublicAnswer> {
	const leadId = unseal(context.secrets.tokenKeys, 'referral', token, context.now)?.['l'];
	const [stored] = leadId === undefined ? [] : await context.store.getLeads([leadId]);
	if (!stored) return unknownLink(context);
	const page = context.options.referralPage;
	if (!page || !URL.canParse(page) || !/^https?:/i.test(page)) {
		return pageAnswer(
			context,
			'Welcome',
			html`<h1>Welcome</h1>
				<p>You were recommended to us. Please get in touch.</p>`,
		);
	}
	const url = new URL(page);
	url.searchParams.set('ref', stored.lead.referralCode ?? stored.lead.leadId);
	return redirect(url.href);
}
