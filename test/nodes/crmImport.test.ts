import { describe, expect, it } from '@jest/globals';
import { storeOf } from '../../lib/process/stores';
import { LeadCapture } from '../../nodes/LeadCapture/LeadCapture.node';
import { crmExports } from '../../scripts/docs/crmExports';
import { runNode } from '../../scripts/engine/node';
import { useStore } from './store';

/** A value for each meaning, as exports write it. */
const values: Readonly<Record<string, string>> = {
	externalId: '00Q5e00000AbCdE',
	salutation: 'Ms.',
	firstName: 'Ann',
	lastName: 'Lee',
	title: 'Head of Sales',
	company: 'Example Ltd',
	email: 'ann@example.com',
	phone: '+1 202 555 0143',
	mobile: '+1 202 555 0144',
	street: '1 Example Street',
	city: 'Springfield',
	state: 'IL',
	postalCode: '62701',
	country: 'United States',
	website: 'https://www.example.com',
	source: 'Trade show',
	stage: 'Working',
	temperature: 'Hot',
	industry: 'Software',
	revenue: '2500000',
	employees: '120',
	owner: 'mia@example.com',
	createdAt: '2025-11-30T10:15:00Z',
	notes: 'Wants a roof',
	message: 'Please call',
	doNotEmail: '1',
	doNotCall: '1',
	timezone: 'America/Chicago',
	language: 'en',
	topics: 'roof;solar',
	dealValue: '9000',
	department: 'Sales',
	externalScore: '42',
};

describe('an export of another CRM, imported as it is', () => {
	useStore('2026-03-02T10:00:00.000Z');

	it.each(crmExports.map((one) => [`${one.crm}, ${one.kind}`, one] as const))(
		'%s',
		async (_name, { columns }) => {
			const cells = columns.map(([, meaning]) =>
				meaning === undefined ? 'kept' : values[meaning],
			);
			const csv = [columns.map(([header]) => header), cells]
				.map((line) => line.map((text) => `"${text}"`).join(','))
				.join('\r\n');
			const data = Buffer.from(csv).toString('base64');
			const { error, outputs } = await runNode({
				type: new LeadCapture(),
				items: [{ json: {}, binary: { data: { data, mimeType: 'text/csv' } } }],
				parameters: { operation: 'import' },
			});
			expect(error).toBeUndefined();
			expect(Object.values(outputs).flat()[0]?.json).toMatchObject({ new: 1 });
			const { leads } = await (await storeOf('Main')).listLeads({ limit: 2 });
			const lead = leads[0]?.lead;
			const has = (meaning: string) => columns.some(([, one]) => one === meaning);
			expect(lead).toMatchObject({
				email: 'ann@example.com',
				firstName: 'Ann',
				lastName: 'Lee',
				company: 'Example Ltd',
				phoneE164: '+12025550143',
				city: 'Springfield',
				country: 'US',
				postalCode: '62701',
				source: 'Trade show',
				stage: 'new',
			});
			if (has('owner')) expect(lead?.owner).toBe('mia@example.com');
			if (has('doNotEmail')) expect(lead?.doNotContact).toContain('email');
			if (has('doNotCall')) expect(lead?.doNotContact).toContain('phone');
			if (has('revenue')) expect(lead?.revenue).toBe(2_500_000);
			if (has('dealValue')) expect(lead?.dealValue).toBe(9000);
			if (has('topics')) expect(lead?.topics).toEqual(['roof', 'solar']);
			expect(Object.values(lead?.externalIds ?? {})).toEqual(['00Q5e00000AbCdE']);
			expect(JSON.stringify(lead?.extra)).toContain('Working');
		},
	);
});
