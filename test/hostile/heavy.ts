import { form, json, type Body } from './body';

/** Shapes that cost a reader its stack, its time or its memory. */
export function heavyBodies(): Body[] {
	const nested = (depth: number, open: string, close: string) =>
		open.repeat(depth) + '1' + close.repeat(depth);
	const keys = (count: number, name: (index: number) => string) =>
		JSON.stringify(
			Object.fromEntries(Array.from({ length: count }, (_value, index) => [name(index), index])),
		);
	const texts: Array<[string, string, string?]> = [];
	for (const depth of [15, 17, 100, 1000, 10_000, 60_000, 100_000]) {
		texts.push([`${depth} arrays`, nested(depth, '[', ']')]);
		texts.push([`${depth} objects`, nested(depth, '{"a":', '}')]);
		texts.push([`${depth} open`, '['.repeat(depth)]);
		texts.push([`${depth} brackets`, `a${'[b]'.repeat(depth)}=1`, form]);
		texts.push([`${depth} open quotes`, `["${'\\"'.repeat(depth)}`, 'text/plain']);
		texts.push([`${depth} digits`, `[${'1'.repeat(depth)}]`]);
		texts.push([`${depth} long ids`, `[${'12345678901234567890,'.repeat(depth / 10)}1]`]);
	}
	for (const count of [201, 2001, 10_000, 100_000]) {
		texts.push([`${count} keys`, keys(count, (index) => `k${index}`)]);
		texts.push([`${count} numeric keys`, keys(count, String)]);
		texts.push([`${count} mails`, keys(count, (index) => `email${index}`)]);
		texts.push([`${count} of one name`, 'a=1&'.repeat(count), form]);
		texts.push([
			`${count} names`,
			Array.from({ length: count }, (_v, index) => `k${index}=1`).join('&'),
			form,
		]);
		texts.push([
			`${count} items`,
			JSON.stringify(
				Array.from({ length: count }, (_v, index) => ({ email: `a${index}@example.com` })),
			),
		]);
		texts.push([`${count} ampersands`, '&'.repeat(count), form]);
		texts.push([`${count} percents`, `a=${'%'.repeat(count)}`, form]);
		texts.push([`${count} pluses`, '+'.repeat(count), form]);
		texts.push([`${count} repeated keys`, `{${'"a":1,'.repeat(count)}"a":2}`]);
	}
	for (const megabytes of [0.3, 1, 10, 17]) {
		const size = Math.round(megabytes * 1_000_000);
		texts.push([
			`${megabytes} MB text`,
			JSON.stringify({ email: 'a@example.com', message: 'x'.repeat(size) }),
		]);
		texts.push([`${megabytes} MB plain`, 'x'.repeat(size), 'text/plain']);
		texts.push([`${megabytes} MB form`, `message=${'x'.repeat(size)}`, form]);
		texts.push([`${megabytes} MB of lists`, `[${'[],'.repeat(size / 3)}[]]`]);
		texts.push([`${megabytes} MB unknown`, 'x'.repeat(size), 'application/octet-stream']);
	}
	return texts.map(([name, text, type = json]) => ({ name, bytes: Buffer.from(text), type }));
}

/** Keys that reach an object's prototype where somebody assigns them. */
export function pollution(): Body[] {
	const proto = ['__proto__', 'constructor', 'prototype'];
	const values = ['1', '{"kx7q":1}', '[]', 'null', '{"__proto__":{"kx7q":1}}'];
	const jsons = proto.flatMap((name) =>
		values.flatMap((value) => [
			`{"${name}":${value},"email":"a@example.com"}`,
			`{"a":{"${name}":${value}}}`,
			`{"constructor":{"prototype":${value}},"x":"${name}"}`,
			`[{"${name}":${value}}]`,
			`{"fields":{"${name}":{"value":${value}}}}`,
			`{"answers":[{"${name}":${value}}],"form_response":{"${name}":${value}}}`,
		]),
	);
	const forms = proto.flatMap((name) => [
		`${name}[kx7q]=1`,
		`${name}.kx7q=1`,
		`a[${name}][kx7q]=1`,
		`constructor[prototype][kx7q]=1`,
		`${name}=1&${name}=2`,
		`[${name}][kx7q]=1`,
		`a[]=1&a[${name}]=2&a[length]=1e9`,
	]);
	return [
		...jsons.map((text) => ({ name: text, bytes: Buffer.from(text), type: json })),
		...forms.map((text) => ({ name: text, bytes: Buffer.from(text), type: form })),
	];
}
