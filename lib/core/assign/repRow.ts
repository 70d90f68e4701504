import { parseClock } from '../calendar/hours';
import { parseDay } from '../calendar/local';
import { asList, asNumber, asText } from '../loose';
import type { Rep } from './types';

/** What a table says of a rep, under the keys of the panel's fields. */
export type RepRow = Readonly<Record<string, unknown>>;

/** A rep of a table (a panel's or a sheet's), or what is wrong with the row; `index` counts from 0. */
export function toRep(row: RepRow, index: number): Rep | string {
	const email = asText(row['email'])?.toLowerCase() ?? '';
	const name = asText(row['name']) ?? email;
	const where = `Rep ${index + 1}${name === '' ? '' : ` '${name}'`}`;
	const repId = email === '' ? name : email;
	if (repId === '') return `${where} has neither name nor e-mail.`;
	const leave = asList(row['leave']).map(toLeave);
	if (leave.includes(undefined)) {
		return `${where}: 'Days Off' are written as 2026-12-24 or 2026-12-24 to 2027-01-02, separated by commas.`;
	}
	const hours = toHours(row);
	if (hours === 'wrong')
		return `${where}: 'Works From' and 'Works To' are written as 09:00 and 17:30.`;
	const team = asText(row['team']);
	const timezone = asText(row['timezone']);
	const caps = {
		perHour: asNumber(row['perHour']),
		perDay: asNumber(row['perDay']),
		per30Days: asNumber(row['per30Days']),
	};
	return {
		repId,
		name,
		email,
		active: row['active'] !== false,
		weight: asNumber(row['weight']) ?? 1,
		languages: asList(row['languages']),
		territories: asList(row['territories']),
		leave: leave.filter((one) => one !== undefined),
		caps: Object.fromEntries(Object.entries(caps).filter(([, value]) => value !== undefined)),
		...(team === undefined ? {} : { team }),
		...(timezone === undefined ? {} : { timezone }),
		...(hours === undefined ? {} : { workingHours: [hours] }),
		...(row['isManager'] === true ? { isManager: true } : {}),
		...(row['isPartner'] === true ? { partner: toTerms(row) } : {}),
	};
}

function toTerms(row: RepRow): NonNullable<Rep['partner']> {
	const price = asNumber(row['price']);
	return {
		...(price === undefined ? {} : { price }),
		returnDays: asNumber(row['returnDays']) ?? 14,
	};
}

function toHours(row: RepRow): NonNullable<Rep['workingHours']>[number] | 'wrong' | undefined {
	const from = asText(row['from']);
	const to = asText(row['to']);
	if (from === undefined && to === undefined) return undefined;
	if (from === undefined || to === undefined) return 'wrong';
	if (parseClock(from) === undefined || parseClock(to) === undefined) return 'wrong';
	const days = Array.isArray(row['days']) ? row['days'].map(asNumber) : [1, 2, 3, 4, 5];
	return { days: days.filter((day) => day !== undefined), from, to };
}

function toLeave(text: string): { from: string; to: string } | undefined {
	const [from = '', to = from] = text.split(/\s*(?:\bto\b|–|\.\.+|\/)\s*/).map((day) => day.trim());
	return parseDay(from) === undefined || parseDay(to) === undefined ? undefined : { from, to };
}

/** A rep as a row of a table: what `toRep` reads. */
export function rowOfRep(rep: Rep): RepRow {
	const [hours] = rep.workingHours ?? [];
	return {
		...rep.caps,
		email: rep.email === '' ? rep.repId : rep.email,
		name: rep.name,
		active: rep.active,
		weight: rep.weight,
		team: rep.team,
		isManager: rep.isManager ?? false,
		isPartner: rep.partner !== undefined,
		price: rep.partner?.price,
		returnDays: rep.partner?.returnDays,
		languages: rep.languages,
		territories: rep.territories,
		days: hours?.days,
		from: hours?.from,
		to: hours?.to,
		timezone: rep.timezone,
		leave: rep.leave.map(({ from, to }) => (from === to ? from : `${from} to ${to}`)),
	};
}
