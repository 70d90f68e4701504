import { ownRow, type Book, type Tab } from './fake/book';

/** A tab by its title, as somebody sees it who works in it. */
export class ListTabs {
	constructor(private readonly book: Book) {}

	tab(title: string): Tab {
		const tab = this.book.tabs.find(({ properties }) => properties.title === title);
		if (!tab) throw new Error(`There is no tab '${title}'.`);
		return tab;
	}
	headers(title: string): string[] {
		return (this.tab(title).rows[0] ?? []).map((cell) => String(cell?.value ?? ''));
	}
	/** Rows that hold something, by their headers. */
	lines(title: string): Array<Record<string, unknown>> {
		const headers = this.headers(title);
		return this.tab(title)
			.rows.slice(1)
			.flatMap((row) => {
				const cells = headers.flatMap((header, at): Array<[string, unknown]> => {
					const value = row?.[at]?.value;
					return value === undefined || value === '' ? [] : [[header, value]];
				});
				return cells.length > 0 ? [Object.fromEntries(cells)] : [];
			});
	}
	/** Types into a row; a header that is not there becomes a column of its own. */
	type(title: string, row: number, cells: Record<string, string | number | boolean>): void {
		const tab = this.tab(title);
		for (const [header, value] of Object.entries(cells)) {
			let at = this.headers(title).indexOf(header);
			if (at < 0) {
				at = this.headers(title).length;
				ownRow(tab, 0)[at] = { value: header };
			}
			ownRow(tab, row)[at] = { value };
		}
	}
}
