import { securityHeaders, type HeaderOptions } from '../../../web/headers';
import { html, type Html } from '../../../web/html';
import { repStyle } from '../../../web/repStyle';
import { page } from '../../../web/page';
import { nonce } from '../../../web/nonce';
import type { PublicAnswer, PublicContext, PublicEvent } from './types';

/** A page of ours with strict headers and a nonce of its own. */
export function pageAnswer(
	context: PublicContext,
	title: string,
	body: Html,
	more: {
		status?: number;
		event?: PublicEvent;
		/** A page that reps work on. */
		forReps?: boolean;
		headers?: HeaderOptions;
		/** BCP 47; English while absent. */
		language?: string;
	} = {},
): PublicAnswer {
	const once = nonce();
	const look = { ...context.options.look, ...(more.language && { language: more.language }) };
	const headers = { ...more.headers, nonce: once, images: Boolean(look.logo) };
	return {
		status: more.status ?? 200,
		headers: { 'content-type': 'text/html; charset=utf-8', ...securityHeaders(headers) },
		body: page({
			title,
			body,
			look,
			nonce: once,
			...(more.forReps && { wide: true, style: repStyle }),
		}),
		...(more.event ? { event: more.event } : {}),
	};
}

/** The one answer to every link that is not ours, was altered, or has expired: nobody can tell which. */
export function unknownLink(context: PublicContext): PublicAnswer {
	return pageAnswer(
		context,
		'This link does not work',
		html`<h1>This link does not work</h1>
			<p>
				It is incomplete or has expired. If you came here from an e-mail, please use the link once
				more, or answer the e-mail.
			</p>`,
		{ status: 404 },
	);
}

/** Sends the reader on. Nothing is cached and the token is not given away in the referrer. */
export function redirect(target: string, event?: PublicEvent): PublicAnswer {
	return {
		status: 302,
		headers: { location: target, ...securityHeaders() },
		body: '',
		...(event ? { event } : {}),
	};
}

/** A script for websites: the same for everybody, so that it may be kept for an hour. */
export function scriptAnswer(script: string): PublicAnswer {
	return {
		status: 200,
		headers: {
			'content-type': 'text/javascript; charset=utf-8',
			'cache-control': 'public, max-age=3600',
			'x-content-type-options': 'nosniff',
			'cross-origin-resource-policy': 'cross-origin',
			'access-control-allow-origin': '*',
		},
		body: script,
	};
}

/** The image of one transparent pixel: always the same answer, whatever the token. */
export function pixel(event?: PublicEvent): PublicAnswer {
	return {
		status: 200,
		headers: {
			'content-type': 'image/gif',
			'content-length': String(gif.length),
			...securityHeaders(),
			'cross-origin-resource-policy': 'cross-origin',
		},
		body: gif,
		...(event ? { event } : {}),
	};
}

/** The smallest GIF that is one transparent pixel: 43 bytes. */
const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==', 'base64');
