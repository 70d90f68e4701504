const factors: Readonly<Record<string, number>> = {
	k: 1e3,
	thousand: 1e3,
	tsd: 1e3,
	mil: 1e3,
	m: 1e6,
	mn: 1e6,
	mio: 1e6,
	million: 1e6,
	millionen: 1e6,
	b: 1e9,
	bn: 1e9,
	mrd: 1e9,
	billion: 1e9,
};

/**
 * The first number in a text: '51-200' → 51, '$1.5M' → 1500000, '1.234,56 €' → 1234.56, '10.000+' → 10000.
 * A separator followed by exactly three digits groups thousands; another one is the decimal sign.
 */
export function numberIn(text: string): number | undefined {
	const match = /(-?\d[\d.,'’\u00A0 ]*)\s*([a-z]+)?/iu.exec(text.slice(0, 200));
	if (!match) return undefined;
	const digits = (match[1] ?? '').replace(/['’\u00A0 ]/gu, '').replace(/[.,]+$/u, '');
	const number = Number(decimal(digits));
	if (!Number.isFinite(number)) return undefined;
	return number * (factors[(match[2] ?? '').toLowerCase()] ?? 1);
}

function decimal(digits: string): string {
	const last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
	if (last < 0) return digits;
	const sign = digits[last] ?? '.';
	const repeated = digits.indexOf(sign) !== last;
	const mixed = digits.includes(sign === '.' ? ',' : '.');
	const groups = digits.length - last - 1 === 3 && (repeated || !mixed) && !digits.startsWith('0');
	if (groups && !mixed) return digits.replaceAll(sign, '');
	if (groups && repeated) return digits.replace(/[.,]/gu, '');
	return `${digits.slice(0, last).replace(/[.,]/gu, '')}.${digits.slice(last + 1)}`;
}
