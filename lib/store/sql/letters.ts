/** Letters beyond ASCII as they stand in some texts: large and small, place by place. */
export interface Letters {
	large: string;
	small: string;
}

/**
 * The letters that have to be made small so that a value can be compared with these texts without case: `lower()` of SQLite,
 * and of Postgres in the C locale, knows ASCII only. Letters whose other form has another length are left out.
 *
 * @example lettersOf(['zürich']) //=> { large: 'Ü', small: 'ü' }
 */
export function lettersOf(wanted: readonly string[]): Letters {
	const pairs = new Map<string, string>();
	for (const letter of wanted.join('').toLowerCase()) {
		const large = letter.toUpperCase();
		if (letter > '\u007f' && large.length === letter.length && large !== letter) {
			pairs.set(large, letter);
		}
	}
	return { large: [...pairs.keys()].join(''), small: [...pairs.values()].join('') };
}
