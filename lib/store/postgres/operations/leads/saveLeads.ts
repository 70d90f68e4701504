import type { Confirmation } from '../../../forms';
import type { ReceiptMark } from '../../../types';
import type { LeadRow, SavedLead, TaskRow, TouchpointRow } from '../../../rows/types';
import { keysAfter, keysOf, keyText } from '../../../rules/keys';
import { isTaken, marked } from '../../../rules/receipts';
import type { Session } from '../../session';
import { upsertTasks } from '../nurture/tasks';
import { keepConfirmations } from '../forms';
import { marksOf, settleSaved } from '../marks';
import { judgeTouchpoints, recordTouchpoints } from '../touchpoints';
import { LeadSet } from './leadSet';

/** Saves leads one after the other in memory and together on disk; one that cannot be saved leaves no trace. */
export async function saveLeads(session: Session, rows: LeadRow[]): Promise<SavedLead[]> {
	const [set, marks] = await Promise.all([
		LeadSet.load(
			session,
			rows.map(({ leadId }) => leadId),
			rows.flatMap(({ keys = [] }) => keys),
		),
		marksOf(
			session,
			rows.flatMap(({ receipt }) => receipt?.receiptId ?? []),
		),
	]);
	const touchpoints: TouchpointRow[] = [];
	const judged: TouchpointRow[] = [];
	const tasks: TaskRow[] = [];
	const receipts: ReceiptMark[] = [];
	const confirmations: Confirmation[] = [];
	const results = rows.map((row): SavedLead => {
		const known = row.receipt && marks.get(row.receipt.receiptId);
		if (row.receipt && known && isTaken(known, row.receipt)) return { kind: 'stale' };
		const result = save(set, row);
		if (result.kind !== 'saved') return result;
		set.audit(row.leadId, row.audit);
		touchpoints.push(...(row.touchpoints ?? []));
		judged.push(...(row.judged ?? []));
		tasks.push(...(row.tasks ?? []));
		confirmations.push(...(row.confirmations ?? []));
		if (row.receipt !== undefined) receipts.push(row.receipt);
		if (row.receipt && known) marks.set(row.receipt.receiptId, marked(known, row.receipt));
		for (const name of row.ownFields ?? []) session.count('ownField', name, 1);
		return result;
	});
	await set.insert();
	await Promise.all([
		set.flushRest(),
		recordTouchpoints(session, touchpoints),
		judgeTouchpoints(session, judged),
		settleSaved(session, receipts),
		upsertTasks(session, tasks),
		keepConfirmations(session, confirmations),
	]);
	return results;
}

function save(set: LeadSet, row: LeadRow): SavedLead {
	const { leadId, version } = row;
	const known = set.leads.get(leadId);
	if ((known?.version ?? 0) !== version) {
		const current = set.textOf(leadId);
		return current === undefined ? { kind: 'stale' } : { kind: 'stale', current };
	}
	const keys = keysAfter(keysOf(known?.keys ?? '[]'), row);
	const taken = set.taken(leadId, keys);
	if (taken !== undefined) return { kind: 'keyTaken', ...taken };
	if (known === undefined) {
		set.add(row, keys);
		return { kind: 'saved', version: 1 };
	}
	if (known.keys !== keyText(keys)) set.setKeys(known, keys);
	set.write(known, row);
	return { kind: 'saved', version: version + 1 };
}
