import type { Sequence } from '../../../../core/nurture/types';
import { int, text } from '../../rows';
import type { Session } from '../../session';

/** Saves a sequence under the next version, unless its newest version has the same content. */
export function saveSequence(
	session: Session,
	sequence: Omit<Sequence, 'version'>,
): { version: number; kind: 'known' | 'new'; previous?: Sequence } {
	const newest = session
		.sql(
			'SELECT version, content_hash, doc FROM sequences WHERE name = ? ORDER BY version DESC LIMIT 1',
		)
		.get(sequence.name);
	if (newest !== undefined && newest.content_hash === sequence.contentHash) {
		return { kind: 'known', version: int(newest.version) };
	}
	const version = int(newest?.version) + 1;
	session
		.sql('INSERT INTO sequences (name, version, content_hash, doc) VALUES (?, ?, ?, ?)')
		.run(sequence.name, version, sequence.contentHash, JSON.stringify({ ...sequence, version }));
	if (newest === undefined) return { kind: 'new', version };
	return { kind: 'new', version, previous: JSON.parse(text(newest.doc)) };
}

/** Sequences by name and version; without a version the newest. Those that are not known are left out. */
export function getSequences(
	session: Session,
	refs: Array<{ name: string; version?: number }>,
): Sequence[] {
	const find = session.sql(
		'SELECT doc FROM sequences WHERE name = ? AND version = coalesce(?, version) ORDER BY version DESC LIMIT 1',
	);
	return refs.flatMap(({ name, version }) => {
		const row = find.get(name, version ?? null);
		return row === undefined ? [] : [JSON.parse(text(row.doc))];
	});
}

/** The newest version of every sequence, by name. */
export function listSequences(session: Session, limit: number): Sequence[] {
	return session
		.sql(
			`SELECT doc FROM sequences AS one WHERE version = (SELECT max(version) FROM sequences WHERE name = one.name)
			ORDER BY name LIMIT ?`,
		)
		.all(limit)
		.map((row) => JSON.parse(text(row.doc)));
}
