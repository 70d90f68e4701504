import { describe, expect, it } from '@jest/globals';
import { factsOfItem } from '../../../lib/core/capture/read/item';

describe('factsOfItem', () => {
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
		expect(factsOfItem(item)).toMatchObject({ ...item, ...facts });
	});

	it.each([
		['2026-03-01T10:00:00Z', '2026-03-01T10:00:00.000Z'],
		[46082.5, '2026-03-01T11:00:00.000Z'],
		['46082.5', '2026-03-01T11:00:00.000Z'],
	])('reads the moment %p in the zone of the sheet', (written, moment) => {
		expect(factsOfItem({ Timestamp: written }, 'Europe/Berlin').createdAt).toBe(moment);
	});

	it('does not guess whether 03/04/2026 is in March or April', () => {
		expect(factsOfItem({ 'Created at': '03/04/2026 10:00' }, 'Europe/Berlin')).not.toHaveProperty(
			'createdAt',
		);
	});
});
