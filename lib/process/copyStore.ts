import { existsSync } from 'node:fs';
import { copyBetween } from '../store/transfer/copyBetween';
import { canBeUsed, clockNow, fileOf, storeOf, type PostgresPlace } from './stores';

/** From where to where a workspace is copied. */
export type Direction = 'toPostgres' | 'toBuiltIn';

/** A workspace that was copied whole. */
export interface CopiedStore {
	leads: number;
	rows: number;
	/** Rows by table. */
	tables: Record<string, number>;
	/** SHA-256 of every row, equal in both stores. */
	checksum: string;
}

/** Copies a workspace between the built-in database and Postgres. @throws with what to do */
export async function copyWorkspace(
	workspace: string,
	place: PostgresPlace,
	direction: Direction,
): Promise<CopiedStore> {
	const file = fileOf(workspace);
	if (direction === 'toPostgres' && !existsSync(file))
		throw new Error(
			`There is no built-in database of workspace '${workspace}' on this machine (${file}). In queue mode, run this on the machine that has the file, with n8n in regular mode.`,
		);
	if (direction === 'toBuiltIn' && !canBeUsed({ workspace }))
		throw new Error(
			'n8n runs in queue mode, where the built-in database cannot be used. Start n8n in regular mode (EXECUTIONS_MODE=regular), then copy.',
		);
	// Opening it brings the file to the present form.
	const store = await storeOf(workspace);
	const { tables, rows, checksum } = await copyBetween({
		direction,
		file,
		place,
		workspace: store.workspace,
		now: clockNow(),
	});
	return { leads: tables['leads'] ?? 0, rows, tables, checksum };
}
