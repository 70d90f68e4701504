import { describe, expect, it } from '@jest/globals';
import { fillBlanks, newAccount } from '../../../lib/core/convert/account';
import { convertLead, type KnownSale } from '../../../lib/core/convert/convert';
import type { ConvertRequest } from '../../../lib/core/convert/types';
import type { Lead, Stage } from '../../../lib/core/lead/lead';

const now = Date.parse('2026-03-10T10:00:00.000Z');
const at = '2026-03-10T10:00:00.000Z';
const request: ConvertRequest = {
	leadId: 'L1',
	into: 'opportunity',
	currency: 'EUR',
	matchAccount: 'domainThenName',
	by: 'test',
	ids: ['a', 'c', 'o', 't1', 't2', 't3', 't4', 't5', 't6'],
};
const lead = (more: Partial<Lead> = {}): Lead => ({
	leadId: 'L1',
	createdAt: at,
	updatedAt: at,
	stage: 'qualified',
	stageHistory: [],
	...more,
});
const convert = (
	one: Lead,
	more: Partial<ConvertRequest> = {},
	known: KnownSale = {},
	when = now,
) => convertLead(one, known, { ...request, ...more }, when);

describe('converting a lead', () => {
	it.each<[Stage, ConvertRequest['into'], Stage[]]>([
		['qualified', 'opportunity', ['opportunity']],
		['contacted', 'opportunity', ['qualified', 'opportunity']],
		['new', 'opportunity', ['filtered', 'assigned', 'contacted', 'qualified', 'opportunity']],
		['nurturing', 'opportunity', ['qualified', 'opportunity']],
		['keptAccount', 'opportunity', ['qualified', 'opportunity']],
		['qualified', 'account', ['keptAccount']],
		['tracking', 'account', ['qualified', 'keptAccount']],
		['opportunity', 'account', []],
		['customer', 'opportunity', []],
	])('from %s into an %s passes %j', (stage, into, way) => {
		const result = convert(lead({ stage }), { into });
		expect(result).toMatchObject({ kind: 'converted' });
		expect(result.lead.stageHistory.map(({ to }) => to)).toEqual(way);
		expect(result.kind === 'converted' && result.touchpoints.map(({ touchId }) => touchId)).toEqual(
			way.map((_stage, index) => `t${index + 1}`),
		);
	});

	it.each<[Partial<Lead>, string]>([
		[{ stage: 'disqualified' }, 'It is disqualified. Reopen it first'],
		[{ stage: 'junk' }, 'It is junk. Restore it first'],
		[{ quarantined: true }, 'It is in quarantine. Review it first'],
	])('is refused for %j', (more, message) => {
		expect(convert(lead(more))).toMatchObject({ kind: 'refused', message });
	});

	it('names an account without a company after the person, and never finds it by that name', () => {
		const result = convert(lead({ fullName: 'Ann Example', domain: 'gmail.com' }));
		expect(result).toMatchObject({ account: { name: 'Ann Example', isPerson: true } });
		expect(result.kind === 'converted' && result.account.domain).toBeUndefined();
	});

	it('is a further sale once the lead was qualified anew, on the same account', () => {
		const first = convert(lead({ company: 'Acme' }));
		if (first.kind !== 'converted') throw new Error(first.kind);
		const { account, contact, opportunity } = first;
		const later = now + 86_400_000;
		const known = { account, contact, opportunity };
		expect(convert(first.lead, {}, known, later).kind).toBe('already');
		const back = lead({
			...first.lead,
			stage: 'qualified',
			stageHistory: [
				...first.lead.stageHistory,
				{ from: 'keptAccount', to: 'qualified', by: 'x', at: new Date(later).toISOString() },
			],
		});
		const ids = ['a2', 'c2', 'o2', 't9'];
		expect(convert(back, { ids }, known, later + 1)).toMatchObject({
			kind: 'converted',
			account: { accountId: 'a' },
			contact: { contactId: 'c' },
			opportunity: { opportunityId: 'o2' },
		});
	});

	it('leaves the lead that was passed in as it was', () => {
		expect(convert(Object.freeze(lead())).lead.stage).toBe('opportunity');
	});
});

describe('filling the blanks of an account', () => {
	const account = newAccount(lead({ company: 'Acme', city: 'Berlin', industry: 'Tools' }), 'a', at);

	it('takes what is missing and keeps the rest; an address is one thing', () => {
		const filled = fillBlanks(
			account,
			lead({ industry: 'Toys', employees: 9, street: '1 Elsewhere St', city: 'Paris' }),
			'2026-04-01T00:00:00.000Z',
		);
		expect(filled).toMatchObject({ industry: 'Tools', employees: 9, city: 'Berlin' });
		expect(filled.street).toBeUndefined();
		expect(filled.updatedAt).toBe('2026-04-01T00:00:00.000Z');
	});

	it('stays the same object where nothing is new', () => {
		expect(fillBlanks(account, lead({ industry: 'Toys' }), at)).toBe(account);
	});
});
