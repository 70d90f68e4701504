import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { SignedRequest } from '../../../lib/core/capture/signatures/request';
import {
	linkedInChallenge,
	metaChallenge,
	verifyGoogleKey,
	verifySignature,
	withoutSecrets,
} from '../../../lib/core/capture/signatures/verify';

const secret = 's3cret word';
const body = '{"email":"ann@example.com","note":"\\u00e4"}';
const now = 1_767_607_200_000;
const seconds = String(now / 1000);
const url = 'https://n8n.example.com/webhook/lead?x=%3A1';
const mac = (encoding: 'hex' | 'base64', text: string, key: string | Buffer = secret) =>
	createHmac('sha256', key).update(text).digest(encoding);
const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const whsec = Buffer.from('a key of sixteen').toString('base64');

/** By preset: the headers of a request that is right, made after each provider's documentation. */
const right: Array<[string, string, Record<string, string>]> = [
	['metaLeadAds', secret, { 'x-hub-signature-256': `sha256=${mac('hex', body)}` }],
	['linkedIn', secret, { 'x-li-signature': mac('hex', `hmacsha256=${body}`) }],
	['linkedIn', secret, { 'x-li-signature': `hmacsha256=${mac('hex', `hmacsha256=${body}`)}` }],
	['tikTok', secret, { 'tiktok-signature': `t=${seconds},s=${mac('hex', `${seconds}.${body}`)}` }],
	[
		'calendly',
		secret,
		{ 'calendly-webhook-signature': `t=${seconds},v1=${mac('hex', `${seconds}.${body}`)}` },
	],
	['typeform', secret, { 'typeform-signature': `sha256=${mac('base64', body)}` }],
	['tally', secret, { 'tally-signature': mac('base64', body) }],
	[
		'webflow',
		secret,
		{ 'x-webflow-timestamp': String(now), 'x-webflow-signature': mac('hex', `${now}:${body}`) },
	],
	[
		'slack',
		secret,
		{
			'x-slack-request-timestamp': seconds,
			'x-slack-signature': `v0=${mac('hex', `v0:${seconds}:${body}`)}`,
		},
	],
	[
		'hubspot',
		secret,
		{
			'x-hubspot-request-timestamp': String(now),
			'x-hubspot-signature-v3': mac('base64', `POST${url.replace('%3A', ':')}${body}${now}`),
		},
	],
	[
		'hubspot',
		secret,
		{
			'x-hubspot-signature-version': 'v2',
			'x-hubspot-signature': hash(`${secret}POST${url}${body}`),
		},
	],
	[
		'hubspot',
		secret,
		{ 'x-hubspot-signature-version': 'v1', 'x-hubspot-signature': hash(`${secret}${body}`) },
	],
	[
		'standard',
		`whsec_${whsec}`,
		{
			'webhook-id': 'm1',
			'webhook-timestamp': seconds,
			'webhook-signature': `v1,bad v1,${mac('base64', `m1.${seconds}.${body}`, Buffer.from(whsec, 'base64'))}`,
		},
	],
];

function request(
	headers: Record<string, string>,
	change: Partial<SignedRequest> = {},
): SignedRequest {
	return { raw: Buffer.from(body), headers, method: 'POST', url, now, ...change };
}

describe('verifySignature', () => {
	it.each(right)('%s: accepts what is right and refuses every change', (preset, key, headers) => {
		expect(verifySignature(preset, request(headers), key)).toEqual({ ok: true });
		const wrong: Array<[Partial<SignedRequest>, string]> = [
			[{ raw: Buffer.from(`${body} `) }, key],
			[{ raw: Buffer.from(body.replace('\\u00e4', 'ä')) }, key],
			[{ headers: {} }, key],
			[
				{
					headers: Object.fromEntries(
						Object.entries(headers).map(([name, value]) => [name, value.slice(0, -1)]),
					),
				},
				key,
			],
			[
				{
					headers: Object.fromEntries(
						Object.entries(headers).map(([name, value]) => [name, value.toUpperCase()]),
					),
				},
				key,
			],
			[{}, `x${key}`],
			[{}, ''],
			[{}, ' '],
		];
		for (const [change, other] of wrong)
			expect(verifySignature(preset, request(headers, change), other).ok).toBe(false);
	});

	it.each(right.filter(([, , headers]) => /timestamp|t=/u.test(JSON.stringify(headers))))(
		'%s: refuses what is old or from the future',
		(preset, key, headers) => {
			for (const shift of [-301_000, 301_000])
				expect(verifySignature(preset, request(headers, { now: now + shift }), key)).toMatchObject({
					ok: false,
				});
		},
	);

	it('never takes an older version of HubSpot where a newer one is given', () => {
		const headers = {
			'x-hubspot-signature-v3': 'bad',
			'x-hubspot-request-timestamp': String(now),
			'x-hubspot-signature': hash(`${secret}${body}`),
		};
		expect(verifySignature('hubspot', request(headers), secret).ok).toBe(false);
	});
});

describe('keys and challenges', () => {
	it('compares the key of Google Ads and takes it out', () => {
		expect(verifyGoogleKey({ google_key: 'k' }, 'k').ok).toBe(true);
		expect(verifyGoogleKey({ Google_key: 'k' }, 'k').ok).toBe(true);
		for (const [given, key] of [
			['k', 'K'],
			['k', ''],
			['', ''],
			['', 'k'],
		] as const)
			expect(verifyGoogleKey({ google_key: given }, key).ok).toBe(false);
		expect(withoutSecrets({ Google_key: 'k', a: 1 })).toEqual({ a: 1 });
	});

	it("gives back Meta's challenge for the right word, and digits only", () => {
		const query = { 'hub.mode': 'subscribe', 'hub.verify_token': 'word', 'hub.challenge': '123' };
		expect(metaChallenge(query, 'word')).toBe('123');
		expect(metaChallenge(query, 'other')).toBeUndefined();
		expect(metaChallenge({ ...query, 'hub.verify_token': '' }, '')).toBeUndefined();
		expect(metaChallenge({ ...query, 'hub.challenge': '<script>' }, 'word')).toBeUndefined();
	});

	it("answers LinkedIn's challenge with its HMAC", () => {
		expect(linkedInChallenge('890e-4665', 'key')).toEqual({
			challengeCode: '890e-4665',
			challengeResponse: mac('hex', '890e-4665', 'key'),
		});
		expect(linkedInChallenge('890e', '')).toBeUndefined();
		expect(linkedInChallenge('<b>', 'key')).toBeUndefined();
	});
});
