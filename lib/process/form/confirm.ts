import { html } from '../../web/html';
import { fileToken } from '../../web/form/token';
import { messageOf, type MessageRef } from '../../web/links';
import { unseal, type Claims } from '../../web/tokens';
import { confirmSubscription } from '../track/public/consent';
import { hiddenAddress } from '../track/public/reader';
import type { PublicRequest } from '../track/public/respond';
import { deadLink, formAnswer, wordsOf } from './show';
import type { FormAnswer, FormContext } from './types';

/** Double opt-in: the page asks, the button confirms; a second click is harmless. */
export async function confirmConsent(
	context: FormContext,
	request: PublicRequest,
	token: string,
): Promise<FormAnswer> {
	const words = wordsOf(context);
	const claims = unseal(context.secrets.tokenKeys, 'confirm', token, context.now);
	const message = claims && messageOf(claims);
	if (!claims || !message) return deadLink(context);
	if (request.method !== 'POST') {
		const text = words.confirmText.replace('{address}', () => hiddenAddress(message.email));
		return formAnswer(
			context,
			words.confirmTitle,
			html`<div class="about">
				<h1>${words.confirmTitle}</h1>
				<p>${text}</p>
				<form method="post" action="?d=${token}">
					<button type="submit">${words.confirmButton}</button>
				</form>
				<p class="soft">${words.confirmNote}</p>
			</div>`,
		);
	}
	return await confirmed(context, request, { claims, message });
}

async function confirmed(
	context: FormContext,
	request: PublicRequest,
	{ claims, message }: { claims: Claims; message: MessageRef },
): Promise<FormAnswer> {
	const words = wordsOf(context);
	const { site, secrets, options, now } = context;
	const { known, event } = await confirmSubscription(context, request, message, claims['n']);
	if (!known) return deadLink(context);
	const file =
		site.after.kind === 'file'
			? `${options.address}?f=${fileToken(secrets.tokenKeys, { form: site.source, id: context.newId(), leadId: message.leadId }, now)}`
			: undefined;
	return {
		...formAnswer(
			context,
			words.thanks,
			html`<div class="about" role="status">
				<h1>${words.thanks}</h1>
				<p>${words.confirmed}</p>
				${file && html`<p><a class="button" href="${file}">${words.download}</a></p>`}
			</div>`,
		),
		...(event ? { event } : {}),
	};
}
