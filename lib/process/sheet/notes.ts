import { managedColumn } from '../../core/sheet/columns';
import { ownPrefix } from '../../core/sheet/rows';
import type { Conflict, Pair, SyncReport, Work } from './types';

/** Tells a difference of a row, in the report and in the row's note. */
export function tell(
	report: SyncReport,
	pair: Pair,
	key: string | undefined,
	what: Partial<Conflict>,
): void {
	const column =
		key === undefined ? undefined : (managedColumn(key)?.header ?? key.slice(ownPrefix.length));
	const message =
		what.message ??
		(what.winner === 'sheet'
			? `'${column}' had also been changed to '${show(what.store)}'; the sheet's '${show(what.sheet)}' stays`
			: `'${column}' is kept by the lead process; '${show(what.sheet)}' was replaced by '${show(what.store)}'`);
	const { leadId } = pair.stored.lead;
	pair.notes.push(message);
	report.conflicts.push({
		leadId,
		row: pair.row.row + 1,
		...(column ? { column } : {}),
		...what,
		message,
	});
}

/** Tells what is wrong with a row that is no lead's. */
export function note(
	work: Work,
	report: SyncReport,
	row: number,
	message: string,
	leadId?: string,
): void {
	work.rowNotes.push({ row, note: message });
	report.conflicts.push({ row: row + 1, message, ...(leadId ? { leadId } : {}) });
}

function show(cell: unknown): string {
	return cell === undefined ? '' : String(cell).slice(0, 60);
}
