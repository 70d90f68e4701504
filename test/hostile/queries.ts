import { linkLetters } from '../../lib/web/links';
import { form } from './body';
import type { Endpoint } from './endpoints';
import { post, queryOf } from './post';
import type { HostileRequest } from './send';
import { hostileTexts, mark } from './texts';

/** Odd queries, tokens that are not ours or were altered, and posts with tokens that are ours. */
export function queries(endpoint: Endpoint): HostileRequest[] {
	const plain = [
		...[
			'?',
			'??',
			'?&&&',
			'?=',
			'?=x',
			'?%',
			'?%ff=%fe',
			'?a=%00',
			'?a=%',
			'?a[b][c][d][e][f][g]=1',
			'?a[]=1&a[]=2',
			'?a[0]=1&a[100000000]=2',
		],
		...[
			'?__proto__[kx7q]=1',
			'?__proto__.kx7q=1',
			'?constructor[prototype][kx7q]=1',
			'?hasOwnProperty=1',
			'?toString=1',
			'?length=1e9',
		],
		...[
			`?x=<${mark}>`,
			`?${'a=1&'.repeat(3000)}`,
			`?${'a'.repeat(7000)}`,
			`?u=${'a'.repeat(7000)}`,
			'?s=1&s=2&u=1&u=2&c=3',
		],
		...['/', '/..', '/%2e%2e/', '//', '/%00', '/x', ';x=1', '/.%0d%0aX:1'],
	];
	const letters = [
		...linkLetters,
		...['s', 'v', 'f', 'lt', 'e', 'snippets', 'hub.mode', 'challengeCode'],
	];
	const values = hostileTexts().filter((text) => text.length < 5000);
	const tokens = [
		...[
			'',
			'x',
			'.',
			'..',
			'a.b.c',
			'k1.',
			`.${'A'.repeat(60)}`,
			'A'.repeat(8001),
			'k.====',
			'k.%00',
			'[object Object]',
		],
		...(endpoint.links ?? []).flatMap((link) => spoiledTokens(link.slice(link.indexOf('=') + 1))),
	];
	const get = (query: string, method = 'GET') => ({
		name: `${endpoint.name}: ${method} ${query.slice(0, 60)}`,
		url: `${endpoint.url}${query}`,
		method,
	});
	const step = endpoint.kind === 'capture' ? 20 : 2;
	const asked = [
		...tokens.flatMap((token) =>
			letters.map((letter) => `?${letter}=${encodeURIComponent(token)}`),
		),
		...tokens.flatMap((token) =>
			letters.map((letter) => `?${letter}[]=${encodeURIComponent(token)}&${letter}=1`),
		),
		...values.flatMap((text, index) => {
			const letter = letters[index % letters.length] ?? 'u';
			return [
				`?${letter}=${encodeURIComponent(text.toWellFormed())}`,
				`?${new URLSearchParams(queryOf(text))}`,
			];
		}),
	].filter((_query, index) => index % step === 0);
	const real = (endpoint.links ?? []).flatMap((link) =>
		['GET', 'HEAD'].map((method) => get(`?${link}`, method)),
	);
	const acted = (endpoint.links ?? [])
		.filter((link) => !/^[ud]=/u.test(link))
		.flatMap((link) => posted(endpoint, `?${link}`));
	return [...[...plain, ...asked].map((query) => get(query)), ...real, ...acted];
}

/** Forms of the lead page and the others, each field hostile. */
function posted(endpoint: Endpoint, query: string): HostileRequest[] {
	const actions = [
		'accept',
		'decline',
		'done',
		'move',
		'disqualify',
		'convert',
		'call',
		'note',
		'activity',
		'task',
		'claim',
		'__proto__',
	];
	return hostileTexts()
		.filter((text) => text.length < 21_000)
		.filter((_text, index) => index % 4 === 0)
		.map((text, index) => {
			const fields = {
				what: actions[index % actions.length] ?? '',
				task: text,
				activity: text,
				stage: text,
				reason: text,
				note: text,
				outcome: text,
				once: text.slice(0, 40),
				scope: text,
				content: text,
			};
			return post(
				endpoint,
				{
					name: `post with a link, text ${index}`,
					bytes: Buffer.from(new URLSearchParams(fields).toString()),
					type: form,
				},
				query,
			);
		});
}

function spoiledTokens(token: string): string[] {
	const middle = Math.floor(token.length / 2);
	return [
		token.slice(0, -1),
		`${token}A`,
		token.slice(0, middle) + (token[middle] === 'A' ? 'B' : 'A') + token.slice(middle + 1),
		token.replace('.', '..'),
		token.toUpperCase(),
		`${token} `,
	];
}
