import { topicsFor } from '../../../core/track/interests';
import { clickTarget, messageOf, type MessageRef } from '../../../web/links';
import { unseal } from '../../../web/tokens';
import { record, type RecordInput, type RecordResult } from '../record';
import { pixel, redirect, unknownLink, pageAnswer } from './answer';
import { html } from '../../../web/html';
import { recipientsFrom } from './addresses';
import type { PublicAnswer, PublicContext, PublicEvent, PublicRequest } from './types';

/** A link of a mail was followed: counted, then the reader is sent on to where the link led when the mail was written. */
export async function click(
	context: PublicContext,
	request: PublicRequest,
	token: string,
): Promise<PublicAnswer> {
	const link = clickTarget(context.secrets, token, context.now);
	if (!link) return unknownLink(context);
	const result = await note(context, request, link.message, {
		type: 'email.click',
		url: link.target,
		externalId: `click:${link.message.deliveryId ?? link.message.leadId}:${link.index}:${Math.floor(context.now / 10_000)}:${request.method}`,
		...topicsFor(context.options.topics, { url: link.target }),
		meta: {
			linkIndex: link.index,
			...(link.links === undefined ? {} : { linksInMail: link.links }),
		},
	});
	return redirect(withVisitor(context, link.target, token), eventOf('clicked', result));
}

/** On the owner's own websites, where the script runs, the link goes on to say whose visit it is; elsewhere it stays as it was. */
function withVisitor({ options }: PublicContext, target: string, token: string): string {
	const url = new URL(target);
	if (
		!options.allowedOrigins.some(
			(origin) => origin.replace(/\/+$/, '').toLowerCase() === url.origin,
		)
	)
		return target;
	url.searchParams.set('lt', token);
	return url.href;
}

/** The image of a mail was loaded. Every load within a minute is one open. */
export async function open(
	context: PublicContext,
	request: PublicRequest,
	token: string,
): Promise<PublicAnswer> {
	const claims = unseal(context.secrets.tokenKeys, 'open', token, context.now);
	const message = claims && messageOf(claims);
	if (!message) return pixel();
	const result = await note(context, request, message, {
		type: 'email.open',
		externalId: `open:${message.deliveryId ?? message.leadId}:${Math.floor(context.now / 60_000)}`,
	});
	return pixel(eventOf('opened', result));
}

/** A link that nobody sees was followed: by a machine. */
export async function honeypot(
	context: PublicContext,
	request: PublicRequest,
	token: string,
): Promise<PublicAnswer> {
	const claims = unseal(context.secrets.tokenKeys, 'honeypot', token, context.now);
	const message = claims && messageOf(claims);
	if (!message) return unknownLink(context);
	await note(context, request, message, {
		type: 'email.click',
		externalId: `hidden:${message.deliveryId ?? message.leadId}:${Math.floor(context.now / 10_000)}`,
		meta: { honeypot: true },
	});
	return pageAnswer(
		context,
		'Nothing here',
		html`<h1>Nothing here</h1>
			<p>You can close this page.</p>`,
	);
}

async function note(
	context: PublicContext,
	request: PublicRequest,
	message: MessageRef,
	input: RecordInput & { meta?: Record<string, unknown> },
): Promise<RecordResult | undefined> {
	const secondsAfterSend = await sinceSent(context, message);
	const recipientsOfAddress = recipientsFrom(request.ip, message.leadId, context.now);
	// Who it was is told from this when it is saved, beside everything else that is known of the lead.
	const meta = {
		...input.meta,
		method: request.method,
		userAgent: request.userAgent.slice(0, 300),
		recipientsOfAddress,
		...(secondsAfterSend !== undefined ? { secondsAfterSend } : {}),
		...(message.deliveryId ? { deliveryId: message.deliveryId } : {}),
	};
	const [result] = await record(
		context,
		[
			{
				...input,
				leadId: message.leadId,
				source: 'mail link',
				...(message.sequence ? { campaign: message.sequence } : {}),
				meta,
			},
		],
		{ whenMissing: 'unmatched' },
	);
	return result;
}

/** Seconds since the receiving server took the mail; undefined where its delivery is not known any more. */
async function sinceSent(
	{ store, now }: PublicContext,
	{ leadId, deliveryId }: MessageRef,
): Promise<number | undefined> {
	if (!deliveryId) return undefined;
	const deliveries = await store.deliveries({ leadIds: [leadId], limit: 50 });
	const settled = deliveries.find((one) => one.deliveryId === deliveryId)?.settledAt;
	return settled === undefined ? undefined : Math.max(0, (now - Date.parse(settled)) / 1000);
}

/** Machines start no workflow, repetitions neither. */
function eventOf(
	name: PublicEvent['name'],
	result: RecordResult | undefined,
): PublicEvent | undefined {
	if (result?.kind !== 'recorded' || result.touch.actor.kind === 'machine') return undefined;
	return { name, leadId: result.lead.leadId, touch: result.touch };
}
