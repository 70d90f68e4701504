import { describe, expect, it } from '@jest/globals';
import { verifyLead } from '../../../lib/core/verify/lead';

const statusOf = (lead: Parameters<typeof verifyLead>[0]) =>
	Object.fromEntries(verifyLead(lead, {}).checks.map(({ field, status }) => [field, status]));

describe('verifying a lead', () => {
	it('tells rank and field of a job title and the company without its legal form', () => {
		const verified = verifyLead(
			{ company: 'Example Roofing GmbH', title: 'Head of Marketing' },
			{},
		);
		expect(verified).toEqual({
			checks: [
				{ field: 'company', status: 'valid' },
				{ field: 'title', status: 'valid' },
			],
			companyCore: 'Example Roofing',
			titleLevel: 'head',
			titleArea: 'marketing',
		});
	});

	it.each([
		[{ company: 'n/a' }, 'unknown'],
		[{ company: 'GmbH' }, 'unknown'],
		[{ company: '!!!' }, 'invalid'],
		[{ company: '3M' }, 'valid'],
		[{ company: '株式会社サンプル' }, 'valid'],
		[{ company: 'https://www.roofs.example' }, 'risky'],
	])('company %j is %s', (lead, status) => expect(statusOf(lead)).toEqual({ company: status }));

	it.each([
		[{ title: '-' }, 'unknown'],
		[{ title: '1234' }, 'invalid'],
		[{ title: 'Wanderer' }, 'unknown'],
		[{ title: 'Geschäftsführer' }, 'valid'],
	])('title %j is %s', (lead, status) => expect(statusOf(lead)).toEqual({ title: status }));

	it('looks at an address as a whole', () => {
		const street = '12 Main St';
		expect(statusOf({ street })).toEqual({ street: 'unknown' });
		expect(statusOf({ street, city: 'Springfield' })).toEqual({ street: 'valid' });
		expect(verifyLead({ street: '12 Main St, Springfield, IL 62701' }, {}).checks).toEqual([
			{
				field: 'street',
				status: 'risky',
				reason: 'The whole address stands in it',
				suggestion: street,
			},
		]);
		const us = { state: 'illinois', country: 'US', postalCode: '62701' };
		expect(verifyLead(us, {}).checks).toEqual([
			{ field: 'state', status: 'valid', suggestion: 'IL' },
			{ field: 'country', status: 'valid' },
			{ field: 'postalCode', status: 'valid' },
		]);
		expect(statusOf({ ...us, state: 'Atlantis' })).toMatchObject({ state: 'unknown' });
	});

	it('checks only what was asked for', () => {
		const lead = { company: 'n/a', title: '-', street: '1', email: 'ann@example.com' };
		expect(verifyLead(lead, { only: ['title'] }).checks.map(({ field }) => field)).toEqual([
			'title',
		]);
	});
});
