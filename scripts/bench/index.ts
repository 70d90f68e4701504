import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { BenchResult, Line } from './result';

/** Every row, in the order of a lead's way; a row that has no file yet is left out. */
const rows = [
	'capture',
	'process',
	'filter',
	'score',
	'assign',
	'store',
	'sheets',
	'mail',
	'sequencer',
	'calendar',
	'dedupe',
	'import',
	'verify',
	'track',
];

const usage = `npm run bench -- [--only NAME[,NAME]] [--json]

Runs ours and the rival in one process, several times in turn, and prints both figures and the ratio.
Rows: ${rows.join(', ')}`;

/** `npm run bench`: one row after the other; standard output carries the table, or JSON with --json. */
async function main(): Promise<number> {
	const { values } = parseArgs({
		options: { only: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
	});
	if (values.help) {
		process.stdout.write(`${usage}\n`);
		return 0;
	}
	const wanted = values.only?.split(',').map((name) => name.trim()) ?? rows;
	const unknown = wanted.filter((name) => runnerOf(name) === undefined);
	if (values.only !== undefined && unknown.length > 0) {
		throw new Error(`There is no row '${unknown.join("', '")}'.\n${usage}`);
	}
	const results: BenchResult[] = [];
	for (const name of wanted) {
		const run = runnerOf(name);
		if (run === undefined) continue;
		console.error(`${name} …`);
		const result = await run();
		results.push(result);
		if (!values.json) process.stdout.write(table(result));
	}
	if (values.json) process.stdout.write(`${JSON.stringify(results, null, '\t')}\n`);
	return results.every(({ same }) => same) ? 0 : 1;
}

function runnerOf(name: string): (() => Promise<BenchResult>) | undefined {
	const file = path.join(__dirname, `${name}.ts`);
	if (!rows.includes(name) || !fs.existsSync(file)) return undefined;
	const module: { run?: () => Promise<BenchResult> } = createRequire(__filename)(file);
	return module.run;
}

function table({
	name,
	lines,
	same,
	peakMemoryMb,
	longestBlockMs,
	notes = [],
}: BenchResult): string {
	const cells = lines.map((line) => [
		line.what,
		figure(line.ours, line.unit),
		spread(line),
		line.rival === undefined ? '' : figure(line.rival, line.unit),
		line.ratio === undefined ? '' : `${line.ratio} ×`,
	]);
	const head = ['', 'ours (best)', 'median, max', 'rival (best)', 'ours is better by'];
	const widths = head.map((title, column) =>
		Math.max(title.length, ...cells.map((row) => row[column]?.length ?? 0)),
	);
	const row = (texts: string[]) =>
		texts
			.map((text, column) => text.padEnd(widths[column] ?? 0))
			.join('  ')
			.trimEnd();
	const facts = [
		same ? 'Both did the same work.' : 'NOT THE SAME WORK: the figures do not compare.',
		...(peakMemoryMb === undefined ? [] : [`Peak memory ${peakMemoryMb} MB.`]),
		...(longestBlockMs === undefined
			? []
			: [`Longest block of the event loop ${longestBlockMs} ms.`]),
	];
	return [`\n${name}`, row(head), ...cells.map(row), facts.join(' '), ...notes, ''].join('\n');
}

function spread({ median, max, unit }: Line): string {
	return median === undefined || max === undefined
		? ''
		: `${figure(median, unit)}, ${figure(max, unit)}`;
}

function figure(value: number, unit: string): string {
	return `${value} ${unit}`;
}

main().then(
	(code) => process.exit(code),
	(error: unknown) => {
		console.error(error instanceof Error ? (error.stack ?? error.message) : error);
		process.exit(2);
	},
);
