import { columnLetters, quotedTitle } from '../../core/sheet/a1';
import type { TabSpec } from '../../core/sheet/columns';
import type { SheetsClient } from '../../sheet/client';
import { dressRequests } from '../../sheet/requests';
import { readTabs } from './tab';
import type { Tab } from './types';

/** The tabs as they are now. */
export interface SetUpReport {
	title: string;
	tabs: string[];
}

/**
 * Makes the tabs, or what they lack: headers, frozen row, filter, drop-downs, protected key column. Doing it again changes
 * nothing; people's own columns, names and filters stay.
 * @throws SheetError
 */
export async function setUpSheet(
	client: SheetsClient,
	specs: readonly TabSpec[],
	options: { removeOthers?: boolean } = {},
): Promise<SetUpReport> {
	const tabs = await dressTabs(client, specs);
	const frame = tabs[0]?.frame;
	if (options.removeOthers && tabs.length > 0) {
		// The empty tab that every new spreadsheet has.
		const now = await client.frame();
		const others = now.tabs.filter(({ tab }) => !tab);
		if (others.length > 0)
			await client.write(
				now,
				others.map(({ sheetId }) => ({ deleteSheet: { sheetId } })),
			);
	}
	return { title: frame?.title ?? '', tabs: tabs.map(({ title }) => title) };
}

/** Reads tabs, gives each what a new one has, and answers them as they were read. */
export async function dressTabs(
	client: SheetsClient,
	specs: readonly TabSpec[],
	beforeMaking?: (tab: string, keys: string[]) => Promise<void>,
): Promise<Tab[]> {
	const tabs = await readTabs(
		client,
		specs.map((spec) => ({ spec })),
		beforeMaking,
	);
	const owners = ownersRange(tabs);
	const requests = tabs.flatMap(({ frame, sheetId, layout }) => {
		const tab = frame.tabs.find((each) => each.sheetId === sheetId);
		return tab ? dressRequests(tab, layout, owners) : [];
	});
	const frame = tabs[0]?.frame;
	if (frame && requests.length > 0) await client.write(frame, requests);
	return tabs;
}

/** The addresses in the Reps tab: the owner column offers them, and goes on doing so when reps come and go. */
function ownersRange(tabs: readonly Tab[]): string | undefined {
	const reps = tabs.find(({ layout }) => layout.spec.key === 'reps');
	const at = reps?.layout.place.get('email');
	if (!reps || at === undefined) return undefined;
	const letters = columnLetters(at);
	return `=${quotedTitle(reps.title)}!$${letters}$2:$${letters}`;
}
