import os from 'node:os';
import path from 'node:path';
import { openStore, storeFile } from '../store/open';
import type { LeadStore } from '../store/port';
import type { ProcessContext } from './context';
import { idMaker } from './ids';
import { pauser } from './pause';

export { StoreUnavailable } from '../store/port';

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

/**
 * The store of a workspace, opened once per process and shared by every node and execution.
 * Names are compared without case and surrounding spaces. Rejects with `StoreUnavailable`.
 */
export async function storeOf(workspace: string): Promise<LeadStore> {
	const name = workspace.trim() || 'Main';
	const key = name.toLowerCase();
	const known = open.get(key);
	if (known !== undefined) return await known;
	const opening = openAs(name);
	open.set(key, opening);
	// A store that could not be opened is tried again by the next run.
	opening.catch(() => open.delete(key));
	return await opening;
}

/** The file of a workspace's built-in store; it need not be there. */
export function fileOf(workspace: string): string {
	return config.file ?? storeFile(config.folder ?? defaultFolder(), workspace.trim() || 'Main');
}

/**
 * Closes a workspace's store while `work` is done on its file. Who asks for the store meanwhile waits; who still holds it is told that
 * it was closed.
 */
export async function whileClosed<T>(workspace: string, work: () => Promise<T>): Promise<T> {
	const name = workspace.trim() || 'Main';
	const key = name.toLowerCase();
	const known = open.get(key);
	const { promise: done, resolve: release } = Promise.withResolvers<undefined>();
	const again = done.then(async () => await openAs(name));
	open.set(key, again);
	again.catch(() => open.delete(key));
	try {
		await (await known?.catch(() => undefined))?.close();
		return await work();
	} finally {
		release(undefined);
	}
}

async function openAs(workspace: string): Promise<LeadStore> {
	return await openStore({ folder: defaultFolder(), ...config, engine: 'sqlite', workspace });
}

/** Closes every open store of this process. */
export async function closeStores(): Promise<void> {
	const stores = await Promise.allSettled(open.values());
	open.clear();
	for (const store of stores) if (store.status === 'fulfilled') await store.value.close();
}

/** What a step of the lead process needs, for a run in a workspace. `by` names who is acting. */
export async function openContext(workspace: string, by: string): Promise<ProcessContext> {
	const store = await storeOf(workspace);
	const [settings, now] = await Promise.all([store.settings(), store.now()]);
	return { store, settings, now, newId: idMaker(() => now), by, pause: pauser() };
}

/** Milliseconds since the epoch, for operations that work without a store. */
export function clockNow(): number {
	return (config.clock ?? Date.now)();
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
