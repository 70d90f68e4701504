import { batchRows } from '../../batches';
import type { RetainArgs, Retained } from '../../reporting';
import { emptied, isClosed } from '../../rules/receipts';
import { int } from '../rows';
import type { Session } from '../session';

/** Lets go, or counts, at most a thousand rows older than their limit. */
export function retain(session: Session, args: RetainArgs): Retained {
	return args.of === 'changes' ? changes(session, args) : timed(session, args, args.of);
}

/** Tables with an index by age; `go` binds a list of ids as JSON. */
const tables = {
	receipts: {
		table: 'receipts',
		id: 'rowid',
		at: 'received_at',
		where: `payload <> 'null' AND ${isClosed}`,
		go: [`UPDATE receipts SET ${emptied} WHERE rowid IN ids`],
	},
	touchpoints: {
		table: 'touchpoints',
		id: 'id',
		at: 'occurred_at',
		// Who agreed to what, and who wants to be left alone, has to be shown for as long as somebody may ask.
		where:
			"doc ->> 'type' NOT LIKE 'consent.%' AND doc ->> 'type' NOT IN ('email.unsubscribe', 'email.resubscribe', 'email.complaint')",
		go: ['DELETE FROM touchpoints WHERE id IN ids'],
	},
	merges: {
		table: 'merges',
		id: 'id',
		at: 'at',
		where: '1',
		go: [
			'DELETE FROM merge_leads WHERE merge_id IN (SELECT merge_id FROM merges WHERE id IN ids)',
			'DELETE FROM merges WHERE id IN ids',
		],
	},
} as const;

function timed(session: Session, args: RetainArgs, of: keyof typeof tables): Retained {
	const { table, id, at, where, go } = tables[of];
	const [from = 0, last = 0] = (args.after ?? '').split(' ').filter(Boolean).map(Number);
	const rows = session
		.sql(
			`SELECT ${id} AS id, ${at} AS at, ${where} AS goes FROM ${table} WHERE (${at}, ${id}) > (?, ?) AND ${at} < ?
			${of === 'receipts' ? `AND ${where}` : ''} ORDER BY ${at}, ${id} LIMIT ?`,
		)
		.all(from, last, args.before, batchRows);
	const ids = rows.filter(({ goes }) => goes === 1).map((row) => int(row.id));
	if (!args.dryRun && ids.length > 0) {
		for (const statement of go) {
			session
				.sql(statement.replaceAll('IN ids', 'IN (SELECT value FROM json_each(?1))'))
				.run(JSON.stringify(ids));
		}
		if (of === 'touchpoints') session.count('touchpoints', '', -ids.length);
	}
	const end = rows.at(-1);
	return {
		rows: ids.length,
		...(rows.length === batchRows &&
			end !== undefined && { next: `${int(end.at)} ${int(end.id)}` }),
	};
}

/** Where the trail of changes was emptied up to. */
const mark = 'retained changes';

/**
 * The audit trail is written in the order of time: from the place where the run before ended it is walked until a row is young
 * enough. Names of fields stay, values and notes go.
 */
function changes(session: Session, args: RetainArgs): Retained {
	const from = Number(args.after ?? session.kept(mark) ?? 0);
	const rows = session
		.sql(
			"SELECT id, at, changes NOT IN ('{}') OR note IS NOT NULL AS goes FROM audit WHERE id > ? ORDER BY id LIMIT ?",
		)
		.all(from, batchRows);
	const young = rows.findIndex((row) => int(row.at) >= args.before);
	const old = young < 0 ? rows : rows.slice(0, young);
	const last = old.at(-1);
	if (last === undefined) return { rows: 0 };
	if (!args.dryRun) {
		session
			.sql(
				`UPDATE audit SET note = NULL, changes = (SELECT json_group_object(key, json('{}')) FROM json_each(changes))
				WHERE id > ? AND id <= ?`,
			)
			.run(from, int(last.id));
		session.keep(mark, String(int(last.id)));
	}
	return {
		rows: old.filter(({ goes }) => goes === 1).length,
		...(young < 0 && rows.length === batchRows && { next: String(int(last.id)) }),
	};
}
