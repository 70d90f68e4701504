import { completeTasks } from '../../lib/process/nurture/completeTask';
import { asText, type Operation } from '../shared';

/** Closes tasks of the items' leads, so that their sequences go on. */
export const completeTask: Operation = {
	value: 'completeTask',
	name: 'Complete Task',
	action: 'Complete tasks of leads',
	description:
		"Mark the task of each item as done, so that the sequence goes on; the task is found by the item's 'taskId', else every open task of its lead is closed",
	outputs: ['Completed'],
	fields: [
		{
			displayName: 'Result',
			name: 'taskState',
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'Done', value: 'done' },
				{ name: 'Skipped', value: 'skipped' },
			],
			default: 'done',
			description: 'Whether the task was done',
		},
		{
			displayName: 'Outcome',
			name: 'taskOutcome',
			type: 'string',
			default: '',
			placeholder: 'e.g. Reached, wants an offer',
			description:
				'What came of it; for mail that another node has sent, the answer of its provider',
		},
	],
	async run(run) {
		const leads = await run.leads();
		const ctx = await run.context();
		const state = run.parameters.choice('taskState', ['done', 'skipped']);
		const outcomeOf = run.parameters.each('taskOutcome');
		const asked = leads.flatMap((stored, index) => {
			if (stored === undefined) return [];
			const taskId = asText(run.items[index]?.json['taskId']);
			const outcome = asText(outcomeOf(index));
			return [
				{
					index,
					leadId: stored.lead.leadId,
					state,
					...(taskId && { taskId }),
					...(outcome && { outcome }),
				},
			];
		});
		const results = await completeTasks(ctx, asked);
		for (const [place, { index }] of asked.entries()) {
			const tasks = results[place]?.tasks ?? [];
			run.emit('Completed', index, {
				leadId: results[place]?.leadId,
				completedTasks: tasks.map(({ taskId, title, outcome }) => ({ taskId, title, outcome })),
			});
			if (place % 64 === 63) await run.pause();
		}
		const none = results.filter(({ tasks }) => tasks.length === 0).length;
		if (none > 0)
			run.hint(`${none} items have no open task: it was done before, or its time was over.`);
	},
};
