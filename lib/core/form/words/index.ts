import { de } from './de';
import { en } from './en';
import { es } from './es';
import { fr } from './fr';
import { it } from './it';
import { nl } from './nl';
import { pl } from './pl';
import { pt } from './pt';
import type { Words } from './words';

export type { Words } from './words';

/** Languages that hosted forms speak, by BCP 47 primary subtag. */
export const languages = { de, en, es, fr, it, nl, pl, pt } as const satisfies Record<
	string,
	Words
>;

/** A language that hosted forms speak. */
export type FormLanguage = keyof typeof languages;

/** The nearest language that forms speak: 'de-AT' is German, what is not there is English. */
export function nearestLanguage(tag: string): FormLanguage {
	const primary = tag.trim().toLowerCase().split(/[-_]/u)[0] ?? '';
	return isLanguage(primary) ? primary : 'en';
}

function isLanguage(text: string): text is FormLanguage {
	return Object.hasOwn(languages, text);
}
