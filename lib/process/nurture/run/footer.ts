/** Words under a mail, in the main languages of people who read them. */
export interface FooterWords {
	unsubscribe: string;
}

const byLanguage: Readonly<Record<string, FooterWords>> = {
	en: { unsubscribe: 'Unsubscribe' },
	de: { unsubscribe: 'Abmelden' },
	fr: { unsubscribe: 'Se désabonner' },
	es: { unsubscribe: 'Darse de baja' },
	it: { unsubscribe: 'Annulla iscrizione' },
	pt: { unsubscribe: 'Cancelar inscrição' },
	nl: { unsubscribe: 'Afmelden' },
	pl: { unsubscribe: 'Wypisz się' },
	sv: { unsubscribe: 'Avregistrera' },
	da: { unsubscribe: 'Afmeld' },
	ja: { unsubscribe: '配信停止' },
};

/** The words in a language (BCP 47), English where there are none. */
export function footerWords(language: string | undefined): FooterWords {
	return byLanguage[(language ?? 'en').slice(0, 2).toLowerCase()] ?? { unsubscribe: 'Unsubscribe' };
}
