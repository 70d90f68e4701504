import type { INodeProperties } from 'n8n-workflow';
import { mailParts } from '../../lib/process/nurture/mailing';
import type { StepReport } from '../../lib/process/nurture/run/report';
import { previewDueSteps, runDueSteps } from '../../lib/process/nurture/runDueSteps';
import { sendPreviews } from '../../lib/process/nurture/sendPreviews';
import { stop, type Operation, type Run } from '../shared';
import { limitFields, sendingFields } from './fields/sending';
import { courierOf, readSending } from './sending';
import { readable } from './reasons';

const fields: INodeProperties[] = [
	{
		displayName: 'When Executed by Hand',
		name: 'manualRuns',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Preview Only',
				value: 'preview',
				description: 'Show what would be sent; nothing leaves and nothing changes',
			},
			{
				name: 'Send to Test Address',
				value: 'testAddress',
				description: 'Send what is due to an address of yours; nothing changes for the leads',
			},
			{
				name: 'Send',
				value: 'send',
				description: 'Send what is due to the leads, as the schedule would',
			},
		],
		default: 'preview',
		description: 'What happens when you press Execute in the editor; a schedule always sends',
	},
	{
		displayName: 'Test Address',
		name: 'testAddress',
		type: 'string',
		default: '',
		placeholder: 'e.g. me@example.com',
		description: 'Where mails go when executed by hand',
		displayOptions: { show: { manualRuns: ['testAddress'] } },
	},
	...sendingFields,
	...limitFields,
	{
		displayName: 'Notice Clicks',
		name: 'trackClicks',
		type: 'boolean',
		noDataExpression: true,
		default: true,
		description:
			'Whether links lead through your Touchpoint Trigger, so that clicks are on the timeline; needs its public address',
	},
	{
		displayName: 'Notice Opens',
		name: 'trackOpens',
		type: 'boolean',
		noDataExpression: true,
		default: false,
		description:
			'Whether an invisible image tells of opens; mail programs load it by themselves, so opens say little, and spam filters dislike images in short mails',
	},
	{
		displayName: 'Batch Size',
		name: 'batch',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 1_000 },
		default: 100,
		description: 'How many steps are taken at once; all that is due is done, batch by batch',
	},
];

const options: INodeProperties[] = [
	{
		displayName: 'Connections at Once',
		name: 'maxConnections',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 50 },
		default: 5,
		description: 'How many connections to the mail server are used side by side',
	},
	{
		displayName: 'Most Steps per Run',
		name: 'most',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 2_000,
		description: 'The rest is done by the next run',
	},
	{
		displayName: 'Sequences',
		name: 'sequences',
		type: 'string',
		default: '',
		placeholder: 'e.g. Welcome, Renewal',
		description: 'Run only these sequences, separated by commas; all of them while empty',
	},
	{
		displayName: 'Unsubscribe by Mail Alone',
		name: 'mailtoOnly',
		type: 'boolean',
		default: false,
		description:
			'Whether to send marketing mail although no public address is there for a link to unsubscribe',
	},
];

/** Does every step that is due: sends mails, opens tasks, holds what may not go out yet and says why. */
export const runDue: Operation = {
	value: 'runDueSteps',
	name: 'Run Due Steps',
	action: 'Run due steps of sequences',
	description:
		'Send the mails and open the tasks that are due now; put it behind a Schedule Trigger, e.g. every 5 minutes',
	outputs: ['Sent', 'Tasks', 'Held', 'Finished'],
	failuresTo: 'Held',
	fields,
	options,
	asTool: 'sends',
	async run(run) {
		const byHand = run.manual
			? run.parameters.choice('manualRuns', ['preview', 'testAddress', 'send'])
			: 'send';
		const testTo = byHand === 'testAddress' ? run.parameters.text('testAddress') : undefined;
		if (testTo === '') {
			throw stop(run, {
				message: "'Test Address' is empty",
				remedy: "Write an address of yours, or choose another 'When Executed by Hand'.",
			});
		}
		const { mailing, panel } = await readSending(run, testTo);
		const ctx = await run.context();
		const only = run.parameters.list('options.sequences');
		const sequences = only.length > 0 ? only : undefined;
		const most = run.parameters.number('options.most', 2_000);
		const batch = Math.min(1_000, Math.max(1, run.parameters.number('batch', 100)));
		if (byHand === 'send') {
			const courier = courierOf(run, panel);
			try {
				report(run, await runDueSteps(ctx, { mailing, courier, batch, most, sequences }), false);
			} finally {
				courier.close();
			}
			return;
		}
		const previews = await previewDueSteps(ctx, { mailing, most: Math.min(most, 100), sequences });
		if (byHand === 'preview') {
			run.hint(
				"Preview: nothing was sent. Choose 'Send' in 'When Executed by Hand' to send by hand; a schedule always sends.",
			);
			report(run, previews, true);
			return;
		}
		const courier = courierOf(run, panel);
		try {
			report(run, await sendPreviews(previews, mailing, courier), true);
		} finally {
			courier.close();
		}
	},
};

const outputs: Readonly<Record<StepReport['result'], string>> = {
	sent: 'Sent',
	task: 'Tasks',
	handedOver: 'Tasks',
	held: 'Held',
	finished: 'Finished',
	movedOn: 'Finished',
};

/** Reasons that are about the mailbox rather than about one lead. */
const refusals = new Set(['mailboxHeld', 'deferred: login', 'deferred: sender']);

function report(run: Run, reports: readonly StepReport[], preview: boolean): void {
	for (const { mail, result, reason, ...rest } of reports) {
		// Passing a step over is no news; the step behind it is.
		if (result === 'movedOn') continue;
		const shown = result === 'handedOver' || preview;
		run.emitNew(outputs[result], {
			...rest,
			...(reason !== undefined && { reason, explanation: readable(reason) }),
			...(shown && mail && mailParts(mail)),
			...(preview && { preview: true }),
			workspace: run.workspace,
		});
	}
	const uncertain = reports.filter(({ reason }) => reason === 'uncertain').length;
	if (uncertain > 0) {
		run.hint(
			`${uncertain} mails may or may not have arrived: the server did not answer. They are not sent again by themselves; decide with 'Resolve Uncertain'.`,
			'warning',
		);
	}
	const refused = reports.find(({ reason }) => reason !== undefined && refusals.has(reason));
	if (refused !== undefined) {
		run.hint(
			`The mail server refuses your mailbox: '${refused.detail ?? ''}'. No lead is lost: everything waits and is tried again from every 10 minutes to every hour. Check the SMTP credential and 'From'.`,
			'warning',
		);
	}
	const waiting = reports.filter(({ reason }) => reason === 'mailboxLimit').length;
	if (waiting > 0)
		run.hint(`${waiting} mails wait because the mailbox has reached its limit for 24 hours.`);
}
