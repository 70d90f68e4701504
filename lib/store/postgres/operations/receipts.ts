import { toInstant } from '../../rows/instants';
import type { ReceiptRow, StoredReceipt } from '../../rows/types';
import { byArrival, claims, receiptState } from '../../rules/receipts';
import { int, maybeInt, maybeText, text, type Row, type Session } from '../session';

/** Keeps submissions; the unique constraint on (source, event_id) decides which of several is the first. */
export async function keepReceipts(
	session: Session,
	rows: ReceiptRow[],
): Promise<Array<{ kind: 'new' | 'seen' | 'conflict'; receipt: StoredReceipt }>> {
	const [made, found] = await Promise.all([
		session.rows(
			`INSERT INTO lm.receipts (receipt_id, source, event_id, hash, received_at, payload, meta, lead_ids, outcomes)
			SELECT *, places FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::text[], $8::text[])
			AS u (receipt_id, source, event_id, hash, received_at, payload, meta, places)
			ON CONFLICT DO NOTHING RETURNING receipt_id`,
			[
				rows.map(({ receiptId }) => receiptId),
				rows.map(({ source }) => source),
				rows.map(({ eventId }) => eventId),
				rows.map(({ hash }) => hash),
				rows.map(({ receivedAt }) => receivedAt),
				rows.map(({ payload }) => payload),
				rows.map(({ meta }) => meta),
				rows.map(({ places }) => places),
			],
		),
		session.rows(
			`SELECT r.*, u.place FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS u (source, event_id, place)
			JOIN lm.receipts r ON r.source = u.source AND r.event_id = u.event_id`,
			[rows.map(({ source }) => source), rows.map(({ eventId }) => eventId)],
		),
	]);
	session.count('receipts', 'kept', made.length);
	const fresh = new Set(made.map((row) => text(row.receipt_id)));
	const places = new Map(found.map((row) => [int(row.place), row]));
	return rows.map((row, index) => {
		const known = places.get(index + 1);
		if (known === undefined) {
			throw new Error(
				`The receipt id ${row.receiptId} is taken by another submission. Make a new id.`,
			);
		}
		const receipt = toReceipt(known);
		const isNew = receipt.receiptId === row.receiptId && fresh.delete(row.receiptId);
		if (isNew) return { kind: 'new', receipt };
		return { kind: receipt.hash === row.hash ? 'seen' : 'conflict', receipt };
	});
}

export async function getReceipts(session: Session, ids: string[]): Promise<StoredReceipt[]> {
	const rows = await session.rows(
		`SELECT r.* FROM unnest($1::text[]) WITH ORDINALITY AS u (receipt_id, place)
		JOIN lm.receipts r USING (receipt_id) ORDER BY u.place`,
		[ids],
	);
	return rows.map(toReceipt);
}

/** Claims receipts that were left lying, in one statement: rows that another claimer looks at are passed by. */
export async function claimReceipts(
	session: Session,
	claim: {
		which: keyof typeof claims;
		sources?: string[];
		olderThanMs: number;
		leaseMs: number;
		limit: number;
	},
): Promise<StoredReceipt[]> {
	const [left, starts] = claims[claim.which];
	const rows = await session.rows(
		`UPDATE lm.receipts SET lease_until = $1, starts = starts + ${starts} WHERE receipt_id IN (SELECT receipt_id FROM lm.receipts
		WHERE ${left} AND received_at <= $2 AND lease_until <= $3 AND ($4::text[] IS NULL OR source = ANY($4))
		ORDER BY received_at, receipt_id LIMIT $5 FOR UPDATE SKIP LOCKED) RETURNING *`,
		[
			session.now + claim.leaseMs,
			session.now - claim.olderThanMs,
			session.now,
			claim.sources ?? null,
			claim.limit,
		],
	);
	return rows.map(toReceipt).sort(byArrival);
}

/** Holds receipts whose workflow runs. */
export async function leaseReceipts(
	session: Session,
	{ receiptIds, leaseMs }: { receiptIds: string[]; leaseMs: number },
): Promise<void> {
	await session.rows(
		`UPDATE lm.receipts SET lease_until = $1 WHERE receipt_id IN
		(SELECT receipt_id FROM lm.receipts WHERE receipt_id = ANY($2) AND ended_at IS NULL ORDER BY receipt_id FOR UPDATE)`,
		[session.now + leaseMs, receiptIds],
	);
}

/** Sets the second mark. @returns the ids that did not have it */
export async function markEnded(session: Session, ids: string[]): Promise<string[]> {
	const rows = await session.rows(
		`UPDATE lm.receipts SET ended_at = $1 WHERE receipt_id IN
		(SELECT receipt_id FROM lm.receipts WHERE receipt_id = ANY($2) AND ended_at IS NULL ORDER BY receipt_id FOR UPDATE)
		RETURNING receipt_id`,
		[session.now, ids],
	);
	const marked = new Set(rows.map((row) => text(row.receipt_id)));
	return ids.filter((id) => marked.delete(id));
}

function toReceipt(row: Row): StoredReceipt {
	const endedAt = maybeInt(row.ended_at);
	const note = maybeText(row.note);
	return {
		receiptId: text(row.receipt_id),
		source: text(row.source),
		eventId: text(row.event_id),
		hash: text(row.hash),
		payload: text(row.payload),
		meta: JSON.parse(text(row.meta)),
		receivedAt: toInstant(int(row.received_at)),
		state: receiptState(text(row.state)),
		leadIds: JSON.parse(text(row.lead_ids)),
		outcomes: JSON.parse(text(row.outcomes)),
		starts: int(row.starts),
		...(endedAt === undefined ? {} : { endedAt: toInstant(endedAt) }),
		...(note === undefined ? {} : { note }),
	};
}
