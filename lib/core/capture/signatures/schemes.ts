import {
	digest,
	hmac,
	isFresh,
	judge,
	parts,
	refused,
	type SignedRequest,
	type Verdict,
	type Verifier,
} from './request';

const stale = refused('The signed time is too old or in the future');

/** Meta: 'X-Hub-Signature-256: sha256=' + hex HMAC of the bytes as they were sent. */
const meta: Verifier = ({ raw, headers }, secret) =>
	judge(headers['x-hub-signature-256'], `sha256=${hmac(secret, 'hex', raw)}`);

/** LinkedIn: hex HMAC of 'hmacsha256=' + bytes; some deliveries repeat the prefix in the header. */
const linkedIn: Verifier = ({ raw, headers }, secret) =>
	judge(
		headers['x-li-signature']?.replace(/^hmacsha256=/u, ''),
		hmac(secret, 'hex', 'hmacsha256=', raw),
	);

/** TikTok: 't=…,s=' + hex HMAC of t + '.' + bytes. */
const tikTok: Verifier = (request, secret) => timed(request, 'tiktok-signature', 's', secret);

/** Calendly: 't=…,v1=' + hex HMAC of t + '.' + bytes. */
const calendly: Verifier = (request, secret) =>
	timed(request, 'calendly-webhook-signature', 'v1', secret);

/** Typeform: 'sha256=' + base64 HMAC of the bytes. */
const typeform: Verifier = ({ raw, headers }, secret) =>
	judge(headers['typeform-signature'], `sha256=${hmac(secret, 'base64', raw)}`);

/** Tally: base64 HMAC of the bytes. */
const tally: Verifier = ({ raw, headers }, secret) =>
	judge(headers['tally-signature'], hmac(secret, 'base64', raw));

/** Webflow: hex HMAC of time in milliseconds + ':' + bytes. */
const webflow: Verifier = ({ raw, headers, now }, secret) => {
	const time = headers['x-webflow-timestamp'] ?? '';
	const verdict = judge(headers['x-webflow-signature'], hmac(secret, 'hex', `${time}:`, raw));
	return verdict.ok && !isFresh(Number(time || Number.NaN), now) ? stale : verdict;
};

/** Slack: 'v0=' + hex HMAC of 'v0:' + time + ':' + bytes. */
const slack: Verifier = ({ raw, headers, now }, secret) => {
	const time = headers['x-slack-request-timestamp'] ?? '';
	const verdict = judge(
		headers['x-slack-signature'],
		`v0=${hmac(secret, 'hex', `v0:${time}:`, raw)}`,
	);
	return verdict.ok && !isFresh(Number(time || Number.NaN) * 1000, now) ? stale : verdict;
};

/** Standard Webhooks: 'v1,' + base64 HMAC of id + '.' + time + '.' + bytes, several separated by spaces. */
const standard: Verifier = ({ raw, headers, now }, secret) => {
	const time = headers['webhook-timestamp'] ?? '';
	const written = secret.replace(/^whsec_/u, '').replace(/=+$/u, '');
	const key = Buffer.from(written, 'base64');
	// Node's decoder passes over what is no base64; such a secret was not copied as it is.
	if (key.length === 0 || key.toString('base64').replace(/=+$/u, '') !== written)
		return refused('The signing secret is not base64');
	const expected = `v1,${hmac(key, 'base64', `${headers['webhook-id'] ?? ''}.${time}.`, raw)}`;
	const given = (headers['webhook-signature'] ?? '').slice(0, 2000).split(' ');
	const verdict =
		given.map((one) => judge(one, expected)).find(({ ok }) => ok) ?? judge(given[0], expected);
	return verdict.ok && !isFresh(Number(time || Number.NaN) * 1000, now) ? stale : verdict;
};

/**
 * HubSpot: version 3 is base64 HMAC of method + address + body + time, with these escapes of the address decoded; version 2
 * hex SHA-256 of secret + method + address + body; version 1 hex SHA-256 of secret + body. A newer one is never passed over
 * for an older one.
 */
const hubspot: Verifier = (request, secret) => {
	const { raw, headers, method, url, now } = request;
	if (headers['x-hubspot-signature-v3'] !== undefined) {
		const time = headers['x-hubspot-request-timestamp'] ?? '';
		const address = url.replace(/%(3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/giu, (escape) =>
			decodeURIComponent(escape),
		);
		const verdict = judge(
			headers['x-hubspot-signature-v3'],
			hmac(secret, 'base64', `${method}${address}`, raw, time),
		);
		return verdict.ok && !isFresh(Number(time || Number.NaN), now) ? stale : verdict;
	}
	const given = headers['x-hubspot-signature'];
	return headers['x-hubspot-signature-version'] === 'v2'
		? judge(given, digest(secret, method, url, raw))
		: judge(given, digest(secret, raw));
};

function timed(
	{ raw, headers, now }: SignedRequest,
	header: string,
	name: string,
	secret: string,
): Verdict {
	const given = parts(headers[header]);
	const time = given.get('t') ?? '';
	const verdict = judge(given.get(name), hmac(secret, 'hex', `${time}.`, raw));
	return verdict.ok && !isFresh(Number(time || Number.NaN) * 1000, now) ? stale : verdict;
}

/** Schemes by preset. Presets that are not here do not sign what they send. */
export const schemes: Readonly<Record<string, Verifier>> = {
	metaLeadAds: meta,
	linkedIn,
	tikTok,
	typeform,
	tally,
	calendly,
	webflow,
	hubspot,
	slack,
	standard,
};
