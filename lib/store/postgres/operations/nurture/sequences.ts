import type { Sequence } from '../../../../core/nurture/types';
import { Again } from '../../failure';
import { int, text, type Session } from '../../session';

/** Saves a sequence under the next version, unless its newest version has the same content. The key decides between two savers. */
export async function saveSequence(
	session: Session,
	sequence: Omit<Sequence, 'version'>,
): Promise<{ version: number; kind: 'known' | 'new'; previous?: Sequence }> {
	const [newest] = await session.rows(
		'SELECT version, content_hash, doc FROM lm.sequences WHERE name = $1 ORDER BY version DESC LIMIT 1',
		[sequence.name],
	);
	if (newest !== undefined && newest.content_hash === sequence.contentHash) {
		return { kind: 'known', version: int(newest.version) };
	}
	const version = int(newest?.version) + 1;
	const made = await session.rows(
		'INSERT INTO lm.sequences (name, version, content_hash, doc) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING version',
		[sequence.name, version, sequence.contentHash, JSON.stringify({ ...sequence, version })],
	);
	if (made.length === 0) throw new Again('the version of a sequence');
	if (newest === undefined) return { kind: 'new', version };
	return { kind: 'new', version, previous: JSON.parse(text(newest.doc)) };
}

/** Sequences by name and version; without a version the newest. Those that are not known are left out. */
export async function getSequences(
	session: Session,
	refs: Array<{ name: string; version?: number }>,
): Promise<Sequence[]> {
	const rows = await session.rows(
		`SELECT s.doc FROM unnest($1::text[], $2::bigint[]) WITH ORDINALITY AS u (name, version, place) CROSS JOIN LATERAL (
			SELECT doc FROM lm.sequences WHERE name = u.name AND version = coalesce(u.version, version) ORDER BY version DESC LIMIT 1) s
		ORDER BY u.place`,
		[refs.map(({ name }) => name), refs.map(({ version }) => version ?? null)],
	);
	return rows.map((row) => JSON.parse(text(row.doc)));
}

/** The newest version of every sequence, by name. */
export async function listSequences(session: Session, limit: number): Promise<Sequence[]> {
	const rows = await session.rows(
		`SELECT doc FROM (SELECT DISTINCT ON (name) name, doc FROM lm.sequences ORDER BY name, version DESC) newest
		ORDER BY name LIMIT $1`,
		[limit],
	);
	return rows.map((row) => JSON.parse(text(row.doc)));
}
