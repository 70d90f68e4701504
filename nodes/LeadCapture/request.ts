import type { IWebhookFunctions } from 'n8n-workflow';

/** Where the request came from, for consent and for telling people from machines. */
export function metaOf(functions: IWebhookFunctions): {
	ip?: string;
	userAgent?: string;
	referrer?: string;
	contentType?: string;
} {
	const { headers, ip } = functions.getRequestObject();
	const userAgent = headers['user-agent'];
	const referrer = headers.referer;
	const contentType = headers['content-type'];
	return {
		...(ip ? { ip } : {}),
		...(userAgent ? { userAgent: userAgent.slice(0, 500) } : {}),
		...(referrer ? { referrer: referrer.slice(0, 2048) } : {}),
		...(contentType ? { contentType: contentType.slice(0, 200) } : {}),
	};
}
