import type { StoredMailbox } from '../../mailboxes';
import { int, text } from '../rows';
import type { Session } from '../session';

/** Every mailbox that is looked into. */
export function mailboxes(session: Session): StoredMailbox[] {
	return session
		.sql('SELECT * FROM mailboxes ORDER BY mailbox')
		.all()
		.map((row) => ({
			mailbox: text(row.mailbox),
			version: int(row.version),
			state: JSON.parse(text(row.doc)),
		}));
}

/** Writes a mailbox whose version is the one that was read (0: there was none). */
export function saveMailbox(
	session: Session,
	{ mailbox, version, state }: StoredMailbox,
): 'done' | 'stale' {
	const { changes } =
		version === 0
			? session
					.sql(
						'INSERT INTO mailboxes (mailbox, version, doc) VALUES (?, 1, ?) ON CONFLICT DO NOTHING',
					)
					.run(mailbox, JSON.stringify(state))
			: session
					.sql(
						'UPDATE mailboxes SET version = version + 1, doc = ? WHERE mailbox = ? AND version = ?',
					)
					.run(JSON.stringify(state), mailbox, version);
	return changes === 1 ? 'done' : 'stale';
}
