import { keyColumnOf } from '../../core/sheet/columns';
import { payDebts, settleBatch, type Debt } from '../../core/sheet/debts';
import { lineOf, namesOf } from '../../core/sheet/lines';
import type { Frame, SheetsClient } from '../../sheet/client';
import { batchesOf, sendBatch, type Log } from './batch';
import type { Journal } from './journal';
import { readTabs } from './tab';
import type { Tab } from './types';

/** How often what puts things right may itself go to a wrong place. */
const attempts = 40;

/**
 * Gives back what was written over, wherever its row and column are by now. That is a batch as others are: it keeps what it writes
 * over, and gives it back in turn.
 * @returns the spreadsheet with nothing owed any more; undefined when it is no longer ours to write to, or never came to rest: the
 * log stays then, and the next run goes on from it
 */
export async function repay(
	client: SheetsClient,
	{ layout, sheetId, cells }: Tab,
	from: { frame: Frame; log: Log },
	owed: readonly Debt[],
	{ still }: Pick<Journal, 'still'>,
): Promise<{ frame: Frame; log: Log } | undefined> {
	const key = keyColumnOf(layout.spec);
	let at = from;
	let debts = owed;
	for (let attempt = 0; attempt < attempts; attempt++) {
		if (!(await still())) return undefined;
		const [tab] = await readTabs(client, [{ spec: layout.spec, hint: { sheetId, cells } }]);
		if (!tab) return undefined;
		// Where another run was in between, its token is not ours, and Google refuses what we write.
		const mine = {
			...tab,
			frame: { ...tab.frame, ...(at.frame.token && { token: at.frame.token }) },
		};
		const names = namesOf(tab.layout);
		const known = tab.values.map((line) => lineOf(line, names));
		const { open, writes } = payDebts(debts, known, names, key);
		const [batch] = batchesOf(mine, writes, [], true);
		if (!batch) return at;
		const sent = await sendBatch(client, mine, { frame: mine.frame, log: at.log }, batch);
		if (!sent) return undefined;
		at = sent;
		debts = settleBatch({ known, key, open, hits: sent.hits, meant: () => false }).debts;
	}
	return undefined;
}
