import type { DedupeRecord } from '../../../lib/core/dedupe/types';

const heads =
	'an ber car dan el fre gun hol is jor kat len mar nor os pet quen ros ste tor ul vin wal xan yor zel bro cla dre fin gro hal jes kim lau mil nel par rob sam'.split(
		' ',
	);
const middles = 'a e i o u ar er il on un and enb ist olm ert ing'.split(' ');
const ends =
	'son mann ez ski en ley ton berg ard ova ier etti us a ich ham well stone field worth'.split(' ');
const streets =
	'oak elm mill lake hill park church station garden river north king queen market bridge forest meadow spring high school'.split(
		' ',
	);
const kinds =
	'tools logistics foods systems partners media health labs energy design travel bank motors textiles optics paper glass steel software consulting'.split(
		' ',
	);

/**
 * Leads as lists of them look: every tenth is a second entry of an earlier one with a slip, a missing field or another address.
 * The same seed gives the same list.
 *
 * @returns the leads, and for each the number of the person it is
 */
export function people(count: number, seed = 7): { records: DedupeRecord[]; truth: Int32Array } {
	let state = seed;
	const next = (below: number): number => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
	const of = (list: readonly string[]): string => list[next(list.length)] ?? '';
	const name = (): string => of(heads) + of(middles) + of(ends);
	const truth = new Int32Array(count);
	const records: DedupeRecord[] = [];
	for (let row = 0; row < count; row += 1) {
		const earlier = row > 10 && row % 10 === 0 ? next(row) : -1;
		const known = records[earlier];
		truth[row] = earlier < 0 ? row : (truth[earlier] ?? row);
		if (known !== undefined) {
			records.push({ id: String(row), values: again(known.values, next) });
			continue;
		}
		const firstName = of(heads) + of(ends);
		const lastName = name();
		const company = `${name()} ${of(kinds)} Ltd`;
		const domain = `${company.split(' ', 2).join('-')}.example`;
		records.push({
			id: String(row),
			values: {
				firstName,
				lastName,
				email: `${firstName}.${lastName}${next(50)}@${domain}`,
				phone: `+1${200 + next(700)}${1_000_000 + next(8_999_999)}`,
				company,
				street: `${1 + next(900)} ${of(streets)} ${of(streets)} street`,
				city: name(),
				postalCode: String(10_000 + next(89_999)),
			},
		});
	}
	return { records, truth };
}

type Values = DedupeRecord['values'];

function again(values: Values, next: (below: number) => number): Values {
	const changed = { ...values };
	const slip = (text = ''): string => {
		const at = 1 + next(Math.max(1, text.length - 2));
		return text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);
	};
	if (next(2) === 0) changed['lastName'] = slip(values['lastName']);
	if (next(3) === 0) changed['email'] = undefined;
	else if (next(3) === 0) changed['email'] = `${values['firstName'] ?? ''}${next(1000)}@gmail.com`;
	if (next(3) === 0) changed['phone'] = undefined;
	if (next(4) === 0) changed['company'] = slip(values['company']);
	if (next(4) === 0) changed['street'] = values['street']?.replace('street', 'st.');
	return changed;
}
