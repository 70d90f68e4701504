import fs from 'node:fs';
import path from 'node:path';
import { csvRows, separatorOf } from '../../lib/core/capture/table/csv';
import { decodeText } from '../../lib/core/capture/table/decode';
import { show } from './rows';

/** Share of the dialect files whose rows, read as the import does, equal their JSON; undefined where there are none. */
export function measureSpectrum(dir: string): number | undefined {
	const folder = path.join(dir, 'csvs');
	if (!fs.existsSync(folder)) return undefined;
	const files = fs.readdirSync(folder).filter((name) => name.endsWith('.csv'));
	const right = files.filter((name) => {
		const { text } = decodeText(fs.readFileSync(path.join(folder, name)));
		const [header = [], ...rows] = [...csvRows(text, separatorOf(text))];
		const read = rows.map((row) =>
			Object.fromEntries(header.map((key, index) => [key, row[index] ?? ''])),
		);
		const wanted: unknown = JSON.parse(
			fs.readFileSync(path.join(dir, 'json', name.replace(/csv$/u, 'json')), 'utf8'),
		);
		const equal =
			JSON.stringify(read) === JSON.stringify(Array.isArray(wanted) ? wanted : [wanted]);
		if (!equal) show(name, { read, wanted });
		return equal;
	});
	return files.length === 0 ? undefined : right.length / files.length;
}
