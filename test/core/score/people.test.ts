import { describe, expect, it } from '@jest/globals';
import type { Lead } from '../../../lib/core/lead/lead';
import { colleaguesAmong } from '../../../lib/core/score/among';
import { defaultRules, type ScoreConfig } from '../../../lib/core/score/rules';
import { compileScore, type CompiledScore } from '../../../lib/core/score/score';
import type { VerifiableField, VerificationResult } from '../../../lib/core/score/verification';

const now = Date.parse('2026-03-10T10:00:00.000Z');
const dayMs = 86_400_000;
const ago = (days: number) => new Date(now - days * dayMs).toISOString();

function score(config: ScoreConfig): CompiledScore {
	const compiled = compileScore(config);
	if (compiled.kind === 'wrong') throw new Error(compiled.messages.join());
	return compiled.score;
}

const standard: ScoreConfig = { rules: [...defaultRules] };
const asked = { type: 'quote.requested', occurredAt: ago(0), touchId: 't1' };

function lead(change: Partial<Lead> = {}): Partial<Lead> {
	return { stage: 'filtered', createdAt: ago(200), fit: 80, firstResponseAt: ago(199), ...change };
}

describe('verification rules', () => {
	const rule = (field: VerifiableField, result: VerificationResult): ScoreConfig => ({
		rules: [{ kind: 'verification', field, result, points: -20 }],
	});
	const fitOf = (config: ScoreConfig, change: Partial<Lead>) =>
		score(config)(lead({ fit: 50, ...change }), [], now).fit;

	it.each<[VerifiableField, VerificationResult, Partial<Lead>, number]>([
		['email', 'invalid', { email: 'ann@' }, 30],
		['email', 'risky', { email: 'ann@gmial.com' }, 30],
		['email', 'free', { email: 'ann@gmail.com' }, 30],
		['email', 'free', { email: 'ann@company.example' }, 50],
		['email', 'role', { email: 'info@company.example' }, 30],
		['email', 'valid', { email: 'ann@gmail.com', emailStatus: 'invalid' }, 50],
		['email', 'invalid', { email: 'ann@gmail.com', emailStatus: 'invalid' }, 30],
		['email', 'invalid', {}, 50],
		['phone', 'valid', { phone: '+44 20 7946 0000' }, 30],
		['fullName', 'invalid', { fullName: '12345' }, 30],
		['title', 'valid', { title: 'Head of Sales' }, 30],
		['postalCode', 'valid', { postalCode: '10115', country: 'DE' }, 30],
		['postalCode', 'valid', { postalCode: 'ABC', country: 'DE' }, 50],
	])('%s %s of %j leaves a fit of %d', (field, result, change, left) => {
		expect(fitOf(rule(field, result), change)).toBe(left);
	});

	it('are refused where the result does not belong to the field', () => {
		expect(compileScore(rule('phone', 'free'))).toEqual({
			kind: 'wrong',
			messages: [
				"Rule 1: 'Phone is free mailbox' is asked of an e-mail only. Choose E-Mail, or another result.",
			],
		});
	});
});

describe('a locked score', () => {
	it('stands above the rules and above newness, and the receipt says so', () => {
		const about = lead({ lockedScore: 12, createdAt: ago(0.1), firstResponseAt: undefined });
		const result = score(standard)(about, [asked], now, 'hot');
		expect(result).toMatchObject({ score: 12, temperature: 'cold', crossed: { from: 'hot' } });
		expect(result.reasons).toEqual([
			{ rule: 'Locked by hand; the rules say 60', points: 12, decayed: 12, counted: 12 },
		]);
	});

	it('holds from the moment it was set', () => {
		const about = lead({ lockedScore: 90, fieldTimes: { lockedScore: ago(5) } });
		expect(score(standard)(about, [], now).score).toBe(90);
		expect(score(standard)(about, [], now - 6 * dayMs).score).toBe(40);
	});
});

describe('what colleagues did', () => {
	const rolled = score({ rules: [...defaultRules], company: { share: 0.25, cap: 20 } });
	const young = lead({ createdAt: ago(5), firstResponseAt: ago(4) });
	const colleagues = (people: number, engagement: number) => ({
		company: 'Example Ltd',
		people,
		engagement,
	});

	it.each([
		[1, 40, 10, 'What 1 colleague at Example Ltd did'],
		[3, 200, 20, 'What 3 colleagues at Example Ltd did'],
	])('of %d people with %d points gives %d', (people, points, engagement, rule) => {
		const result = rolled(young, [], now, undefined, colleagues(people, points));
		expect(result.engagement).toBe(engagement);
		expect(result.reasons).toContainEqual({
			rule,
			points,
			decayed: points,
			counted: engagement / 2,
		});
		expect(result.reasons.reduce((sum, { counted }) => sum + counted, 0)).toBe(result.score);
	});

	it('counts only where it is asked for', () => {
		expect(score(standard)(young, [], now, undefined, colleagues(3, 90)).engagement).toBe(0);
	});

	it('is shared by those of one company, and by nobody at a mailbox provider', () => {
		const members = [
			{ domain: 'Example.com', company: 'Example Ltd', engagement: 30 },
			{ domain: 'example.com', company: undefined, engagement: 10 },
			{ domain: 'gmail.com', company: undefined, engagement: 50 },
			{ domain: 'gmail.com', company: undefined, engagement: 50 },
			{ domain: 'alone.example', company: undefined, engagement: 50 },
		];
		const of = colleaguesAmong(members);
		expect(members.map((_member, index) => of(index))).toEqual([
			{ company: 'Example Ltd', people: 1, engagement: 10 },
			{ company: 'example.com', people: 1, engagement: 30 },
			undefined,
			undefined,
			undefined,
		]);
	});
});
