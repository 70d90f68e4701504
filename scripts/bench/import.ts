import { createRequire } from 'node:module';
import path from 'node:path';
import { certain } from '../../lib/core/capture/headers/map';
import { layoutOf } from '../../lib/core/capture/table/layout';
import { readRow } from '../../lib/core/capture/table/row';
import { pauser } from '../../lib/process/pause';
import { openTable } from '../../lib/process/capture/table/open';
import { interleaved, rounded } from './measure';
import type { BenchResult } from './result';

const rounds = 3;
const count = 100_000;

/**
 * A CSV file of 100,000 leads (about 20 MB) read into rows, against csv-parse, which n8n's Extract from File uses; and what
 * understanding every row as a lead adds, names, e-mail and phone checked.
 */
export async function run(): Promise<BenchResult> {
	const file = Buffer.from(csv());
	const parse = rival();
	const measured = await interleaved(
		{
			rows: async () => (await rowsOf(file)).length,
			csvParse: async () =>
				await Promise.resolve(parse(file.toString('utf8'), { columns: true }).length),
			leads: async () => (await leadsOf(file)).length,
		},
		rounds,
	);
	const [ours, theirs, leads] = [measured['rows'], measured['csvParse'], measured['leads']];
	if (!ours || !theirs || !leads) throw new Error('A contender did not run.');
	const perSecond = (ms: number) => rounded((count / ms) * 1000);
	const [first] = await rowsOf(file);
	const [other] = parse(file.toString('utf8'), { columns: true });
	return {
		name: 'import',
		lines: [
			{
				what: `CSV of ${Math.round(file.length / 1e6)} MB to rows`,
				unit: 'rows/s',
				ours: perSecond(ours.best),
				rival: perSecond(theirs.best),
				ratio: rounded(theirs.best / ours.best),
				median: perSecond(ours.median),
				max: perSecond(ours.max),
			},
			{
				what: 'the same rows to checked leads',
				unit: 'rows/s',
				ours: perSecond(leads.best),
				median: perSecond(leads.median),
				max: perSecond(leads.max),
			},
		],
		same: JSON.stringify(first) === JSON.stringify(Object.values(Object(other))),
		peakMemoryMb: leads.peakMemoryMb,
		longestBlockMs: leads.longestBlockMs,
		notes: [
			'The rival is csv-parse with columns, as Extract from File calls it; ours keeps one row at a time.',
		],
	};
}

async function rowsOf(file: Buffer): Promise<string[][]> {
	const opened = await openTable(file);
	if (opened.kind !== 'table') return [];
	const rows: string[][] = [];
	for (const row of opened.table.rows) rows.push([...row]);
	return rows.slice(1);
}

async function leadsOf(file: Buffer): Promise<string[]> {
	const opened = await openTable(file);
	if (opened.kind !== 'table') return [];
	const first: Array<readonly string[]> = [];
	for (const row of opened.table.rows) if (first.push(row) === 100) break;
	const { columns, skip } = layoutOf(first);
	if (columns.filter(({ confidence }) => confidence >= certain).length < 9)
		throw new Error('A column was not understood.');
	const emails: string[] = [];
	let at = 0;
	const pause = pauser();
	for (const row of opened.table.rows) {
		if (at % 32 === 0) await pause();
		if (at++ < skip) continue;
		const { submission } = readRow(row, columns, { receivedAt: 0 }, { trusted: true });
		if (submission.kind === 'lead') emails.push(submission.fields.email ?? '');
	}
	return emails;
}

function csv(): string {
	const rows = Array.from(
		{ length: count },
		(_, n) =>
			`Ann${n},Lee,ann${n}@firm${n % 997}.example.com,"Firm ${n % 997}, Ltd",+4922812${10_000 + (n % 80_000)},"A ""note"" that somebody has written about lead ${n} and that goes on for a while so that the row is as long as rows are",Bonn,53111,DE,Head of Purchasing`,
	);
	return [
		'First Name,Last Name,Email,Company,Phone,Notes,City,Zip,Country,Job Title',
		...rows,
	].join('\n');
}

type Parse = (text: string, options: { columns: boolean }) => unknown[];

/** csv-parse as the pinned n8n has it. */
function rival(): Parse {
	const folder = process.env['LEAD_N8N'];
	if (folder === undefined)
		throw new Error('The pinned n8n is missing: start this by npm run bench.');
	const loaded: { parse: Parse } = createRequire(path.join(folder, 'package.json'))(
		'csv-parse/sync',
	);
	return loaded.parse;
}
