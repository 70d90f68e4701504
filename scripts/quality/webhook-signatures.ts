import type { SignedRequest } from '../../lib/core/capture/signatures/request';
import { verifySignature } from '../../lib/core/capture/signatures/verify';
import { show, textOf, type Row } from './rows';

interface Signed {
	preset: string;
	request: SignedRequest;
	secret: string;
	name: string;
}

const bytes = (text: string) => new TextEncoder().encode(text);

/** `signatures`: share of the vectors that are accepted; `tampered_accepted`: altered copies of them that are accepted as well. */
export function measureSignatures(vectors: readonly Row[]): Record<string, number> {
	const signed = vectors.map(toRequest).filter((one) => one !== undefined);
	if (vectors.length === 0) return {};
	const good = signed.filter((one) => verifySignature(one.preset, one.request, one.secret).ok);
	for (const one of signed) if (!good.includes(one)) show('signature', one.name);
	const altered = signed.flatMap(mutations);
	const bad = altered.filter((one) => verifySignature(one.preset, one.request, one.secret).ok);
	for (const one of bad) show('accepted', one.name);
	return { signatures: good.length / vectors.length, tampered_accepted: bad.length };
}

/** A published vector as the request it would be: what was signed, taken apart by its scheme. */
function toRequest(vector: Row): Signed | undefined {
	const [name, secret, text, signature] = ['name', 'secret', 'signed', 'signature'].map((key) =>
		textOf(vector, key),
	);
	const header = textOf(vector, 'header').toLowerCase();
	if (name === undefined || secret === undefined || text === undefined || signature === undefined)
		return undefined;
	const base = {
		method: 'POST',
		url: 'https://n8n.example.com/webhook/lead',
		now: 0,
		raw: bytes(text),
	};
	const make = (preset: string, change: Partial<SignedRequest>): Signed => ({
		name,
		secret,
		preset,
		request: { ...base, headers: {}, ...change },
	});
	if (header.startsWith('x-hub-signature'))
		return make('metaLeadAds', { headers: { 'x-hub-signature-256': `sha256=${signature}` } });
	if (header.startsWith('x-slack')) {
		const [, time = '', body = ''] = /^v0:(\d+):(.*)$/su.exec(text) ?? [];
		const headers = { 'x-slack-request-timestamp': time, 'x-slack-signature': `v0=${signature}` };
		return make('slack', { raw: bytes(body), now: Number(time) * 1000, headers });
	}
	if (header.startsWith('webhook-signature')) {
		const [, id = '', time = '', body = ''] = /^([^.]+)\.(\d+)\.(.*)$/su.exec(text) ?? [];
		const headers = {
			'webhook-id': id,
			'webhook-timestamp': time,
			'webhook-signature': `v1,${signature}`,
		};
		return make('standard', { raw: bytes(body), now: Number(time) * 1000, headers });
	}
	if (!header.startsWith('x-hubspot')) return undefined;
	if (!textOf(vector, 'alg').includes('method')) {
		return make('hubspot', {
			headers: { 'x-hubspot-signature': signature, 'x-hubspot-signature-version': 'v1' },
		});
	}
	const [, method = '', url = '', body = ''] = /^(GET|POST)([^{]*)(.*)$/su.exec(text) ?? [];
	const headers = { 'x-hubspot-signature': signature, 'x-hubspot-signature-version': 'v2' };
	return make('hubspot', { method, url, raw: bytes(body), headers });
}

/** What an attacker or a broken proxy would change; every one of these has to be refused. */
function mutations(one: Signed): Signed[] {
	const { request } = one;
	const body = new TextDecoder().decode(request.raw);
	const vary = (what: string, change: Partial<SignedRequest>, secret = one.secret): Signed => ({
		...one,
		name: `${one.name}: ${what}`,
		secret,
		request: { ...request, ...change },
	});
	const signatures = Object.entries(request.headers).filter(
		([name]) => name.endsWith('signature') || name.endsWith('256'),
	);
	const withHeader = (change: (text: string) => string) =>
		Object.fromEntries(
			Object.entries(request.headers).map(([name, text = '']) => [
				name,
				signatures.some(([signed]) => signed === name) ? change(text) : text,
			]),
		);
	const timed = Object.keys(request.headers).some((name) => name.endsWith('timestamp'));
	return [
		vary('a byte more', { raw: bytes(`${body} `) }),
		vary('a byte changed', { raw: bytes(body === '' ? 'x' : `${body.slice(0, -1)}~`) }),
		vary('another secret', {}, `${one.secret}x`),
		vary('no secret', {}, ''),
		vary('a blank secret', {}, '  '),
		vary('no signature', { headers: {} }),
		vary('an empty signature', { headers: withHeader(() => '') }),
		vary('a signature cut short', { headers: withHeader((text) => text.slice(0, -1)) }),
		vary('a signature prolonged', { headers: withHeader((text) => `${text}0`) }),
		vary('a digit changed', {
			headers: withHeader((text) => text.replace(/.$/u, (last) => (last === 'a' ? 'b' : 'a'))),
		}),
		...(timed
			? [
					vary('too late', { now: request.now + 301_000 }),
					vary('from the future', { now: request.now - 301_000 }),
				]
			: []),
	];
}
