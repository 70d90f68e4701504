import { defaultRules } from '../../../lib/core/score/rules';
import { rulesProperty } from '../../../nodes/Score/rules';
import { isJson, listAt } from '../../runtime/json';
import { type Template, ours, end } from '../build/spec';
import {
	every,
	fill,
	mailAccount,
	minutes,
	reps,
	sendDue,
	settings,
	settingsStep,
	smtpStep,
	sorting,
} from './common';
import { sampleLeads } from './samples';

const usualRules = listAt(rulesProperty.default, 'rule')
	.filter(isJson)
	.slice(0, defaultRules.length);

/** Hot leads reach a person at once. */
export const routeHotLeads: Template = {
	file: '06-route-hot-leads',
	id: 'routeHotLeads06',
	title: 'Filter, score and route hot leads to your sales team at once',
	audience:
		'Sales teams that win by being first, and that check something (credit, stock, area) before they call.',
	overview: {
		how: [
			'Leads come in by one address and are kept before they are answered.',
			'**Filter by ICP** says how well they fit. **Credit check** stands for any service you ask about them: replace it by an HTTP Request node and leave its result in `creditScore`.',
			'**Score** counts that result like any other rule, with a reason for every point.',
			'Hot leads go to a rep who is free, who gets the lead card by mail; if nobody takes one in time, **Reassign overdue** hands it on. Warm leads take their turn; cold ones are nurtured.',
		],
		setup: [
			settingsStep,
			smtpStep('Assign the hot', 'Send due mails'),
			'Put your team into **Assign the hot** and **Assign the warm**, the same in both.',
			'Replace **Credit check**, or delete it and its rule in **Score**.',
			'**Publish** and post leads to the address of **Leads come in**.',
		],
		customise:
			'What is hot in **Score**, how long a rep may take in **Assign the hot**, an industry pack in **Filter by ICP**.',
	},
	requirements: [mailAccount, 'A credit check or another service, if you use one'],
	rows: [
		[
			{
				title: 'Take in',
				text: 'Kept first, then answered. Junk never reaches a rep.',
				nodes: [
					ours(
						[0, 0],
						'Leads come in',
						'leadCaptureTrigger',
						{ path: 'lead/main/hot' },
						{ to: 'Sort the leads' },
					),
					...sorting([1, 0], 'Filter by ICP'),
					...settings([0, 2]),
				],
			},
			{
				title: 'Decide',
				text: 'Fit, outside result, heat. Replace the node in the middle.',
				nodes: [
					ours(
						[0, 0],
						'Filter by ICP',
						'filterByIcp',
						{},
						{
							to: { Ideal: 'Credit check', Possible: 'Credit check', Outside: 'Not for us' },
						},
					),
					end([1, 1], 'Not for us'),
					fill([1, 0], 'Credit check', { creditScore: '={{ $json.creditScore ?? "" }}' }, 'Score'),
					ours(
						[2, 0],
						'Score',
						'score',
						{
							rules: {
								rule: [
									...usualRules,
									{
										when: 'external',
										field: '__other',
										fieldName: 'creditScore',
										operator: 'atLeast',
										value: '700',
										points: 20,
										fades: 'halfLife',
										halfLife: 180,
										name: 'Good credit',
									},
								],
							},
						},
						{ to: { Hot: 'Assign the hot', Warm: 'Assign the warm', Cold: 'Enrol in stay warm' } },
					),
				],
			},
			{
				title: 'Route',
				text: 'Hot leads at once and by mail, warm ones in turn, cold ones by a sequence. Every five minutes overdue leads are handed on.',
				nodes: [
					ours(
						[0, 0],
						'Assign the hot',
						'assign',
						{
							operation: 'assign',
							repList: reps,
							strategy: 'firstAvailable',
							notifyOwner: true,
						},
						{ to: { Assigned: 'With a rep', Unassigned: 'Nobody is free' } },
					),
					end([1, 0], 'With a rep'),
					ours(
						[0, 1],
						'Assign the warm',
						'assign',
						{ operation: 'assign', repList: reps },
						{
							to: { Assigned: 'With a rep', Unassigned: 'Nobody is free' },
						},
					),
					end([1, 1], 'Nobody is free'),
					ours(
						[0, 2],
						'Enrol in stay warm',
						'nurtureSequence',
						{
							operation: 'enrol',
							sequence: 'Stay warm',
							stepsFrom: 'pack',
							pack: 'b2b',
						},
						{ to: 'Send due mails' },
					),
					sendDue([1, 2], 'Send due mails'),
					every([0, 3], 'Every 5 minutes', minutes(5), ['Reassign overdue', 'Send due mails']),
					ours([1, 3], 'Reassign overdue', 'assign', { operation: 'reassignOverdue' }),
				],
			},
		],
	],
	demo: {
		into: 'Sort the leads',
		leads: sampleLeads.map((lead, index) => ({ ...lead, creditScore: 760 - index * 60 })),
		reaches: ['Assign the hot', 'With a rep', 'Not for us'],
	},
};
