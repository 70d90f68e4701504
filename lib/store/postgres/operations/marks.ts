import {
	countsOfMark,
	emptied,
	endsWait,
	isTaken,
	marked,
	receiptState,
	type Marked,
} from '../../rules/receipts';
import type { ReceiptMark } from '../../types';
import { Again } from '../failure';
import { maybeText, text, type Row, type Session } from '../session';

/** Whether one of a receipt's people was erased. */
const hasErased = `EXISTS (SELECT 1 FROM lm.leads l
	WHERE l.lead_id IN (SELECT json_array_elements_text(lead_ids::json)) AND l.stage = 'erased')`;

/** What marks have made of receipts so far, by their ids; not locked. */
export async function marksOf(
	session: Session,
	receiptIds: readonly string[],
): Promise<Map<string, Marked>> {
	if (receiptIds.length === 0) return new Map();
	return toMarks(
		await session.rows(
			'SELECT receipt_id, state, lead_ids, outcomes, note FROM lm.receipts WHERE receipt_id = ANY($1)',
			[receiptIds],
		),
	);
}

/** Writes what became of receipts; the same mark twice leaves them as they are. */
export async function settleReceipts(
	session: Session,
	marks: readonly ReceiptMark[],
): Promise<void> {
	await settle(session, marks);
}

/** Settles receipts with the leads of this transaction. @throws Again where another one has captured the same submission meanwhile */
export async function settleSaved(session: Session, marks: readonly ReceiptMark[]): Promise<void> {
	await settle(session, marks, (receipt, mark) => {
		if (isTaken(receipt, mark)) throw new Again('a submission');
	});
}

async function settle(
	session: Session,
	marks: readonly ReceiptMark[],
	check?: (receipt: Marked, mark: ReceiptMark) => void,
): Promise<void> {
	if (marks.length === 0) return;
	const receipts = toMarks(
		await session.rows(
			'SELECT receipt_id, state, lead_ids, outcomes, note FROM lm.receipts WHERE receipt_id = ANY($1) ORDER BY receipt_id FOR UPDATE',
			[[...new Set(marks.map(({ receiptId }) => receiptId))]],
		),
	);
	const ended: string[] = [];
	const links: Array<{ leadId: string; receiptId: string }> = [];
	for (const mark of marks) {
		const receipt = receipts.get(mark.receiptId);
		if (receipt === undefined) continue;
		check?.(receipt, mark);
		const after = marked(receipt, mark);
		if (mark.leadId) links.push({ leadId: mark.leadId, receiptId: mark.receiptId });
		for (const count of countsOfMark(receipt, after)) session.count(...count);
		if (endsWait(receipt, after.state)) ended.push(mark.receiptId);
		receipts.set(mark.receiptId, after);
	}
	const all = [...receipts];
	await Promise.all([
		session.rows(
			`UPDATE lm.receipts r SET state = u.state, lead_ids = u.lead_ids, outcomes = u.outcomes, note = u.note
			FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) AS u (receipt_id, state, lead_ids, outcomes, note)
			WHERE r.receipt_id = u.receipt_id`,
			[
				all.map(([receiptId]) => receiptId),
				all.map(([, { state }]) => state),
				all.map(([, { leadIds }]) => JSON.stringify(leadIds)),
				all.map(([, { outcomes }]) => JSON.stringify(outcomes)),
				all.map(([, { note }]) => note ?? null),
			],
		),
		links.length > 0 &&
			session.rows(
				'INSERT INTO lm.receipt_leads (lead_id, receipt_id) SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT DO NOTHING',
				[links.map(({ leadId }) => leadId), links.map(({ receiptId }) => receiptId)],
			),
		ended.length > 0 &&
			session.rows(
				`UPDATE lm.receipts SET ${emptied} WHERE receipt_id = ANY($1) AND ${hasErased}`,
				[ended],
			),
	]);
}

function toMarks(rows: readonly Row[]): Map<string, Marked> {
	return new Map(
		rows.map((row) => [
			text(row.receipt_id),
			{
				state: receiptState(text(row.state)),
				leadIds: JSON.parse(text(row.lead_ids)),
				outcomes: JSON.parse(text(row.outcomes)),
				note: maybeText(row.note),
			},
		]),
	);
}
