import {
	countsOfMark,
	emptied,
	endsWait,
	marked,
	receiptState,
	type Marked,
} from '../../rules/receipts';
import type { ReceiptMark } from '../../types';
import { maybeText, text } from '../rows';
import type { Session } from '../session';

/** Whether one of a receipt's people was erased. */
const hasErased = `EXISTS (SELECT 1 FROM json_each(lead_ids) AS part JOIN leads ON leads.lead_id = part.value
	WHERE leads.stage = 'erased')`;

/** Writes what became of receipts. */
export function settleReceipts(session: Session, marks: ReceiptMark[]): void {
	for (const mark of marks) settleReceipt(session, mark);
}

/** What a receipt's marks have made of it so far; undefined where there is no such receipt. */
export function marksOf(session: Session, receiptId: string): Marked | undefined {
	const row = session
		.sql('SELECT state, lead_ids, outcomes, note FROM receipts WHERE receipt_id = ?')
		.get(receiptId);
	return (
		row && {
			state: receiptState(text(row.state)),
			leadIds: JSON.parse(text(row.lead_ids)),
			outcomes: JSON.parse(text(row.outcomes)),
			note: maybeText(row.note),
		}
	);
}

/** Writes what became of a receipt; the same mark twice leaves it as it is. */
export function settleReceipt(
	session: Session,
	mark: ReceiptMark,
	known: Marked | undefined = marksOf(session, mark.receiptId),
): void {
	if (known === undefined) return;
	const after = marked(known, mark);
	const { state, leadIds, outcomes, note } = after;
	if (mark.leadId) {
		session
			.sql('INSERT INTO receipt_leads (lead_id, receipt_id) VALUES (?, ?) ON CONFLICT DO NOTHING')
			.run(mark.leadId, mark.receiptId);
	}
	for (const count of countsOfMark(known, after)) session.count(...count);
	session
		.sql('UPDATE receipts SET state = ?, lead_ids = ?, outcomes = ?, note = ? WHERE receipt_id = ?')
		.run(state, JSON.stringify(leadIds), JSON.stringify(outcomes), note ?? null, mark.receiptId);
	if (endsWait(known, state)) {
		session
			.sql(`UPDATE receipts SET ${emptied} WHERE receipt_id = ? AND ${hasErased}`)
			.run(mark.receiptId);
	}
}
