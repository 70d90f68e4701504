import type { IdentityKey } from '../types';

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

/** The keys of both, each once, those of the first in front. */
export function unionOfKeys(a: readonly IdentityKey[], b: readonly IdentityKey[]): IdentityKey[] {
	const known = new Set(a.map(keyName));
	return [...a, ...b.filter((key) => !known.has(keyName(key)))];
}

/** The keys a survivor keeps when a merge is taken back: what it had itself stays, what only the merge brought goes. */
export function keysWithout(
	now: readonly IdentityKey[],
	brought: readonly IdentityKey[],
	own: readonly IdentityKey[],
): IdentityKey[] {
	const gone = new Set(brought.map(keyName));
	const mine = new Set(own.map(keyName));
	return now.filter((key) => mine.has(keyName(key)) || !gone.has(keyName(key)));
}
