import type { TouchpointRow } from '../../rows/types';
import { exitTouchpoints } from '../../sql/exits';
import { erasedSourceId, isOwnSourceId } from '../../rules/touchpoints';
import { int, text } from '../rows';
import type { Session } from '../session';
import { saveSecrets } from './settings';

export function recordTouchpoints(
	session: Session,
	rows: TouchpointRow[],
): Array<'recorded' | 'known'> {
	return rows.map((row) => (insertTouchpoint(session, row) ? 'recorded' : 'known'));
}

/** Records one touchpoint unless its (source, sourceId) is known. @returns whether it was new */
export function insertTouchpoint(session: Session, row: TouchpointRow): boolean {
	if (isKnownAsErased(session, row)) return false;
	const { changes } = session
		.sql(
			'INSERT INTO touchpoints (source, source_id, lead_id, anonymous_id, occurred_at, doc) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
		)
		.run(row.source, row.sourceId, row.leadId, row.anonymousId, row.occurredAt, row.doc);
	if (changes === 0) return false;
	session.count('touchpoints', '', 1);
	return true;
}

function isKnownAsErased(session: Session, { source, sourceId }: TouchpointRow): boolean {
	if (isOwnSourceId(source, sourceId)) return false;
	// The hash costs more than the row: it is asked only where anybody was erased.
	if (session.sql("SELECT 1 FROM leads WHERE stage = 'erased' LIMIT 1").get() === undefined)
		return false;
	const hidden = erasedSourceId(saveSecrets(session).hashSalt, source, sourceId);
	return (
		session
			.sql('SELECT 1 FROM touchpoints WHERE source = ? AND source_id = ?')
			.get(source, hidden) !== undefined
	);
}

/** Takes everything personal out of the touchpoints of a lead; that there was one, of what kind and when, stays. */
export function eraseTouchpoints(session: Session, leadId: string): void {
	const salt = saveSecrets(session).hashSalt;
	const hide = session.sql('UPDATE touchpoints SET source_id = ? WHERE id = ?');
	const rows = session
		.sql('SELECT id, source, source_id FROM touchpoints WHERE lead_id = ?')
		.all(leadId);
	for (const row of rows) {
		const [source, sourceId] = [text(row.source), text(row.source_id)];
		if (!isOwnSourceId(source, sourceId))
			hide.run(erasedSourceId(salt, source, sourceId), int(row.id));
	}
	session
		.sql(
			`UPDATE touchpoints SET anonymous_id = NULL, doc = json_object('touchId', doc ->> 'touchId', 'leadId', lead_id,
			'type', doc ->> 'type', 'actor', json(doc -> 'actor'), 'occurredAt', doc ->> 'occurredAt',
			'receivedAt', doc ->> 'receivedAt', 'source', source, 'sourceId', source_id) WHERE lead_id = ?`,
		)
		.run(leadId);
}

/** Writes down anew what is known of a touchpoint that is its lead's. */
export function judgeTouchpoint(session: Session, row: TouchpointRow): void {
	session
		.sql('UPDATE touchpoints SET doc = ? WHERE source = ? AND source_id = ? AND lead_id = ?')
		.run(row.doc, row.source, row.sourceId, row.leadId);
}

/** Touchpoints as JSON text, oldest first, at most `perLead` newest of each lead; `exits` are those that may end a sequence. */
export function touchpoints(
	session: Session,
	query: { leadIds: string[]; since: number; perLead: number; only?: 'exits' },
): string[] {
	const find = session.sql(touchpointsSql(query.only));
	return query.leadIds.flatMap((leadId) =>
		find
			.all(leadId, query.since, query.perLead)
			.map((row) => text(row.doc))
			.reverse(),
	);
}

/** The newest touchpoints of a lead since an instant, at most so many. */
export function touchpointsSql(only: 'exits' | undefined): string {
	const exits = only === undefined ? '' : `AND doc ->> 'type' ${exitTouchpoints}`;
	return `SELECT doc FROM touchpoints WHERE lead_id = ? AND occurred_at >= ? ${exits} ORDER BY occurred_at DESC, id DESC LIMIT ?`;
}

/** The newest touchpoints of leads as JSON text, newest first. */
export function newestTouchpoints(session: Session, limit: number): string[] {
	return session
		.sql(
			'SELECT doc FROM touchpoints WHERE lead_id IS NOT NULL ORDER BY occurred_at DESC, id DESC LIMIT ?',
		)
		.all(limit)
		.map((row) => text(row.doc));
}
