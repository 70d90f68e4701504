import { readFileSync } from 'node:fs';
import type { Facts } from '../../lib/core/filter/values';
import { foldOf, learn, learnModel } from '../../lib/core/score/learn/learn';
import { auc, captured } from '../../lib/core/score/learn/metrics';
import { applyModel } from '../../lib/core/score/learn/model';
import { filesIn, show } from './rows';

/** Columns that people filled in after the outcome, and the outcome itself: a score that uses them knows the answer. */
const filledInLater = [
	'Tags',
	'Lead Quality',
	'Lead Profile',
	'Asymmetrique Activity Index',
	'Asymmetrique Profile Index',
	'Asymmetrique Activity Score',
	'Asymmetrique Profile Score',
	'Last Notable Activity',
];

/** A history read from files. */
interface Cases {
	rows: Facts[];
	won: Uint8Array;
}

/** Learns points tables from past leads and scores leads that they have not seen. */
export async function measure(
	dir: string,
	{ trainDir }: { trainDir?: string },
): Promise<Record<string, number> | undefined> {
	const results: Record<string, number> = {};
	const xeducation = both(xEducation, dir, trainDir);
	if (xeducation) {
		const base = scores(xeducation, [...filledInLater, 'Last Activity', 'Converted']);
		results.xeducation_auc = auc(base, xeducation.test.won);
		results.xeducation_top20 = captured(base, xeducation.test.won, 0.2);
		const active = scores(xeducation, [...filledInLater, 'Converted']);
		results.xeducation_activity_auc = auc(active, xeducation.test.won);
		showLeaks(xeducation.train);
	}
	const bank = both(bankMarket, dir, trainDir);
	if (bank) results.bank_auc = auc(scores(bank, ['y', 'duration']), bank.test.won);
	const olist = both(olistLeads, dir, trainDir);
	if (olist) results.olist_auc = auc(scores(olist, []), olist.test.won);
	return Object.keys(results).length === 0 ? undefined : results;
}

/** Learned on the training folder and asked about the other, or in five parts in turn. */
interface Split {
	train: Cases;
	test: Cases;
	apart: boolean;
}

function both(
	read: (dir: string) => Cases | undefined,
	dir: string,
	trainDir: string | undefined,
): Split | undefined {
	const test = read(dir);
	if (!test) return undefined;
	const train = trainDir === undefined || trainDir === dir ? undefined : read(trainDir);
	return train ? { train, test, apart: true } : { train: test, test, apart: false };
}

function scores({ train, test, apart }: Split, without: readonly string[]): Float64Array {
	const fields = Object.keys(train.rows[0] ?? {}).filter((field) => !without.includes(field));
	const points = new Float64Array(test.rows.length);
	for (const fold of apart ? [-1] : [0, 1, 2, 3, 4]) {
		const inside = train.rows.map((_row, row) => row).filter((row) => foldOf(row) !== fold);
		const model = learnModel(
			inside.map((row) => train.rows[row] ?? {}),
			Uint8Array.from(inside, (row) => train.won[row] ?? 0),
			fields,
		);
		const ask = applyModel(model);
		for (const [row, facts] of test.rows.entries()) {
			if (apart || foldOf(row) === fold) points[row] = ask(facts).points;
		}
	}
	return points;
}

function showLeaks({ rows, won }: Cases): void {
	if (!process.env.QUALITY_SHOW) return;
	const learned = learn({
		rows,
		won,
		fields: Object.keys(rows[0] ?? {}).filter((field) => field !== 'Converted'),
	});
	if (learned.kind === 'learned') show('leaks', learned.report.leaks);
}

function xEducation(dir: string): Cases | undefined {
	return table(dir, 'xeducation', (row) => row['Converted'] === '1');
}

function bankMarket(dir: string): Cases | undefined {
	return table(dir, 'bank', (row) => row['y'] === 'yes');
}

/** Which leads were won stands in a file of its own, joined by the lead's id. */
function olistLeads(dir: string): Cases | undefined {
	const closed = filesIn(dir, 'olist_closed', '.csv').flatMap(readCsv);
	const ids = new Set(closed.map((row) => row['mql_id']));
	const leads = table(dir, 'olist_marketing', (row) => ids.has(row['mql_id']));
	if (!leads || ids.size === 0) return undefined;
	return { won: leads.won, rows: leads.rows.map(({ mql_id: _id, ...row }) => row) };
}

function table(
	dir: string,
	prefix: string,
	isWon: (row: Record<string, string>) => boolean,
): Cases | undefined {
	const rows = filesIn(dir, prefix, '.csv').flatMap(readCsv);
	return rows.length === 0
		? undefined
		: { rows, won: Uint8Array.from(rows, (row) => (isWon(row) ? 1 : 0)) };
}

/** Rows of a CSV file with quoted values, by its header. */
function readCsv(file: string): Array<Record<string, string>> {
	const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
	const lines: string[][] = [[]];
	const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy;
	for (let match = pattern.exec(text); match && match[0] !== ''; match = pattern.exec(text)) {
		lines.at(-1)?.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
		if (match[3] !== ',') lines.push([]);
	}
	const [header = [], ...rows] = lines.filter((line) => line.length > 1);
	return rows.map((row) =>
		Object.fromEntries(header.map((name, index) => [name, row[index] ?? ''])),
	);
}
