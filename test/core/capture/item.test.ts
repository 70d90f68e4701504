import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fields } from '../../../lib/core/lead/fields';
import { itemReader } from '../../../lib/core/capture/read/item';

const keys = fields.map(({ key }) => key);

/** Names of columns for each meaning that there is, and some that mean nothing. */
const labels = [
	...keys,
	...['Name', 'Vorname', 'Titel', 'Title', 'Anrede', 'Mail', 'Contact', 'Mobile', 'Handy', 'Web'],
	...['Straße', 'Address 2', 'Kraj', 'Land', 'State', 'utm_source', 'gclid', 'Landing page', 'Ref'],
	...[
		'Newsletter',
		'I agree to the terms',
		'Do not call',
		'Do not email',
		'Timestamp',
		'x',
		'Sales rep',
	],
];

const values = [
	...['ann@example.com', 'Ann Torres <ann@firm.example.com>', '+49 30 1234567', '0170 1234567'],
	...['Mr', 'Dr. Mia Torres', 'VP Sales', 'Germany', 'Polska', 'www.firm.example.com', 'yes', 'no'],
	...['https://www.linkedin.com/in/ann', 'https://example.com/?utm_source=x&gclid=1&ref=abc'],
	...['1,200', '46082.5', '2026-03-01T10:00:00Z', 'Hot', 'sales; support', 'Europe/Berlin', '12'],
];

describe('itemReader', () => {
	it.each([
		[
			{ Pays: 'France', 'Company size': '1,200', row_number: 2 },
			{ country: 'FR', employees: 1200 },
		],
		[
			{ 'E-Mail-Adresse': 'ann@example.com', Firma: 'Torres AG' },
			{ email: 'ann@example.com', company: 'Torres AG', domain: 'example.com' },
		],
		[{ Name: 'Mia Torres' }, { firstName: 'Mia', lastName: 'Torres', fullName: 'Mia Torres' }],
		[
			{ country: 'Germany', employees: 200 },
			{ country: 'DE', employees: 200 },
		],
		[{ Temperature: 'Hot' }, { temperature: 'hot' }],
		[
			{ fit: 80, icp: { verdict: 'ideal' } },
			{ fit: 80, icp: { verdict: 'ideal' } },
		],
	])('%j says %j', (item, facts) => {
		expect(itemReader()(item)).toMatchObject({ ...item, ...facts });
	});

	it.each([
		['2026-03-01T10:00:00Z', '2026-03-01T10:00:00.000Z'],
		[46082.5, '2026-03-01T11:00:00.000Z'],
		['46082.5', '2026-03-01T11:00:00.000Z'],
	])('reads the moment %p in the zone of the sheet', (written, moment) => {
		expect(itemReader('Europe/Berlin')({ Timestamp: written }).createdAt).toBe(moment);
	});

	it('does not guess whether 03/04/2026 is in March or April', () => {
		expect(itemReader('Europe/Berlin')({ 'Created at': '03/04/2026 10:00' })).not.toHaveProperty(
			'createdAt',
		);
	});

	it('reads the fields that will be asked for as if it read all', () => {
		const label = fc.constantFrom(...labels);
		const value = fc.oneof(fc.constantFrom(...values), fc.string(), fc.double(), fc.boolean());
		const item = fc.dictionary(label, value, { minKeys: 1, maxKeys: 12 });
		const wanted = fc.uniqueArray(fc.constantFrom(...keys), { maxLength: 4 });
		fc.assert(
			fc.property(item, wanted, (json, asked) => {
				const [all, some] = [itemReader('Europe/Berlin'), itemReader('Europe/Berlin', asked)];
				const [whole, part] = [all(json), some(json)];
				for (const key of asked) expect([key, part[key]]).toEqual([key, whole[key]]);
			}),
			{ numRuns: 5_000 },
		);
	});

	it('leaves unread what nobody asks for', () => {
		const read = itemReader(undefined, ['employees', 'icp.verdict']);
		const item = { Mail: 'ann@example.com', Employees: '1,200', icp: { verdict: 'ideal' } };
		expect(read(item)).toEqual({ ...item, employees: 1200 });
	});
});
