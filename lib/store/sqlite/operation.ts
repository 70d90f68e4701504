import type { Session } from './session';

/** What the worker can do with a file. Method syntax on purpose: the registry holds operations of every argument type. */
export interface Operation<A, R> {
	/** `write` runs inside a transaction. */
	kind: 'read' | 'write';
	/** Whether the answer promises that this survives power loss. */
	durable(args: A): boolean;
	run(session: Session, args: A): R;
}

/** An operation that only reads. */
export function reads<A, R>(run: (session: Session, args: A) => R): Operation<A, R> {
	return { kind: 'read', durable: () => false, run };
}

/** An operation that writes; `durable` says for which arguments the commit waits for the disk. */
export function writes<A, R>(
	run: (session: Session, args: A) => R,
	durable: (args: A) => boolean = () => false,
): Operation<A, R> {
	return { kind: 'write', durable, run };
}

/** For operations whose every commit waits for the disk. */
export const always = () => true;
