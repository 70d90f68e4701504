import { describe, expect, it } from '@jest/globals';
import { LeadCapture } from '../../nodes/LeadCapture/LeadCapture.node';
import { runNode } from '../../scripts/engine/node';
import { storeOf } from '../../lib/process/stores';
import { useStore } from './store';

async function capture(items: object[], parameters = {}) {
	return await runNode({
		type: new LeadCapture(),
		items: items.map((json) => ({ ...json })),
		parameters,
	});
}

describe('Lead Capture', () => {
	useStore('2026-03-02T10:00:00.000Z');

	it('sorts items into New, Updated, Review and Rejected and adds the lead to the item', async () => {
		await capture([
			{ email: 'bob@example.com', linkedin: 'https://linkedin.com/in/bob' },
			{ email: 'eve@example.com' },
		]);
		const { outputs, error } = await capture([
			{ Vorname: 'Ann', Nachname: 'Lee', 'E-Mail': 'ann@example.com', Lieblingsfarbe: 'blau' },
			{ email: 'bob@example.com', city: 'Bonn' },
			{ email: 'eve@example.com', linkedin: 'https://linkedin.com/in/bob' },
			{ colour: 'red' },
		]);
		expect(error).toBeUndefined();
		expect(outputs['New']?.[0]).toMatchObject({
			json: {
				Vorname: 'Ann',
				fullName: 'Ann Lee',
				email: 'ann@example.com',
				stage: 'new',
				workspace: 'Main',
				extra: { Lieblingsfarbe: 'blau' },
				capture: { outcome: 'new' },
			},
			pairedItem: { item: 0 },
		});
		expect(outputs['Updated']?.[0]?.json).toMatchObject({
			city: 'Bonn',
			capture: { outcome: 'updated' },
		});
		expect(outputs['Review']?.[0]?.json).toMatchObject({
			email: 'eve@example.com',
			capture: { outcome: 'review' },
		});
		expect(outputs['Rejected']?.[0]?.json).toMatchObject({
			colour: 'red',
			capture: { outcome: 'rejected' },
		});
	});

	it('understands the default country by code and by name', async () => {
		const numbers = ['Germany', 'Deutschland', ' de '].map(async (defaultCountry, index) => {
			const phone = `030 90182${index}00`;
			const { outputs } = await capture([{ email: `ann${index}@example.com`, phone }], {
				defaultCountry,
			});
			return outputs['New']?.[0]?.json['phoneE164'];
		});
		expect(await Promise.all(numbers)).toEqual([0, 1, 2].map((index) => `+493090182${index}00`));
	});

	it.each([
		[{ defaultCountry: 'Nonsense' }, "'Default Country' cannot be 'Nonsense'"],
		[{ source: 'nonsense' }, "'Comes From' cannot be 'nonsense'"],
		[{ onMatch: 'zzz' }, "'When the Lead Exists' cannot be 'zzz'"],
	])('captures nobody by a panel that cannot be read: %j', async (parameters, message) => {
		const { error } = await capture([{ email: 'ann@example.com' }], parameters);
		expect(error?.message).toBe(message);
		expect(error?.description).toBeTruthy();
		expect((await (await storeOf('Main')).counts()).leads).toBe(0);
	});

	it('takes fields as they were chosen, also into own fields', async () => {
		const { outputs } = await capture(
			[{ 'Kontakt 1': 'Ann Lee', 'Wie?': 'ann@example.com', 'Frage 7': 'x' }],
			{
				fields: 'choose',
				mapping: {
					field: [
						{ leadField: 'fullName', incoming: 'Kontakt 1' },
						{ leadField: 'email', incoming: ' wie? ' },
						{ leadField: '__other', leadFieldName: 'frage', incoming: 'Frage 7' },
					],
				},
			},
		);
		expect(outputs['New']?.[0]?.json).toMatchObject({
			firstName: 'Ann',
			email: 'ann@example.com',
			extra: { frage: 'x' },
		});
	});

	it('captures several submissions of one item as an item each', async () => {
		const { outputs } = await capture([
			{ leads: [{ email: 'a@example.com' }, { email: 'b@example.com' }] },
		]);
		expect(outputs['New']?.map(({ json }) => json['email'])).toEqual([
			'a@example.com',
			'b@example.com',
		]);
		expect((await (await storeOf('Main')).counts()).leads).toBe(2);
	});
});
