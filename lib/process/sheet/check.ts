import { findZone, utc } from '../../core/calendar';
import { columnLetters } from '../../core/sheet/a1';
import { fromCell } from '../../core/sheet/cells';
import { columnOf, keyColumnOf, type TabSpec } from '../../core/sheet/columns';
import { isStage } from '../../core/lead/lifecycle';
import { readRows } from '../../core/sheet/rows';
import type { Frame, SheetsClient } from '../../sheet/client';
import { SheetError } from '../../sheet/errors';
import { isProtected } from '../../sheet/requests';
import type { ProcessContext } from '../context';
import { dressTabs } from './setUp';
import type { Tab } from './types';

/** One thing that was looked at. */
export interface Finding {
	/** What was looked at, e.g. 'Access' or 'Tab Leads'. */
	about: string;
	status: 'ok' | 'healed' | 'attention' | 'wrong';
	message: string;
	/** What to do; absent where nothing has to be done. */
	remedy?: string;
	/** The cell it is about, e.g. 'Leads!C7'. */
	cell?: string;
}

/** Google's limit for all tabs together. */
const mostCells = 10_000_000;
/** Cells named one by one; of more only the number is told. */
const cellsTold = 20;

/**
 * Looks at everything a sync depends on and puts right what can be put right. What cannot is told with its remedy; nothing is
 * thrown but what the store says.
 */
export async function checkSheet(
	context: ProcessContext,
	client: SheetsClient,
	specs: readonly TabSpec[],
): Promise<Finding[]> {
	const findings: Finding[] = [];
	const failed = (about: string) => (error: unknown) => {
		if (!(error instanceof SheetError)) throw error;
		const { message, remedy, said } = error;
		findings.push({
			about,
			status: 'wrong',
			message: said === '' ? message : `${message}.${said}`,
			remedy,
		});
		return undefined;
	};
	const frame = await client.frame().catch(failed('Access'));
	if (!frame) return findings;
	findings.push(ok('Access', `'${frame.title}' can be read.`));
	// The write token alone is replaced: nothing that people see changes.
	const written = await client.write(frame, []).then(() => true, failed('Editing'));
	findings.push(...zoneFinding(context, frame), ...sizeFinding(frame));
	if (!written) return findings;
	findings.push(ok('Editing', 'The spreadsheet can be changed.'));
	const made = new Map<string, string[]>();
	const tabs = await dressTabs(client, specs, async (tab, keys) => {
		made.set(tab, [...(made.get(tab) ?? []), ...keys]);
		await Promise.resolve();
	}).catch(failed('Tabs'));
	for (const tab of tabs ?? []) findings.push(...tabFindings(tab, frame, made));
	return findings;
}

function tabFindings(tab: Tab, before: Frame, made: ReadonlyMap<string, string[]>): Finding[] {
	const { spec, healed, problems } = tab.layout;
	const about = `Tab ${tab.title}`;
	const was = before.tabs.find(({ sheetId }) => sheetId === tab.sheetId);
	const columns = (made.get(spec.key) ?? []).map((key) => columnOf(spec, key)?.header ?? key);
	const found: Finding[] = [
		...(was
			? []
			: [{ about, status: 'healed' as const, message: 'The tab was missing and was made.' }]),
		...(was && columns.length > 0
			? [
					{
						about,
						status: 'healed' as const,
						message: `Missing columns were made: ${columns.join(', ')}.`,
						remedy: 'The next sync fills them.',
					},
				]
			: []),
		...(was && !was.keyProtected && columns.length === 0 && isProtected(spec, keyColumnOf(spec))
			? [{ about, status: 'healed' as const, message: 'The key column is protected again.' }]
			: []),
		...healed.map((message) => ({ about, status: 'ok' as const, message })),
		...problems.map((message) => ({
			about,
			status: 'attention' as const,
			message,
			remedy: 'Rename or delete the column that is not needed.',
		})),
		...rowFindings(tab),
	];
	return found.length > 0
		? found
		: [ok(about, `${Math.max(0, tab.values.length - 1)} rows in order.`)];
}

/** Copied rows, rows that wait to become leads, and cells that cannot be read. */
function rowFindings(tab: Tab): Finding[] {
	const about = `Tab ${tab.title}`;
	const rows = readRows(tab.values, tab.layout);
	const first = new Map<string, number>();
	const copies = rows.flatMap(({ id, row }): Finding[] => {
		if (id === undefined) return [];
		const earlier = first.get(id);
		if (earlier === undefined) {
			first.set(id, row);
			return [];
		}
		return [
			{
				about,
				status: 'attention',
				message: `Row ${row + 1} is a copy of row ${earlier + 1} and is not kept in step.`,
				remedy: 'Delete it, or clear its key to make it a row of its own.',
				cell: `${tab.title}!A${row + 1}`,
			},
		];
	});
	const waiting = rows.filter(({ id }) => id === undefined).length;
	const unread = unreadable(tab);
	return [
		...told(copies, about),
		...told(unread, about),
		...(waiting > 0
			? [
					ok(
						about,
						`${waiting} new ${waiting === 1 ? 'row waits' : 'rows wait'} for the next sync.`,
					),
				]
			: []),
	];
}

function unreadable(tab: Tab): Finding[] {
	const { spec, place } = tab.layout;
	const zone = findZone(tab.frame.timeZone) ?? utc;
	return spec.columns.flatMap((column): Finding[] => {
		const at = place.get(column.key);
		if (at === undefined || !column.human) return [];
		const field = { key: column.key, type: column.type, label: column.header };
		return tab.values.flatMap((line, row): Finding[] => {
			if (row === 0 || line[at] === undefined) return [];
			const read = fromCell(field, line[at], zone);
			const wrongStage = column.key === 'stage' && !isStage(String(line[at]));
			if (read.ok && !wrongStage) return [];
			return [
				{
					about: `Tab ${tab.title}`,
					status: 'attention',
					message: read.ok ? `'${String(line[at])}' is no stage` : read.message,
					remedy: read.ok ? 'Choose a stage from the list.' : read.remedy,
					cell: `${tab.title}!${columnLetters(at)}${row + 1}`,
				},
			];
		});
	});
}

function told(findings: Finding[], about: string): Finding[] {
	const more = findings.length - cellsTold;
	return more > 0
		? [
				...findings.slice(0, cellsTold),
				{ about, status: 'attention', message: `${more} more of this kind.` },
			]
		: findings;
}

function zoneFinding({ settings }: ProcessContext, { timeZone }: Frame): Finding[] {
	if (timeZone === settings.timezone) return [];
	return [
		{
			about: 'Time zone',
			status: 'ok',
			message: `The spreadsheet shows times of ${timeZone}, the workspace works in ${settings.timezone}.`,
			remedy: 'Where that is not meant, change it under File → Settings in the spreadsheet.',
		},
	];
}

function sizeFinding({ tabs }: Frame): Finding[] {
	const cells = tabs.reduce((sum, { rowCount, columnCount }) => sum + rowCount * columnCount, 0);
	if (cells < mostCells * 0.8) return [];
	return [
		{
			about: 'Size',
			status: 'attention',
			message: `The spreadsheet has ${cells.toLocaleString('en')} of at most ${mostCells.toLocaleString('en')} cells.`,
			remedy:
				'Delete empty rows at the end of tabs, old rows of the Touchpoints tab, or tabs nobody needs.',
		},
	];
}

function ok(about: string, message: string): Finding {
	return { about, status: 'ok', message };
}
