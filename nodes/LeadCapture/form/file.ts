import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { isRow, type Parameters } from '../../shared';
import { answerWith, refusal } from '../answer';

/** Larger files do not fit through n8n's memory at a hundred visitors. */
const largest = 50 * 1024 * 1024;

/** Types that browsers show or save as they are; everything else is only saved. */
const known =
	/^(application\/(pdf|zip|epub\+zip|msword|vnd\.[\w.+-]+)|image\/(png|jpeg|webp|gif)|audio\/[\w.+-]+|video\/[\w.+-]+)$/iu;

/** Fetches the file from where the user keeps it and sends it as a download. */
export async function fileAnswer(
	functions: IWebhookFunctions,
	parameters: Parameters,
	headOnly: boolean,
): Promise<IWebhookResponseData> {
	const url = parameters.text('fileUrl');
	const away = () =>
		answerWith(functions, {
			...refusal(502, 'The file cannot be fetched at the moment. Please try again later.'),
			headers: { 'retry-after': '60' },
		});
	if (!/^https?:\/\//iu.test(url)) return away();
	const name =
		parameters.text('fileName') ||
		decodeURIComponent(new URL(url).pathname.split('/').pop() || 'download');
	let body: Buffer = Buffer.alloc(0);
	let type = 'application/octet-stream';
	if (!headOnly) {
		try {
			const found: unknown = await functions.helpers.httpRequest({
				url,
				encoding: 'arraybuffer',
				returnFullResponse: true,
				timeout: 20_000,
			});
			if (!isRow(found) || !(found['body'] instanceof Uint8Array)) return away();
			body = Buffer.from(found['body']);
			const headers = isRow(found['headers']) ? found['headers'] : {};
			const told =
				String(headers['content-type'] ?? '')
					.split(';')[0]
					?.trim() ?? '';
			if (known.test(told)) type = told;
		} catch {
			return away();
		}
		if (body.length > largest) return away();
	}
	const response = functions.getResponseObject();
	response.status(200);
	response.setHeader('content-type', type);
	response.setHeader(
		'content-disposition',
		`attachment; filename="${name.replace(/[^\w.() -]/gu, '_')}"; filename*=UTF-8''${encodeURIComponent(name)}`,
	);
	response.setHeader('x-content-type-options', 'nosniff');
	response.setHeader('cache-control', 'no-store');
	response.setHeader('content-security-policy', "default-src 'none'; sandbox");
	response.setHeader('referrer-policy', 'no-referrer');
	response.end(body);
	return { noWebhookResponse: true };
}
