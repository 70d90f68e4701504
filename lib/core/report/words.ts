import type { Figure, Unit } from './types';

/** Part of a whole; undefined where there is no whole. */
export function share(part: number, whole: number): number | undefined {
	return whole > 0 ? part / whole : undefined;
}

/**
 * A number as a person reads it.
 * @example inWords(0.256, 'share') //=> '25.6 %'
 * @example inWords(95, 'minutes') //=> '1 h 35 min'
 */
export function inWords(value: number | undefined, unit: Unit, currency = 'USD'): string {
	if (value === undefined) return '–';
	switch (unit) {
		case 'share':
			return `${decimal(value * 100, 1)} %`;
		case 'minutes':
			return duration(value);
		case 'money':
			return money(value, currency);
		case 'ratio':
			return `${decimal(value, 2)} ×`;
		case 'decimal':
			return decimal(value, 1);
		case 'count':
		case 'text':
			return decimal(value, 0);
	}
}

/**
 * The day of an instant as people write it.
 * @example longDay('2026-03-20T15:00:00.000Z', 'UTC') //=> '20 March 2026'
 */
export function longDay(at: string, timeZone: string): string {
	return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone }).format(new Date(at));
}

/** '1 lead', '2 leads'. */
export function counted(n: number, one: string, many = `${one}s`): string {
	return `${inWords(n, 'count')} ${n === 1 ? one : many}`;
}

/** What is said of a figure that has not changed by what a person would see. */
export const asBefore = 'as before';

/**
 * How a figure compares with the period before.
 * @example compared({ value: 12, before: 10, unit: 'count', … }) //=> '20 % more than before'
 */
export function compared({
	value,
	before,
	unit,
}: Pick<Figure, 'value' | 'before' | 'unit'>): string {
	if (value === undefined || before === undefined) return '';
	if (value === before) return asBefore;
	if (unit === 'share') {
		const points = decimal(Math.abs(value - before) * 100, 1);
		if (points === '0') return asBefore;
		return `${points} points ${value > before ? 'more' : 'less'} than before`;
	}
	if (before === 0) return 'none before';
	const change = Math.abs(value - before) / Math.abs(before);
	const percent = decimal(change * 100, change < 0.1 ? 1 : 0);
	if (percent === '0') return asBefore;
	return `${percent} % ${value > before ? 'more' : 'less'} than before`;
}

function duration(minutes: number): string {
	const whole = Math.round(minutes);
	if (whole < 60) return `${whole} min`;
	if (whole < 1440) return `${Math.floor(whole / 60)} h ${whole % 60} min`;
	const hours = Math.round(whole / 60);
	const rest = hours % 24;
	return `${Math.floor(hours / 24)} d${rest > 0 ? ` ${rest} h` : ''}`;
}

function money(value: number, currency: string): string {
	const whole = Number.isInteger(value) || Math.abs(value) >= 1000;
	return new Intl.NumberFormat('en', {
		style: 'currency',
		currency,
		minimumFractionDigits: whole ? 0 : 2,
		maximumFractionDigits: whole ? 0 : 2,
	}).format(value);
}

function decimal(value: number, digits: number): string {
	return new Intl.NumberFormat('en', { maximumFractionDigits: digits }).format(value);
}
