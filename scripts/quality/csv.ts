import fs from 'node:fs';
import { filesIn, type Row } from './rows';
import path from 'node:path';
import { measureHeaders } from './csv-headers';
import { measureSpectrum } from './csv-spectrum';

/** `header_f1`, `header_precision`: header rows to fields; `spectrum`: share of the CSV dialect files read as their JSON says. */
export async function measure(dir: string): Promise<Record<string, number> | undefined> {
	const rows = filesIn(dir, 'lead-headers', '.json').flatMap(readList);
	const spectrum = measureSpectrum(path.join(dir, 'csv-spectrum'));
	if (rows.length === 0 && spectrum === undefined) return undefined;
	return {
		...(rows.length > 0 ? measureHeaders(rows) : {}),
		...(spectrum === undefined ? {} : { spectrum }),
	};
}

function readList(file: string): Row[] {
	const value: unknown = JSON.parse(fs.readFileSync(file, 'utf8'));
	return Array.isArray(value)
		? value.filter((row): row is Row => typeof row === 'object' && row !== null)
		: [];
}
