/**
 * The day on which somebody will be back, out of the words of an absence note: 'back on 12 May', 'bis 3.5.2026', 'until
 * May 12th', 'du 1er au 15 mai'. The latest date named after a word of return counts; 'until' names the last day away, so that
 * the day after it is meant. 'YYYY-MM-DD', or undefined when no date is said or it is long past.
 *
 * @param now milliseconds since the epoch: a date without a year is the next one
 */
export function returnDate(words: string, now: number): string | undefined {
	const text = words.toLowerCase().replace(/\s+/g, ' ');
	let best: { day: number; at: number } | undefined;
	for (const match of text.matchAll(dates)) {
		const day = readDay(match.groups ?? {}, now);
		if (day === undefined || day < now - 30 * dayMs || day > now + 400 * dayMs) continue;
		const before = text.slice(Math.max(0, match.index - 40), match.index);
		const back = comesBack.test(before);
		const until = lastDay.test(before);
		if (!back && !until) continue;
		const first = back ? day : day + dayMs;
		if (best === undefined || first > best.day) best = { day: first, at: match.index };
	}
	return best && new Date(best.day).toISOString().slice(0, 10);
}

const dayMs = 86_400_000;

const monthNames = [
	'january|jan|januar|jänner|janvier|janv|enero|ene|gennaio|gen|janeiro|januari|styczeń|stycznia|sty',
	'february|feb|februar|février|févr|fév|febrero|febbraio|fevereiro|fev|februari|luty|lutego|lut',
	'march|mar|märz|mär|mrz|mars|marzo|março|maart|mrt|marzec|marca',
	'april|apr|avril|avr|abril|abr|aprile|kwiecień|kwietnia|kwi',
	'may|mai|mayo|maggio|mag|maio|mei|maj|maja',
	'june|jun|juni|juin|junio|giugno|giu|junho|czerwiec|czerwca|cze',
	'july|jul|juli|juillet|juil|julio|luglio|lug|julho|lipiec|lipca|lip',
	'august|aug|août|aout|agosto|ago|augustus|augusti|sierpień|sierpnia|sie',
	'september|sept|sep|septembre|septiembre|settembre|set|setembro|wrzesień|września|wrz',
	'october|oct|oktober|okt|octobre|octubre|ottobre|ott|outubro|out|październik|października|paź',
	'november|nov|novembre|noviembre|novembro|listopad|listopada|lis',
	'december|dec|dezember|dez|décembre|déc|diciembre|dic|dicembre|dezembro|grudzień|grudnia|gru',
];
const months = new Map(
	monthNames.flatMap((names, index) =>
		names.split('|').map((name): [string, number] => [name, index]),
	),
);
const anyMonth = [...months.keys()].sort((a, b) => b.length - a.length).join('|');

const dates = new RegExp(
	[
		String.raw`(?<y1>\d{4})-(?<m1>\d{1,2})-(?<d1>\d{1,2})`,
		String.raw`(?<d2>\d{1,2})(?:st|nd|rd|th|er|\.|º)?\s?(?:of |de |di )?(?<n2>${anyMonth})\b\.?(?:,?\s?(?:de |del )?(?<y2>\d{4}))?`,
		String.raw`(?<n3>${anyMonth})\b\.? (?<d3>\d{1,2})(?:st|nd|rd|th)?\b(?:,? (?<y3>\d{4}))?`,
		String.raw`(?<d4>\d{1,2})\.\s?(?<m4>\d{1,2})\.(?:\s?(?<y4>\d{4}|\d{2})\b)?`,
		String.raw`(?<a5>\d{1,2})/(?<b5>\d{1,2})(?:/(?<y5>\d{4}|\d{2}))?`,
	].join('|'),
	'gu',
);

const comesBack =
	/(?:back|return(?:ing)?|available|reachable|resume|again|in the office|im b[üu]ro|wieder|zur[üu]ck|de retour|reviens|revenir|retour|regres|vuelv|de vuelta|rientr|torner|disponibile|volt(?:o|arei)|retorn|terug|tillbaka|tilbage|tilbake|wracam|powr[oó]t)[^.]{0,38}$/;
const lastDay =
	/(?:until|till?|through|thru|\bto|up to|-|–|bis|einschlie[ßs]lich|jusqu.?(?:au|à)?|\bau|hasta|\bal|fino al?|at[ée]|tot|t\/m|till och med|til|do)\s?(?:and including |incl\.? |einschlie[ßs]lich |zum |el |le |the |d[ií]a |(?:mon|tues|wednes|thurs|fri|satur|sun)day,? |(?:mon|diens|donners|frei|sams|sonn)tag,? |mittwoch,? )*(?:den )?$/;

function readDay(groups: Record<string, string | undefined>, now: number): number | undefined {
	const { y1, m1, d1, d2, n2, y2, n3, d3, y3, d4, m4, y4, a5, b5, y5 } = groups;
	if (y1) return day(Number(y1), Number(m1) - 1, Number(d1), now);
	if (n2) return day(year(y2), months.get(n2) ?? -1, Number(d2), now);
	if (n3) return day(year(y3), months.get(n3) ?? -1, Number(d3), now);
	if (m4) return day(year(y4), Number(m4) - 1, Number(d4), now);
	// 5/13 is the American order, 13/5 the other; where both are possible the European one is taken.
	const [a, b] = [Number(a5), Number(b5)];
	return b > 12 ? day(year(y5), a - 1, b, now) : day(year(y5), b - 1, a, now);
}

function year(text: string | undefined): number | undefined {
	if (text === undefined) return undefined;
	return text.length === 2 ? 2000 + Number(text) : Number(text);
}

/** Midnight UTC of a day; one without a year is the first such day from a week ago on. */
function day(
	stated: number | undefined,
	month: number,
	date: number,
	now: number,
): number | undefined {
	if (month < 0 || month > 11 || date < 1 || date > 31) return undefined;
	const current = new Date(now).getUTCFullYear();
	for (const one of stated === undefined ? [current, current + 1] : [stated]) {
		const time = Date.UTC(one, month, date);
		if (new Date(time).getUTCMonth() !== month) continue;
		if (stated !== undefined || time >= now - 7 * dayMs) return time;
	}
	return undefined;
}
