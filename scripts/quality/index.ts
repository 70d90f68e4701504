/**
 * Measures the product on folders of real cases: `npm run --silent quality -- --data DIR [--train DIR] [--only a,b] --json`.
 * Prints one JSON object `{ "<folder>": { "<metric>": number } }` on standard output and its progress on standard error.
 * Shares are 0–1. A folder or file that DIR lacks is skipped.
 */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseArgs } from 'node:util';

/** The folders that can be measured, in the order of effort; each has a module of the same name beside this file. */
const folders = [
	'webhooks',
	'csv',
	'email-syntax',
	'email-typo',
	'email-disposable',
	'phones',
	'dedupe',
	'names',
	'companies',
	'job-titles',
	'addresses',
	'gibberish',
	'bounces',
	'referrers',
	'user-agents',
	'lead-scoring',
	'google-sheets',
	'n8n-workflows',
] as const;

/** What a row module exports as `measure`: undefined where the folder or its files are absent. */
type Measure = (
	dir: string,
	options: { trainDir?: string },
) => Promise<Record<string, number> | undefined>;

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			data: { type: 'string' },
			train: { type: 'string' },
			only: { type: 'string' },
			json: { type: 'boolean' },
		},
	});
	if (values.data === undefined) throw new Error('Say where the cases are: --data DIR.');
	const data = path.resolve(values.data);
	if (!fs.existsSync(data)) throw new Error(`There is no folder '${values.data}'.`);
	const wanted = values.only?.split(',').map((name) => name.trim());
	const unknown = wanted?.filter((name) => !folders.some((folder) => folder === name)) ?? [];
	if (unknown.length > 0) {
		throw new Error(`Nothing measures ${unknown.join(', ')}. Known: ${folders.join(', ')}.`);
	}
	const results: Record<string, Record<string, number>> = {};
	for (const folder of folders) {
		if (wanted && !wanted.includes(folder)) continue;
		const result = await row(folder, data, values.train);
		if (result) results[folder] = result;
	}
	process.stdout.write(`${JSON.stringify(results, null, values.json ? undefined : '\t')}\n`);
}

async function row(
	folder: string,
	data: string,
	train: string | undefined,
): Promise<Record<string, number> | undefined> {
	const dir = path.join(data, folder);
	if (!fs.existsSync(dir)) {
		say(`${folder}: not in this data, skipped`);
		return undefined;
	}
	const measure = load(folder);
	if (!measure) {
		say(`${folder}: no measure yet, skipped`);
		return undefined;
	}
	const started = performance.now();
	const trainDir = train === undefined ? undefined : path.join(path.resolve(train), folder);
	const result = await measure(dir, trainDir === undefined ? {} : { trainDir });
	const seconds = ((performance.now() - started) / 1000).toFixed(1);
	say(`${folder}: ${result ? JSON.stringify(result) : 'files missing, skipped'} (${seconds} s)`);
	return result;
}

/** Through require, which knows TypeScript here. A row that has not been written yet is left out. */
function load(folder: string): Measure | undefined {
	const file = path.join(__dirname, `${folder}.ts`);
	if (!fs.existsSync(file)) return undefined;
	const loaded: { measure?: Measure } = createRequire(__filename)(file);
	if (typeof loaded.measure !== 'function')
		throw new Error(`${folder}.ts does not export measure().`);
	return loaded.measure;
}

function say(text: string): void {
	process.stderr.write(`${text}\n`);
}

main().catch((error: unknown) => {
	say(error instanceof Error ? error.message : String(error));
	process.exitCode = 1;
});
