import type { NameParts } from './split';

/**
 * A full name from its parts, in reading order; undefined where there is no part of a name. Han, kana and Hangul names put
 * the family name first.
 *
 * @example
 * joinName({ firstName: 'Ann', lastName: 'Lee', suffix: 'PhD' }) //=> 'Ann Lee, PhD'
 */
export function joinName(parts: NameParts): string | undefined {
	const { firstName, middleName, lastName, suffix } = parts;
	const eastern = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々]+$/u;
	const familyFirst = [firstName, lastName].every(
		(part) => part !== undefined && eastern.test(part),
	);
	const order = familyFirst ? [lastName, firstName] : [firstName, middleName, lastName];
	const name = order.filter((part) => part !== undefined && part.trim() !== '').join(' ');
	if (name === '') return undefined;
	if (!suffix) return name;
	return /^(jr|sr|[ivx]+)\b/i.test(suffix) ? `${name} ${suffix}` : `${name}, ${suffix}`;
}
