import type { Html } from '../../../web/html';
import { html } from '../../../web/html';
import { messageOf, type MessageRef } from '../../../web/links';
import { unseal } from '../../../web/tokens';
import { record } from '../record';
import { pageAnswer, unknownLink } from './answer';
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
	if (request.method !== 'POST')
		return pageAnswer(context, 'Unsubscribe', choices(context, message, token));
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
	return pageAnswer(context, 'You are unsubscribed', done(scope, message), { event });
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
	if (request.method !== 'POST') {
		return pageAnswer(
			context,
			'Please confirm',
			html`<h1>Please confirm your subscription</h1>
				<p>We will write to <strong>${hiddenAddress(message.email)}</strong>.</p>
				<form method="post" action="?d=${token}">
					<button type="submit">Yes, subscribe me</button>
				</form>
				<p class="soft">If you did not ask for this, close the page: nothing will be sent.</p>`,
		);
	}
	const { known, event } = await confirmSubscription(context, request, message, claims['n']);
	if (!known) return unknownLink(context);
	return pageAnswer(
		context,
		'Thank you',
		html`<h1>Thank you</h1>
			<p>Your subscription is confirmed.</p>`,
		{ event },
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
	const [result] = await record(
		context,
		[
			{
				leadId: message.leadId,
				type: 'consent.confirmed',
				source: 'confirm page',
				externalId: `${message.leadId}:${message.email}${once ? `:${once}` : ''}`,
				actor: 'human',
				meta: { channel: 'email', ip: request.ip, userAgent: request.userAgent.slice(0, 300) },
			},
		],
		{ whenMissing: 'unmatched' },
	);
	if (result?.kind === 'known') return { known: true };
	if (result?.kind !== 'recorded') return { known: false };
	await context.store.resubscribe([{ kind: 'email', value: message.email.toLowerCase() }]);
	return {
		known: true,
		event: { name: 'confirmed', leadId: result.lead.leadId, touch: result.touch },
	};
}

function choices(context: PublicContext, message: MessageRef, token: string): Html {
	const name = context.options.look.name ?? context.settings.name;
	const { sequence } = message;
	return html`<h1>Unsubscribe</h1>
		<p>
			Which messages from ${name} to <strong>${hiddenAddress(message.email)}</strong> should stop?
		</p>
		<form method="post" action="?u=${token}">
			<fieldset>
				<legend class="soft">Choose one</legend>
				${sequence && html`<label class="row"><input type="radio" name="scope" value="sequence" /> <span>Only this series</span></label>`}
				<label class="row"
					><input type="radio" name="scope" value="email" checked />
					<span>All e-mail newsletters and offers</span></label
				>
				<label class="row"
					><input type="radio" name="scope" value="all" />
					<span>Everything: e-mail, phone and post</span></label
				>
			</fieldset>
			<button type="submit">Unsubscribe</button>
		</form>`;
}

function done(scope: string, message: MessageRef): Html {
	const what =
		scope === 'all'
			? 'nothing any more'
			: scope.startsWith('sequence:')
				? 'no more messages of this series'
				: 'no more newsletters and offers';
	return html`<h1>You are unsubscribed</h1>
		<p>
			<strong>${hiddenAddress(message.email)}</strong> will get ${what} from us. This holds from now
			on.
		</p>`;
}

/** One click without a choice means all mail, as mail programs promise. */
function scopeOf(
	choice: unknown,
	{ sequence }: MessageRef,
): 'all' | 'email' | `sequence:${string}` {
	if (choice === 'all') return 'all';
	return choice === 'sequence' && sequence ? `sequence:${sequence}` : 'email';
}

/** 'a…@example.com': whoever was forwarded the mail need not read the address. */
export function hiddenAddress(email: string): string {
	const at = email.lastIndexOf('@');
	return at > 0 ? `${email.slice(0, 1)}…${email.slice(at)}` : email;
}
