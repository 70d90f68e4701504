import { countryCode } from '../../filter/places';
import { plain } from '../headers/words';

/** Languages in which people write the name of their country. */
const languages =
	'de fr es it pt nl pl sv da nb fi cs sk hu ro tr ru uk el ja zh ko ar he id vi bg hr'.split(' ');

let names: Map<string, string> | undefined;

/** ISO 3166-1 alpha-2 code of a country by code or name in about thirty languages; undefined when it is none. */
export function countryOf(text: string): string | undefined {
	const trimmed = text.trim().slice(0, 80);
	return countryCode(trimmed) ?? (trimmed.length > 2 ? known().get(plain(trimmed)) : undefined);
}

function known(): Map<string, string> {
	if (names) return names;
	names = new Map();
	const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
	const codes = letters
		.flatMap((a) => letters.map((b) => a + b))
		.filter((code) => countryCode(code) === code);
	for (const language of languages) {
		const display = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
		for (const code of codes) {
			const name = display.of(code);
			if (name && !names.has(plain(name))) names.set(plain(name), code);
		}
	}
	return names;
}
