import { languages } from '../../../core/form/words';
import { hashOf } from '../../../store/rules/suppression';
import { html } from '../../../web/html';
import { messageOf, preferencesUrl, type MessageRef } from '../../../web/links';
import { filled, unsubscribeBody, unsubscribedBody } from '../../../web/readerPages';
import { unseal } from '../../../web/tokens';
import { record } from '../record';
import { pageAnswer, unknownLink } from './answer';
import { readerOf } from './reader';
import type { PublicAnswer, PublicContext, PublicEvent, PublicRequest } from './types';

/**
 * Unsubscribing: GET and HEAD show a page and change nothing, so that a scanner that opens every link takes nobody off; POST acts at
 * once, also without a page (RFC 8058). It works as long as the token is ours, whatever became of sequence, delivery and lead.
 */
export async function unsubscribe(
	context: PublicContext,
	request: PublicRequest,
	token: string,
): Promise<PublicAnswer> {
	const claims = unseal(context.secrets.tokenKeys, 'unsubscribe', token, context.now);
	const message = claims && messageOf(claims);
	if (!message) return unknownLink(context);
	const reader = await readerOf(context, request, message);
	const { words, language } = reader;
	if (request.method !== 'POST') {
		const body = unsubscribeBody({
			...reader,
			action: `?u=${token}`,
			series: message.sequence !== undefined,
			...(reader.stored && { preferences: preferencesUrl(context.secrets, '', message) }),
		});
		return pageAnswer(context, words.unsubscribe, body, { language });
	}
	const scope = scopeOf(request.body['scope'], message);
	// First what keeps mail from going out; then what tells of it, which needs the lead to be still there.
	await context.store.suppress([
		{
			kind: 'email',
			value: message.email.toLowerCase(),
			scope,
			reason: 'unsubscribed',
			at: new Date(context.now).toISOString(),
		},
	]);
	const [result] = await record(
		context,
		[
			{
				leadId: message.leadId,
				type: 'email.unsubscribe',
				source: 'unsubscribe page',
				externalId: `${message.deliveryId ?? message.leadId}:${scope}`,
				actor: 'human',
				meta: {
					scope,
					recipient: message.email,
					...(message.deliveryId ? { deliveryId: message.deliveryId } : {}),
				},
			},
		],
		{ whenMissing: 'unmatched' },
	);
	const event =
		result?.kind === 'recorded'
			? { name: 'unsubscribed' as const, leadId: result.lead.leadId, touch: result.touch }
			: undefined;
	return pageAnswer(context, words.done, unsubscribedBody(reader, scope), { event, language });
}

/** Double opt-in: the page asks, the button confirms; a second click is harmless. */
export async function confirm(
	context: PublicContext,
	request: PublicRequest,
	token: string,
): Promise<PublicAnswer> {
	const claims = unseal(context.secrets.tokenKeys, 'confirm', token, context.now);
	const message = claims && messageOf(claims);
	if (!message) return unknownLink(context);
	const reader = await readerOf(context, request, message);
	const { language } = reader;
	const words = languages[language];
	if (request.method !== 'POST') {
		return pageAnswer(
			context,
			words.confirmTitle,
			html`<h1>${words.confirmTitle}</h1>
				<p>${filled(words.confirmText, reader)}</p>
				<form method="post" action="?d=${token}">
					<button type="submit">${words.confirmButton}</button>
				</form>
				<p class="soft">${words.confirmNote}</p>`,
			{ language },
		);
	}
	const { known, event } = await confirmSubscription(context, request, message, claims['n']);
	if (!known) return unknownLink(context);
	return pageAnswer(
		context,
		words.thanks,
		html`<h1>${words.thanks}</h1>
			<p>${words.confirmed}</p>`,
		{ event, language },
	);
}

/**
 * Writes down that an address was confirmed, with the words that were agreed to; what was said by unsubscribing before is taken back.
 * `once` tells this request from an earlier one; the same link again changes nothing. `known` is false where the lead is gone.
 */
export async function confirmSubscription(
	context: PublicContext,
	request: PublicRequest,
	message: MessageRef,
	once: string | undefined,
): Promise<{ known: boolean; event?: PublicEvent }> {
	const { hashSalt } = await context.store.secrets();
	const address = hashOf(hashSalt, { kind: 'email', value: message.email });
	const externalId = `${message.leadId}:${address}${once ? `:${once}` : ''}`;
	const [result] = await record(
		context,
		[
			{
				leadId: message.leadId,
				type: 'consent.confirmed',
				source: 'confirm page',
				externalId,
				actor: 'human',
				meta: { channel: 'email', ip: request.ip, userAgent: request.userAgent.slice(0, 300) },
			},
		],
		{ whenMissing: 'unmatched' },
	);
	if (result?.kind !== 'recorded' && result?.kind !== 'known') return { known: false };
	// Also where it was recorded before: the store may have been away just then. What was said after that time stays said.
	const confirmedAt =
		result.kind === 'recorded'
			? result.touch.occurredAt
			: await confirmedBefore(context, result.lead.leadId, externalId);
	if (confirmedAt)
		await context.store.resubscribe([
			{ kind: 'email', value: message.email.toLowerCase(), confirmedAt },
		]);
	return {
		known: true,
		...(result.kind === 'recorded'
			? { event: { name: 'confirmed', leadId: result.lead.leadId, touch: result.touch } }
			: {}),
	};
}

/** When a confirmation was recorded that is known already. */
async function confirmedBefore(
	{ store }: PublicContext,
	leadId: string,
	sourceId: string,
): Promise<string | undefined> {
	const touches = await store.touchpoints({ leadIds: [leadId], perLead: 200 });
	return touches.find((one) => one.type === 'consent.confirmed' && one.sourceId === sourceId)
		?.occurredAt;
}

/** One click without a choice means all mail, as mail programs promise. */
function scopeOf(
	choice: unknown,
	{ sequence }: MessageRef,
): 'all' | 'email' | `sequence:${string}` {
	if (choice === 'all') return 'all';
	return choice === 'sequence' && sequence ? `sequence:${sequence}` : 'email';
}
