import type { ReceiptMark } from '../../types';
import { toInstant } from '../../rows/instants';
import type { ReceiptRow, StoredReceipt } from '../../rows/types';
import {
	byArrival,
	claims,
	noteAfter,
	placeMark,
	receiptState,
	stateAfter,
} from '../../rules/receipts';
import { int, maybeInt, maybeText, text, type Row, type Session } from '../session';

/** Keeps submissions; the unique constraint on (source, event_id) decides which of several is the first. */
export async function keepReceipts(
	session: Session,
	rows: ReceiptRow[],
): Promise<Array<{ kind: 'new' | 'seen' | 'conflict'; receipt: StoredReceipt }>> {
	const [made, found] = await Promise.all([
		session.rows(
			`INSERT INTO lm.receipts (receipt_id, source, event_id, hash, received_at, payload, meta)
			SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::text[])
			ON CONFLICT DO NOTHING RETURNING receipt_id`,
			[
				rows.map(({ receiptId }) => receiptId),
				rows.map(({ source }) => source),
				rows.map(({ eventId }) => eventId),
				rows.map(({ hash }) => hash),
				rows.map(({ receivedAt }) => receivedAt),
				rows.map(({ payload }) => payload),
				rows.map(({ meta }) => meta),
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

/** Writes what became of receipts; the same mark twice leaves them as they are. */
export async function settleReceipts(
	session: Session,
	marks: readonly ReceiptMark[],
): Promise<void> {
	if (marks.length === 0) return;
	const rows = await session.rows(
		'SELECT receipt_id, state, lead_ids, outcomes, note FROM lm.receipts WHERE receipt_id = ANY($1) ORDER BY receipt_id FOR UPDATE',
		[[...new Set(marks.map(({ receiptId }) => receiptId))]],
	);
	const receipts = new Map(rows.map((row) => [text(row.receipt_id), toOpen(row)]));
	const links: Array<{ leadId: string; receiptId: string }> = [];
	for (const mark of marks) {
		const receipt = receipts.get(mark.receiptId);
		if (receipt === undefined) continue;
		const { before, after } = placeMark(receipt, mark);
		if (mark.leadId) links.push({ leadId: mark.leadId, receiptId: mark.receiptId });
		if (before !== after) {
			if (before !== '') session.count('outcomes', before, -1);
			session.count('outcomes', after, 1);
		}
		const state = stateAfter(receipt, mark);
		if (receipt.state !== state) {
			session.count('receipts', receipt.state, -1);
			session.count('receipts', state, 1);
		}
		receipt.note = noteAfter(receipt.note ?? undefined, receipt.state, state, mark) ?? null;
		receipt.state = state;
	}
	const all = [...receipts.values()];
	await Promise.all([
		session.rows(
			`UPDATE lm.receipts r SET state = u.state, lead_ids = u.lead_ids, outcomes = u.outcomes, note = u.note
			FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) AS u (receipt_id, state, lead_ids, outcomes, note)
			WHERE r.receipt_id = u.receipt_id`,
			[
				all.map(({ receiptId }) => receiptId),
				all.map(({ state }) => state),
				all.map(({ leadIds }) => JSON.stringify(leadIds)),
				all.map(({ outcomes }) => JSON.stringify(outcomes)),
				all.map(({ note }) => note),
			],
		),
		links.length > 0 &&
			session.rows(
				'INSERT INTO lm.receipt_leads (lead_id, receipt_id) SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT DO NOTHING',
				[links.map(({ leadId }) => leadId), links.map(({ receiptId }) => receiptId)],
			),
	]);
}

interface OpenReceipt {
	receiptId: string;
	state: StoredReceipt['state'];
	leadIds: string[];
	outcomes: string[];
	note: string | null;
}

function toOpen(row: Row): OpenReceipt {
	return {
		receiptId: text(row.receipt_id),
		state: receiptState(text(row.state)),
		leadIds: JSON.parse(text(row.lead_ids)),
		outcomes: JSON.parse(text(row.outcomes)),
		note: maybeText(row.note) ?? null,
	};
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
