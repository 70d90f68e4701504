import { deflateSync, gzipSync } from 'node:zlib';
import { json, type Body } from './body';
import { multiparts } from './multiparts';
import { mark } from './texts';

/** Content types, encodings and multipart bodies that say one thing and are another. */
export function oddTypes(): Body[] {
	const text = `{"email":"a@example.com","name":"<${mark}>"}`;
	const types = [
		...[
			'',
			'application/json;',
			'APPLICATION/JSON',
			'application/json, text/html',
			'application/vnd.api+json',
			'text/json',
		],
		...[
			'text/plain',
			'text/html',
			'text/xml',
			'application/xml',
			'application/soap+xml',
			'application/x-ndjson',
			'image/svg+xml',
		],
		...[
			'multipart/form-data',
			'multipart/mixed; boundary=x',
			'MULTIPART/FORM-DATA; boundary=x',
			'application/octet-stream',
		],
		...[
			'application/msgpack',
			'application/grpc',
			'*/*',
			'json',
			';',
			'/',
			`application/json; <${mark}>`,
			'a'.repeat(4000),
		],
	];
	const encoded = [
		{ name: 'gzip', bytes: gzipSync(text), headers: { 'content-encoding': 'gzip' } },
		{ name: 'deflate', bytes: deflateSync(text), headers: { 'content-encoding': 'deflate' } },
		{
			name: 'gzip that is none',
			bytes: Buffer.from(text),
			headers: { 'content-encoding': 'gzip' },
		},
		{
			name: 'gzip cut',
			bytes: gzipSync(text).subarray(0, 20),
			headers: { 'content-encoding': 'gzip' },
		},
		{ name: 'br', bytes: Buffer.from(text), headers: { 'content-encoding': 'br' } },
		{
			name: 'gzip twice',
			bytes: gzipSync(gzipSync(text)),
			headers: { 'content-encoding': 'gzip, gzip' },
		},
		...[1, 10, 100].map((megabytes) => ({
			name: `${megabytes} MB in a gzip`,
			bytes: gzipSync(Buffer.alloc(megabytes * 1_000_000, 32)),
			headers: { 'content-encoding': 'gzip' },
		})),
	].map((one) => ({ ...one, type: json }));
	const xml = [
		'<a>1</a>',
		'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
		`<!DOCTYPE a [<!ENTITY a "aa">${Array.from({ length: 9 }, (_v, i) => `<!ENTITY a${i} "${`&a${i - 1};`.repeat(10)}">`).join('')}]><a>&a8;</a>`,
		'<__proto__><kx7q>1</kx7q></__proto__>',
		'<a'.repeat(5000),
	].flatMap((one) =>
		['application/xml', 'text/xml'].map((type) => ({
			name: `xml ${one.slice(0, 30)}`,
			bytes: Buffer.from(one),
			type,
		})),
	);
	return [
		...types.map((type) => ({
			name: `type '${type.slice(0, 40)}'`,
			bytes: Buffer.from(text),
			type,
		})),
		...encoded,
		...xml,
		...multiparts(),
	];
}
