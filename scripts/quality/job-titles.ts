import { classifyTitle, type TitleClass } from '../../lib/core/verify/title/classify';
import type { Area, Level } from '../../lib/core/verify/title/levels';
import { readRows, share, show, textOf } from './rows';

/** How our ranks are called in the set. */
const setLevel: Readonly<Record<Level, string>> = {
	founder: 'C-Suite',
	board: 'C-Suite',
	chief: 'C-Suite',
	vicePresident: 'VP',
	president: 'Director',
	director: 'Director',
	head: 'Director',
	manager: 'Manager',
	lead: 'Manager',
	other: 'Other',
};

/** Ranks that lead a company or a division. The set calls what they do Business unless it is engineering, research or selling. */
const leading: readonly Level[] = [
	'founder',
	'board',
	'chief',
	'vicePresident',
	'president',
	'director',
];

/** How our fields are called in the set: for leading ranks, and for everybody else. */
const setArea: Readonly<Record<Area, [leading: string, others: string]>> = {
	engineering: ['Technical', 'Technical'],
	research: ['Technical', 'Technical'],
	it: ['Business', 'Technical'],
	data: ['Business', 'Technical'],
	product: ['Business', 'Technical'],
	design: ['Business', 'Technical'],
	sales: ['Sales-Marketing', 'Sales-Marketing'],
	marketing: ['Sales-Marketing', 'Sales-Marketing'],
	business: ['Business', 'Business'],
	finance: ['Business', 'Other'],
	operations: ['Business', 'Other'],
	people: ['Other', 'Other'],
	legal: ['Business', 'Other'],
	customer: ['Business', 'Other'],
	health: ['Business', 'Other'],
	education: ['Business', 'Other'],
	other: ['Business', 'Other'],
};

/** `level` and `area`: shares of the titles with the set's level and area. */
export async function measure(dir: string): Promise<Record<string, number> | undefined> {
	const rows = readRows(dir)?.map((row) => ({ row, got: classifyTitle(textOf(row, 'title')) }));
	if (rows === undefined) return undefined;
	const withArea = rows.filter(({ row }) => textOf(row, 'area') !== '');
	for (const { row, got } of rows) {
		if (setLevel[got.level] !== row.level)
			show('job-titles level', [row.title, row.level, got.level]);
		if (areaOf(got) !== row.area)
			show('job-titles area', [row.title, row.level, row.area, got.area]);
	}
	return {
		level: share(rows, ({ row, got }) => setLevel[got.level] === row.level),
		area: share(withArea, ({ row, got }) => areaOf(got) === row.area),
	};
}

function areaOf({ level, area }: TitleClass): string {
	// Who founded a company or sits on its board is counted as leading the business, whatever else they do.
	if (level === 'founder' || level === 'board') return 'Business';
	return setArea[area][leading.includes(level) ? 0 : 1];
}
