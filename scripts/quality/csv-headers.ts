import { certain, mapHeaders } from '../../lib/core/capture/headers/map';
import type { Target } from '../../lib/core/capture/headers/target';
import { show, textOf, type Row } from './rows';

/** How the set names our targets. What it has no name for is not counted as proposed. */
const names: Partial<Record<Target, string>> = {
	title: 'jobTitle',
	topics: 'tags',
	street: 'address',
	stage: 'status',
	temperature: 'rating',
	need: 'message',
	notes: 'message',
	doNotEmail: 'doNotEmail',
};

/** Precision and F1 of the automatic header mapping over all columns of all header rows. */
export function measureHeaders(rows: readonly Row[]): Record<string, number> {
	const truths = rows.map((row) => record(row['mapping']));
	const vocabulary = new Set(truths.flatMap((truth) => [...truth.values()]));
	let right = 0;
	let proposed = 0;
	let expected = 0;
	rows.forEach((row, index) => {
		const truth = truths[index] ?? new Map<string, string>();
		const delimiter = textOf(row, 'delimiter') || ',';
		const sample = textOf(row, 'sample');
		const headers = textOf(row, 'header').split(delimiter);
		const mapped = mapHeaders(headers, sample === '' ? [] : [sample.split(delimiter)]);
		expected += truth.size;
		for (const column of mapped) {
			const meant = truth.get(column.header);
			const name = proposal(column.target, column.confidence, vocabulary);
			if (name !== undefined) proposed++;
			if (name !== undefined && name === meant) right++;
			if (name !== meant) show(textOf(row, 'name'), { header: column.header, name, meant });
		}
	});
	const precision = proposed === 0 ? 0 : right / proposed;
	const recall = expected === 0 ? 0 : right / expected;
	return {
		header_f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
		header_precision: precision,
	};
}

function proposal(
	target: Target | undefined,
	confidence: number,
	vocabulary: ReadonlySet<string>,
): string | undefined {
	if (target === undefined || confidence < certain) return undefined;
	const name = vocabulary.has(target) ? target : names[target];
	return name !== undefined && vocabulary.has(name) ? name : undefined;
}

function record(value: unknown): Map<string, string> {
	if (typeof value !== 'object' || value === null) return new Map();
	return new Map(
		Object.entries(value).flatMap(([header, name]) =>
			typeof name === 'string' ? [[header, name] as const] : [],
		),
	);
}
