import type { Suppression } from '../../../../core/nurture/types';
import { toInstant, toMs } from '../../../rows/instants';
import { hashOf, toScope, type Who } from '../../../rules/suppression';
import { int, text, type Session } from '../../session';
import { saveSecrets } from '../settings';

/** Suppresses addresses; a repeated entry keeps its first time and takes the newest reason. */
export async function suppress(session: Session, entries: readonly Suppression[]): Promise<void> {
	if (entries.length === 0) return;
	const { hashSalt } = await saveSecrets(session);
	const rows = new Map<string, { hash: string; entry: Suppression; at: number }>();
	for (const entry of entries) {
		const hash = hashOf(hashSalt, entry);
		const key = `${hash} ${entry.scope}`;
		const at = toMs(entry.at) ?? session.now;
		rows.set(key, { hash, entry, at: Math.min(at, rows.get(key)?.at ?? at) });
	}
	const list = [...rows.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
	await session.rows(
		`INSERT INTO lm.suppression AS s (hash, scope, kind, reason, at)
		SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[])
		ON CONFLICT (hash, scope) DO UPDATE SET reason = excluded.reason, at = least(s.at, excluded.at)`,
		[
			list.map(({ hash }) => hash),
			list.map(({ entry }) => entry.scope),
			list.map(({ entry }) => entry.kind),
			list.map(({ entry }) => entry.reason),
			list.map(({ at }) => at),
		],
	);
}

/** The suppressions of these addresses, in the order asked. */
export async function suppressed(session: Session, who: readonly Who[]): Promise<Suppression[]> {
	const kept = who.length === 0 ? undefined : await session.kept('secrets');
	if (kept === undefined) return [];
	const { hashSalt }: { hashSalt: string } = JSON.parse(kept);
	const rows = await session.rows(
		`SELECT u.place, s.scope, s.reason, s.at FROM unnest($1::text[]) WITH ORDINALITY AS u (hash, place)
		JOIN lm.suppression s USING (hash) ORDER BY u.place, s.scope`,
		[who.map((one) => hashOf(hashSalt, one))],
	);
	return rows.flatMap((row) => {
		const one = who[int(row.place) - 1];
		if (one === undefined) return [];
		const { kind, value } = one;
		const scope = toScope(text(row.scope));
		return [{ kind, value, scope, reason: text(row.reason), at: toInstant(int(row.at)) }];
	});
}
