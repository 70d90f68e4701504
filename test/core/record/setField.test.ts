import { describe, expect, it } from '@jest/globals';
import { setField } from '../../../lib/core/record/setField';
import type { Lead } from '../../../lib/core/lead/lead';

const lead: Lead = {
	leadId: '01ARZ3NDEKTSV4RRFFQ69G5FA1',
	createdAt: '2026-03-01T00:00:00.000Z',
	updatedAt: '2026-03-01T00:00:00.000Z',
	stage: 'new',
	stageHistory: [],
	email: 'ann@example.com',
	emailStatus: 'valid',
};
const options = { defaultCountry: 'DE', now: Date.parse('2026-03-02T09:00:00.000Z') };

describe('setting a field', () => {
	it.each([
		['employees', '1,200', { employees: 1200 }],
		['topics', 'roof, solar', { topics: ['roof', 'solar'] }],
		['country', 'Germany', { country: 'DE' }],
		[
			'phone',
			'0171 2345678',
			{ phone: '0171 2345678', phoneE164: '+491712345678', phoneStatus: 'valid' },
		],
		['email', 'Bob@EXAMPLE.com', { email: 'Bob@example.com', emailStatus: undefined }],
		['renewalDate', '2026-05-01', { renewalDate: '2026-05-01T00:00:00.000Z' }],
		['membership', 'Gold', { extra: { membership: 'Gold' } }],
		['email', '', { email: undefined, emailStatus: undefined }],
	])('%s takes %j', (key, value, expected) => {
		const result = setField(lead, key, value, options);
		expect(result).toMatchObject({ kind: 'set', lead: expected });
		expect(result).toMatchObject({ lead: { fieldTimes: { [key]: '2026-03-02T09:00:00.000Z' } } });
	});

	it.each([
		['employees', 'many'],
		['lockedScore', '999'],
		['lockedScore', -1],
		['timezone', 'Mars/Base'],
		['renewalDate', '03/04/2026'],
		['email', 'not an address'],
		['country', 'Nowhere'],
		['score', '50'],
		['leadId', 'x'],
		['stage', 'customer'],
	])('%s refuses %j and says why', (key, value) => {
		const result = setField(lead, key, value, options);
		expect(result).toEqual({ kind: 'refused', message: expect.stringMatching(/^'[A-Z].*'/) });
	});

	it.each([
		['firstName', 'Änne', { firstName: 'Änne', lastName: 'Lee', fullName: 'Änne Lee' }],
		['lastName', 'Meier', { firstName: 'Ann', lastName: 'Meier', fullName: 'Ann Meier' }],
		['lastName', '', { firstName: 'Ann', lastName: undefined, fullName: 'Ann' }],
		[
			'fullName',
			'Dr. Eva Meier',
			{ firstName: 'Eva', lastName: 'Meier', fullName: 'Dr. Eva Meier' },
		],
		['fullName', '', { firstName: undefined, lastName: undefined, fullName: undefined }],
	])('%s %j keeps the name and its parts together', (key, value, expected) => {
		const named = { ...lead, firstName: 'Ann', lastName: 'Lee', fullName: 'Ann Lee' };
		const result = setField(named, key, value, options);
		expect(result).toMatchObject({ lead: expected });
		expect(result).toMatchObject({ lead: { fieldTimes: { [key]: '2026-03-02T09:00:00.000Z' } } });
		const whole = { ...lead, fullName: 'Ann Lee' };
		expect(setField(whole, key, value, options)).toMatchObject({ lead: expected });
	});

	it('leaves the lead it was given as it was', () => {
		const before = structuredClone(lead);
		setField(lead, 'city', 'Bonn', options);
		expect(lead).toEqual(before);
	});
});
