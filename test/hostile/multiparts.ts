import type { Body } from './body';
import { mark } from './texts';

/** Multipart bodies that are cut, wrong, or name files that are none of theirs. */
export function multiparts(): Body[] {
	const part = (head: string, value: string) => `--x\r\n${head}\r\n\r\n${value}\r\n`;
	const field = (name: string, value: string) =>
		part(`Content-Disposition: form-data; name="${name}"`, value);
	const file = (filename: string) =>
		part(
			`Content-Disposition: form-data; name="f"; filename="${filename}"\r\nContent-Type: text/html`,
			`<${mark}>`,
		);
	const end = '--x--\r\n';
	const bodies = [
		field('email', 'a@example.com') + end,
		field('email', 'a@example.com'),
		field('__proto__', 'x') + field('constructor', 'x') + field('a[__proto__][kx7q]', '1') + end,
		field(`"><${mark}>`, `"><${mark}>`) + end,
		field('email', 'a@example.com').repeat(1000) + end,
		field('a', 'x'.repeat(300_000)) + end,
		field('a', 'x'.repeat(21_000_000)) + end,
		file('../../../../tmp/x') + field('email', 'f@example.com') + end,
		file(`a\u0000b"><${mark}>.html`) + end,
		file('x').repeat(200) + end,
		part('Content-Disposition: form-data', 'x') + end,
		part('Content-Disposition: form-data; name=', 'x') + end,
		part('X: y', 'x') + end,
		part(`Content-Disposition: form-data; name="${'n'.repeat(20_000)}"`, 'x') + end,
		part('Content-Disposition: form-data; name="a"\r\nContent-Transfer-Encoding: base64', '!!!') +
			end,
		part('Content-Disposition: form-data; name="a"\r\nContent-Transfer-Encoding: x', '!!!') + end,
		part('Content-Disposition: form-data; name="files"; filename*=UTF-8\'\'%ff', 'x') + end,
		`--x\r\n--x\r\n--x--`,
		'--x',
		'--x--',
		'',
		'\r\n'.repeat(10_000),
		Buffer.alloc(1000, 0xff).toString('latin1'),
	];
	const types = [
		'multipart/form-data; boundary=x',
		'multipart/form-data; boundary="x"',
		'Multipart/Form-Data; boundary=x',
	];
	return [
		...bodies.flatMap((text, index) =>
			types.map((type) => ({
				name: `multipart ${index} as ${type}`,
				bytes: Buffer.from(text, 'latin1'),
				type,
			})),
		),
		...[
			'',
			'boundary=',
			'boundary',
			`boundary=${'b'.repeat(5000)}`,
			'boundary=\u00e4',
			'boundary=y',
			'boundary=x; boundary=y',
		].map((tail) => ({
			name: `multipart with '${tail.slice(0, 20)}'`,
			bytes: Buffer.from(bodies[0] ?? ''),
			type: `multipart/form-data; ${tail}`,
		})),
	];
}
