import { wordsOf } from '../capture/headers/words';
import { toNumber } from '../filter/values';
import type { Pack, PackField } from './types';

/** Gives a lead or an item with the pack's fields under their own names; the one passed in is not changed. */
export type PackReader = (lead: object) => object;

/**
 * Finds a pack's fields under whatever name they came: forms say 'Credit rating', lists 'credit_rating', and both end up
 * in `extra` as they are called. Where a field can be worked out of others and was not told, it is.
 *
 * @example readPackFields(mortgage)({ extra: { 'Home value': '200,000', Balance: 190000 } })
 *   //=> { extra: { …, propertyValue: '200,000', loanBalance: 190000, ltv: 95 } }
 */
export function readPackFields(pack: Pack): PackReader {
	const byName = new Map<string, string>();
	for (const field of pack.fields) {
		for (const name of [field.key, field.label, ...(field.aliases ?? [])])
			byName.set(plain(name), field.key);
	}
	// Names repeat from lead to lead, so each is read once.
	const known = new Map<string, string | undefined>();
	const keyOf = (name: string) => {
		if (!known.has(name) && known.size < most) known.set(name, byName.get(plain(name)));
		return known.has(name) ? known.get(name) : byName.get(plain(name));
	};
	return (lead) => {
		const extra: unknown = 'extra' in lead ? lead.extra : undefined;
		const told = typeof extra === 'object' && extra !== null ? extra : lead;
		const found = new Map<string, unknown>();
		for (const [name, value] of Object.entries(told)) {
			const key = keyOf(name);
			if (key !== undefined && (name === key || !found.has(key))) found.set(key, value);
		}
		for (const field of pack.fields) workOut(field, found);
		return found.size === 0 ? lead : { ...lead, extra: { ...told, ...Object.fromEntries(found) } };
	};
}

/**
 * A function about leads that sees the pack's fields under their own names.
 *
 * @param ask what to ask of a lead, e.g. a compiled filter or score
 */
export function seeingPack<Rest extends unknown[], Result>(
	pack: Pack,
	ask: (lead: object, ...rest: Rest) => Result,
): (lead: object, ...rest: Rest) => Result {
	const read = readPackFields(pack);
	return (lead, ...rest) => ask(read(lead), ...rest);
}

/** A form with more names than this is an attack, not a form. */
const most = 10_000;

function workOut({ key, percent }: PackField, found: Map<string, unknown>): void {
	if (percent === undefined || found.has(key)) return;
	const part = toNumber(found.get(percent.part));
	const whole = toNumber(found.get(percent.whole));
	if (part === undefined || whole === undefined || whole <= 0) return;
	found.set(key, Math.round((1_000 * part) / whole) / 10);
}

/** A name without case, accents, spaces and punctuation. */
function plain(name: string): string {
	return wordsOf(name).join('');
}
