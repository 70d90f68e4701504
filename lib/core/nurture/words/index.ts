import { de } from './de';
import { en } from './en';
import { es } from './es';
import { fr } from './fr';
import { it } from './it';
import { nl } from './nl';
import { pl } from './pl';
import { pt } from './pt';
import { nearestLanguage, type FormLanguage } from '../../form/words';
import type { ReaderWords } from './words';

export type { ReaderWords } from './words';

/** The same languages as hosted forms. */
const languages: Readonly<Record<FormLanguage, ReaderWords>> = { de, en, es, fr, it, nl, pl, pt };

/** The words of the nearest language (BCP 47 tag) there is, and which that is; English where there is none. */
export function readerWords(tag: string): { language: FormLanguage; words: ReaderWords } {
	const language = nearestLanguage(tag);
	return { language, words: languages[language] };
}
