import { factsOf, fieldReader, isMissing } from '../../core/filter/values';
import { fieldOf } from '../../core/lead/fields';
import type { Lead } from '../../core/lead/lead';
import { setField } from '../../core/record/setField';
import type { ProcessContext } from '../context';

/** What a person wants of scores: held at what it is or at a number (0…100), or free again. */
export type ScoreLock = { kind: 'hold'; at?: number } | { kind: 'lift' };

/** Results of other systems that came with a lead, by field. */
export type OutsideResults = Readonly<Record<string, unknown>>;

/** A field that an external result is read from, and the one that says when it was found. */
export interface OutsideField {
	field: string;
	since?: string;
}

/**
 * The lead with what came along: results of other systems are kept in its fields, so that later scores know them too.
 * A new result that does not say when it was found was found now. Fields that the process keeps are left alone.
 */
export function withResults(
	{ settings, now }: ProcessContext,
	lead: Lead,
	results: OutsideResults,
	outside: readonly OutsideField[],
): Lead {
	let known = lead;
	const set = (field: string, value: unknown) => {
		const read = fieldReader(field)(factsOf(known));
		if (isMissing(value) || JSON.stringify(read) === JSON.stringify(value)) return false;
		const { defaultCountry } = settings;
		const result = setField(known, field, value, { defaultCountry, now });
		if (result.kind === 'refused') return false;
		known = result.lead;
		return true;
	};
	for (const { field, since } of outside) {
		const isNew = set(field, results[field]);
		if (since === undefined || since === '') continue;
		if (!set(since, results[since]) && isNew && isMissing(results[since]) && isOwnTime(since)) {
			set(since, new Date(now).toISOString());
		}
	}
	return known;
}

/** The lead with its score held or free; a hold without a number holds what `score` gives it. */
export function withLock(
	{ settings, now }: ProcessContext,
	lead: Lead,
	lock: ScoreLock,
	score: (lead: Lead) => number,
): Lead {
	const { lockedScore: _lifted, ...free } = lead;
	if (lock.kind === 'lift') return lead.lockedScore === undefined ? lead : free;
	const at = lock.at ?? lead.lockedScore ?? score(lead);
	if (at === lead.lockedScore) return lead;
	const { defaultCountry } = settings;
	const result = setField(lead, 'lockedScore', at, { defaultCountry, now });
	return result.kind === 'set' ? result.lead : lead;
}

/** When a result was found may be noted in a field of the user's own, or in a date that people may set. */
function isOwnTime(key: string): boolean {
	const field = fieldOf(key);
	return field === undefined || (field.type === 'dateTime' && field.editable === 'human');
}
