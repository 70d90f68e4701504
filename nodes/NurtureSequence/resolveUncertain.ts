import { resolveUncertain } from '../../lib/process/nurture/resolveUncertain';
import { asText, type Operation } from '../shared';

/** Lets a person decide about mails of which nobody knows whether they arrived. */
export const resolve: Operation = {
	value: 'resolveUncertain',
	name: 'Resolve Uncertain',
	action: 'Resolve uncertain mails',
	description:
		"Decide about mails to which the server gave no answer; they are never sent again by themselves. Items with 'deliveryId' choose some, otherwise all are meant.",
	outputs: ['Mails'],
	asTool: 'sends',
	fields: [
		{
			displayName: 'Decision',
			name: 'resolution',
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'Only List Them', value: 'list', description: 'Change nothing' },
				{
					name: 'They Arrived',
					value: 'arrived',
					description: 'The sequences go on with the next step',
				},
				{
					name: 'They Did Not Arrive: Send Again',
					value: 'sendAgain',
					description: 'Sent once more with the same Message-ID by the next run',
				},
				{
					name: 'Skip Them',
					value: 'skip',
					description: 'The sequences go on as if the step had not been there',
				},
			],
			default: 'list',
			description: 'What is to become of them; look into the mailbox or ask the recipient first',
		},
	],
	async run(run) {
		const ctx = await run.context();
		const resolution = run.parameters.choice('resolution', [
			'list',
			'arrived',
			'sendAgain',
			'skip',
		]);
		const ids = run.items.flatMap(({ json }) => asText(json['deliveryId']) ?? []);
		const only = ids.length > 0 ? { deliveryIds: ids } : undefined;
		const resolved = await resolveUncertain(ctx, resolution, only);
		for (const { delivery, outcome } of resolved) {
			const { deliveryId, leadId, to, subject, messageId, stepId, state, detail, plannedAt } =
				delivery;
			run.emitNew('Mails', {
				deliveryId,
				leadId,
				email: to,
				subject,
				messageId,
				stepId,
				state,
				detail,
				plannedAt,
				resolution: outcome,
				workspace: run.workspace,
			});
		}
		if (resolved.length === 0) run.hint('No mail is uncertain.');
	},
};
