import type { Answer, Args, Operations } from '../operations';
import type { Session } from './session';

/** What the engine can do. Method syntax on purpose: the registry holds operations of every argument type. */
export interface Operation<A, R> {
	/** `write` runs inside a transaction. */
	kind: 'read' | 'write';
	/** Whether the answer promises that this survives power loss. */
	durable(args: A): boolean;
	run(session: Session, args: A): Promise<R>;
	/** Whether its first statement needs no time of the store's, so that it is sent along with the beginning of the transaction. */
	eager?: boolean;
}

/** The operations that every engine has, as this one has them. */
export type Registry = { [K in keyof Operations]: Operation<Args<K>, Answer<K>> };

/** An operation that only reads. */
export function reads<A, R>(run: (session: Session, args: A) => Promise<R>): Operation<A, R> {
	return { kind: 'read', durable: () => false, run };
}

/** An operation that writes; `durable` says for which arguments the commit waits for the disk. */
export function writes<A, R>(
	run: (session: Session, args: A) => Promise<R>,
	durable: (args: A) => boolean = () => false,
): Operation<A, R> {
	return { kind: 'write', durable, run };
}

/** The same operation, whose first statement needs no time of the store's. */
export function eager<A, R>(operation: Operation<A, R>): Operation<A, R> {
	return { ...operation, eager: true };
}

/** For operations whose every commit waits for the disk. */
export const always = () => true;
