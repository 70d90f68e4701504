import os from 'node:os';
import path from 'node:path';
import { openStore, storeFile } from '../store/open';
import { StoreUnavailable, type LeadStore } from '../store/port';
import { isUnreachable } from '../store/postgres/failure';
import { placeKey, type PostgresPlace } from '../store/postgres/place';
import type { ProcessContext } from './context';
import { idMaker } from './ids';
import { pauser } from './pause';

export { StoreUnavailable };
export type { PostgresPlace };

/** How this process opens lead stores; tests and tools change it before the first store is opened. */
export interface StoreConfig {
	/** Folder of the built-in databases. */
	folder: string;
	/** Milliseconds since the epoch; the store's own clock where absent. */
	clock?: () => number;
	/** One file in place of the folder, for tools that are given a file; it holds one workspace. */
	file?: string;
}

let config: Partial<StoreConfig> = {};
const open = new Map<string, Promise<LeadStore>>();

/** Sets how stores are opened from now on; stores that are open stay as they are. */
export function configureStores(change: Partial<StoreConfig>): void {
	config = { ...config, ...change };
}

/** Where a workspace's leads are: in a Postgres database, or in the built-in one where none is named. */
export interface StoreRef {
	workspace: string;
	database?: PostgresPlace;
}

/** Two references are the same store when their keys are equal; names are compared without case and surrounding spaces. */
export function storeKey(ref: StoreRef | string): string {
	const { workspace, database } = named(ref);
	return `${database ? placeKey(database) : ''} ${nameOf(workspace).toLowerCase()}`;
}

/**
 * The store of a workspace, opened once per process and shared by every node and execution. Rejects with `StoreUnavailable`.
 */
export async function storeOf(ref: StoreRef | string): Promise<LeadStore> {
	const key = storeKey(ref);
	const known = open.get(key);
	if (known !== undefined) return await known;
	const opening = openAs(ref);
	open.set(key, opening);
	// A store that could not be opened is tried again by the next run.
	opening.catch(() => open.delete(key));
	return await opening;
}

function named(ref: StoreRef | string): StoreRef {
	return typeof ref === 'string' ? { workspace: ref } : ref;
}

function nameOf(workspace: string): string {
	return workspace.trim() || 'Main';
}

/** The file of a workspace's built-in store; it need not be there. */
export function fileOf(workspace: string): string {
	return config.file ?? storeFile(config.folder ?? defaultFolder(), nameOf(workspace));
}

/**
 * Closes a workspace's store while `work` is done on its file. Who asks for the store meanwhile waits; who still holds it is told that
 * it was closed.
 */
export async function whileClosed<T>(workspace: string, work: () => Promise<T>): Promise<T> {
	const key = storeKey(workspace);
	const known = open.get(key);
	const { promise: done, resolve: release } = Promise.withResolvers<undefined>();
	const again = done.then(async () => await openAs(workspace));
	open.set(key, again);
	again.catch(() => open.delete(key));
	try {
		await (await known?.catch(() => undefined))?.close();
		return await work();
	} finally {
		release(undefined);
	}
}

async function openAs(ref: StoreRef | string): Promise<LeadStore> {
	const { workspace, database } = named(ref);
	const name = nameOf(workspace);
	if (database === undefined)
		return await openStore({
			folder: defaultFolder(),
			...config,
			engine: 'sqlite',
			workspace: name,
		});
	const { clock } = config;
	return await openStore({
		engine: 'postgres',
		place: database,
		workspace: name,
		...(clock && { clock }),
	});
}

/** Closes every open store of this process. */
export async function closeStores(): Promise<void> {
	const stores = await Promise.allSettled(open.values());
	open.clear();
	for (const store of stores) if (store.status === 'fulfilled') await store.value.close();
}

/** What a step of the lead process needs, for a run in a workspace. `by` names who is acting. */
export async function openContext(ref: StoreRef | string, by: string): Promise<ProcessContext> {
	const store = await storeOf(ref);
	const [settings, now] = await Promise.all([store.settings(), store.now()]);
	return { store, settings, now, newId: idMaker(() => now), by, pause: pauser() };
}

/** Milliseconds since the epoch, for operations that work without a store. */
export function clockNow(): number {
	return (config.clock ?? Date.now)();
}

/**
 * Asks n8n for something that it keeps in a database of its own, as it does with credentials.
 * @throws StoreUnavailable where that database is away or out of connections for a moment
 */
export async function ofHost<T>(ask: () => Promise<T>): Promise<T> {
	try {
		return await ask();
	} catch (cause) {
		if (!isUnreachable(cause)) throw cause;
		throw new StoreUnavailable(
			'n8n could not read the Postgres credential, because its own database did not answer in time. Try again; if this comes often, give n8n more connections to it (DB_POSTGRESDB_POOL_SIZE).',
			true,
			{ cause },
		);
	}
}

/** The built-in database is one file on one machine: in queue mode every worker would keep leads of its own. */
export function canBeUsed({ database }: StoreRef): boolean {
	return database !== undefined || !isQueueMode();
}

/** n8n runs in queue mode: several processes, perhaps on several machines, work on one instance. */
export function isQueueMode(): boolean {
	return process.env['EXECUTIONS_MODE'] === 'queue';
}

function defaultFolder(): string {
	const own = process.env['LEAD_MANAGEMENT_FOLDER'];
	if (own) return own;
	return path.join(process.env['N8N_USER_FOLDER'] || os.homedir(), '.n8n', 'lead-management');
}
