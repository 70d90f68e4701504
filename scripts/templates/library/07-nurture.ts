import { type Template, ours, n8n, end } from '../build/spec';
import {
	daily,
	every,
	mail,
	mailAccount,
	minutes,
	sendDue,
	settings,
	settingsStep,
	smtpStep,
} from './common';

const steps = {
	step: [
		{
			kind: 'email',
			name: 'Hello again',
			waitAmount: 0,
			waitUnit: 'days',
			subject: 'Your question, {{firstName|reader}}',
			text: 'Dear {{firstName|reader}},\n\nyou asked us about {{need|our service}}. May I show you how others solved it? A short reply is enough.\n\nKind regards\n{{senderName}}',
		},
		{
			kind: 'phoneTask',
			name: 'Call',
			waitAmount: 3,
			waitUnit: 'businessDays',
			text: 'Call {{firstName|the lead}}: did the mail arrive, what is open?',
			timeoutDays: 5,
		},
		{
			kind: 'email',
			name: 'An example',
			waitAmount: 7,
			waitUnit: 'days',
			subject: 'How it went for a company like {{company|yours}}',
			text: 'Dear {{firstName|reader}},\n\nhere is what a customer of ours did in the same place. Shall we talk?\n\nKind regards\n{{senderName}}',
			sameThread: true,
		},
		{
			kind: 'postalTask',
			name: 'Letter',
			waitAmount: 14,
			waitUnit: 'days',
			text: 'Send the brochure with a card.',
			timeoutDays: 10,
		},
	],
};

/** People of this demo alone: nobody gets a second mail on one day. */
const quietLeads = [
	{
		name: 'Piotr Zielny',
		email: 'piotr.zielny@zielny-press.example.com',
		company: 'Zielny Press',
		country: 'Poland',
		need: 'printing on demand',
	},
	{
		name: 'Maren Holt',
		email: 'maren.holt@holt-garden.example.com',
		company: 'Holt Garden',
		country: 'Germany',
	},
];

/** Mails, calls and letters in the right order. */
export const nurture: Template = {
	file: '07-nurture',
	id: 'nurtureLeads07',
	title: 'Nurture leads by e-mail, phone and post until they answer',
	audience: 'Teams whose leads are not ready yet and would otherwise be forgotten.',
	overview: {
		how: [
			'Every morning leads that nobody has won or lost yet are enrolled; who is under way already is left alone.',
			'Every five minutes what is due leaves: mails in the lead’s own working hours, calls and letters as tasks for a person.',
			'A reply, a meeting, a purchase or an unsubscribe ends the sequence. No mail is ever sent twice, also after a crash.',
			'Who does a task reports it by a form, and the sequence goes on.',
		],
		setup: [
			settingsStep,
			smtpStep('Send due mails', 'Tell the office'),
			'Put the addresses of your office into **Tell the office**.',
			'**Publish**. A public https address lets readers unsubscribe.',
		],
		customise:
			'Steps, waits and words in **Enrol in stay in mind**; whom it takes in **Leads without an answer**; limits of your mailbox in **Send due mails**.',
	},
	requirements: [mailAccount, 'A public https address of your n8n for marketing mails'],
	rows: [
		[
			{
				title: 'Enrol',
				text: 'Whoever is tracked or nurtured and not under way yet. New leads of other workflows can be led here as well.',
				nodes: [
					every([0, 0], 'Every morning', daily(8), 'Leads without an answer'),
					ours(
						[1, 0],
						'Leads without an answer',
						'leadRecord',
						{
							operation: 'getMany',
							returnAll: true,
							filters: { stages: ['filtered', 'assigned', 'tracking', 'nurturing'] },
						},
						{ to: 'Enrol in stay in mind' },
					),
					ours(
						[2, 0],
						'Enrol in stay in mind',
						'nurtureSequence',
						{
							operation: 'enrol',
							sequence: 'Stay in mind',
							steps,
						},
						{ to: 'Send due mails' },
					),
					...settings([0, 1]),
					ours(
						[2, 1],
						'Links in mails',
						'touchpointTrigger',
						{
							path: 'lead/main/nurture',
							events: ['clicked', 'unsubscribed'],
						},
						{ to: 'Score again' },
					),
					ours([2, 2], 'Score again', 'score'),
				],
			},
			{
				title: 'Send',
				text: 'Mails go out, tasks go to the office, what waits says why and until when.',
				nodes: [
					every([0, 1], 'Every 5 minutes', minutes(5), 'Send due mails'),
					sendDue([1, 0], 'Send due mails', {
						to: {
							Sent: 'Sent',
							Tasks: 'Tell the office',
							Held: 'Held, with the reason',
							Finished: 'Finished',
						},
					}),
					end([2, 0], 'Sent'),
					end([2, 2], 'Held, with the reason'),
					end([1, 2], 'Finished'),
					...mail(
						[2, 1],
						'Tell the office',
						{
							to: 'office@example.com',
							from: 'hello@example.com',
							subject: '=To do: {{ $json.title }} ({{ $json.email }})',
							text: '={{ $json.text }}\n\nTask {{ $json.taskId }}',
						},
						{ ends: [3, 0] },
					),
				],
			},
			{
				title: 'Report a task',
				text: 'The form closes the task, and the next step is planned from then on.',
				nodes: [
					n8n(
						[0, 0],
						'Task is done',
						'formTrigger',
						{
							authentication: 'n8nUserAuth',
							formTitle: 'Task is done',
							formFields: {
								values: [
									{
										fieldName: 'taskId',
										fieldLabel: 'Task',
										fieldType: 'text',
										requiredField: true,
									},
									{
										fieldName: 'email',
										fieldLabel: 'E-mail of the lead',
										fieldType: 'email',
										requiredField: true,
									},
									{ fieldName: 'outcome', fieldLabel: 'What came of it', fieldType: 'text' },
								],
							},
							options: {},
						},
						{ to: 'Complete the task' },
					),
					ours([1, 0], 'Complete the task', 'nurtureSequence', {
						operation: 'completeTask',
						taskOutcome: '={{ $json.outcome }}',
					}),
				],
			},
		],
	],
	demo: {
		into: 'Enrol in stay in mind',
		captured: true,
		leads: quietLeads,
		reaches: ['Send due mails', 'Sent'],
	},
};
