import { createHash } from 'node:crypto';
import type { PostgresPlace } from '../postgres/place';
import { CannotCopy } from '../sqlite/copies/jobs';
import type { End, Table, Target, CellRow } from './end';
import { postgresSource, postgresTarget } from './postgresEnd';
import { sqliteSource, sqliteTarget } from './sqliteEnd';

/** From where to where a workspace is copied. */
export interface TransferArgs {
	direction: 'toPostgres' | 'toBuiltIn';
	/** The file of the built-in store. */
	file: string;
	place: PostgresPlace;
	schema: string;
	workspace: string;
	/** Milliseconds since the epoch. */
	now: number;
}

/** What was copied. */
export interface Transferred {
	/** Rows by table, of tables that have any. */
	tables: Record<string, number>;
	rows: number;
	/** SHA-256 of every row of every table in order: the same of what was read and of what is there now. */
	checksum: string;
}

/** Tables whose rows do not make a store one that is in use. */
const unused = ['kept', 'counters', 'taken'];

/**
 * Copies a workspace whole, with its keys, into an empty store of the other engine. The source is read as of one moment and stays as
 * it is; the target has everything or, after any failure, nothing. Every row is read back and compared before that.
 * @throws CannotCopy with what to do
 */
export async function transfer(args: TransferArgs): Promise<Transferred> {
	const { source, target, tables, close } = await open(args);
	try {
		await mustBeStill(source, args.now);
		await mustBeEmpty(target, tables);
		await target.clearKept();
		const read = await copyAll(source, target, tables);
		const written = await digest(target, tables);
		if (read.checksum !== written.checksum)
			throw new CannotCopy(
				'What was written is not what was read, so that nothing was copied. Please report this with the versions of the package and of the database.',
			);
		await target.commit(tables);
		return read;
	} finally {
		await close();
	}
}

async function open(args: TransferArgs) {
	const { direction, file, workspace, now } = args;
	if (direction === 'toPostgres') {
		const { end: source, tables } = sqliteSource(file);
		const target = await orClose(source, () => postgresTarget(args));
		return { source, target, tables, close: closeBoth(source, target) };
	}
	const source = await postgresSource(args);
	const { end: target, tables } = await orClose(source, async () =>
		sqliteTarget(file, workspace, now),
	);
	return { source, target, tables, close: closeBoth(source, target) };
}

async function orClose<T>(first: End, next: () => Promise<T>): Promise<T> {
	try {
		return await next();
	} catch (error) {
		await first.close();
		throw error;
	}
}

function closeBoth(source: End, target: End) {
	return async () => {
		await source.close();
		await target.close();
	};
}

/** While both stores hold the same sequences, neither may send: a mail would go out twice. */
async function mustBeStill(source: End, now: number): Promise<void> {
	const open = await source.number(
		'SELECT count(*) AS n FROM lm.enrolments WHERE claim_at IS NOT NULL',
	);
	if (open === 0) return;
	const doc = await source.text("SELECT doc FROM lm.kept WHERE name = 'settings'");
	const settings: unknown = JSON.parse(doc ?? '{}');
	const isPaused =
		typeof settings === 'object' &&
		settings !== null &&
		'sendingPaused' in settings &&
		settings.sendingPaused === true;
	if (!isPaused)
		throw new CannotCopy(
			`${open} leads are in sequences, and both stores would mail them. Run Pause All Sending on the store you copy from first; lead by lead sending goes on in the new store when you switch it on there.`,
		);
	const underWay = await source.number(
		`SELECT count(*) AS n FROM lm.deliveries WHERE state = 'dotPending' OR (state IN ('claimed', 'offering') AND lease_until > ${Math.trunc(now)})`,
	);
	if (underWay > 0)
		throw new CannotCopy(
			`${underWay} mails are being sent at this moment. Wait until they are out, then copy again.`,
		);
}

async function mustBeEmpty(target: End, tables: readonly Table[]): Promise<void> {
	const found: string[] = [];
	for (const { name } of tables.filter((table) => !unused.includes(table.name))) {
		const rows = await target.number(`SELECT count(*) AS n FROM lm.${name}`);
		if (rows > 0) found.push(`${rows} ${name.replaceAll('_', ' ')}`);
	}
	if (found.length > 0)
		throw new CannotCopy(
			`The store to copy to is not empty: it holds ${found.join(', ')}. Choose another workspace or database; nothing was changed.`,
		);
}

async function copyAll(
	source: End,
	target: Target,
	tables: readonly Table[],
): Promise<Transferred> {
	return await digest(source, tables, async (table, rows) => {
		const fit = rows.map((row) => target.fit(row));
		await target.insert(table, fit);
		return fit;
	});
}

/** Reads every row; `each` may change what counts. */
async function digest(
	end: End,
	tables: readonly Table[],
	each: (table: Table, rows: CellRow[]) => Promise<CellRow[]> = async (_table, rows) => rows,
): Promise<Transferred> {
	const hash = createHash('sha256');
	const counted: Record<string, number> = {};
	for (const table of tables) {
		const keyed = table.key.map((name) => table.columns.indexOf(name));
		let after: CellRow | undefined;
		for (;;) {
			const page = await end.page(table, after);
			const last = page.at(-1);
			if (last === undefined) break;
			for (const row of await each(table, page))
				hash.update(`${table.name} ${JSON.stringify(row)}\n`);
			counted[table.name] = (counted[table.name] ?? 0) + page.length;
			after = keyed.map((index) => last[index] ?? null);
		}
	}
	const rows = Object.values(counted).reduce((sum, n) => sum + n, 0);
	return { tables: counted, rows, checksum: hash.digest('hex') };
}
