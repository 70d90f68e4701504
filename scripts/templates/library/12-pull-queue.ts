import { type Template, ours, n8n, end } from '../build/spec';
import {
	every,
	lastPage,
	mail,
	mailAccount,
	minutes,
	settings,
	settingsStep,
	smtpStep,
	sorting,
	when,
} from './common';
import { sampleLeads } from './samples';

const manager = 'manager@example.com';
/** The team, and who has the lead when three of it did not answer. */
const team = {
	rep: [
		{ name: 'Rep One', email: 'rep.one@example.com', active: true, weight: 1 },
		{ name: 'Rep Two', email: 'rep.two@example.com', active: true, weight: 1 },
		{ name: 'Rep Three', email: 'rep.three@example.com', active: true, weight: 1 },
		{ name: 'Sales Manager', email: manager, active: true, weight: 0, isManager: true },
	],
};

/** Reps ask for leads, and nobody waits too long. */
export const pullQueue: Template = {
	file: '12-pull-queue-and-speed-to-lead',
	id: 'pullQueue12',
	title: 'Let reps pull leads from a queue and escalate slow answers',
	audience: 'Sales teams that work from one queue and want every hot lead answered in minutes.',
	overview: {
		how: [
			'Hot leads are offered to one rep at a time: the lead card comes by mail, its page has Accept and Decline. Ten working minutes without an answer, and the next rep is asked; after three the manager has it.',
			'All others wait in the queue. A rep opens **Ask for the next lead** and gets the best one, and nobody else gets the same, even when many ask at once.',
			'A claimed lead that nobody answers goes back to the queue. Every five minutes **Reassign overdue** moves what fell through the cracks.',
			'What reaches the manager is also told by mail.',
		],
		setup: [
			settingsStep,
			smtpStep('Offer to a rep', 'Tell the manager'),
			'Put your team into **Offer to a rep** and **Into the queue**, the same in both, and the manager’s address into **With the manager?** and **Tell the manager**.',
			'**Publish**. Give reps the production address of **Ask for the next lead**; it asks for an n8n sign-in.',
		],
		customise:
			'What is hot in **Score**, the deadlines in **Offer to a rep** and **Reassign overdue**, how long a claimed lead is kept in **Claim the next**.',
	},
	requirements: [mailAccount, 'A public address of your n8n, so that reps reach the lead page'],
	rows: [
		[
			{
				title: 'Take in',
				text: 'Kept first, then answered. Junk never reaches the queue.',
				nodes: [
					ours(
						[0, 0],
						'Leads come in',
						'leadCaptureTrigger',
						{ path: 'lead/main/queue' },
						{ to: 'Sort the leads' },
					),
					...sorting([1, 0], 'Score'),
					...settings([0, 2]),
				],
			},
			{
				title: 'Offer or queue',
				text: 'Hot leads are offered at once; who declines on the lead page sends it to the next. The others wait for whoever asks.',
				nodes: [
					ours(
						[0, 0],
						'Score',
						'score',
						{},
						{
							to: { Hot: 'Offer to a rep', Warm: 'Into the queue', Cold: 'Into the queue' },
						},
					),
					ours(
						[1, 0],
						'Offer to a rep',
						'assign',
						{
							operation: 'assign',
							repList: team,
							strategy: 'offer',
							notifyOwner: true,
						},
						{ to: { Assigned: 'Offered', Unassigned: 'Nobody is free' } },
					),
					end([2, 0], 'Offered'),
					end([2, 1], 'Nobody is free'),
					ours(
						[1, 2],
						'Into the queue',
						'assign',
						{ operation: 'assign', repList: team, strategy: 'pool' },
						{ to: { Assigned: 'In the queue', Unassigned: 'In the queue' } },
					),
					end([2, 2], 'In the queue'),
					ours(
						[0, 1],
						'A rep declines',
						'touchpointTrigger',
						{ path: 'lead/main/reps', events: ['declined'] },
						{ to: 'Offer to a rep' },
					),
				],
			},
		],
		[
			{
				title: 'Claim',
				text: 'One lead, the best one, for whoever asks. If nothing waits, the form says no more than thank you.',
				nodes: [
					n8n(
						[0, 0],
						'Ask for the next lead',
						'formTrigger',
						{
							authentication: 'n8nUserAuth',
							formTitle: 'Ask for the next lead',
							formDescription: 'You get the best lead that waits, and nobody else gets it.',
							formFields: {
								values: [
									{
										fieldName: 'rep',
										fieldLabel: 'Your e-mail',
										fieldType: 'email',
										requiredField: true,
									},
								],
							},
							responseMode: 'lastNode',
							options: {},
						},
						{ to: 'Claim the next' },
					),
					ours(
						[1, 0],
						'Claim the next',
						'assign',
						{ operation: 'claimNext', rep: '={{ $json.rep }}', giveBackAfter: 30 },
						{ to: 'Show the lead' },
					),
					lastPage(
						[2, 0],
						'Show the lead',
						'={{ $json.fullName ?? $json.email ?? $json.phone }} is yours',
						'={{ [$json.company, $json.phone, $json.email, $json.message].filter(Boolean).join(" · ") }}',
					),
				],
			},
			{
				title: 'Escalate',
				text: 'Looks every five minutes for leads whose time is up, gives them on, and tells the manager of those that end there.',
				nodes: [
					every([0, 0], 'Every 5 minutes', minutes(5), 'Reassign overdue'),
					ours(
						[1, 0],
						'Reassign overdue',
						'assign',
						{ operation: 'reassignOverdue', strategy: 'offer' },
						{ to: 'With the manager?' },
					),
					when([2, 0], 'With the manager?', ['$json.ownerEmail', manager], {
						True: 'Tell the manager',
						False: 'Given on',
					}),
					...mail([3, 0], 'Tell the manager', {
						to: manager,
						from: 'hello@example.com',
						subject: '=Nobody answered lead {{ $json.leadId }}',
						text: '=The lead is yours now, to be answered by {{ $json.dueAt }}.\n\n{{ $json.assignment.why }}',
					}),
					end([3, 1], 'Given on'),
				],
			},
		],
	],
	demo: {
		into: 'Sort the leads',
		leads: sampleLeads,
		reaches: ['Score', 'Offer to a rep', 'Offered'],
	},
};
