import type { StoredMailbox } from '../../mailboxes';
import { int, text, type Session } from '../session';

/** Every mailbox that is looked into. */
export async function mailboxes(session: Session): Promise<StoredMailbox[]> {
	const rows = await session.rows('SELECT * FROM lm.mailboxes ORDER BY mailbox');
	return rows.map((row) => ({
		mailbox: text(row.mailbox),
		version: int(row.version),
		state: JSON.parse(text(row.doc)),
	}));
}

/** Writes a mailbox whose version is the one that was read (0: there was none). */
export async function saveMailbox(
	session: Session,
	{ mailbox, version, state }: StoredMailbox,
): Promise<'done' | 'stale'> {
	const doc = JSON.stringify(state);
	const rows =
		version === 0
			? await session.rows(
					'INSERT INTO lm.mailboxes (mailbox, version, doc) VALUES ($1, 1, $2) ON CONFLICT DO NOTHING RETURNING version',
					[mailbox, doc],
				)
			: await session.rows(
					'UPDATE lm.mailboxes SET version = version + 1, doc = $1 WHERE mailbox = $2 AND version = $3 RETURNING version',
					[doc, mailbox, version],
				);
	return rows.length === 1 ? 'done' : 'stale';
}
