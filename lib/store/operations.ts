import type { operations } from './sqlite/operations/index';

/** The operations that every engine has, by name: SQLite's registry says what each is given and what it answers. */
export type Operations = typeof operations;
/** Arguments of an operation. */
export type Args<K extends keyof Operations> = Parameters<Operations[K]['run']>[1];
/** Answer of an operation. */
export type Answer<K extends keyof Operations> = ReturnType<Operations[K]['run']>;

/** A store's place as one of its openers sees it: named operations, answered once what they promise is committed. */
export interface Connection {
	readonly engine: 'sqlite' | 'postgres';
	readonly workspace: string;
	/** Rows that are sent at once: few enough that neither side is busy for long, enough to share a commit. */
	readonly sliceRows: number;
	/** `now` stands in for the store's own time; `bulk` waits behind single requests. */
	call<K extends keyof Operations>(
		op: K,
		args: Args<K>,
		how?: { now?: number; bulk?: boolean },
	): Promise<Answer<K>>;
	close(): Promise<void>;
}
