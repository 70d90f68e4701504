import type { WorkspaceSettings } from './settings';

/** What is wrong with a setting, and what to do about it. */
export interface SettingProblem {
	field: keyof WorkspaceSettings;
	message: string;
	remedy: string;
}

/**
 * Checks settings before they are kept; an empty list means that all is well. Only the fields given are looked at.
 * Zones, languages and currencies are those the runtime's own tables know (IANA, BCP 47, ISO 4217).
 */
export function checkSettings(settings: Partial<WorkspaceSettings>): SettingProblem[] {
	const { timezone, language, currency, defaultCountry, workingHours, holidays, from, testMode } =
		settings;
	return [
		...refuse('timezone', timezone, isZone, 'Use an IANA name, e.g. Europe/Berlin.'),
		...refuse('language', language, isLanguage, 'Use a language code, e.g. en or pt-BR.'),
		...refuse('currency', currency, isCurrency, 'Use an ISO 4217 code, e.g. EUR.'),
		...refuse(
			'defaultCountry',
			defaultCountry,
			isCountry,
			'Use a two-letter ISO 3166 code, e.g. DE.',
		),
		...(workingHours ?? []).flatMap((hours) => [
			...refuse('workingHours', hours.from, isTime, 'Write times as HH:MM, e.g. 09:00.'),
			...refuse('workingHours', hours.to, isTime, 'Write times as HH:MM, e.g. 17:00.'),
		]),
		...(holidays ?? []).flatMap((day) =>
			refuse('holidays', day, isDay, 'Write days as YYYY-MM-DD, e.g. 2026-12-25.'),
		),
		...refuse('from', from, hasAddress, "Write a sender as 'Name <name@example.com>'."),
		...refuse('testMode', testMode?.to, hasAddress, 'Write one e-mail address.'),
	];
}

function refuse(
	field: keyof WorkspaceSettings,
	value: string | undefined,
	isGood: (value: string) => boolean,
	remedy: string,
): SettingProblem[] {
	if (value === undefined || isGood(value)) return [];
	return [{ field, message: `'${value.slice(0, 80)}' cannot be used`, remedy }];
}

function isZone(value: string): boolean {
	return worksWith(() => new Intl.DateTimeFormat('en', { timeZone: value }));
}

function isLanguage(value: string): boolean {
	return worksWith(() => Intl.getCanonicalLocales(value));
}

function isCurrency(value: string): boolean {
	return Intl.supportedValuesOf('currency').includes(value);
}

function isCountry(value: string): boolean {
	// ZZ is the tables' own name for an unknown region.
	if (!/^[A-Z]{2}$/.test(value) || value === 'ZZ') return false;
	return (
		new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' }).of(value) !== undefined
	);
}

function isTime(value: string): boolean {
	return /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(value);
}

/** Whether a text is a day of the calendar as YYYY-MM-DD (ISO 8601); 2026-02-30 is none. */
export function isDay(value: string): boolean {
	const at = /^\d{4}-\d{2}-\d{2}$/.test(value) ? new Date(`${value}T00:00:00Z`) : undefined;
	return at !== undefined && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value);
}

function hasAddress(value: string): boolean {
	return /^[^<>@\r\n]*<?[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+>?$/.test(value);
}

function worksWith(use: () => unknown): boolean {
	try {
		use();
		return true;
	} catch {
		return false;
	}
}
