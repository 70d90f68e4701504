/** Signs that separate the fields of a row. */
export type Separator = ',' | ';' | '\t' | '|';

const separators: readonly Separator[] = [',', ';', '\t', '|'];
const quote = 34;
const lineFeed = 10;
const carriageReturn = 13;

/**
 * Rows of a CSV text (RFC 4180), one after the other, so that a large file is never held as rows: quoted fields with doubled
 * quotes and line breaks inside, any of the three line ends, rows of differing length. An unclosed quote runs to the end of
 * the text. Empty lines are left out. Linear.
 */
export function* csvRows(text: string, separator: Separator): Generator<string[]> {
	const sign = separator.charCodeAt(0);
	const end = text.length;
	let row: string[] = [];
	let at = 0;
	while (at < end) {
		let value: string;
		if (text.charCodeAt(at) === quote) {
			const [inside, next] = quoted(text, at + 1);
			let stop = next;
			while (stop < end && !isEnd(text.charCodeAt(stop), sign)) stop++;
			value = inside + text.slice(next, stop);
			at = stop;
		} else {
			let stop = at;
			while (stop < end && !isEnd(text.charCodeAt(stop), sign)) stop++;
			value = text.slice(at, stop);
			at = stop;
		}
		row.push(value);
		if (at < end && text.charCodeAt(at) === sign) {
			at++;
			if (at === end) row.push('');
			else if (!isBreak(text.charCodeAt(at))) continue;
			else row.push('');
		}
		if (at < end && text.charCodeAt(at) === carriageReturn && text.charCodeAt(at + 1) === lineFeed)
			at++;
		at++;
		if (row.length > 1 || row[0] !== '') yield row;
		row = [];
	}
	if (row.length > 1 || (row.length === 1 && row[0] !== '')) yield row;
}

/**
 * The separator of a text: the one that splits its first rows into several fields of the same number; among equals the one
 * with more fields, then the comma.
 */
export function separatorOf(text: string): Separator {
	const start = text.slice(0, 20_000);
	let best: { separator: Separator; score: number } = { separator: ',', score: 0 };
	for (const separator of separators) {
		const widths: number[] = [];
		for (const row of csvRows(start, separator)) {
			widths.push(row.length);
			if (widths.length === 20) break;
		}
		const counts = new Map<number, number>();
		for (const width of widths) if (width > 1) counts.set(width, (counts.get(width) ?? 0) + 1);
		for (const [width, count] of counts) {
			const score = (count / widths.length) * 10 + Math.min(width, 30) / 10;
			if (score > best.score) best = { separator, score };
		}
	}
	return best.separator;
}

function quoted(text: string, from: number): [string, number] {
	let value = '';
	let at = from;
	for (;;) {
		const close = text.indexOf('"', at);
		if (close < 0) return [value + text.slice(at), text.length];
		value += text.slice(at, close);
		if (text.charCodeAt(close + 1) !== quote) return [value, close + 1];
		value += '"';
		at = close + 2;
	}
}

function isEnd(code: number, sign: number): boolean {
	return code === sign || code === lineFeed || code === carriageReturn;
}

function isBreak(code: number): boolean {
	return code === lineFeed || code === carriageReturn;
}
