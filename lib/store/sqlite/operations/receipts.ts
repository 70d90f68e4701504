import { toInstant } from '../../rows/instants';
import type { ReceiptRow, StoredReceipt } from '../../rows/types';
import { byArrival, claims, receiptState } from '../../rules/receipts';
import { int, maybeInt, maybeText, text, type Row } from '../rows';
import type { Session } from '../session';

/** Keeps submissions; the unique constraint on (source, event_id) decides which of several is the first. */
export function keepReceipts(
	session: Session,
	rows: ReceiptRow[],
): Array<{ kind: 'new' | 'seen' | 'conflict'; receipt: StoredReceipt }> {
	const insert = session.sql(
		'INSERT INTO receipts (receipt_id, source, event_id, hash, received_at, payload, meta, lead_ids, outcomes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
	);
	const find = session.sql('SELECT * FROM receipts WHERE source = ? AND event_id = ?');
	return rows.map((row) => {
		const made = insert.run(
			row.receiptId,
			row.source,
			row.eventId,
			row.hash,
			row.receivedAt,
			row.payload,
			row.meta,
			row.places,
			row.places,
		);
		const found = find.get(row.source, row.eventId);
		if (found === undefined) {
			throw new Error(
				`The receipt id ${row.receiptId} is taken by another submission. Make a new id.`,
			);
		}
		const receipt = toReceipt(found);
		if (made.changes === 1) {
			session.count('receipts', 'kept', 1);
			return { kind: 'new', receipt };
		}
		return { kind: receipt.hash === row.hash ? 'seen' : 'conflict', receipt };
	});
}

export function getReceipts(session: Session, ids: string[]): StoredReceipt[] {
	const find = session.sql('SELECT * FROM receipts WHERE receipt_id = ?');
	return ids.flatMap((id) => {
		const row = find.get(id);
		return row === undefined ? [] : [toReceipt(row)];
	});
}

/** Claims receipts that were left lying: not captured, captured and their workflow never run to its end, or waiting for their fields. */
export function claimReceipts(
	session: Session,
	claim: {
		which: keyof typeof claims;
		sources?: string[];
		olderThanMs: number;
		leaseMs: number;
		limit: number;
	},
): StoredReceipt[] {
	const [left, starts] = claims[claim.which];
	return session
		.sql(
			`UPDATE receipts SET lease_until = ?1, starts = starts + ${starts} WHERE receipt_id IN (SELECT receipt_id FROM receipts
			WHERE ${left} AND received_at <= ?2 AND lease_until <= ?3 AND (?4 IS NULL OR source IN (SELECT value FROM json_each(?4)))
			ORDER BY received_at, receipt_id LIMIT ?5) RETURNING *`,
		)
		.all(
			session.now + claim.leaseMs,
			session.now - claim.olderThanMs,
			session.now,
			claim.sources === undefined ? null : JSON.stringify(claim.sources),
			claim.limit,
		)
		.map(toReceipt)
		.sort(byArrival);
}

/** Holds receipts whose workflow runs. */
export function leaseReceipts(
	session: Session,
	{ receiptIds, leaseMs }: { receiptIds: string[]; leaseMs: number },
): void {
	const hold = session.sql(
		'UPDATE receipts SET lease_until = ? WHERE receipt_id = ? AND ended_at IS NULL',
	);
	for (const id of receiptIds) hold.run(session.now + leaseMs, id);
}

/** Sets the second mark. @returns the ids that did not have it */
export function markEnded(session: Session, ids: string[]): string[] {
	const mark = session.sql(
		'UPDATE receipts SET ended_at = ? WHERE receipt_id = ? AND ended_at IS NULL',
	);
	return ids.filter((id) => mark.run(session.now, id).changes === 1);
}

function toReceipt(row: Row): StoredReceipt {
	const endedAt = maybeInt(row.ended_at);
	const note = maybeText(row.note);
	return {
		receiptId: text(row.receipt_id),
		source: text(row.source),
		eventId: text(row.event_id),
		hash: text(row.hash),
		receivedAt: toInstant(int(row.received_at)),
		payload: text(row.payload),
		meta: JSON.parse(text(row.meta)),
		state: receiptState(text(row.state)),
		leadIds: JSON.parse(text(row.lead_ids)),
		outcomes: JSON.parse(text(row.outcomes)),
		starts: int(row.starts),
		...(endedAt === undefined ? {} : { endedAt: toInstant(endedAt) }),
		...(note === undefined ? {} : { note }),
	};
}
