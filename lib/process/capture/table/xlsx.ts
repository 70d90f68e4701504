import { openZip, type ReadMember } from './zip';

/** Days between Excel's day 0 and 1970-01-01, in its two calendars. */
const epoch1900 = 25_569;
const epoch1904 = 24_107;
const dayMs = 86_400_000;

/** What cells need to be read: shared texts, styles that are dates, the calendar. */
interface Book {
	texts: string[];
	/** By style: 0 a number, 1 a date, 2 a date with time. */
	styles: number[];
	epoch: number;
}

/**
 * Rows of the first visible sheet of an XLSX workbook (ECMA-376) as texts: dates as ISO 8601, whole numbers without
 * exponents, so that phone numbers stay what they are. Empty cells between others are kept. Undefined where the bytes are no
 * workbook.
 */
export async function xlsxRows(bytes: Buffer): Promise<Iterable<string[]> | undefined> {
	const read = openZip(bytes);
	if (!read) return undefined;
	const workbook = await read('xl/workbook.xml');
	if (workbook === undefined) return undefined;
	const [shared, styles, relations] = await Promise.all([
		read('xl/sharedStrings.xml'),
		read('xl/styles.xml'),
		read('xl/_rels/workbook.xml.rels'),
	]);
	const sheet = await firstSheet(read, workbook, relations ?? '');
	if (sheet === undefined) return undefined;
	const book: Book = {
		texts: [
			...(shared ?? '').matchAll(/<(?:\w+:)?si\b[^>]*?(?:\/>|>([\s\S]*?)<\/(?:\w+:)?si>)/gu),
		].map((match) => textIn(match[1] ?? '')),
		styles: stylesOf(styles ?? ''),
		epoch: /date1904="(1|true)"/u.test(workbook) ? epoch1904 : epoch1900,
	};
	return { [Symbol.iterator]: () => rowsOf(sheet, book) };
}

async function firstSheet(
	read: ReadMember,
	workbook: string,
	relations: string,
): Promise<string | undefined> {
	const sheets = [...workbook.matchAll(/<(?:\w+:)?sheet\b([^>]*)>/gu)].map(
		(match) => match[1] ?? '',
	);
	const visible =
		sheets.find((sheet) => !/state="(hidden|veryHidden)"/u.test(sheet)) ?? sheets[0] ?? '';
	const id = /r:id="([^"]*)"/u.exec(visible)?.[1];
	const relation = [...relations.matchAll(/<Relationship\b([^>]*)>/gu)]
		.map((match) => match[1] ?? '')
		.find((one) => one.includes(`Id="${id}"`));
	const target = relation && /Target="([^"]*)"/u.exec(relation)?.[1];
	const file =
		target === undefined
			? 'xl/worksheets/sheet1.xml'
			: target.startsWith('/')
				? target.slice(1)
				: `xl/${target}`;
	return await read(file);
}

function* rowsOf(sheet: string, book: Book): Generator<string[]> {
	const rowPattern = /<(?:\w+:)?row\b[^>]*?(?:\/>|>([\s\S]*?)<\/(?:\w+:)?row>)/gu;
	const cellPattern = /<(?:\w+:)?c\b([^>]*?)(?:\/>|>([\s\S]*?)<\/(?:\w+:)?c>)/gu;
	for (const [, inside = ''] of sheet.matchAll(rowPattern)) {
		const row: string[] = [];
		for (const [, attributes = '', content = ''] of inside.matchAll(cellPattern)) {
			const column = columnOf(attributes) ?? row.length;
			while (row.length < column && row.length < 16_384) row.push('');
			row[column] = valueOf(attributes, content, book);
		}
		if (row.some((cell) => cell !== '')) yield row;
	}
}

function valueOf(attributes: string, content: string, book: Book): string {
	if (content === '') return '';
	const type = /\bt="(\w+)"/u.exec(attributes)?.[1];
	if (type === 'inlineStr') return textIn(content);
	const raw = decode(/<(?:\w+:)?v\b[^>]*>([\s\S]*?)<\/(?:\w+:)?v>/u.exec(content)?.[1] ?? '');
	if (type === 's') return book.texts[Number(raw)] ?? '';
	if (type === 'b') return raw === '1' ? 'yes' : 'no';
	if (type === 'e') return '';
	if (type === 'str' || type === 'd') return raw;
	const number = Number(raw);
	if (raw === '' || !Number.isFinite(number)) return raw;
	const style = book.styles[Number(/\bs="(\d+)"/u.exec(attributes)?.[1] ?? 0)] ?? 0;
	if (style === 0)
		return Number.isSafeInteger(number)
			? String(number)
			: raw.includes('E')
				? number.toString()
				: raw;
	return dateOf(number, style === 2, book.epoch);
}

function dateOf(serial: number, withTime: boolean, epoch: number): string {
	const ms = Math.round((serial - epoch) * 86_400) * 1000;
	if (!Number.isFinite(ms) || Math.abs(ms) > 100_000_000 * dayMs) return String(serial);
	const iso = new Date(ms).toISOString();
	return withTime && serial % 1 !== 0 ? iso : iso.slice(0, 10);
}

/** 'B7' → 1 */
function columnOf(attributes: string): number | undefined {
	const letters = /\br="([A-Z]{1,3})\d+"/u.exec(attributes)?.[1];
	if (letters === undefined) return undefined;
	let column = 0;
	for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
	return column - 1;
}

/** Which cell formats show a date: the built-in ones, and own ones with day, month, year or hour in them. */
function stylesOf(styles: string): number[] {
	const own = new Map<number, string>();
	for (const [, id = '', code = ''] of styles.matchAll(
		/<(?:\w+:)?numFmt\b[^>]*?numFmtId="(\d+)"[^>]*?formatCode="([^"]*)"/gu,
	))
		own.set(Number(id), decode(code));
	const formats =
		/<(?:\w+:)?cellXfs\b[^>]*>([\s\S]*?)<\/(?:\w+:)?cellXfs>/u.exec(styles)?.[1] ?? '';
	return [...formats.matchAll(/<(?:\w+:)?xf\b([^>]*)>/gu)].map(([, attributes = '']) => {
		const id = Number(/numFmtId="(\d+)"/u.exec(attributes)?.[1] ?? 0);
		if (id === 22) return 2;
		if ((id >= 14 && id <= 17) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return 1;
		const code = (own.get(id) ?? '').replace(/"[^"]*"|\[[^\]]*\]|\\./gu, '');
		if (!/[dmyh]/iu.test(code) || /[#0?]/u.test(code.replace(/0+$/u, ''))) return 0;
		return /h/iu.test(code) ? 2 : 1;
	});
}

/** Text of rich text runs, without the reading aids of Japanese. */
function textIn(xml: string): string {
	const plain = xml.replace(/<(?:\w+:)?rPh\b[\s\S]*?<\/(?:\w+:)?rPh>/gu, '');
	return [...plain.matchAll(/<(?:\w+:)?t\b[^>]*?(?:\/>|>([\s\S]*?)<\/(?:\w+:)?t>)/gu)]
		.map((match) => decode(match[1] ?? ''))
		.join('');
}

const entities: Readonly<Record<string, string>> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	apos: "'",
};

function decode(text: string): string {
	if (!text.includes('&') && !text.includes('_x')) return text;
	return text
		.replace(/&(#x?[\da-f]{1,6}|\w{1,6});/giu, (whole, name: string) => {
			if (!name.startsWith('#')) return entities[name] ?? whole;
			const code = /^#x/iu.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
			return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
		})
		.replace(/_x([\dA-F]{4})_/gu, (_whole, hex: string) =>
			String.fromCharCode(Number.parseInt(hex, 16)),
		);
}
