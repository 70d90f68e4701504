import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { splitName, verifyEmail, verifyPhone } from '../../lib/core/verify';
import { interleaved, rounded } from './measure';
import type { BenchResult, Line } from './result';

const rounds = 5;
const count = 20_000;

/**
 * E-mail addresses, phone numbers and names, all different. Phones beside libphonenumber-js itself, which ours is built on; for
 * addresses and names the cost of one stands alone.
 */
export async function run(): Promise<BenchResult> {
	const numbers = Array.from(
		{ length: count },
		(_value, at) => `(212) 555-${String(1000 + (at % 9000))} ext ${at}`,
	);
	const emails = Array.from(
		{ length: count },
		(_value, at) => `first.last${at}@${at % 3 === 0 ? 'gmial.com' : `company${at}.example`}`,
	);
	const names = Array.from({ length: count }, (_value, at) => `Dr. Ann${at} de la Cruz, Jr.`);
	const results = new Map<string, number>();
	const phones = await interleaved(
		{
			ours: () => counted(numbers, (text) => verifyPhone(text, 'US').status === 'valid'),
			rival: () =>
				counted(numbers, (text) => parsePhoneNumberFromString(text, 'US')?.isValid() === true),
		},
		rounds,
		(name, found) => results.set(name, found),
	);
	const others = await interleaved(
		{
			emails: () => counted(emails, (text) => verifyEmail(text).status !== 'invalid'),
			names: () => counted(names, (text) => splitName(text).lastName === 'de la Cruz'),
		},
		rounds,
		(name, found) => results.set(name, found),
	);
	const { ours, rival } = phones;
	if (ours === undefined || rival === undefined) throw new Error('Nothing was measured');
	const each = (best = 0): number => (best * 1000) / count;
	const lines: Line[] = [
		{
			what: 'phone number',
			unit: 'µs',
			ours: rounded(each(ours.best)),
			rival: rounded(each(rival.best)),
			ratio: rounded(rival.best / ours.best),
		},
		{ what: 'e-mail address', unit: 'µs', ours: rounded(each(others['emails']?.best)) },
		{ what: 'name', unit: 'µs', ours: rounded(each(others['names']?.best)) },
	];
	const same =
		results.get('ours') === results.get('rival') &&
		results.get('emails') === count &&
		results.get('names') === count;
	return {
		name: 'verify',
		lines,
		same,
		peakMemoryMb: ours.peakMemoryMb,
		longestBlockMs: ours.longestBlockMs,
	};
}

async function counted(
	texts: readonly string[],
	holds: (text: string) => boolean,
): Promise<number> {
	let found = 0;
	for (const text of texts) if (holds(text)) found += 1;
	return await Promise.resolve(found);
}
