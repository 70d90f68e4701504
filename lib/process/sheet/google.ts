import type { Lead } from '../../core/lead/lead';
import { sheetsClient, type SheetsClient } from '../../sheet/client';
import { sendOver, type Google } from '../../sheet/google';
import { onTheClock } from '../../sheet/retry';
import { batchRows } from '../../store/batches';
import type { ProcessContext } from '../context';
import { inSlices } from '../slices';

export { SheetError, sheetError } from '../../sheet/errors';
export {
	addressOf,
	createSpreadsheet,
	listSpreadsheets,
	shareSpreadsheet,
	type Google,
	type Http,
	type HttpCall,
} from '../../sheet/google';
export { tokenAddress, tokenRequest } from '../../sheet/serviceAccount';

/** The calls on one spreadsheet, tried again for as long as a minute's quota may last. */
export function spreadsheetClient(
	google: Google,
	spreadsheetId: string,
	{ newId }: Pick<ProcessContext, 'newId'>,
): SheetsClient {
	return sheetsClient(spreadsheetId, sendOver(google), onTheClock, newId());
}

/** The leads that a sync changed, as they are now. */
export async function pulledLeads(
	{ store, pause }: ProcessContext,
	leadIds: readonly string[],
): Promise<Lead[]> {
	const found = await inSlices(
		leadIds,
		batchRows,
		async (slice) => await store.getLeads(slice),
		pause,
	);
	return found.map(({ lead }) => lead);
}
