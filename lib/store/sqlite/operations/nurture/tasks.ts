import type { Task } from '../../../../core/nurture/types';
import type { TaskRow } from '../../../rows/types';
import { text } from '../../rows';
import type { Session } from '../../session';

/** Saves a task; one with the same id is replaced. */
export function upsertTask(session: Session, task: TaskRow): void {
	const before = session.sql('SELECT state FROM tasks WHERE task_id = ?').get(task.taskId);
	session
		.sql(
			`INSERT INTO tasks (task_id, lead_id, enrolment_id, state, owner, due_at, doc) VALUES (?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (task_id) DO UPDATE SET lead_id = excluded.lead_id, enrolment_id = excluded.enrolment_id,
			state = excluded.state, owner = excluded.owner, due_at = excluded.due_at, doc = excluded.doc`,
		)
		.run(task.taskId, task.leadId, task.enrolmentId, task.state, task.owner, task.dueAt, task.doc);
	const open = Number(task.state === 'open') - Number(before?.state === 'open');
	if (open !== 0) session.count('tasks', 'open', open);
	// Whoever waited for it goes on with the next run.
	if (open < 0 && task.enrolmentId !== null) {
		session
			.sql(
				"UPDATE enrolments SET claim_at = ? WHERE enrolment_id = ? AND state = 'waitingTask' AND leased = 0",
			)
			.run(session.now, task.enrolmentId);
	}
}

export function saveTasks(session: Session, rows: TaskRow[]): void {
	for (const row of rows) upsertTask(session, row);
}

/** Tasks by lead, state and owner, the earliest due first. */
export function tasks(
	session: Session,
	query: { leadIds?: string[]; states?: Array<Task['state']>; owner?: string; limit: number },
): Task[] {
	const parts = [
		query.leadIds === undefined ? '' : 'lead_id IN (SELECT value FROM json_each(?1))',
		// Written out, because only then can the index of open tasks be used.
		query.states?.length === 1 && query.states[0] === 'open' ? "state = 'open'" : '',
		query.states === undefined ? '' : 'state IN (SELECT value FROM json_each(?2))',
		query.owner === undefined ? '' : 'owner = ?3',
	].filter((part) => part !== '');
	const where = parts.length === 0 ? '' : `WHERE ${parts.join(' AND ')}`;
	const list = (values: string[] | undefined) =>
		values === undefined ? null : JSON.stringify(values);
	return session
		.sql(`SELECT doc, ?1, ?2, ?3 FROM tasks ${where} ORDER BY due_at, id LIMIT ?4`)
		.all(list(query.leadIds), list(query.states), query.owner ?? null, query.limit)
		.map((row) => JSON.parse(text(row.doc)));
}
