import { describe, expect, test } from '@jest/globals';
import Ajv from 'ajv';
import { compileProfiles } from '../../../lib/core/filter/profile';
import { fieldOf, fields } from '../../../lib/core/lead/fields';
import { compileStep } from '../../../lib/core/nurture/content';
import { validateSequence } from '../../../lib/core/nurture/sequence';
import { packOf, packs } from '../../../lib/core/packs';
import { readPackFields, seeingPack } from '../../../lib/core/packs/fields';
import { type Pack, packKeys } from '../../../lib/core/packs/types';
import { defaultRules } from '../../../lib/core/score/rules';
import { compileScore } from '../../../lib/core/score/score';
import { packSchema } from './schema';

const now = Date.parse('2026-06-01T12:00:00Z');
const pack = (key: string): Pack => packOf(key) ?? packs[0]!;

const filterOf = (one: Pack) => {
	const compiled = compileProfiles(one.filter);
	if (compiled.kind === 'wrong') throw new Error(compiled.messages.join('\n'));
	return seeingPack(one, compiled.filter);
};
const verdict = (key: string, lead: object) => filterOf(pack(key))(lead, now).verdict;

test('there is a pack for every name', () => {
	expect(packs.map(({ key }) => key)).toEqual([...packKeys]);
});

describe.each(packs.map((one): [string, Pack] => [one.key, one]))('%s', (_key, one) => {
	test('fits the schema', () => {
		const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
		ajv.validate(packSchema, one);
		expect(ajv.errors ?? []).toEqual([]);
	});

	test('its filter and its score compile', () => {
		filterOf(one);
		const score = compileScore({ rules: [...one.score, ...defaultRules] });
		expect(score.kind === 'wrong' ? score.messages : []).toEqual([]);
	});

	test('no field of its own goes by a name of the catalogue, which capture would take for that field', () => {
		const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '');
		const taken = new Set(
			fields.flatMap(({ key, label, aliases }) => [key, label, ...aliases].map(plain)),
		);
		const clashes = one.fields.flatMap(({ key, label, aliases = [] }) =>
			[key, label, ...aliases].filter((name) => taken.has(plain(name))),
		);
		expect(clashes).toEqual([]);
	});

	test('every field that its rules name is in the catalogue or in the pack', () => {
		const own = new Set(one.fields.map(({ key }) => key));
		const named = [
			...one.filter.profiles.flatMap(({ criteria }) => criteria.map(({ field }) => field)),
			...(one.filter.categories ?? []).map(({ field }) => field),
			...one.score.flatMap((rule) => (rule.kind === 'field' ? [rule.when.field] : [])),
			...one.fields.flatMap(({ percent }) => (percent ? [percent.part, percent.whole] : [])),
		];
		expect(named.filter((field) => !own.has(field) && fieldOf(field) === undefined)).toEqual([]);
	});

	test('its sequence is valid and can be sent to somebody of whom only the address is known', () => {
		const draft = {
			name: one.sequence.name,
			steps: [...one.sequence.steps],
			purpose: 'answer' as const,
			consent: 'byCountry' as const,
			window: { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' },
			exitWhen: ['reply' as const],
			allowReenrol: false,
		};
		const result = validateSequence(draft);
		expect(result.kind === 'wrong' ? result.problems : []).toEqual([]);
		for (const step of one.sequence.steps.filter(({ kind }) => kind === 'email')) {
			const lead = {
				leadId: '01J0000000000000000000000A',
				createdAt: '2026-06-01T12:00:00.000Z',
				updatedAt: '2026-06-01T12:00:00.000Z',
				stage: 'new' as const,
				stageHistory: [],
				email: 'reader@example.com',
			};
			expect(compileStep(step, 'A').render(lead, { senderName: 'Example Ltd' })).toMatchObject({
				kind: 'done',
			});
		}
	});

	test('no subject holds a word that must not stand there', () => {
		const subjects = one.sequence.steps.map(({ subject = '' }) => subject.toLowerCase());
		const words = one.contact.notInSubject ?? [];
		const found = subjects.filter((subject) =>
			words.some((word) => new RegExp(`\\b${word.toLowerCase()}`).test(subject)),
		);
		expect(found).toEqual([]);
	});

	test('it asks for no more calls than its own rule allows', () => {
		const calls = one.sequence.steps.filter(({ kind }) => kind === 'phoneTask');
		expect(calls.length).toBeLessThanOrEqual(one.contact.callAttempts.most);
	});
});

describe('rules of the industries', () => {
	test.each([
		['debtSettlement', { extra: { 'Total debt': '$7,499' } }, 'outside'],
		[
			'debtSettlement',
			{ extra: { 'Total debt': '$18,000', 'Debt type': 'Credit cards', Payments: 'Behind' } },
			'ideal',
		],
		[
			'mortgage',
			{
				extra: {
					purpose: 'Purchase',
					'Home Value': '200,000',
					balance: '192,000',
					Credit: 'Excellent',
				},
			},
			'possible',
		],
		[
			'mortgage',
			{
				extra: {
					purpose: 'Purchase',
					'Home Value': '200,000',
					balance: '150,000',
					Credit: 'Excellent',
				},
			},
			'ideal',
		],
		['callCentre', { phone: '+12025550123', extra: { 'Call result': 'Do not call' } }, 'outside'],
		['healthcare', { phone: '1', extra: { service: 'Dentist', urgency: 'Emergency' } }, 'possible'],
		['b2b', { title: 'Student', company: 'University' }, 'outside'],
		['education', {}, 'possible'],
	])('%s: %j is %s', (key, lead, expected) => {
		expect(verdict(key, lead)).toBe(expected);
	});

	test('somebody told of a review reads why', () => {
		const { reasons } = filterOf(pack('mortgage'))({ extra: { ltv: 97 } }, now);
		expect(reasons).toContain('To be looked at: ltv is at least 95.01');
	});
});

describe('fields of a pack', () => {
	const read = readPackFields(pack('mortgage'));

	test('are found under other names, and what can be worked out is', () => {
		expect(read({ extra: { 'Home value': '200,000', Balance: 190000, other: 1 } })).toEqual({
			extra: {
				'Home value': '200,000',
				Balance: 190000,
				other: 1,
				propertyValue: '200,000',
				loanBalance: 190000,
				ltv: 95,
			},
		});
	});

	test('an item that was never captured has them beside its other fields', () => {
		expect(read({ 'Credit Rating': 'Good' })).toMatchObject({ extra: { creditBand: 'Good' } });
	});

	test('the own name wins, what is told is not worked out, nothing is changed', () => {
		const lead = Object.freeze({
			extra: Object.freeze({ ltv: 10, loanBalance: 1, propertyValue: 2, balance: 9 }),
		});
		expect(read(lead)).toEqual({
			extra: { ltv: 10, loanBalance: 1, propertyValue: 2, balance: 9 },
		});
	});

	test('a lead with none of them is passed on as it is', () => {
		const lead = { extra: { other: 1 } };
		expect(read(lead)).toBe(lead);
	});
});
