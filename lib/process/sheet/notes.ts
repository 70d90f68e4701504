import { columnOf } from '../../core/sheet/columns';
import { ownPrefix } from '../../core/sheet/rows';
import type { Conflict, LeadWork, Pair } from './types';

/** Tells a difference of a row, in the report and in the row's note. `who` names the lead where the row is one's. */
export function tell(
	conflicts: Conflict[],
	{ tab }: Pick<LeadWork, 'tab'>,
	pair: Pair,
	key: string | undefined,
	what: Partial<Conflict>,
): void {
	const { spec } = tab.layout;
	const column =
		key === undefined ? undefined : (columnOf(spec, key)?.header ?? key.slice(ownPrefix.length));
	const message =
		what.message ??
		(what.winner === 'sheet'
			? `'${column}' had also been changed to '${show(what.store)}'; the sheet's '${show(what.sheet)}' stays`
			: `'${column}' is kept by the lead process; '${show(what.sheet)}' was replaced by '${show(what.store)}'`);
	pair.notes.push(message);
	conflicts.push({
		tab: tab.title,
		...(spec.key === 'leads' && { leadId: pair.id }),
		row: pair.row.row + 1,
		...(column ? { column } : {}),
		...what,
		message,
	});
}

/** Tells what is wrong with a row that is not kept in step. */
export function note(
	work: Pick<LeadWork, 'tab' | 'rowNotes'>,
	conflicts: Conflict[],
	row: number,
	message: string,
	leadId?: string,
): void {
	work.rowNotes.push({ row, note: message });
	conflicts.push({
		tab: work.tab.title,
		row: row + 1,
		message,
		...(leadId ? { leadId } : {}),
	});
}

function show(cell: unknown): string {
	return cell === undefined ? '' : String(cell).slice(0, 60);
}
