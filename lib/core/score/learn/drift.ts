import { fieldReader, factsOf } from '../../filter/values';
import { stability } from './metrics';
import { placeOf, type LearnedModel } from './model';

/** A field whose values are spread otherwise among the leads of today than among those a table was learned from. */
export interface FieldDrift {
	field: string;
	/** Population stability index less what chance gives for so few leads: from 0.1 it has moved, from 0.25 shifted. */
	index: number;
	/** The value that gained or lost most, in words. */
	why: string;
}

/** Counts leads against a table, one at a time: memory does not grow with them. */
export interface DriftWatch {
	see(lead: object): void;
	/** Leads seen so far. */
	count(): number;
	/** Fields that have moved, the farthest first. */
	report(): FieldDrift[];
}

/** Below this a field is as it was. */
const moved = 0.1;
/** Of fewer leads nothing can be said. */
export const fewestForDrift = 100;

/** Begins to compare leads with those a table was learned from. */
export function watchDrift(model: LearnedModel): DriftWatch {
	const columns = model.fields.map(({ field, kind, bins }) => ({
		field,
		kind,
		bins,
		read: fieldReader(field),
		counts: new Float64Array(bins.length),
	}));
	let seen = 0;
	return {
		see(lead) {
			seen++;
			const facts = factsOf(lead);
			for (const { kind, bins, read, counts } of columns) {
				const place = placeOf(bins, kind, read(facts));
				if (place >= 0) counts[place] = (counts[place] ?? 0) + 1;
			}
		},
		count: () => seen,
		report() {
			if (seen < fewestForDrift) return [];
			return columns
				.flatMap(({ field, bins, counts }) => driftOf(field, bins, counts, seen))
				.sort((a, b) => b.index - a.index);
		},
	};
}

function driftOf(
	field: string,
	bins: LearnedModel['fields'][number]['bins'],
	counts: Float64Array,
	seen: number,
): FieldDrift[] {
	const before = bins.map(({ leads }) => leads);
	const learned = before.reduce((sum, leads) => sum + leads, 0);
	if (learned === 0) return [];
	// With the same shares on both sides the index is about χ²: so many bins less one, over the leads of each side.
	const byChance = (bins.length - 1) * (1 / learned + 1 / seen);
	const index = stability(before, counts) - byChance;
	if (index < moved) return [];
	let far = { change: 0, why: '' };
	for (const [place, { label, leads }] of bins.entries()) {
		const was = leads / learned;
		const is = (counts[place] ?? 0) / seen;
		if (Math.abs(is - was) > far.change) {
			const why = `'${label}' was ${percent(was)} and is ${percent(is)}`;
			far = { change: Math.abs(is - was), why };
		}
	}
	return [{ field, index: Math.round(index * 1_000) / 1_000, why: far.why }];
}

function percent(share: number): string {
	return `${Math.round(share * 100)} %`;
}
