import { type Template, ours, n8n } from '../build/spec';
import { every, mail, mailAccount, only, setting, smtpStep, values } from './common';

/** Nobody has to look whether all is well. */
export const errorWorkflow: Template = {
	file: '10-error-workflow',
	id: 'errorWorkflow10',
	title: 'Mail an alert when a lead workflow stops or a mail is uncertain',
	audience: 'Whoever runs lead workflows unattended and must hear of it when one stops.',
	overview: {
		how: [
			'n8n starts this workflow when another one ends with an error. The alert names workflow, node and what was said, with a link to the execution.',
			'Every hour mails whose end nobody knows are listed: the connection broke after the whole mail was handed over. They are never sent again by themselves; the alert asks you to decide.',
			'Nothing is lost meanwhile: leads stay in the store, mails stay planned, and the next run goes on.',
		],
		setup: [
			'Fill in **Your settings**: who gets the alert, and from whom.',
			smtpStep('Mail the alert') + ' Best another account than the one for leads.',
			'**Publish**. Then choose this workflow as *Error workflow* in the settings of your other lead workflows.',
		],
		customise:
			'Replace **Mail the alert** by Slack, Teams or SMS. Decide about uncertain mails with *Resolve Uncertain* in Nurture Sequence.',
	},
	requirements: [mailAccount],
	rows: [
		[
			{
				title: 'What happened',
				text: 'Errors of other workflows at once, uncertain mails every hour.',
				nodes: [
					n8n([0, 0], 'A workflow stopped', 'errorTrigger', {}, { to: 'Say what stopped' }),
					only(
						[1, 0],
						'Say what stopped',
						{
							subject: '=Stopped: {{ $json.workflow?.name }}',
							text: '=The workflow "{{ $json.workflow?.name }}" stopped at "{{ $json.execution?.lastNodeExecuted }}".\n\n{{ $json.execution?.error?.message }}\n\n{{ $json.execution?.url }}',
						},
						'Your settings',
					),
					every([0, 1], 'Every hour', { field: 'hours', hoursInterval: 1 }, 'Uncertain mails'),
					ours(
						[1, 1],
						'Uncertain mails',
						'nurtureSequence',
						{ operation: 'resolveUncertain', resolution: 'list' },
						{
							to: 'Say what is uncertain',
						},
					),
					only(
						[2, 1],
						'Say what is uncertain',
						{
							subject: '=Uncertain mail to {{ $json.email }}',
							text: '=Nobody knows whether "{{ $json.subject }}" arrived at {{ $json.email }}. Ask, then decide with Resolve Uncertain.\n\nDelivery {{ $json.deliveryId }}',
						},
						'Your settings',
					),
				],
			},
			{
				title: 'Tell',
				text: 'One mail each. If even that fails, the execution shows it.',
				nodes: [
					values(
						[0, 0],
						{ alertTo: 'it@example.com', alertFrom: 'n8n@example.com' },
						'Mail the alert',
					),
					...mail([1, 0], 'Mail the alert', {
						to: setting('alertTo'),
						from: setting('alertFrom'),
						subject: '={{ $json.subject }}',
						text: '={{ $json.text }}',
					}),
				],
			},
		],
	],
	demo: {
		into: 'Say what stopped',
		leads: [
			{
				workflow: { name: 'Run your lead process' },
				execution: {
					lastNodeExecuted: 'Lead Sheet',
					error: { message: 'The spreadsheet is not shared with the service account' },
					url: 'http://localhost:5678/workflow/leadProcess01/executions/1',
				},
			},
		],
		reaches: ['Told'],
	},
};
