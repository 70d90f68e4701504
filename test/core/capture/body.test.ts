import { expect, test } from '@jest/globals';
import { parseBody, parseJson } from '../../../lib/core/capture/read/body';

const read = (text: string, type: string) => parseBody(Buffer.from(text), type);

test('long ids stay text, in texts they stay as they are', () => {
	expect(parseJson('{"id":12345678901234567890,"n":1,"t":"12345678901234567890"}')).toEqual({
		id: '12345678901234567890',
		n: 1,
		t: '12345678901234567890',
	});
	expect(parseJson('[1e20,-12345678901234567]')).toEqual([1e20, '-12345678901234567']);
});

test('a repeated name is a list, bounded like everything else', () => {
	expect(read('a=1&a=2&b=3&__proto__=4', 'application/x-www-form-urlencoded')).toEqual({
		kind: 'data',
		data: { a: ['1', '2'], b: '3' },
	});
	const many = read('a=1&'.repeat(60_000), 'application/x-www-form-urlencoded');
	expect(many.kind === 'data' && JSON.stringify(many.data).length).toBeLessThan(10_000);
});

/** Each of these took the square of its length: minutes at a size that a form may have. */
test.each([
	['quotes that end nowhere', `["${'\\"'.repeat(120_000)}`, 'text/plain'],
	[
		'quotes that end nowhere, after an id',
		`[12345678901234567890,"${'\\"'.repeat(120_000)}`,
		'text/plain',
	],
	['one name very often', 'a&'.repeat(125_000), 'application/x-www-form-urlencoded'],
	['brackets that do not close', `${'['.repeat(250_000)}=1`, 'application/x-www-form-urlencoded'],
	['brackets one in the other', `a${'[b]'.repeat(80_000)}=1`, 'application/x-www-form-urlencoded'],
])('%s are read in no time', (_what, text, type) => {
	const began = performance.now();
	read(text, type);
	expect(performance.now() - began).toBeLessThan(1500);
});
