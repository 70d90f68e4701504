import { describe, expect, it } from '@jest/globals';
import { decideAssignments } from '../../../lib/core/assign/decide';
import { mayBeShared } from '../../../lib/core/assign/partner';
import type { Consent } from '../../../lib/core/lead/lead';
import { lead, now, owners, policy, rep, request } from './given';

const says = (given: boolean, at: string, more: Partial<Consent> = {}): Consent => ({
	channel: 'email',
	purpose: 'sharing',
	given,
	at,
	...more,
});
const yes = says(true, '2026-03-01T10:00:00.000Z');

describe('consent to be shared', () => {
	it.each<[string, Consent[], boolean]>([
		['was never asked for', [], false],
		['was given', [yes], true],
		['was taken back', [says(false, '2026-03-02T10:00:00.000Z'), yes], false],
		['is not confirmed', [{ ...yes, pending: true }], false],
		['is for marketing only', [{ ...yes, purpose: 'marketing' }], false],
	])('%s', (_what, consent, expected) => {
		expect(mayBeShared(lead(1, { consent }))).toBe(expected);
	});
});

describe('a partner', () => {
	const partner = rep('Broker', { partner: { price: 35, returnDays: 7 } });
	const to = { kind: 'partner', id: 'Broker' } as const;
	const rules = [{ name: 'all', field: '', operator: 'is', to }];
	const decide = (reps = [partner], some = [lead(1), lead(2, { consent: [yes] })]) =>
		decideAssignments({}, some, request(reps, { policy: { ...policy, rules } }), now).decisions;

	it('gets only leads that agreed, at its price, and may return them for so long', () => {
		expect(decide()).toMatchObject([
			{
				kind: 'unassigned',
				skipped: [{ repId: 'Broker', why: expect.stringContaining('agreed') }],
			},
			{
				kind: 'assigned',
				assignment: { price: 35, returnUntil: '2026-03-17T10:00:00.000Z' },
			},
		]);
	});

	it('is one where a rule says so, whatever the list says', () => {
		expect(decide([rep('Broker')]).map(({ kind }) => kind)).toEqual(['unassigned', 'assigned']);
	});

	it('takes no turn where no rule sends leads to it', () => {
		const some = [lead(1, { consent: [yes] }), lead(2, { consent: [yes] })];
		expect(owners([partner, rep('Ann')], some)).toEqual(['Ann', 'Ann']);
	});
});
