import { findZone, utc, type Zone } from '../../core/calendar';
import type { Lead } from '../../core/lead/lead';
import type { Task } from '../../core/nurture/types';
import { campaignKey } from '../../core/report/campaign';
import type { TabSpec } from '../../core/sheet/columns';
import { planList, type ListPlan, type ListRow } from '../../core/sheet/lists/plan';
import { readReps, repLine } from '../../core/sheet/lists/reps';
import { readSettings, settingLines } from '../../core/sheet/lists/settings';
import { isList, type ListKey } from '../../core/sheet/lists/tabs';
import type { SheetsClient } from '../../sheet/client';
import { appendRequest, cellRequests } from '../../sheet/requests';
import { batchRows, inBatches, slicesOf } from '../../store/batches';
import type { LeadStore } from '../../store/port';
import { saveReps } from '../assign/assign';
import type { ProcessContext } from '../context';
import { pagesOf } from '../pages';
import { readTabs, type TabHint } from './tab';
import type { Conflict, Direction, Tab } from './types';

/** What became of the lists. */
export interface ListReport {
	/** Lines that were written, and reps and settings that were taken from the sheet. */
	written: number;
	taken: number;
	conflicts: Conflict[];
	healed: string[];
	/** Titles of tabs whose list is longer than a tab shows. */
	cut: string[];
}

/** A tab shows so many lines of a list at most. */
const longest = 5_000;
/** So many cells are written with one call: some 1 MB, as Google advises. */
const cellsAtOnce = 10_000;
/** A list that was moved or written by somebody else meanwhile is looked at again. */
const attempts = 5;

/**
 * Shows lists of the store in their tabs, and takes the reps that people wrote into theirs. What is written is read again, so
 * that a tab which people sorted in that moment is right in the end.
 * @throws SheetError
 */
export async function syncLists(
	context: ProcessContext,
	client: SheetsClient,
	specs: readonly TabSpec[],
	direction: Direction,
): Promise<ListReport> {
	const report: ListReport = { written: 0, taken: 0, conflicts: [], healed: [], cut: [] };
	const lists = specs.filter(({ key }) => isList(key));
	if (lists.length === 0) return report;
	const lines = listsOf(context.store);
	let hints: Array<TabHint | undefined> = [];
	for (let attempt = 0; attempt < attempts; attempt++) {
		const made = new Map<string, Set<string>>();
		const tabs = await readTabs(
			client,
			lists.map((spec, at) => ({ spec, hint: hints[at] })),
			async (tab, keys) => {
				made.set(tab, new Set([...(made.get(tab) ?? []), ...keys]));
				await Promise.resolve();
			},
		);
		hints = tabs.map(({ sheetId, cells }) => ({ sheetId, cells }));
		report.healed = tabs.flatMap(({ layout }) => [...layout.healed, ...layout.problems]);
		report.conflicts = [];
		const left = new Set<string>();
		if (direction !== 'toSheet') {
			await takeReps(context, tabs, made.get('reps'), report);
			await takeSettings(context, tabs, left, report);
		}
		if (direction === 'fromSheet') return report;
		const requests: Requests[] = [];
		report.cut = [];
		for (const tab of tabs)
			requests.push(...(await requestsFor(tab, { lines, direction, left }, report)));
		if (requests.length === 0) return report;
		let frame = tabs[0]?.frame;
		for (const each of requests) {
			frame = frame && (await client.write(frame, each));
			if (!frame) break;
			await context.pause?.();
		}
	}
	return report;
}

type Requests = Parameters<SheetsClient['write']>[1];

async function requestsFor(
	tab: Tab,
	{ lines, direction, left }: { lines: Lists; direction: Direction; left: ReadonlySet<string> },
	report: ListReport,
): Promise<Requests[]> {
	const { sheetId, layout, values, title } = tab;
	if (!isList(layout.spec.key)) return [];
	const list = await lines[layout.spec.key]();
	if (list.length > longest) report.cut.push(title);
	const plan = planList(list.slice(0, longest), {
		values,
		layout,
		zone: zoneOf(tab),
		onlyAppend: layout.spec.key === 'reps' && direction !== 'toSheet',
		...(layout.spec.key === 'settings' && { left }),
	});
	report.written += linesIn(plan);
	return [
		...slicesOf(plan.cells, cellsAtOnce).map((cells) => cellRequests(sheetId, cells)),
		...slicesOf(plan.rows, Math.ceil(cellsAtOnce / layout.spec.columns.length)).map((rows) => [
			appendRequest(sheetId, rows),
		]),
	];
}

function linesIn({ cells, rows }: ListPlan): number {
	return new Set(cells.map(({ row }) => row)).size + rows.length;
}

/** People's word on the reps counts; whose row was deleted stays and comes back. */
async function takeReps(
	context: ProcessContext,
	tabs: readonly Tab[],
	made: ReadonlySet<string> = new Set(),
	report: ListReport,
): Promise<void> {
	const tab = tabs.find(({ layout }) => layout.spec.key === 'reps');
	if (!tab) return;
	const known = new Map((await context.store.reps()).map((rep) => [rep.repId.toLowerCase(), rep]));
	const { reps, problems } = readReps(tab.values, tab.layout, zoneOf(tab), { known, made });
	report.taken += await saveReps(context, reps);
	report.conflicts.push(...problems.map((problem) => conflictOf(tab, problem)));
}

/** A setting counts for who changed it since the last sync, for the tab where both did. @param left gets the keys of rows that cannot be read */
async function takeSettings(
	{ store }: ProcessContext,
	tabs: readonly Tab[],
	left: Set<string>,
	report: ListReport,
): Promise<void> {
	const tab = tabs.find(({ layout }) => layout.spec.key === 'settings');
	if (!tab) return;
	const { patch, problems } = readSettings(tab.values, tab.layout, await store.settings());
	if (Object.keys(patch).length > 0) {
		await store.saveSettings(patch);
		report.taken += Object.keys(patch).length;
	}
	for (const problem of problems) {
		left.add(problem.key.toLowerCase());
		report.conflicts.push(conflictOf(tab, problem));
	}
}

function conflictOf({ title }: Tab, { row, message }: { row: number; message: string }): Conflict {
	return { tab: title, row, winner: 'store', message };
}

function zoneOf({ frame }: Tab): Zone {
	return findZone(frame.timeZone) ?? utc;
}

type Lists = Readonly<Record<ListKey, () => Promise<ListRow[]>>>;

/** Every list's lines. Those that people edit are read anew each time, the others once, however often their tab is looked at. */
function listsOf(store: LeadStore): Lists {
	const open = once(async () => await store.tasks({ states: ['open'], limit: longest + 1 }));
	const tasks = (isOne: (task: Task) => boolean) =>
		once(async () => await withLeads(store, (await open()).filter(isOne)));
	return {
		reps: async () => (await store.reps()).map(repLine),
		settings: async () => settingLines(await store.settings()),
		tasks: tasks(({ kind }) => kind !== 'review'),
		review: tasks(({ kind }) => kind === 'review'),
		touchpoints: once(async () => {
			const touches = await store.newestTouchpoints(longest);
			return await withLeads(
				store,
				touches.map((touch) => ({ ...touch, actor: touch.actor.kind })),
			);
		}),
		accounts: once(async () => {
			const pages = pagesOf((place) => store.listAccounts({ limit: batchRows, ...place }));
			return await firstOf(pages, ({ accounts }) => accounts);
		}),
		opportunities: once(async () => {
			const pages = pagesOf((place) => store.listOpportunities({ limit: batchRows, ...place }));
			return await firstOf(pages, ({ opportunities }) => opportunities);
		}),
		campaigns: once(async () =>
			(await store.campaigns()).map((one) => ({ ...one, key: campaignKey(one.name) })),
		),
	};
}

function once<T>(read: () => Promise<T>): () => Promise<T> {
	let kept: Promise<T> | undefined;
	return async () => await (kept ??= read());
}

/** Lines of pages, until there are more than a tab shows. */
async function firstOf<Page>(
	pages: AsyncIterable<Page>,
	linesIn: (page: Page) => readonly object[],
): Promise<ListRow[]> {
	const lines: ListRow[] = [];
	for await (const page of pages) {
		for (const line of linesIn(page)) lines.push({ ...line });
		if (lines.length > longest) break;
	}
	return lines;
}

/** Lines with whom they are about. */
async function withLeads(
	store: LeadStore,
	lines: ReadonlyArray<object & { leadId?: string }>,
): Promise<ListRow[]> {
	const ids = [...new Set(lines.flatMap(({ leadId }) => leadId ?? []))];
	const leads = new Map<string, Lead>();
	for (const { lead } of await inBatches(ids, async (slice) => await store.getLeads(slice)))
		leads.set(lead.leadId, lead);
	return lines.map((line) => {
		const { fullName, company, phone, email } = leads.get(line.leadId ?? '') ?? {};
		return { ...line, lead: fullName ?? email, company, phone, email };
	});
}
