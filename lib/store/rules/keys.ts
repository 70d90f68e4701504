import type { IdentityKey, LeadChange } from '../types';

/** The column `keys` of a lead: its keys as JSON text. */
export function keyText(keys: readonly IdentityKey[]): string {
	return JSON.stringify(keys.map(({ kind, value }) => [kind, value]));
}

/** Reads the column `keys`. */
export function keysOf(column: string): IdentityKey[] {
	const pairs: Array<[IdentityKey['kind'], string]> = JSON.parse(column);
	return pairs.map(([kind, value]) => ({ kind, value }));
}

/** A key as one text, for maps and sets. */
export function keyName({ kind, value }: IdentityKey): string {
	return `${kind} ${value}`;
}

/** So many keys a save can bring a lead to; who posts ever new numbers does not make its row grow without end. */
const mostKeys = 100;

/** The keys of a lead after a save: what it has without what it gives up, and what it gains. One key too many is not taken up. */
export function keysAfter(
	now: readonly IdentityKey[],
	{ keys = [], lostKeys = [] }: Pick<LeadChange, 'keys' | 'lostKeys'>,
): IdentityKey[] {
	const gone = lostKeys === 'all' ? now : lostKeys;
	const kept = keysWithout(now, gone, keys);
	return unionOfKeys(kept, keys).slice(0, Math.max(now.length, mostKeys));
}

/** The keys of both, each once, those of the first in front. */
export function unionOfKeys(a: readonly IdentityKey[], b: readonly IdentityKey[]): IdentityKey[] {
	return [...new Map([...a, ...b].map((key) => [keyName(key), key])).values()];
}

/** The keys without those that were brought; what is its own stays. */
export function keysWithout(
	now: readonly IdentityKey[],
	brought: readonly IdentityKey[],
	own: readonly IdentityKey[],
): IdentityKey[] {
	const gone = new Set(brought.map(keyName));
	const mine = new Set(own.map(keyName));
	return now.filter((key) => mine.has(keyName(key)) || !gone.has(keyName(key)));
}
