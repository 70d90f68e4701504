import type { Task } from '../../../../core/nurture/types';
import type { TaskRow } from '../../../rows/types';
import { text, type Session, type Value } from '../../session';

/** Saves tasks; one with the same id is replaced. Whoever waited for one that is no longer open goes on with the next run. */
export async function upsertTasks(session: Session, rows: readonly TaskRow[]): Promise<void> {
	if (rows.length === 0) return;
	const tasks = [...new Map(rows.map((row) => [row.taskId, row])).values()];
	const before = await session.rows(
		'SELECT task_id, state FROM lm.tasks WHERE task_id = ANY($1) ORDER BY task_id FOR UPDATE',
		[tasks.map(({ taskId }) => taskId)],
	);
	const states = new Map(before.map((row) => [text(row.task_id), text(row.state)]));
	await session.rows(
		`INSERT INTO lm.tasks (task_id, lead_id, enrolment_id, state, owner, due_at, doc)
		SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::text[])
		ON CONFLICT (task_id) DO UPDATE SET lead_id = excluded.lead_id, enrolment_id = excluded.enrolment_id,
		state = excluded.state, owner = excluded.owner, due_at = excluded.due_at, doc = excluded.doc`,
		[
			tasks.map(({ taskId }) => taskId),
			tasks.map(({ leadId }) => leadId),
			tasks.map(({ enrolmentId }) => enrolmentId),
			tasks.map(({ state }) => state),
			tasks.map(({ owner }) => owner),
			tasks.map(({ dueAt }) => dueAt),
			tasks.map(({ doc }) => doc),
		],
	);
	const change = ({ taskId, state }: TaskRow) =>
		Number(state === 'open') - Number(states.get(taskId) === 'open');
	session.count(
		'tasks',
		'open',
		tasks.reduce((sum, task) => sum + change(task), 0),
	);
	const waiting = tasks.flatMap((task) =>
		change(task) < 0 && task.enrolmentId !== null ? [task.enrolmentId] : [],
	);
	if (waiting.length === 0) return;
	await session.rows(
		"UPDATE lm.enrolments SET claim_at = $1 WHERE enrolment_id = ANY($2) AND state = 'waitingTask' AND leased = 0",
		[session.now, waiting],
	);
}

/** Tasks by lead, state and owner, the earliest due first. */
export async function tasks(
	session: Session,
	query: { leadIds?: string[]; states?: Array<Task['state']>; owner?: string; limit: number },
): Promise<Task[]> {
	const values: Value[] = [query.limit];
	const parts: string[] = [];
	if (query.leadIds !== undefined) parts.push(`lead_id = ANY($${values.push(query.leadIds)})`);
	// Written out, because only then can the index of open tasks be used.
	if (query.states?.length === 1 && query.states[0] === 'open') parts.push("state = 'open'");
	else if (query.states !== undefined) parts.push(`state = ANY($${values.push(query.states)})`);
	if (query.owner !== undefined) parts.push(`owner = $${values.push(query.owner)}`);
	const where = parts.length === 0 ? '' : `WHERE ${parts.join(' AND ')}`;
	const rows = await session.rows(
		`SELECT doc FROM lm.tasks ${where} ORDER BY due_at, id LIMIT $1`,
		values,
	);
	return rows.map((row) => JSON.parse(text(row.doc)));
}
