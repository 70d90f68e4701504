import { createHash } from 'node:crypto';

/**
 * What a touchpoint's source id becomes when its lead is erased: ids of other systems may hold an address. A hash keeps it known,
 * so that what is reported again stays recorded once; the salt is secret, so that nobody finds the id by trying.
 * Postgres says the same in SQL.
 */
export function erasedSourceId(salt: string, source: string, sourceId: string): string {
	const hash = createHash('sha256').update(Buffer.from(salt, 'base64'));
	return `erased:${hash.update(`${source}\n${sourceId}`).digest('hex')}`;
}

/** Whether the id is made of ours alone; reports read the delivery in it, so it stays. */
export function isOwnSourceId(source: string, sourceId: string): boolean {
	return source === 'nurture' && !sourceId.includes('@');
}
