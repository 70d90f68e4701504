import type { IWebhookFunctions } from 'n8n-workflow';
import { cleanPayload } from '../../lib/core/capture/read/clean';
import {
	isSigned,
	linkedInChallenge,
	metaChallenge,
	verifyGoogleKey,
	verifySignature,
	withoutSecrets,
} from '../../lib/core/capture/signatures/verify';
import { asText } from '../shared';
import type { Content } from '../shared/content';
import { refusal, type Answer } from './answer';

/** A payload that may be believed, or why it may not. */
export type Trust =
	{ kind: 'trusted'; payload: unknown } | { kind: 'refused'; status: number; reason: string };

/** Providers whose requests prove where they come from; the panel asks for the credential. */
export function needsSecret(source: string): boolean {
	return isSigned(source) || source === 'googleAds';
}

/** Checks a provider's proof over the bytes that arrived. Website forms and providers that do not sign pass. */
export async function verify(
	functions: IWebhookFunctions,
	source: string,
	content: Extract<Content, { kind: 'content' }>,
): Promise<Trust> {
	const body = cleanPayload(content.payload).value;
	if (!needsSecret(source)) return { kind: 'trusted', payload: withoutSecrets(body) };
	const { signingSecret } = await secretsOf(functions);
	const request = functions.getRequestObject();
	const headers = Object.fromEntries(
		Object.entries(request.headers).map(([name, value]) => [
			name,
			Array.isArray(value) ? value[0] : value,
		]),
	);
	const verdict =
		source === 'googleAds'
			? verifyGoogleKey(body, signingSecret)
			: verifySignature(
					source,
					{
						raw: content.raw,
						headers,
						method: request.method,
						url: urlOf(functions),
						now: Date.now(),
					},
					signingSecret,
				);
	return verdict.ok
		? { kind: 'trusted', payload: withoutSecrets(body) }
		: { kind: 'refused', status: 401, reason: verdict.reason };
}

/** Answers a provider that checks the address before it sends anything. */
export async function handshake(functions: IWebhookFunctions, source: string): Promise<Answer> {
	const query: Record<string, unknown> = { ...functions.getRequestObject().query };
	if (source === 'metaLeadAds' && query['hub.mode'] !== undefined) {
		const { verifyToken } = await secretsOf(functions);
		const challenge = metaChallenge(query, verifyToken);
		return challenge === undefined
			? refusal(403, 'The verify token is not the one of this address')
			: { status: 200, body: challenge };
	}
	if (source === 'linkedIn' && query['challengeCode'] !== undefined) {
		const { signingSecret } = await secretsOf(functions);
		const answer = linkedInChallenge(query['challengeCode'], signingSecret);
		return answer === undefined
			? refusal(403, 'The challenge cannot be answered: no client secret is set')
			: { status: 200, body: answer };
	}
	return { status: 200, body: { ok: true, message: 'Send leads to this address with POST.' } };
}

/** What the credential holds; empty texts where there is none, which no proof passes. */
export async function secretsOf(
	functions: Pick<IWebhookFunctions, 'getCredentials'>,
): Promise<{ signingSecret: string; verifyToken: string; accessToken: string }> {
	try {
		const found = await functions.getCredentials('leadSourceApi');
		return {
			signingSecret: asText(found['signingSecret']) ?? '',
			verifyToken: asText(found['verifyToken']) ?? '',
			accessToken: asText(found['accessToken']) ?? '',
		};
	} catch {
		// No credential: every proof fails, as it does with an empty secret.
		return { signingSecret: '', verifyToken: '', accessToken: '' };
	}
}

/** The address that the provider called: n8n's public webhook address, with the query as it came. */
function urlOf(functions: IWebhookFunctions): string {
	const { originalUrl } = functions.getRequestObject();
	const base = functions.getNodeWebhookUrl('default') ?? '';
	const query = originalUrl.indexOf('?');
	return query < 0 ? base : `${base}${originalUrl.slice(query)}`;
}
