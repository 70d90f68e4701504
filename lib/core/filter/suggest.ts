import { binColumn } from '../score/learn/bins';
import { readColumn } from '../score/learn/columns';
import { findLeaks, type LeakWarning } from '../score/learn/leaks';
import { captured } from '../score/learn/metrics';
import { propose, type Evidence } from './evidence';
import { compileProfiles, type Profile } from './profile';
import { fieldReader, type Facts } from './values';

/** A profile proposed from won and lost leads, with what speaks for it; or why none can be proposed. */
export type Suggestion =
	| {
			kind: 'suggested';
			profile: Profile;
			evidence: Evidence[];
			leaks: LeakWarning[];
			backtest: Backtest;
	  }
	| { kind: 'refused'; message: string };

/** What the profile would have done with leads it was not made from. */
export interface Backtest {
	/** In plain words. */
	text: string;
	/** Leads that were left out when the profile was made, and how many of them were won. */
	leads: number;
	won: number;
	/** How many of those could have been called, and how many wins would have been among them. */
	called: number;
	caught: number;
}

const fewest = 20;
const mostCriteria = 8;

/**
 * Proposes an ideal customer profile: per field the values that won more often than all leads did, beyond chance (95 %), and
 * weighted by how much. Fields that were filled in after the outcome are left out and named. Every third lead is kept aside
 * to see what the profile would have caught.
 *
 * @param share how many of the leads can be called, 0…1
 * @param calls how that share is called in the text, e.g. '40 calls a day'
 */
export function suggestProfile(
	rows: readonly Facts[],
	won: Uint8Array,
	fields: readonly string[],
	share: number,
	calls: string,
): Suggestion {
	const wins = won.reduce((sum, win) => sum + win, 0);
	if (wins < fewest || won.length - wins < fewest) {
		return {
			kind: 'refused',
			message: `There are ${wins} won and ${won.length - wins} lost leads; at least ${fewest} of each are needed to see what winners have in common.`,
		};
	}
	const isAside = (row: number) => row % 3 === 2;
	const inside = rows.map((_row, row) => row).filter((row) => !isAside(row));
	const taught = inside.map((row) => rows[row] ?? {});
	const taughtWon = Uint8Array.from(inside, (row) => won[row] ?? 0);
	const columns = fields
		.map((field) => readColumn(field, taught, fieldReader(field)))
		.flatMap((column) => ('kind' in column ? [binColumn(column)] : []));
	const leaks = findLeaks(columns, taughtWon);
	const whole = taughtWon.reduce((sum, win) => sum + win, 0) / taughtWon.length;
	const proposals = columns
		.filter(({ field }) => !leaks.some((leak) => leak.field === field))
		.flatMap((column) => propose(column, taughtWon, whole) ?? [])
		.sort(
			(a, b) =>
				b.evidence.lift * Math.log(b.evidence.leads) - a.evidence.lift * Math.log(a.evidence.leads),
		)
		.slice(0, mostCriteria);
	if (proposals.length === 0) {
		return {
			kind: 'refused',
			message: 'No value is more frequent among won leads than chance would explain.',
		};
	}
	const profile: Profile = {
		name: 'From Your Winners',
		criteria: proposals.map(({ criterion }) => criterion),
	};
	return {
		kind: 'suggested',
		profile,
		evidence: proposals.map(({ evidence }) => evidence),
		leaks,
		backtest: test(profile, rows, won, isAside, share, calls),
	};
}

function test(
	profile: Profile,
	rows: readonly Facts[],
	won: Uint8Array,
	isAside: (row: number) => boolean,
	share: number,
	calls: string,
): Backtest {
	const compiled = compileProfiles({ profiles: [profile] });
	const aside = rows.map((_row, row) => row).filter(isAside);
	const came = aside.map((row) => won[row] ?? 0);
	const fits = aside.map((row) =>
		compiled.kind === 'compiled' ? (compiled.filter(rows[row] ?? {}, 0).fit ?? 0) : 0,
	);
	const wins = came.reduce((sum, win) => sum + win, 0);
	// Where everybody can be called, only the order is left to test: the first half tells how good it is.
	const isAll = share >= 1;
	const part = isAll ? 0.5 : Math.max(0, share);
	const caught = Math.round(captured(fits, came, part) * wins);
	const called = Math.round(part * aside.length);
	const room = isAll
		? `${calls} reach all of them; calling best fit first, the first half (${called} leads)`
		: `at ${calls}, best fit first (${called} leads), it`;
	const text = `Tested on ${aside.length} leads it was not made from: ${room} would have caught ${caught} of ${wins} wins; calling in any order would have caught about ${Math.round(part * wins)}.`;
	return { text, leads: aside.length, won: wins, called, caught };
}
