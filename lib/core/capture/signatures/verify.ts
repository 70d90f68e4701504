import { isObject, type Json } from '../read/clean';
import { equal, hmac, refused, accepted, type SignedRequest, type Verdict } from './request';
import { schemes } from './schemes';

/**
 * Judges whether a request came from the provider it claims to be from: over the bytes as they arrived, in constant time.
 * Fails closed: an empty secret refuses everything.
 *
 * @param preset key of a preset that signs, see `isSigned`
 */
export function verifySignature(preset: string, request: SignedRequest, secret: string): Verdict {
	if (secret.trim() === '') return refused('No signing secret is set, so nothing can be trusted');
	const verify = schemes[preset];
	if (!verify) return refused(`'${preset}' does not sign its requests`);
	return verify(request, secret);
}

/** Whether a preset signs its requests. */
export function isSigned(preset: string): boolean {
	return Object.hasOwn(schemes, preset);
}

/** Google Ads puts its key into the body (also spelled with a capital). Compared in constant time. */
export function verifyGoogleKey(body: Json, secret: string): Verdict {
	if (secret.trim() === '') return refused('No webhook key is set, so nothing can be trusted');
	const entry = isObject(body)
		? Object.entries(body).find(([name]) => /^google_?key$/iu.test(name))
		: undefined;
	const given = entry?.[1];
	if (typeof given !== 'string' || given === '') return refused('The request holds no google_key');
	return equal(given, secret)
		? accepted
		: refused('The google_key is not the one that was agreed on');
}

/** A payload without the key that Google Ads puts into it; what is stored and shown must not hold it. */
export function withoutSecrets(body: Json): Json {
	return isObject(body)
		? Object.fromEntries(Object.entries(body).filter(([name]) => !/^google_?key$/iu.test(name)))
		: body;
}

/**
 * Answer to Meta's check of the address: its challenge, when the verify token is ours. Only digits are given back, so that
 * nothing a stranger wrote is reflected.
 */
export function metaChallenge(
	query: Readonly<Record<string, unknown>>,
	verifyToken: string,
): string | undefined {
	const [mode, token, challenge] = ['hub.mode', 'hub.verify_token', 'hub.challenge'].map(
		(name) => query[name],
	);
	if (verifyToken === '' || mode !== 'subscribe' || typeof token !== 'string') return undefined;
	if (!equal(token, verifyToken) || typeof challenge !== 'string') return undefined;
	return /^\d{1,40}$/u.test(challenge) ? challenge : undefined;
}

/** Answer to LinkedIn's check, which comes every two hours: the challenge and its HMAC. */
export function linkedInChallenge(
	challengeCode: unknown,
	secret: string,
): { challengeCode: string; challengeResponse: string } | undefined {
	if (secret === '' || typeof challengeCode !== 'string' || !/^[\w-]{1,100}$/u.test(challengeCode))
		return undefined;
	return { challengeCode, challengeResponse: hmac(secret, 'hex', challengeCode) };
}
