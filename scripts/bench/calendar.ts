import { DateTime } from 'luxon';
import { businessCalendar, nextSlot } from '../../lib/core/calendar';
import { interleaved, rounded } from './measure';
import type { BenchResult } from './result';

const rounds = 3;
const cases = 20_000;
/** luxon is asked a part of the cases: it would take most of a minute for all. */
const luxonCases = 2_000;
const zones = [
	'Europe/Berlin',
	'America/New_York',
	'Australia/Lord_Howe',
	'Asia/Kathmandu',
	'America/Sao_Paulo',
	'Africa/Casablanca',
];
const holidays = ['2026-01-01', '2026-04-03', '2026-05-25', '2026-12-25', '2026-12-26'];
const hours = [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }];

/** The next moment in working hours, with zone and holidays, against the same written with luxon. */
export async function run(): Promise<BenchResult> {
	const instants = Array.from(
		{ length: cases },
		(_, n) => Date.UTC(2026, 0, 1) + ((n * 48_271_000) % 31_536_000_000),
	);
	const calendars = zones.map((zone) => businessCalendar(hours, zone, holidays));
	const ours = (count: number) =>
		instants.slice(0, count).map((at, n) => {
			const calendar = calendars[n % calendars.length];
			return calendar === undefined ? undefined : nextSlot(at, [calendar]);
		});
	const rival = (count: number) =>
		instants.slice(0, count).map((at, n) => luxonSlot(at, zones[n % zones.length] ?? 'UTC'));
	const answers = rival(luxonCases);
	const same = ours(luxonCases).every((slot, n) => slot === answers[n]);
	const measured = await interleaved(
		{
			ours: () => Promise.resolve(ours(cases).length),
			luxon: () => Promise.resolve(rival(luxonCases).length),
		},
		rounds,
	);
	const each = (ms = 0, count = cases) => rounded((ms * 1_000) / count);
	const mine = measured['ours'];
	const theirs = measured['luxon'];
	return {
		name: 'calendar',
		same,
		lines: [
			{
				what: 'next slot with zone, hours, holidays',
				unit: 'µs',
				ours: each(mine?.best),
				median: each(mine?.median),
				max: each(mine?.max),
				rival: each(theirs?.best, luxonCases),
				ratio: rounded((theirs?.best ?? 0) / luxonCases / ((mine?.best ?? 1) / cases)),
			},
		],
		peakMemoryMb: mine?.peakMemoryMb,
		longestBlockMs: mine?.longestBlockMs,
	};
}

/** As somebody who uses luxon would write it. */
function luxonSlot(at: number, zone: string): number {
	let moment = DateTime.fromMillis(at, { zone });
	for (;;) {
		const opens = moment.set({ hour: 9, minute: 0, second: 0, millisecond: 0 });
		const closes = moment.set({ hour: 17, minute: 0, second: 0, millisecond: 0 });
		const closed = moment.weekday > 5 || holidays.includes(moment.toISODate() ?? '');
		if (!closed && moment < opens) return opens.toMillis();
		if (!closed && moment < closes) return moment.toMillis();
		moment = moment.plus({ days: 1 }).startOf('day');
	}
}
