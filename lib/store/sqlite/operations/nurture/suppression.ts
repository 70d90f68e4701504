import { createHmac } from 'node:crypto';
import type { Delivery, Suppression } from '../../../../core/nurture/types';
import { int, text, toInstant, toMs } from '../../rows';
import type { Session } from '../../session';
import { saveSecrets } from '../settings';

type Who = Pick<Suppression, 'kind' | 'value'>;

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

/** Why a delivery may not go out: its address or domain is suppressed for everything, its channel or its sequence. */
export function blockedBy(
	session: Session,
	{ channel, to }: Pick<Delivery, 'channel' | 'to'>,
	sequence: string,
): string | undefined {
	const who: Who[] =
		channel === 'email'
			? [
					{ kind: 'email', value: to },
					{ kind: 'domain', value: to.split('@').at(-1) ?? '' },
				]
			: [{ kind: 'phone', value: to }];
	return suppressed(session, who).find(
		({ scope }) => scope === 'all' || scope === channel || scope === `sequence:${sequence}`,
	)?.reason;
}

/** Addresses are kept as a salted hash only, so that a suppression outlives the erasure of its lead. */
function hashOf(salt: string, { kind, value }: Who): string {
	return createHmac('sha256', Buffer.from(salt, 'base64'))
		.update(`${kind}:${value.trim().toLowerCase()}`)
		.digest('base64');
}

function saltOf(session: Session): string | undefined {
	return session.kept('secrets') === undefined ? undefined : saveSecrets(session).hashSalt;
}

function toScope(scope: string): Suppression['scope'] {
	const [kind, name] = [scope.slice(0, scope.indexOf(':')), scope.slice(scope.indexOf(':') + 1)];
	if (kind === 'sequence') return `sequence:${name}`;
	if (kind === 'topic') return `topic:${name}`;
	switch (scope) {
		case 'email':
		case 'phone':
		case 'sms':
		case 'postal':
		case 'social':
			return scope;
		default:
			return 'all';
	}
}
