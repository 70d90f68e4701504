import { describe, expect, test } from '@jest/globals';
import { checkSettings } from '../../../lib/core/workspace/check';
import { defaultSettings, type WorkspaceSettings } from '../../../lib/core/workspace/settings';

describe('checkSettings', () => {
	test('finds nothing wrong with the settings a workspace starts with', () => {
		expect(checkSettings(defaultSettings('Main'))).toEqual([]);
	});

	const wrong: Array<[Partial<WorkspaceSettings>, string]> = [
		[{ timezone: 'Mars/Olympus' }, 'timezone'],
		[{ language: 'not a language' }, 'language'],
		[{ currency: 'EURO' }, 'currency'],
		[{ defaultCountry: 'ZZ' }, 'defaultCountry'],
		[{ defaultCountry: 'Germany' }, 'defaultCountry'],
		[{ workingHours: [{ days: [1], from: '9', to: '17:00' }] }, 'workingHours'],
		[{ workingHours: [{ days: [1], from: '09:00', to: '24:00' }] }, 'workingHours'],
		[{ holidays: ['2026-02-30'] }, 'holidays'],
		[{ from: 'nobody' }, 'from'],
		[{ from: 'a@example.com\r\nBcc: b@example.com' }, 'from'],
		[{ testMode: { to: '' } }, 'testMode'],
	];
	test.each(wrong)('refuses %j', (settings, field) => {
		const problems = checkSettings(settings);
		expect(problems.map((problem) => problem.field)).toEqual([field]);
		expect(problems[0]?.remedy).toMatch(/\w/);
	});

	test.each<Partial<WorkspaceSettings>>([
		{ timezone: 'America/Sao_Paulo', language: 'pt-BR', currency: 'BRL', defaultCountry: 'BR' },
		{ workingHours: [{ days: [1, 7], from: '22:00', to: '06:00' }], holidays: ['2028-02-29'] },
		{ from: 'Example Ltd <hello@example.com>', testMode: { to: 'me@example.com' } },
	])('takes %j', (settings) => {
		expect(checkSettings(settings)).toEqual([]);
	});
});
