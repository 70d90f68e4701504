import { findZone, utc } from '../../core/calendar';
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
			requests.push(...(await requestsFor(context, tab, { direction, left }, report)));
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
	context: ProcessContext,
	tab: Tab,
	{ direction, left }: { direction: Direction; left: ReadonlySet<string> },
	report: ListReport,
): Promise<Requests[]> {
	const { sheetId, layout, values, title } = tab;
	if (!isList(layout.spec.key)) return [];
	const list = await linesOf[layout.spec.key](context.store);
	if (list.length > longest) report.cut.push(title);
	const plan = planList(list.slice(0, longest), {
		values,
		layout,
		zone: findZone(tab.frame.timeZone) ?? utc,
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
	const zone = findZone(tab.frame.timeZone) ?? utc;
	const { reps, problems } = readReps(tab.values, tab.layout, zone, { known, made });
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

/** Every list's lines, in the order of the tab. */
const linesOf: Record<ListKey, (store: LeadStore) => Promise<ListRow[]>> = {
	touchpoints: async (store) =>
		await withLeads(
			store,
			(await store.newestTouchpoints(longest)).map((touch) => ({
				...touch,
				actor: touch.actor.kind,
			})),
		),
	reps: async (store) => (await store.reps()).map(repLine),
	tasks: async (store) => await taskLines(store, (task) => task.kind !== 'review'),
	review: async (store) => await taskLines(store, (task) => task.kind === 'review'),
	accounts: async (store) => {
		const pages = pagesOf((place) => store.listAccounts({ limit: batchRows, ...place }));
		return await firstOf(pages, ({ accounts }) => accounts);
	},
	opportunities: async (store) => {
		const pages = pagesOf((place) => store.listOpportunities({ limit: batchRows, ...place }));
		return await firstOf(pages, ({ opportunities }) => opportunities);
	},
	settings: async (store) => settingLines(await store.settings()),
	campaigns: async (store) =>
		(await store.campaigns()).map((one) => ({ ...one, key: campaignKey(one.name) })),
};

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

/** What is open, the most urgent first, with whom it is about. */
async function taskLines(store: LeadStore, isOne: (task: Task) => boolean): Promise<ListRow[]> {
	const open = await store.tasks({ states: ['open'], limit: longest + 1 });
	return await withLeads(store, open.filter(isOne));
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
