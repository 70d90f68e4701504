const month = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\\.?';
const clock =
	'(\\d{1,2})\\s*:\\s*(\\d\\d)(?:\\s*:\\s*(\\d\\d)(?:[.,](\\d{1,9}))?)?\\s*(Z|UTC|[+-]\\d\\d(?::?\\d\\d)?)?';
/** 2026-03-02, 2026/03/02 and 2026.03.02: the year first is never mistaken. */
const yearFirst = new RegExp(
	`^(\\d{4})(?:-(\\d\\d)-(\\d\\d)|[/.](\\d{1,2})[/.](\\d{1,2})\\.?)(?:[T\\s]\\s*${clock})?$`,
	'iu',
);
/** Whoever writes dates with dots writes the day first (CLDR: cs, da, de, fi, no, pl, ru, tr, uk and others). */
const dotted = new RegExp(
	`^(\\d{1,2})\\.\\s?(\\d{1,2})\\.\\s?(\\d{4})(?:[T,\\s]\\s*${clock})?$`,
	'iu',
);
/** Dates of RFC 5322 and in English with the month's name. */
const named = new RegExp(
	`^(?:[a-z]{3,9}\\.?,?\\s+)?(?:\\d{1,2}\\s+${month},?\\s+\\d{4}|${month}\\s+\\d{1,2},?\\s+\\d{4})` +
		'(?:,?\\s+\\d{1,2}:\\d\\d(?::\\d\\d)?(?:\\s*[ap]m)?)?\\s*((?:GMT|UTC|Z)?(?:[+-]\\d\\d:?\\d\\d)?)$',
	'iu',
);

/**
 * Reads a date or an instant as people and programs write it: ISO 8601, the year first with slashes or dots, the day first
 * with dots, RFC 5322, or with an English month. Without a zone it is UTC. Milliseconds since the epoch; undefined for a day
 * that does not exist and for what may mean two days, such as 03/04/2026.
 *
 * @example writtenInstant('02.03.2026 08:00') //=> 2026-03-02T08:00Z
 */
export function writtenInstant(text: string): number | undefined {
	const plain = text.trim();
	if (plain.length > 100) return undefined;
	const first = yearFirst.exec(plain);
	if (first) {
		const [, year, monthIso, dayIso, month2, day2, ...time] = first;
		return instantOf(year, monthIso ?? month2, dayIso ?? day2, time);
	}
	const points = dotted.exec(plain);
	if (points) {
		const [, day, month2, year, ...time] = points;
		return instantOf(year, month2, day, time);
	}
	if (/^\d{4}(-\d\d)?$/u.test(plain)) return known(Date.parse(plain));
	const bare = plain.replace(/\s*\([^()]*\)$/u, '');
	const english = named.exec(bare);
	return english ? known(Date.parse(english[1] ? bare : `${bare} UTC`)) : undefined;
}

function instantOf(
	year = '',
	month2 = '',
	day = '',
	[hour = '0', minute = '00', second = '00', fraction = '0', zone = 'Z']: Array<string | undefined>,
): number | undefined {
	const date = [year, month2.padStart(2, '0'), day.padStart(2, '0')].join('-');
	const start = new Date(`${date}T00:00:00Z`);
	// Some engines make the 3rd of March of a 31st of February.
	if (Number.isNaN(start.getTime()) || start.toISOString().slice(0, 10) !== date) return undefined;
	const offset = /^(z|utc)$/iu.test(zone)
		? 'Z'
		: zone.replace(/^([+-]\d\d):?(\d\d)?$/u, (_all, hours: string, minutes = '00') =>
				[hours, minutes].join(':'),
			);
	const time = `${hour.padStart(2, '0')}:${minute}:${second}.${fraction.slice(0, 3).padEnd(3, '0')}`;
	return known(Date.parse(`${date}T${time}${offset}`));
}

function known(at: number): number | undefined {
	return Number.isNaN(at) ? undefined : at;
}
