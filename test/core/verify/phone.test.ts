import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { verifyPhone } from '../../../lib/core/verify';

describe('verifyPhone', () => {
	it.each([
		['0171 234 5678', 'DE', '+491712345678', 'valid'],
		['(212) 555-2368', 'us', '+12125552368', 'valid'],
		['+44 (0)20 7946 0018', '', '+442079460018', 'valid'],
		['0044 20 7946 0018', 'DE', '+442079460018', 'valid'],
		['011 49 171 2345678', 'US', '+491712345678', 'valid'],
		['tel:+49-171-2345678', 'FR', '+491712345678', 'valid'],
		['٠١٧١٢٣٤٥٦٧٨', 'DE', '+491712345678', 'valid'],
	])('%s in %s is %s', (text, country, e164, status) => {
		expect(verifyPhone(text, country)).toMatchObject({ e164, status });
	});

	it('does not call a number invalid whose country it does not know', () => {
		expect(verifyPhone('0171 234 5678')).toMatchObject({ status: 'unknown' });
	});

	it('says why a number cannot be', () => {
		expect(verifyPhone('12', 'US').reason).toBe('There are hardly any digits in it');
		expect(verifyPhone('+49 12', 'US').status).toBe('invalid');
		expect(verifyPhone('+1 111 111 1111', 'US').status).toBe('invalid');
	});

	it('never throws and reads its own E.164 back', () => {
		fc.assert(
			fc.property(
				fc.string({ unit: 'binary' }),
				fc.constantFrom('', 'DE', 'US', 'XX'),
				(text, country) => {
					const { status, e164 } = verifyPhone(text, country);
					if (status === 'valid') expect(verifyPhone(e164 ?? '').e164).toBe(e164);
				},
			),
		);
	});
});
