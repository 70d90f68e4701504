import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mergeIntoLead } from '../../../lib/core/capture/merge';
import type { LeadFields } from '../../../lib/core/capture/read/build';
import type { Lead } from '../../../lib/core/lead/lead';

const early = '2026-01-01T00:00:00.000Z';
const made = '2026-02-01T00:00:00.000Z';
const late = '2026-03-01T00:00:00.000Z';
const later = '2026-04-01T00:00:00.000Z';

const ann: Lead = {
	leadId: '01',
	createdAt: made,
	updatedAt: made,
	stage: 'assigned',
	stageHistory: [],
	email: 'ann@example.com',
	company: 'Lee Ltd',
	owner: 'rep@example.org',
	source: 'Website',
	street: '1 High St',
	city: 'Bonn',
	phone: '+49 228 1',
	phoneE164: '+492281',
};

/** What Capture makes of a form that asks for the first name only. */
function alone(firstName: string): LeadFields {
	return { firstName, fullName: firstName };
}

describe('mergeIntoLead', () => {
	it.each<[string, LeadFields, string, Partial<Lead>]>([
		['a newer value wins', { company: 'New' }, late, { company: 'New' }],
		['an older one does not', { company: 'Old' }, early, { company: 'Lee Ltd' }],
		['gaps are filled at any age', { title: 'CEO' }, early, { title: 'CEO' }],
		['the owner stays', { owner: 'eve@example.org' }, late, { owner: 'rep@example.org' }],
		['the first source stays', { source: 'Ads' }, late, { source: 'Website' }],
		['an older first source counts', { source: 'Fair' }, early, { source: 'Fair' }],
		['lists are united', { topics: ['a', 'b'] }, late, { topics: ['a', 'b'] }],
		[
			'a new phone drops the old E.164',
			{ phone: '12' },
			late,
			{ phone: '12', phoneE164: undefined },
		],
		[
			'an address replaces as a whole',
			{ city: 'Berlin', postalCode: '10115' },
			late,
			{ city: 'Berlin', postalCode: '10115', street: undefined },
		],
		[
			'a lone part does not tear an address apart',
			{ city: 'Berlin' },
			late,
			{ city: 'Bonn', street: '1 High St' },
		],
		[
			'an address is completed',
			{ city: 'Bonn', country: 'DE' },
			early,
			{ street: '1 High St', country: 'DE' },
		],
	])('%s', (_name, incoming, at, expected) => {
		const { lead } = mergeIntoLead(ann, incoming, 'update', at);
		for (const [key, value] of Object.entries(expected))
			expect(Reflect.get(lead, key)).toEqual(value);
	});

	describe('names', () => {
		const eva: Lead = {
			...ann,
			fullName: 'Eva Maria Example',
			firstName: 'Eva',
			middleName: 'Maria',
			lastName: 'Example',
		};
		const { fullName: _whole, middleName: _middle, lastName: _last, ...first } = eva;
		it.each<[string, Lead, LeadFields, string, string, string | undefined]>([
			[
				'a first name alone takes nothing away',
				eva,
				alone('Eva'),
				late,
				'Eva Maria Example',
				'Example',
			],
			[
				'a last name alone changes the last name',
				eva,
				{ lastName: 'Meier', fullName: 'Meier' },
				late,
				'Eva Maria Meier',
				'Meier',
			],
			[
				'a last name completes',
				{ ...first, fullName: 'Eva' },
				{ lastName: 'Meier', fullName: 'Meier' },
				early,
				'Eva Meier',
				'Meier',
			],
			[
				'a last name said alone is no first name',
				eva,
				alone('example'),
				late,
				'Eva Maria Example',
				'Example',
			],
			['an older name changes nothing', eva, alone('Eve'), early, 'Eva Maria Example', 'Example'],
			[
				'a first name alone changes the first name',
				eva,
				alone('Bob'),
				late,
				'Bob Maria Example',
				'Example',
			],
			[
				'a whole name replaces the whole name',
				eva,
				{ firstName: 'Bob', lastName: 'Lee', fullName: 'Dr. Bob Lee' },
				late,
				'Dr. Bob Lee',
				'Lee',
			],
			[
				'a name that is somebody else fills no gap',
				{ ...first, fullName: 'Eva' },
				{ firstName: 'Bob', lastName: 'Lee', fullName: 'Bob Lee' },
				early,
				'Eva',
				undefined,
			],
			[
				'a name known as a whole only has parts as well',
				{ ...ann, fullName: 'Eva Example' },
				alone('Eve'),
				late,
				'Eve Example',
				'Example',
			],
		])('%s', (_name, lead, incoming, at, fullName, lastName) => {
			const merged = mergeIntoLead(lead, incoming, 'update', at).lead;
			expect(merged).toMatchObject({ fullName });
			expect(merged.lastName).toBe(lastName);
		});

		it('each part has a time of its own', () => {
			const named = mergeIntoLead(eva, alone('Eve'), 'update', later).lead;
			const { lead } = mergeIntoLead(
				named,
				{ firstName: 'Ewa', lastName: 'Meier', fullName: 'Ewa Meier' },
				'update',
				late,
			);
			expect(lead).toMatchObject({
				firstName: 'Eve',
				lastName: 'Meier',
				fullName: 'Eve Maria Meier',
			});
		});
	});

	it('remembers per field when it was set', () => {
		const first = mergeIntoLead(ann, { company: 'New' }, 'update', later).lead;
		const second = mergeIntoLead(first, { company: 'Between', title: 'CEO' }, 'update', late).lead;
		expect(second).toMatchObject({ company: 'New', title: 'CEO' });
	});

	it('adds consent and never takes it back', () => {
		const consent = { channel: 'email', purpose: 'marketing', given: true, at: late } as const;
		const { lead } = mergeIntoLead(
			{ ...ann, consent: [{ ...consent, at: made }] },
			{ consent: [consent] },
			'unchanged',
			late,
		);
		expect(lead.consent).toHaveLength(1);
		const updated = mergeIntoLead(
			{ ...ann, consent: [{ ...consent, at: made }] },
			{ consent: [consent] },
			'fill',
			late,
		);
		expect(updated.lead.consent).toHaveLength(2);
	});

	const text = fc.option(fc.string({ minLength: 1, maxLength: 5 }), { nil: undefined });
	const fields = fc.record({
		company: text,
		title: text,
		city: text,
		street: text,
		phone: text,
		topics: fc.option(fc.array(fc.string()), { nil: undefined }),
		fullName: text,
	});
	const when = fc.constantFrom(early, made, late, later);

	it('the same submission twice changes nothing the second time, and arguments stay as they are', () => {
		fc.assert(
			fc.property(
				fields,
				when,
				fc.constantFrom('update' as const, 'fill' as const),
				(incoming, at, how) => {
					const before = JSON.stringify(ann);
					const once = mergeIntoLead(ann, incoming, how, at).lead;
					const twice = mergeIntoLead(once, incoming, how, at);
					expect(twice.lead).toEqual(once);
					expect(twice.changes).toEqual({});
					expect(JSON.stringify(ann)).toBe(before);
				},
			),
		);
	});
});
