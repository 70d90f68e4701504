import { describe, expect, it } from '@jest/globals';
import type { Lead } from '../../../lib/core/lead/lead';
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
