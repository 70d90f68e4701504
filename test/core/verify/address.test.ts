import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
	countryCode,
	joinAddress,
	splitUsAddress,
	verifyPostalCode,
} from '../../../lib/core/verify';

describe('countryCode', () => {
	it.each([
		['DE', 'DE'],
		['deu', 'DE'],
		['Deutschland', 'DE'],
		['U.S.A.', 'US'],
		['United States', 'US'],
		['England', 'GB'],
		['España', 'ES'],
		['österreich', 'AT'],
		['Türkiye', 'TR'],
		['日本', 'JP'],
		['Россия', 'RU'],
		['Atlantis', undefined],
		['', undefined],
	])('%s is %s', (text, code) => {
		expect(countryCode(text)).toBe(code);
	});
});

describe('verifyPostalCode', () => {
	it.each([
		['10115', 'DE', 'valid'],
		['D-10115', 'DE', 'valid'],
		['1011', 'DE', 'invalid'],
		['sw1a 1aa', 'GB', 'valid'],
		['62701-1234', 'US', 'valid'],
		['1234 AB', 'NL', 'valid'],
		['K1A 0B1', 'CA', 'valid'],
		['D1A 0B1', 'CA', 'invalid'],
		['anything', 'AE', 'unknown'],
		['', 'DE', 'unknown'],
	])('%s in %s is %s', (code, country, status) => {
		expect(verifyPostalCode(code, country).status).toBe(status);
	});
});

describe('addresses of the United States', () => {
	const full = {
		number: '12',
		street: '12 Main St Apt 4',
		city: 'Springfield',
		state: 'IL',
		postalCode: '62701-1234',
		country: 'US',
	};

	it.each([
		'12 Main St Apt 4, Springfield, IL 62701-1234',
		'12 Main St Apt 4, Springfield, Illinois, 62701-1234, USA',
		'12 Main St Apt 4 Springfield IL 62701-1234',
		'12 Main St Apt 4\nSpringfield, IL 62701-1234\nUnited States',
	])('takes %j apart', (line) => {
		expect(splitUsAddress(line)).toEqual(full);
	});

	it('knows a street that only sounds like a number', () => {
		expect(splitUsAddress('Highway 77, Albion, ID 83311')).toEqual({
			street: 'Highway 77',
			city: 'Albion',
			state: 'ID',
			postalCode: '83311',
			country: 'US',
		});
	});

	it('answers nothing for what is no such address', () => {
		expect(splitUsAddress('Hauptstraße 5, 10115 Berlin')).toBeUndefined();
	});

	it('puts parts together so that they come apart again', () => {
		expect(
			joinAddress(
				{ street: 'Hauptstr. 5', city: 'Berlin', postalCode: '10115', country: 'DE' },
				'US',
			),
		).toBe('Hauptstr. 5, 10115 Berlin, DE');
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 99999 }),
				fc.constantFrom('Oak Ave', 'Elm Street'),
				(number, street) => {
					const parts = { ...full, number: String(number), street: `${number} ${street}` };
					expect(splitUsAddress(joinAddress(parts, 'US') ?? '')).toEqual(parts);
				},
			),
		);
	});
});
