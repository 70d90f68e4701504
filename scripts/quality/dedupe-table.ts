/** Reads a comma-separated table with quotes into rows by trimmed header; blank cells are left out. */
export function readTable(text: string): Array<Record<string, string>> {
	const [header = [], ...rows] = parse(text);
	const names = header.map((name) => name.trim());
	return rows
		.filter((row) => row.length > 1)
		.map((row) =>
			Object.fromEntries(
				row.flatMap((cell, index) => {
					const value = cell.trim();
					return value === '' ? [] : [[names[index] ?? '', value]];
				}),
			),
		);
}

function parse(text: string): string[][] {
	const rows: string[][] = [];
	let row: string[] = [];
	let cell = '';
	let quoted = false;
	for (let at = 0; at < text.length; at += 1) {
		const sign = text[at];
		if (quoted) {
			if (sign === '"' && text[at + 1] === '"') cell += text[++at];
			else if (sign === '"') quoted = false;
			else cell += sign;
		} else if (sign === '"' && cell.trim() === '') {
			quoted = true;
			cell = '';
		} else if (sign === ',') {
			row.push(cell);
			cell = '';
		} else if (sign === '\n') {
			rows.push([...row, cell.replace(/\r$/, '')]);
			row = [];
			cell = '';
		} else cell += sign;
	}
	if (cell !== '' || row.length > 0) rows.push([...row, cell]);
	return rows;
}
