import { header, type Mail } from './mail';
import { returnDate } from './returnDate';

/** An answer that a machine gave while a person is away. */
export interface AutoReply {
	/** First day back, 'YYYY-MM-DD', where the text says it. */
	returnAt?: string;
	/** The person no longer works there. */
	leftCompany: boolean;
}

/**
 * Recognises automatic answers (RFC 3834): by the header made for it, by those of the time before, by subject in the
 * main languages. Undefined for what a person wrote. Reports of delivery also carry these headers: ask for a bounce first.
 *
 * @param now milliseconds since the epoch, for dates without a year
 */
export function readAutoReply(mail: Mail, now: number): AutoReply | undefined {
	if (!isAutomatic(mail)) return undefined;
	const words = `${mail.subject}\n${mail.text.slice(0, 3000)}`;
	const returnAt = returnDate(words, mail.date ?? now);
	return { ...(returnAt ? { returnAt } : {}), leftCompany: gone.test(words) };
}

function isAutomatic(mail: Mail): boolean {
	const submitted = header(mail, 'auto-submitted')?.toLowerCase();
	// auto-generated is any machine's mail (invoices, newsletters); auto-replied is an answer.
	if (submitted?.startsWith('auto-replied')) return true;
	if (submitted === 'no') return false;
	if (
		header(mail, 'x-autoreply') ||
		header(mail, 'x-autorespond') ||
		header(mail, 'x-autoresponder')
	)
		return true;
	if (/auto_reply|autoreply/i.test(header(mail, 'precedence') ?? '')) return true;
	if (/oof/i.test(header(mail, 'x-auto-response-suppress') ?? '') && subjects.test(mail.subject))
		return true;
	if (header(mail, 'x-ms-exchange-inbox-rules-loop') && subjects.test(mail.subject)) return true;
	if (mail.subject.trim() === '' || header(mail, 'list-id') || header(mail, 'list-unsubscribe'))
		return false;
	const plain = mail.subject.replace(/^\s*(?:(?:re|aw|sv|antw|fwd?)\s*:\s*)+/i, '');
	if (!subjects.test(plain)) return false;
	// Without a header for it only words tell, and people also write about absences: they ask, or say nothing of being away.
	const isAway = away.test(mail.text.slice(0, 3000));
	const asks = /[?？]/.test(`${plain}${mail.text}`);
	return announced.test(plain) ? isAway || !asks : isAway && !asks;
}

/** A subject that programs write: the announcement alone, or what it answers after a colon. */
const announced =
	/^\W*(?:auto(?:matic)?[- ]?(?:reply|response|answer)|autoreply|autoresponse|out of (?:the )?office(?: (?:auto(?:matic)?[- ]?)?reply)?|abwesenheits(?:notiz|meldung|nachricht|assistent)|automatische (?:antwort|reaktion)|r[ée]ponse automatique|respuesta autom[aá]tica|fuera de (?:la )?oficina|risposta automatica|fuori (?:sede|ufficio)|resposta autom[aá]tica|fora do escrit[oó]rio|automatisch(?:e)? antwoord|autosvar|automatiskt svar|automatisk svar|automaattinen vastaus|odpowied[zź] automatyczna|autoodpowied[zź]|automatick[aá] odpov[eě][dď]|automatikus v[aá]lasz|автоответ|автоматический ответ|自動返信|自動応答|自动回复|自動回覆|자동 ?회신)\s*(?:$|[:：(\[–—-])/i;

/** What absence notes say of the sender. */
const away =
	/out of (?:the |my )?office|not in the office|away from (?:the |my )?(?:office|desk|e?-?mail)|(?:am|'m|be|currently|is) (?:away|on (?:\w+ )?(?:leave|vacation|holidays?)|travell?ing|absent|unavailable)|(?:be )?back (?:on|in the office|at work)|return(?:ing)? (?:on|to (?:the|my) office)|limited access|no access to|upon my return|when i (?:am back|return)|no longer (?:work|with|employed)|nicht (?:im (?:haus|b[üu]ro)|erreichbar|am platz)|im urlaub|abwesend|au(?:ß|ss)er haus|wieder (?:f[üu]r sie )?(?:da|erreichbar|zur[üu]ck|im b[üu]ro)|nicht mehr (?:im|bei|f[üu]r)|absente?s? (?:du|jusqu|de)|en cong[ée]s?|de retour|actuellement|fuera de (?:la )?oficina|de vacaciones|estar[ée] (?:fuera|ausente)|regreso|in ferie|sar[òo] assente|fuori ufficio|rientro|de f[ée]rias|fora do escrit[oó]rio|estarei|ausente (?:de|at[ée]|do)|afwezig|op vakantie|niet aanwezig|terug op|p[åa] semester|tillbaka|p[åa] ferie|tilbage|tilbake|frånvarande|lomalla|nieobecn|na urlopie|nepřítom|dovolen|szabadság|отпуск|отсутств|не в офисе|不在|休暇|休假|外出|부재|휴가/i;

/** How automatic answers begin their subject, or what they say in it, language by language. */
const subjects =
	/^\W*(?:auto(?:matic)?[- ]?(?:reply|response|answer)|autoreply|autoresponse|out of (?:the )?office|vacation(?: (?:reply|response|notice|message|auto)|\W*$|:)|away (?:from|until)|on (?:leave|vacation|holiday)|abwesen|automatische (?:antwort|reaktion)|abwesenheits|r[ée]ponse automatique|absence|absent|respuesta autom[aá]tica|fuera de (?:la )?oficina|ausencia|risposta automatica|fuori (?:sede|ufficio)|assenza|resposta autom[aá]tica|fora do escrit[oó]rio|aus[eê]ncia|automatisch(?:e)? antwoord|afwezig|autosvar|automatiskt svar|automatisk svar|frånvaro|fravær|poissa|automaattinen|odpowied[zź] automatyczna|autoodpowied|automatick[aá] odpov[eě][dď]|automatikus v[aá]lasz|автоответ|автоматический ответ|отсутств|自動返信|自動応答|不在|自动回复|自動回覆|자동 ?회신|부재)/i;

const gone =
	/(?:no longer (?:work|employ|with|at (?:the|this|our)|part of)|(?:has|have) left (?:the |our )?(?:company|organi[sz]ation|firm|team|business)|left the (?:company|organi[sz]ation)|is not (?:with|working (?:for|at)) .{0,30}(?:any ?more|any longer)|nicht mehr (?:im|bei|f[üu]r|in unserem) .{0,40}(?:unternehmen|firma|t[äa]tig|besch[äa]ftigt)|unternehmen verlassen|ne (?:travaille|fait) plus|a quitt[ée]|ya no (?:trabaja|forma)|non lavora pi[ùu]|n[aã]o trabalha mais|werkt niet (?:meer|langer)|niet meer werkzaam|już nie pracuje)/i;
