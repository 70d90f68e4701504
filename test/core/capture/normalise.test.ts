import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { normaliseSubmissions } from '../../../lib/core/capture/normalise';
import { parseBody } from '../../../lib/core/capture/read/body';
import { providers } from './shapes/providers';
import { sites } from './shapes/sites';
import { tools } from './shapes/tools';

const meta = { receivedAt: Date.parse('2026-03-02T10:00:00.000Z') };
const options = { defaultCountry: 'US' };

describe('normaliseSubmissions', () => {
	it.each([...providers, ...sites, ...tools].map((shape) => [shape.name, shape] as const))(
		'understands %s',
		(_name, { payload, lead, facts, rejected }) => {
			const [first] = normaliseSubmissions(payload, meta, options);
			if (rejected) {
				expect(first).toMatchObject({ kind: 'rejected', reason: expect.stringMatching(rejected) });
				return;
			}
			expect(first).toMatchObject({ kind: 'lead', ...facts });
			const fields = first?.kind === 'lead' ? first.fields : {};
			for (const [key, value] of Object.entries(lead ?? {})) {
				expect({ [key]: Reflect.get(fields, key) }).toMatchObject({ [key]: value });
			}
		},
	);

	it('keeps consent with the words of its box', () => {
		const [lead] = normaliseSubmissions(
			{
				email: 'a@example.com',
				'I agree to the privacy policy': true,
				newsletter: 'no',
				'Marketing emails': 'yes',
			},
			meta,
		);
		expect(lead).toMatchObject({
			fields: {
				consent: [
					{ purpose: 'marketing', channel: 'email' },
					{ purpose: 'answer', text: 'I agree to the privacy policy', given: true },
				],
			},
		});
	});

	it('takes several leads of one payload apart', () => {
		const payload = {
			object: 'page',
			entry: [
				{ changes: ['1', '2'].map((id) => ({ field: 'leadgen', value: { leadgen_id: id } })) },
			],
		};
		expect(normaliseSubmissions(payload, meta)).toMatchObject([
			{ code: 'waitsForFields', sourceId: '1' },
			{ code: 'waitsForFields', sourceId: '2' },
		]);
	});

	it('keeps ids longer than a number can hold', () => {
		const body = parseBody(
			new TextEncoder().encode(
				'{"lead_id":99887766554433221100,"user_column_data":[{"column_id":"EMAIL","string_value":"a@example.com"}]}',
			),
			'application/json',
		);
		expect(body.kind === 'data' && normaliseSubmissions(body.data, meta)).toMatchObject([
			{ sourceId: '99887766554433221100' },
		]);
	});

	it('leaves out what would reach a prototype, and cleans texts', () => {
		const payload: unknown = JSON.parse(
			'{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":1}},"name":"A\\u0000nn\\ud800 Lee","email":"a@example.com"}',
		);
		const [lead] = normaliseSubmissions(payload, meta);
		expect(lead).toMatchObject({ fields: { fullName: 'Ann\uFFFD Lee' } });
		expect(Reflect.get({}, 'polluted')).toBeUndefined();
	});

	it('never throws, whatever the JSON, and gives every payload an answer', () => {
		fc.assert(
			fc.property(fc.jsonValue({ maxDepth: 6 }), (payload) => {
				expect(normaliseSubmissions(payload, meta, options).length).toBeGreaterThan(0);
			}),
			{ numRuns: 500 },
		);
	});

	it('does not depend on the order of keys', () => {
		const values = {
			Vorname: 'Ann',
			Nachname: 'Lee',
			mail: 'ann@example.com',
			Telefon: '+49 228 123456',
			Firma: 'Lee',
			Ort: 'Bonn',
			x: '1',
			y: '2',
		};
		fc.assert(
			fc.property(fc.shuffledSubarray(Object.keys(values), { minLength: 8 }), (keys) => {
				const shuffled = Object.fromEntries(keys.map((key) => [key, Reflect.get(values, key)]));
				expect(normaliseSubmissions(shuffled, meta)).toEqual(normaliseSubmissions(values, meta));
			}),
		);
	});

	it('stays linear in deep and broad payloads', () => {
		let deep: unknown = { email: 'a@example.com' };
		for (let level = 0; level < 5000; level++) deep = { a: deep };
		expect(normaliseSubmissions(deep, meta)[0]?.kind).toBe('rejected');
		const broad = Object.fromEntries(
			Array.from({ length: 100_000 }, (_, n) => [`field ${n}`, 'x']),
		);
		expect(normaliseSubmissions({ email: 'a@example.com', ...broad }, meta)[0]?.kind).toBe('lead');
	});
});
