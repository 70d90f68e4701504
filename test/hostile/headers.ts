import type { Endpoint } from './endpoints';
import type { HostileRequest } from './send';
import { mark } from './texts';

/** Headers that mislead, and methods that nobody asked for. */
export function headers(endpoint: Endpoint): HostileRequest[] {
	const body = Buffer.from('{"email":"head@example.com"}');
	const texts = [
		...[
			`<${mark}>`,
			`"><${mark}>`,
			'__proto__',
			'\u00ff\u00fe',
			'x'.repeat(7000),
			'=1+1',
			"' OR 1=1--",
			',,,,',
			'%00',
			'null',
			'',
		],
	];
	const names = [
		...[
			'user-agent',
			'referer',
			'origin',
			'x-forwarded-for',
			'x-forwarded-host',
			'x-forwarded-proto',
			'forwarded',
			'cookie',
			'authorization',
		],
		...[
			'accept',
			'accept-language',
			'if-none-match',
			'range',
			'expect',
			'x-http-method-override',
			'dnt',
			'sec-gpc',
			'content-language',
		],
		...[
			'x-hub-signature-256',
			'x-hubspot-signature-v3',
			'x-webflow-timestamp',
			'x-request-id',
			'via',
			'te',
			'upgrade',
			'__proto__',
		],
	];
	const tricks = names.flatMap((name) => texts.map((text) => ({ [name]: text })));
	const chosen =
		endpoint.name === 'website'
			? tricks
			: tricks.filter((_one, index) => index % 7 === endpoint.name.length % 7);
	const sent = chosen
		.filter((one) => !('expect' in one))
		.map((more, index) => ({
			name: `${endpoint.name}: header ${JSON.stringify(more).slice(0, 60)}`,
			url: endpoint.url,
			method: index % 3 === 2 ? 'GET' : 'POST',
			headers: {
				'content-type': 'application/json',
				...(index % 3 === 2 ? {} : endpoint.sign?.(body)),
				...more,
			},
			...(index % 3 === 2 ? {} : { body }),
		}));
	const methods = ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'HEAD', 'PROPFIND'].map(
		(method) => ({
			name: `${endpoint.name}: ${method}`,
			url: endpoint.url,
			method,
		}),
	);
	return [...sent, ...methods];
}
