import type { Task } from '../../core/nurture/types';
import type { Touchpoint } from '../../core/lead/touchpoint';
import type { ProcessContext } from '../context';

/** What somebody did about a task. */
export interface Completion {
	/** The task itself, else every open task of the lead, else of its sequence. */
	taskId?: string;
	leadId: string;
	state: 'done' | 'skipped';
	/** In words, e.g. 'reached, wants an offer'; for mail by another node the provider's answer. */
	outcome?: string;
}

/** The tasks that were closed; empty when the lead has none open. */
export interface CompletionResult {
	leadId: string;
	tasks: Task[];
}

/**
 * Closes tasks, notes that on the leads' timelines and lets their sequences go on. For mail that another node has sent the
 * delivery is settled with the provider's answer. Closing twice does nothing more.
 */
export async function completeTasks(
	ctx: ProcessContext,
	completions: readonly Completion[],
): Promise<CompletionResult[]> {
	const { store } = ctx;
	const leadIds = [...new Set(completions.map(({ leadId }) => leadId))];
	const open = await store.tasks({ leadIds, states: ['open'], limit: 10_000 });
	const openOf = Map.groupBy(open, ({ leadId }) => leadId);
	const at = new Date(await store.now()).toISOString();
	const results = completions.map(({ taskId, leadId, state, outcome }): CompletionResult => {
		const tasks = (openOf.get(leadId) ?? []).filter(
			(task) => taskId === undefined || task.taskId === taskId,
		);
		return {
			leadId,
			tasks: tasks.map((task) => ({ ...task, state, doneAt: at, ...(outcome && { outcome }) })),
		};
	});
	const closed = results.flatMap(({ tasks }) => tasks);
	if (closed.length === 0) return results;
	await settleHandedOver(ctx, closed, at);
	await store.recordTouchpoints(closed.map((task) => touchOf(ctx, task, at)));
	// Last: with this the sequence goes on, and everything it rests on is written.
	await store.saveTasks(closed);
	return results;
}

async function settleHandedOver(
	{ store, newId }: ProcessContext,
	closed: readonly Task[],
	at: string,
): Promise<void> {
	const mails = closed.filter(
		({ kind, enrolmentId }) => kind === 'email' && enrolmentId !== undefined,
	);
	if (mails.length === 0) return;
	const byEnrolment = new Map(mails.map((task) => [task.enrolmentId ?? '', task]));
	const leadIds = mails.map(({ leadId }) => leadId);
	const [handed, enrolments] = await Promise.all([
		store.deliveries({ leadIds, states: ['handedOver'], limit: 10_000 }),
		store.enrolmentsOf(leadIds),
	]);
	const waiting = new Map(
		enrolments
			.filter(({ state }) => state === 'waitingTask')
			.map((enrolment) => [enrolment.enrolmentId, enrolment]),
	);
	const moves = handed.flatMap((delivery) => {
		const task = byEnrolment.get(delivery.enrolmentId);
		if (task === undefined || task.stepId !== delivery.stepId) return [];
		const sent = task.state === 'done';
		const enrolment = waiting.get(delivery.enrolmentId);
		const touchpoints: Touchpoint[] = sent
			? [
					{
						touchId: newId(),
						leadId: delivery.leadId,
						type: 'email.sent',
						direction: 'out',
						channel: 'email',
						actor: { kind: 'machine', confidence: 1 },
						occurredAt: at,
						receivedAt: at,
						source: 'nurture',
						sourceId: `${delivery.deliveryId}:email.sent`,
						meta: { messageId: delivery.messageId, stepId: delivery.stepId },
					},
				]
			: [];
		return [
			{
				deliveryId: delivery.deliveryId,
				fence: delivery.fence,
				to: sent ? ('accepted' as const) : ('cancelled' as const),
				from: ['handedOver' as const],
				detail: task.outcome ?? (sent ? 'Sent by another node.' : 'Skipped.'),
				touchpoints,
				// What follows in the same thread answers this one.
				...(sent &&
					enrolment && { enrolment: { ...enrolment, lastMessageId: delivery.messageId } }),
			},
		];
	});
	if (moves.length > 0) await store.moveDeliveries(moves);
}

function touchOf({ newId, by }: ProcessContext, task: Task, at: string): Touchpoint {
	return {
		touchId: newId(),
		leadId: task.leadId,
		type: task.state === 'skipped' ? 'task.skipped' : 'task.done',
		direction: 'out',
		channel: task.kind === 'phone' || task.kind === 'postal' ? task.kind : 'task',
		content: task.title,
		...(task.outcome !== undefined && { outcome: task.outcome }),
		actor: { kind: 'human', confidence: 1 },
		occurredAt: at,
		receivedAt: at,
		source: 'task',
		sourceId: `${task.taskId}:${task.state}`,
		meta: { taskId: task.taskId, by },
	};
}
