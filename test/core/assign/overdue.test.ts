import { describe, expect, it } from '@jest/globals';
import { isOverdue, overdueWay } from '../../../lib/core/assign/overdue';
import { acceptAction } from '../../../lib/core/assign/request';
import type { Assignment } from '../../../lib/core/assign/types';
import type { Lead } from '../../../lib/core/lead/lead';
import { lead, now } from './given';

const at = (hour: number) => `2026-03-10T${String(hour).padStart(2, '0')}:00:00.000Z`;
const row = (hour: number, change: Partial<Assignment> = {}): Assignment => ({
	assignmentId: `a${hour}`,
	leadId: 'lead0000',
	pool: 'everyone',
	repId: `rep${hour}`,
	rule: 'every lead',
	why: '',
	skipped: [],
	at: at(hour),
	...change,
});
const gone = (hour: number, change: Partial<Assignment> = {}) =>
	row(hour, { endedBy: 'expired', endedAt: at(hour + 1), ...change });
const assigned = (since: number, change: Partial<Lead> = {}): Lead =>
	lead(0, {
		stage: 'assigned',
		stageHistory: [
			{ from: 'filtered', to: 'assigned', by: 'test', at: at(since) },
			{ from: 'assigned', to: 'assigned', by: 'test', at: at(since + 1) },
		],
		...change,
	});

describe('where an overdue lead goes', () => {
	it.each<[string, string, Lead, Assignment[], boolean]>([
		['to the next rep', 'next', assigned(1), [row(1)], false],
		['after three to the manager', 'manager', assigned(1), [gone(1), gone(2), row(3)], false],
		['nowhere from there', 'stays', assigned(1), [gone(1), gone(2), gone(3), row(4)], true],
		['back to the pool', 'back', assigned(1), [gone(1), row(2, { rule: 'Claimed' })], false],
		[
			'next, whoever had it in an earlier round',
			'next',
			assigned(5),
			[gone(1), gone(2), gone(3), row(5)],
			false,
		],
		[
			'next, when somebody gave it back in between',
			'next',
			assigned(1),
			[gone(1), gone(2, { endedBy: 'released' }), row(3)],
			false,
		],
		[
			'next, when two were not even offered it',
			'next',
			assigned(1, { nextAction: acceptAction }),
			[gone(1), gone(2), row(3, { offer: true })],
			false,
		],
		[
			'to the manager, when three declined the offer',
			'manager',
			assigned(1, { nextAction: acceptAction }),
			[
				gone(1, { offer: true }),
				gone(2, { offer: true, endedBy: 'declined' }),
				row(3, { offer: true }),
			],
			false,
		],
	])('%s', (_, way, one, log, managed) => {
		expect(overdueWay(one, log, managed)).toBe(way);
		expect(overdueWay(one, log.toReversed(), managed)).toBe(way);
	});
});

describe('whether a lead is overdue', () => {
	const late = { owner: 'ann', dueAt: at(9), assignedAt: at(8) };
	it.each<[string, Partial<Lead>, boolean]>([
		['not answered', {}, true],
		['due later', { dueAt: at(11) }, false],
		['answered', { firstResponseAt: at(9), lastTouchAt: at(9) }, false],
		['answered in an earlier round only', { firstResponseAt: at(2), lastTouchAt: at(3) }, true],
		['answered again', { firstResponseAt: at(2), lastTouchAt: at(9) }, false],
		['of nobody', { owner: undefined }, false],
		['worked on already', { stage: 'contacted' }, false],
	])('%s', (_, change, overdue) => {
		expect(isOverdue(assigned(1, { ...late, ...change }), now)).toBe(overdue);
	});
});
