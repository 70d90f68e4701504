import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { domainKey, emailKey, keysOf } from '../../../lib/core/capture/identity';

describe('emailKey', () => {
	it.each([
		['Ann@Example.com ', 'ann@example.com'],
		['info@müller.example', 'info@xn--mller-kva.example'],
		['Info@MÜLLER.example', 'info@xn--mller-kva.example'],
		['info@mu\u0308ller.example', 'info@xn--mller-kva.example'],
		['info@XN--MLLER-KVA.example', 'info@xn--mller-kva.example'],
		['jürgen@müller.example', 'jürgen@xn--mller-kva.example'],
		['no address', 'no address'],
		['x@ü', 'x@ü'],
	])('%s is %s', (written, key) => {
		expect(emailKey(written)).toBe(key);
	});

	it('is the key of its own key', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
				expect(emailKey(emailKey(text))).toBe(emailKey(text));
				expect(emailKey(emailKey(`a@${text}`))).toBe(emailKey(`a@${text}`));
			}),
		);
	});

	it('is the one that a lead is kept under', () => {
		expect(keysOf({ email: 'info@müller.example' })).toEqual([
			{ kind: 'email', value: emailKey('info@xn--mller-kva.example') },
		]);
		expect(domainKey('Müller.example')).toBe('xn--mller-kva.example');
	});
});
