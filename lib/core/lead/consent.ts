import type { Consent } from './lead';

/** What somebody said last of consent; what is still to be confirmed is not said. */
export function newestStatement(statements: readonly Consent[]): Consent | undefined {
	return statements
		.filter(({ pending }) => pending !== true)
		.reduce<Consent | undefined>(
			(last, row) => (last === undefined || row.at >= last.at ? row : last),
			undefined,
		);
}
