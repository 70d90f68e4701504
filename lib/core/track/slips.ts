import { isMissing } from '../filter/values';
import { typeOf } from './aliases';
import { callOutcomes, readOutcome } from './outcome';
import { readActor, readDirection, type TouchReport } from './touch';
import { readInstant, readNumber, readSeconds, readText } from './values';

/** A value of a report that says something, but nothing that can be used. */
export interface Slip {
	field: keyof TouchReport;
	value: unknown;
	/** What the field takes, e.g. "seconds, or a text such as '5 min' or '1:30'". */
	takes: string;
}

/**
 * Values of a report that would be left out of its touchpoint, or would have no effect, because they cannot be read. An outcome in
 * somebody's own words is one only for calls, whose outcomes decide what comes next.
 */
export function slipsOf(report: TouchReport): Slip[] {
	const type = typeOf(readText(report.type, 200) ?? '')?.type ?? '';
	return Object.entries(readers).flatMap(([key, { canRead, takes }]): Slip[] => {
		if (!isReader(key)) return [];
		const value = report[key];
		return isMissing(value) || canRead(value, type) ? [] : [{ field: key, value, takes }];
	});
}

const readers = {
	happenedAt: {
		canRead: (value: unknown) => readInstant(value) !== undefined,
		takes: "a date and time such as '2026-03-29T14:30:00Z', or seconds since 1970",
	},
	duration: {
		canRead: (value: unknown) => readSeconds(value) !== undefined,
		takes: "seconds, or a text such as '5 min' or '1:30'",
	},
	value: {
		canRead: (value: unknown) => readNumber(value) !== undefined,
		takes: 'a number such as 1200',
	},
	direction: {
		canRead: (value: unknown) => readDirection(value) !== undefined,
		takes: "'in' or 'out'",
	},
	actor: {
		canRead: (value: unknown) => readActor(value) !== undefined,
		takes: "'human', 'machine' or 'unknown'",
	},
	outcome: {
		canRead: (value: unknown, type: string) => {
			const read = typeof value === 'string' ? readOutcome(type, value.trim()) : undefined;
			return !type.startsWith('call.') || callOutcomes.some((one) => one === read);
		},
		takes: `for a call one of: ${callOutcomes.join(', ')}`,
	},
} as const satisfies Partial<
	Record<keyof TouchReport, { canRead: (value: unknown, type: string) => boolean; takes: string }>
>;

function isReader(key: string): key is keyof typeof readers {
	return Object.hasOwn(readers, key);
}
