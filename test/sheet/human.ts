import { columnMark } from '../../lib/sheet/client';
import { identityOf, ownRow, type Book, type Tab } from './fake/book';
import { deleteDimension, insertDimension, moveDimension } from './fake/dimension';

/** Somebody who works in the sheet by hand. */
export class Human {
	constructor(private readonly book: Book) {}

	headers(): unknown[] {
		return (this.tab.rows[0] ?? []).map((cell) => cell?.value);
	}
	value(leadId: string, header: string): unknown {
		return this.tab.rows[this.row(leadId)]?.[this.column(header)]?.value;
	}
	type(leadId: string, header: string, value: string | number): void {
		ownRow(this.tab, this.row(leadId))[this.column(header)] = { value };
	}
	typeRow(cells: Record<string, string | number>): void {
		const row = ownRow(this.tab, this.tab.rows.length);
		for (const [header, value] of Object.entries(cells)) row[this.column(header)] = { value };
	}
	/** A row without a key by the columns' keys: inserted at a place, else behind the last one. */
	typeRowAt(at: number | undefined, cells: Record<string, string>): void {
		if (at !== undefined) this.insertRow(at);
		const row = ownRow(this.tab, at ?? this.tab.rows.length);
		for (const [key, value] of Object.entries(cells)) row[this.columnAt(key)] = { value };
	}
	/** Rows that hold something but no key. */
	rowsWithoutKey(): string[] {
		const key = this.keyColumn;
		return this.tab.rows.flatMap((row, at) =>
			at > 0 && row?.some((cell) => cell?.value) && !row[key]?.value
				? [row.flatMap((cell) => cell?.value ?? []).join(' · ')]
				: [],
		);
	}
	/** As `value`, by the column's key: whatever the column is called at the moment. */
	valueAt(leadId: string, key: string): unknown {
		return this.tab.rows[this.row(leadId)]?.[this.columnAt(key)]?.value;
	}
	/** The row of a lead as a thing that can be pointed at, whatever is sorted or written meanwhile. */
	rowNow(leadId: string): object {
		return identityOf(ownRow(this.tab, this.row(leadId)));
	}
	/** Types into that very row, as people do who see it: they do not look for keys. */
	typeInto(row: object, key: string, value: string | number): boolean {
		const at = this.tab.rows.findIndex((each) => each && identityOf(each) === row);
		if (at > 0) ownRow(this.tab, at)[this.columnAt(key)] = { value };
		return at > 0;
	}
	/** What stands in the key column of that very row. */
	keyIn(row: object): unknown {
		return this.tab.rows.find((each) => each && identityOf(each) === row)?.[this.keyColumn]?.value;
	}
	/** Gives one of the marked columns another name. */
	renameAny(random: () => number, to: string): void {
		const marked = this.marks();
		const at = [...marked.values()][Math.floor(random() * marked.size)];
		if (at !== undefined) ownRow(this.tab, 0)[at] = { value: to };
	}
	rowsOf(leadId: string): number {
		const key = this.keyColumn;
		return this.tab.rows.filter((row) => row?.[key]?.value === leadId).length;
	}
	addColumn(header: string): void {
		this.tab.columnCount++;
		ownRow(this.tab, 0)[this.tab.columnCount - 1] = { value: header };
	}
	rename(from: string, to: string): void {
		ownRow(this.tab, 0)[this.column(from)] = { value: to };
	}
	move(header: string, to: number): void {
		const start = this.column(header);
		moveDimension(this.book, { tab: this.tab, dimension: 'COLUMNS', start, end: start + 1 }, to);
	}
	moveAny(random: () => number): void {
		const start = Math.floor(random() * this.tab.columnCount);
		moveDimension(
			this.book,
			{ tab: this.tab, dimension: 'COLUMNS', start, end: start + 1 },
			Math.floor(random() * this.tab.columnCount),
		);
	}
	insertColumn(at: number): void {
		insertDimension(this.book, { tab: this.tab, dimension: 'COLUMNS', start: at, end: at + 1 });
	}
	insertRow(at: number): void {
		insertDimension(this.book, { tab: this.tab, dimension: 'ROWS', start: at, end: at + 1 });
	}
	deleteColumn(header: string): void {
		const start = this.column(header);
		deleteDimension(this.book, { tab: this.tab, dimension: 'COLUMNS', start, end: start + 1 });
	}
	deleteRow(leadId: string): void {
		const start = this.row(leadId);
		deleteDimension(this.book, { tab: this.tab, dimension: 'ROWS', start, end: start + 1 });
	}
	copyRow(leadId: string): void {
		this.tab.rows.push(this.tab.rows[this.row(leadId)]?.slice());
	}
	reverseRows(): void {
		const [header, ...rest] = this.tab.rows;
		this.tab.rows = [header, ...rest.reverse()];
	}
	shuffleRows(random: () => number): void {
		const [header, ...rest] = this.tab.rows;
		this.tab.rows = [
			header,
			...rest
				.map((row) => ({ row, at: random() }))
				.sort((a, b) => a.at - b.at)
				.map(({ row }) => row),
		];
	}

	private get tab(): Tab {
		return tabOf(this.book);
	}
	private get keyColumn(): number {
		return this.columnAt('leadId');
	}
	private row(leadId: string): number {
		const key = this.keyColumn;
		const found = this.tab.rows.findIndex((row) => row?.[key]?.value === leadId);
		if (found < 0) throw new Error(`no row of ${leadId}`);
		return found;
	}
	/** Place of each marked column, by its key. */
	private marks(): Map<string, number> {
		const { sheetId } = this.tab.properties;
		return new Map(
			this.book.metas.flatMap(({ key, value, at }) =>
				key === columnMark && value !== undefined && 'dimension' in at && at.sheetId === sheetId
					? [[value, at.index]]
					: [],
			),
		);
	}
	private columnAt(key: string): number {
		return this.marks().get(key) ?? this.column(key.replace(/^own:/, ''));
	}
	private column(header: string): number {
		const found = this.headers().indexOf(header);
		if (found < 0) throw new Error(`no column ${header}`);
		return found;
	}
}

/** The Leads tab, else the first one. */
export function tabOf(book: Book): Tab {
	const tab = book.tabs.find(({ properties }) => properties.title === 'Leads') ?? book.tabs[0];
	if (!tab) throw new Error('The spreadsheet has no tab.');
	return tab;
}

/** Numbers from a seed, so that a failing run can be repeated (mulberry32). */
export function randomOf(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}
