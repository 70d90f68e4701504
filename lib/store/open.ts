import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { StoreUnavailable, type LeadStore } from './port';
import { storeOver } from './client/store';
import type { Connection } from './operations';
import { connect as connectPostgres } from './postgres/engine';
import { schemaOf, type PostgresPlace } from './postgres/place';
import { connect } from './sqlite/engine';

export { inBatches } from './batches';
export { folderConcern, type FolderConcern } from './folder';

/** Where a lead store is. `clock` (milliseconds since the epoch) stands in for the store's own time, for tests and simulation. */
export type StoreOptions = {
	/** Name of the workspace, e.g. 'Main'; upper and lower case are the same workspace. */
	workspace: string;
	clock?: () => number;
} & (SqliteOptions | { engine: 'postgres'; place: PostgresPlace });

interface SqliteOptions {
	engine: 'sqlite';
	/** Folder that holds one file per workspace; made if it is not there. */
	folder: string;
	/** This very file in place of the workspace's own in the folder; for tools that are given a file. */
	file?: string;
}

/**
 * Opens the lead store of a workspace, making it at first use. Every opener of the same file or database in this process
 * shares its connections; they are closed when the last of them has closed.
 * @throws StoreUnavailable when the folder cannot be written, the database cannot be reached, or the store belongs to a newer
 * version of this package.
 */
export async function openStore(options: StoreOptions): Promise<LeadStore> {
	const { workspace, clock } = options;
	const connection =
		options.engine === 'sqlite'
			? connectFile(options, workspace)
			: connectPostgres(options.place, schemaIn(options.place, workspace), workspace);
	const store = storeOver(connection, clock);
	try {
		await store.now();
	} catch (error) {
		await store.close();
		throw error;
	}
	return store;
}

function connectFile(options: SqliteOptions, workspace: string): Connection {
	const file = options.file ?? storeFile(options.folder, workspace);
	try {
		mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
	} catch (cause) {
		throw new StoreUnavailable(
			`The folder of the lead store, ${options.folder}, cannot be made. Let n8n write there or choose another folder.`,
			false,
			{ cause },
		);
	}
	return connect(file, workspace);
}

/** The file of a workspace. Names that differ in more than case and spacing never share a file. */
export function storeFile(folder: string, workspace: string): string {
	return path.join(path.resolve(folder), `${slugOf(workspace)}.sqlite`);
}

/** The schema of a workspace in a database; names that differ in more than case and spacing never share one. */
export function schemaIn(place: PostgresPlace, workspace: string): string {
	return schemaOf(place, slugOf(workspace));
}

/** A workspace's name as it stands in files, schemas and addresses; names that differ in more than case and spacing have different ones. */
export function slugOf(workspace: string): string {
	const name = workspace.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ');
	if (/^[a-z0-9]{1,40}( [a-z0-9]{1,20}){0,3}$/.test(name)) return name.replaceAll(' ', '-');
	const readable = name
		.replace(/[^a-z0-9]+/g, '-')
		.slice(0, 40)
		.replace(/^-|-$/g, '');
	const hash = createHash('sha256').update(name).digest('hex').slice(0, 12);
	return `${readable || 'workspace'}-${hash}`;
}
