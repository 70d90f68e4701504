import type { Suppression } from '../../../../core/nurture/types';
import { toInstant, toMs } from '../../../rows/instants';
import { hashOf, toScope, type Who } from '../../../rules/suppression';
import { int, text } from '../../rows';
import type { Session } from '../../session';
import { saveSecrets } from '../settings';

/** Suppresses addresses; a repeated entry keeps its first time and takes the newest reason. */
export function suppress(session: Session, entries: Suppression[]): void {
	const salt = saveSecrets(session).hashSalt;
	const insert = session.sql(
		`INSERT INTO suppression (hash, scope, kind, reason, at) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (hash, scope) DO UPDATE SET reason = excluded.reason, at = min(at, excluded.at)`,
	);
	for (const entry of entries) {
		insert.run(
			hashOf(salt, entry),
			entry.scope,
			entry.kind,
			entry.reason,
			toMs(entry.at) ?? session.now,
		);
	}
}

/** The suppressions of these addresses. */
export function suppressed(session: Session, who: Who[]): Suppression[] {
	const salt = saltOf(session);
	if (salt === undefined) return [];
	const find = session.sql('SELECT scope, reason, at FROM suppression WHERE hash = ?');
	return who.flatMap(({ kind, value }) =>
		find.all(hashOf(salt, { kind, value })).map((row) => ({
			kind,
			value,
			scope: toScope(text(row.scope)),
			reason: text(row.reason),
			at: toInstant(int(row.at)),
		})),
	);
}

function saltOf(session: Session): string | undefined {
	return session.kept('secrets') === undefined ? undefined : saveSecrets(session).hashSalt;
}
