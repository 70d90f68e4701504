import { addBusinessMinutes, isWorkingTime, nextInterval } from '../calendar/business';
import { businessCalendar, type BusinessCalendar } from '../calendar/hours';
import { dayOf, formatDay, parseDay, toLocal } from '../calendar/local';
import { addBusinessDays } from '../calendar/shift';
import { countryCode } from '../filter/places';
import { fold } from '../filter/values';
import type { Lead, Temperature, Timestamp } from '../lead/lead';
import type { AssignPolicy, DistributeRequest } from './request';
import { mayBeShared, notShared } from './partner';
import type { Rep, Skipped } from './types';

/** A rep made ready for one moment: what does not depend on the lead is settled. */
export interface ReadyRep {
	rep: Rep;
	/** Why the rep takes no lead at all at this moment; undefined when free. */
	away: Skipped | undefined;
	onLeave: boolean;
	/** When the rep works, for deadlines; leave and holidays are closed. */
	calendar: BusinessCalendar;
	/** Whether the rep serves a lead, else why not. */
	refuses(lead: Lead): string | undefined;
	/** Deadlines already worked out, by temperature. */
	due: Map<Temperature, Timestamp | undefined>;
}

/** Makes the reps of a request ready for the moment `at` (milliseconds since the epoch), in the order given. */
export function prepareReps(request: DistributeRequest, at: number): ReadyRep[] {
	return request.reps.map((rep) =>
		// Credits are whole numbers, so weights are as well.
		prepare({ ...rep, weight: Math.max(0, Math.round(rep.weight)) }, request, at),
	);
}

/**
 * Until when the first response is due, in the rep's working time; a multiple of 1,440 minutes is so many business days.
 * Undefined when the rep has no working time in the next 400 days.
 */
export function deadline(
	ready: ReadyRep,
	temperature: Temperature | undefined,
	sla: AssignPolicy['slaMinutes'],
	at: number,
): Timestamp | undefined {
	const key = temperature ?? 'cold';
	if (ready.due.has(key)) return ready.due.get(key);
	const minutes = key === 'hot' ? sla.hot : key === 'warm' ? sla.warm : sla.cold;
	const found = dueAfter(minutes, ready.calendar, at);
	const due = found === undefined ? undefined : new Date(found).toISOString();
	ready.due.set(key, due);
	return due;
}

function dueAfter(minutes: number, calendar: BusinessCalendar, at: number): number | undefined {
	if (minutes < minutesOfDay || minutes % minutesOfDay !== 0)
		return addBusinessMinutes(at, minutes, calendar);
	const begin = nextInterval(calendar, at)?.start;
	return begin === undefined ? undefined : addBusinessDays(begin, minutes / minutesOfDay, calendar);
}

const minutesOfDay = 1_440;

function prepare(rep: Rep, request: DistributeRequest, at: number): ReadyRep {
	const zone = rep.timezone ?? request.timezone;
	const hours = rep.workingHours ?? request.workingHours ?? [];
	const calendar = businessCalendar(hours, zone, [...request.holidays, ...leaveDays(rep)]);
	const today = formatDay(dayOf(toLocal(at, calendar.zone)));
	const leave = rep.leave.find(({ from, to }) => from <= today && today <= (to || from));
	const why = whyAway(rep, leave, calendar, at);
	return {
		rep,
		away: why === undefined ? undefined : { repId: rep.repId, why },
		onLeave: leave !== undefined,
		calendar,
		refuses: serves(rep),
		due: new Map(),
	};
}

function whyAway(
	rep: Rep,
	leave: { from: string; to: string } | undefined,
	calendar: BusinessCalendar,
	at: number,
): string | undefined {
	if (!rep.active) return 'is not active';
	if (leave) return `is on leave until ${leave.to || leave.from}`;
	const ownHours = rep.workingHours !== undefined && rep.workingHours.length > 0;
	if (ownHours && !isWorkingTime(at, calendar)) return 'is outside working hours';
	return rep.weight > 0 ? undefined : noTurns;
}

/** Said of a rep whom nothing but the weight keeps from taking turns. */
export const noTurns = 'has weight 0';

/** Days of leave that matter to deadlines: at most a year of each. */
function leaveDays(rep: Rep): string[] {
	return rep.leave.flatMap(({ from, to }) => {
		const first = parseDay(from);
		const last = parseDay(to || from);
		if (first === undefined || last === undefined) return [];
		const days: string[] = [];
		for (let day = first; day <= Math.min(last, first + 400); day++) days.push(formatDay(day));
		return days;
	});
}

function serves(rep: Rep): (lead: Lead) => string | undefined {
	const languages = new Set(rep.languages.flatMap((tag) => [fold(tag), primary(tag)]));
	const territories = new Set(rep.territories.map(territory));
	return (lead) => {
		if (rep.partner !== undefined && !mayBeShared(lead)) return notShared;
		if (
			languages.size > 0 &&
			lead.language !== undefined &&
			!languages.has(primary(lead.language))
		) {
			return `does not speak '${lead.language}'`;
		}
		if (territories.size > 0 && lead.country !== undefined && !isInside(lead, territories)) {
			return `does not serve ${lead.state === undefined ? '' : `${lead.state}, `}${lead.country}`;
		}
		return undefined;
	};
}

function primary(tag: string): string {
	return fold(tag).split(/[-_]/)[0] ?? '';
}

/** 'us-ca', or 'us': codes where the country is known by name. */
function territory(text: string): string {
	const [country = '', ...state] = text.split('-');
	const code = countryCode(country.trim()) ?? country.trim();
	return [code, ...state].map(fold).join('-');
}

function isInside(lead: Lead, territories: ReadonlySet<string>): boolean {
	const country = fold(countryCode(lead.country ?? '') ?? lead.country ?? '');
	if (territories.has(country)) return true;
	if (lead.state !== undefined) return territories.has(`${country}-${fold(lead.state)}`);
	// A rep of one state only: where in the country the lead is nobody knows, so it may be theirs.
	for (const one of territories) if (one.startsWith(`${country}-`)) return true;
	return false;
}
