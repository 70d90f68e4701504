import { certain, type Mapped } from '../headers/map';
import type { Target } from '../headers/target';
import { contentHash } from '../hash';
import { submissionOf } from '../finish';
import type { Entry } from '../read/entry';
import { fitsTarget, mappingName, type Mapping, type Understood } from '../read/fields';
import { cleanText } from '../read/clean';
import type { ReadOptions, Submission, SubmissionMeta } from '../submission';

/** Something about a value that a person should know before importing. */
export interface Problem {
	column: string;
	value: string;
	problem: string;
}

/** A row as it would be captured. */
export interface ReadRow {
	submission: Submission;
	problems: Problem[];
}

const several: ReadonlySet<Target> = new Set<Target>([
	'topics',
	'lists',
	'consent',
	'newsletter',
	'message',
	'notes',
]);

/** Columns with what the user decided about some of them. */
export function decided(columns: readonly Mapped[], mapping: Mapping | undefined): Mapped[] {
	if (!mapping || mapping.size === 0) return [...columns];
	const chosen = new Set([...mapping.values()]);
	return columns.map((column) => {
		const target = mapping.get(mappingName(column.header));
		if (typeof target === 'string')
			return { ...column, target, confidence: 2, why: 'chosen by hand' };
		// A field that was chosen for another column is free of the automatic one.
		if (target === undefined && column.target && !chosen.has(column.target)) return column;
		return { header: column.header, confidence: 0, why: 'kept under its own name' };
	});
}

/** Reads one row by the meaning of its columns; what is in no known column is kept in `extra`. Never throws. */
export function readRow(
	cells: readonly string[],
	columns: readonly Mapped[],
	meta: SubmissionMeta,
	options: ReadOptions,
): ReadRow {
	const understood: Understood = {
		values: new Map(),
		lists: new Map(),
		extra: new Map(),
		externalIds: new Map(),
	};
	const problems: Problem[] = [];
	const content: Record<string, string> = {};
	columns.forEach(({ header, target, confidence }, index) => {
		const value = cleanText(cells[index] ?? '').trim();
		if (value === '') return;
		content[header] = value;
		const entry: Entry = { labels: [header], path: [], value };
		if (target === undefined || confidence < certain) {
			understood.extra.set(header.slice(0, 100), value.slice(0, 8192));
		} else if (target === 'consent' || several.has(target)) {
			place(understood, target, entry);
		} else if (!fitsTarget(target, entry)) {
			problems.push({
				column: header,
				value: value.slice(0, 100),
				problem: `This is no ${wordFor(target)}`,
			});
			understood.extra.set(header.slice(0, 100), value.slice(0, 8192));
		} else if (!understood.values.has(target)) understood.values.set(target, entry);
	});
	const submission = submissionOf(understood, Object.keys(content).length, {
		frame: { body: null },
		preset: 'import',
		meta,
		options: { ...options, ownCodes: columns.some(({ target }) => target === 'referredBy') },
		hash: contentHash(content),
		notes: [],
	});
	if (submission.kind === 'lead') {
		if (submission.fields.phone && submission.fields.phoneStatus === 'invalid') {
			problems.push({
				column: labelOf(understood, 'phone'),
				value: submission.fields.phone,
				problem: 'No such number is in use in the country',
			});
		}
	} else problems.push({ column: '', value: '', problem: submission.reason });
	return { submission, problems };
}

function place(understood: Understood, target: Target, entry: Entry): void {
	if (target === 'message' || target === 'notes') {
		const before = understood.values.get(target);
		const value = before ? `${String(before.value)}\n${String(entry.value)}` : entry.value;
		understood.values.set(target, { ...entry, value });
		return;
	}
	understood.lists.set(target, [...(understood.lists.get(target) ?? []), entry]);
}

function labelOf(understood: Understood, target: Target): string {
	return understood.values.get(target)?.labels[0] ?? '';
}

function wordFor(target: Target): string {
	const words: Partial<Record<Target, string>> = {
		email: 'e-mail address',
		phone: 'phone number',
		mobile: 'phone number',
		linkedinUrl: 'LinkedIn address',
	};
	return words[target] ?? 'name';
}
