import { header, type Mail } from './mail';

/**
 * Whether somebody asks to be taken off by mail: the subject of a list-unsubscribe mail, or an answer that begins with a sentence
 * which says that and nothing else. 'Stop by our office' and 'Does your product record an opt-out?' are no such wish: who writes
 * about something else is a lead, and to take one off by mistake loses them.
 *
 * @param said what they wrote above a quoted mail
 */
export function asksToStop(mail: Mail, said: string): boolean {
	if (header(mail, 'list-id') || header(mail, 'list-unsubscribe')) return false;
	if (isWish(mail.subject.replace(/^\s*(?:(?:re|aw|sv|antw)\s*:\s*)+/i, ''))) return true;
	return said.length <= 200 && isWish(/^[^.!?\n]*\??/.exec(said.trimStart())?.[0] ?? '');
}

function isWish(sentence: string): boolean {
	if (sentence.includes('?')) return false;
	const words = sentence
		.toLowerCase()
		.replace(/\b[0-9a-hjkmnp-tv-z]{26}\b/g, ' ')
		.replace(/[^\p{L}'’ ]+/gu, ' ')
		.replace(/\s+/g, ' ')
		.trim();
	if (!stops.test(words)) return false;
	return words.split(' ').every((word) => fillers.has(word) || stopWords.test(word));
}

/** How the wish is said, language by language. */
const stops =
	/(?:^| )(?:unsubscribe|remove(?: me)?|take me off|stop|opt(?: me)? ?out|abmelden|abbestellen|austragen|d[ée]sinscri\p{L}*|d[ée]sabonn\p{L}*|darme de baja|dar de baja|darse de baja|baja|cancellami|cancellarmi|cancellazione|disiscriv\p{L}*|descadastr\p{L}*|cancelar inscri[çc][ãa]o|uitschrijven|afmelden|avregistrera|wypisz|wypisać)(?= |$)/u;
const stopWords =
	/^(?:unsubscribe|remove|take|off|stop|opt|out|optout|abmelden|abbestellen|austragen|d[ée]sinscri\p{L}*|d[ée]sabonn\p{L}*|darme|dar|darse|baja|cancellami|cancellarmi|cancellazione|disiscriv\p{L}*|descadastr\p{L}*|cancelar|inscri[çc][ãa]o|uitschrijven|afmelden|avregistrera|wypisz|wypisać)$/u;

/** Words that such a sentence may have besides. */
const fillers = new Set(
	`please pls kindly just me my us our i we want wish would like to be from of the this that your all any every further future more
	list lists mailing mail mails e email emails emailing mailings newsletter newsletters messages database address contacting contact
	sending writing spamming now immediately thanks thank you and at once it
	bitte mich uns von vom aus dem den der ihrem ihren ihrer eurem verteiler liste danke sofort möchte ich nicht mehr wieder
	merci de me nous moi la les vos votre ces s'il s’il vous plaît plait svp veuillez je veux
	por favor de su sus la lista boletín boletin correos gracias quiero
	per favore dalla dalle vostra lista grazie
	por da sua obrigado obrigada
	graag mij van uw lijst nieuwsbrief bedankt
	snälla mig från proszę mnie z listy`.split(/\s+/),
);
