import { batchRows } from '../../batches';
import type { RetainArgs, Retained } from '../../reporting';
import { emptied, isClosed } from '../../rules/receipts';
import { int, type Session } from '../session';

/** Lets go, or counts, at most a thousand rows older than their limit. */
export async function retain(session: Session, args: RetainArgs): Promise<Retained> {
	return args.of === 'changes' ? await changes(session, args) : await timed(session, args, args.of);
}

/** Tables with an index by age; `go` binds a list of ids. */
const tables = {
	receipts: {
		table: 'receipts',
		id: 'receipt_id',
		type: 'text',
		at: 'received_at',
		where: `payload <> 'null' AND ${isClosed}`,
		go: [`UPDATE lm.receipts SET ${emptied} WHERE receipt_id = ANY($1::text[])`],
	},
	touchpoints: {
		table: 'touchpoints',
		id: 'id',
		type: 'bigint',
		at: 'occurred_at',
		// Who agreed to what, and who wants to be left alone, has to be shown for as long as somebody may ask.
		where: `doc::json ->> 'type' NOT LIKE 'consent.%'
			AND doc::json ->> 'type' NOT IN ('email.unsubscribe', 'email.resubscribe', 'email.complaint')`,
		go: ['DELETE FROM lm.touchpoints WHERE id = ANY($1::bigint[])'],
	},
	merges: {
		table: 'merges',
		id: 'id',
		type: 'bigint',
		at: 'at',
		where: 'true',
		go: [
			'DELETE FROM lm.merge_leads WHERE merge_id IN (SELECT merge_id FROM lm.merges WHERE id = ANY($1::bigint[]))',
			'DELETE FROM lm.merges WHERE id = ANY($1::bigint[])',
		],
	},
} as const;

async function timed(
	session: Session,
	args: RetainArgs,
	of: keyof typeof tables,
): Promise<Retained> {
	const { table, id, type, at, where, go } = tables[of];
	const [from = '0', last = type === 'text' ? '' : '0'] = (args.after ?? '')
		.split(' ')
		.filter(Boolean);
	const rows = await session.rows(
		`SELECT ${id} AS id, ${at} AS at, ${where} AS goes FROM lm.${table}
		WHERE (${at}, ${id}) > ($1::bigint, $2::${type}) AND ${at} < $3 ${of === 'receipts' ? `AND ${where}` : ''}
		ORDER BY ${at}, ${id} LIMIT ${batchRows}`,
		[Number(from), last, args.before],
	);
	const ids = rows.filter(({ goes }) => goes === true).map((row) => String(row.id));
	if (!args.dryRun && ids.length > 0) {
		for (const statement of go) await session.rows(statement, [ids]);
		if (of === 'touchpoints') session.count('touchpoints', '', -ids.length);
	}
	const end = rows.at(-1);
	return {
		rows: ids.length,
		...(rows.length === batchRows &&
			end !== undefined && { next: `${int(end.at)} ${String(end.id)}` }),
	};
}

/** Where the trail of changes was emptied up to. */
const mark = 'retained changes';

/**
 * The audit trail is written about in the order of time: from the place where the run before ended it is walked until a row is
 * young enough. Names of fields stay, values and notes go.
 */
async function changes(session: Session, args: RetainArgs): Promise<Retained> {
	const from = Number(args.after ?? (await session.kept(mark)) ?? 0);
	const rows = await session.rows(
		`SELECT id, at, changes <> '{}' OR note IS NOT NULL AS goes FROM lm.audit WHERE id > $1 ORDER BY id LIMIT ${batchRows}`,
		[from],
	);
	const young = rows.findIndex((row) => int(row.at) >= args.before);
	const old = young < 0 ? rows : rows.slice(0, young);
	const last = old.at(-1);
	if (last === undefined) return { rows: 0 };
	if (!args.dryRun) {
		await session.rows(
			`UPDATE lm.audit SET note = NULL, changes = (SELECT coalesce(json_object_agg(key, '{}'::json), '{}'::json)::text
			FROM json_each(changes::json)) WHERE id > $1 AND id <= $2`,
			[from, int(last.id)],
		);
		await session.keep(mark, String(int(last.id)));
	}
	return {
		rows: old.filter(({ goes }) => goes === true).length,
		...(young < 0 && rows.length === batchRows && { next: String(int(last.id)) }),
	};
}
