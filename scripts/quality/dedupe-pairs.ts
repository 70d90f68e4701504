import type { DedupeRecord } from '../../lib/core/dedupe/types';
import { filesIn, readLines } from './rows';

/** Labelled pairs of records: 'COL name VAL … COL addr VAL …' twice and 0 or 1, separated by tabs. */
export function readPairs(
	dir: string,
):
	{ records: DedupeRecord[]; labels: Array<{ a: string; b: string; label: boolean }> } | undefined {
	const lines = filesIn(dir, '', '.txt').flatMap(readLines);
	if (lines.length === 0) return undefined;
	const records = new Map<string, DedupeRecord>();
	const idOf = (side: string, text: string): string => {
		const id = `${side} ${text}`;
		if (!records.has(id)) records.set(id, { id, values: valuesOf(text) });
		return id;
	};
	const labels = lines.map((line) => {
		const [left = '', right = '', label = '0'] = line.split('\t');
		return {
			a: idOf('left', left.trim()),
			b: idOf('right', right.trim()),
			label: label.trim() === '1',
		};
	});
	return { records: [...records.values()], labels };
}

function valuesOf(text: string): Record<string, string> {
	const parts = text.split(/\s*COL (\w+) VAL\s*/).slice(1);
	const values: Record<string, string> = {};
	for (let at = 0; at + 1 < parts.length; at += 2) {
		const value = (parts[at + 1] ?? '').replace(/\\ /g, '').replace(/^['`"\s]+|['"\s]+$/g, '');
		if (value !== '') values[parts[at] ?? ''] = value;
	}
	return values;
}
