import { readerWords } from '../../../core/nurture/words';

/** Words under a mail, in the main languages of people who read them. */
export interface FooterWords {
	unsubscribe: string;
	preferences: string;
}

/** Languages that the pages behind the links do not speak yet. */
const more: Readonly<Record<string, FooterWords>> = {
	sv: { unsubscribe: 'Avregistrera', preferences: 'Inställningar' },
	da: { unsubscribe: 'Afmeld', preferences: 'Indstillinger' },
	ja: { unsubscribe: '配信停止', preferences: '配信設定' },
};

/** The words in a language (BCP 47), English where there are none. */
export function footerWords(language: string | undefined): FooterWords {
	const tag = language ?? 'en';
	return more[tag.slice(0, 2).toLowerCase()] ?? readerWords(tag).words;
}
