import { type Template, ours, n8n, end } from '../build/spec';
import {
	every,
	googleAccount,
	mailAccount,
	minutes,
	reps,
	sendDue,
	settings,
	settingsStep,
	smtpStep,
} from './common';
import { sampleLeads } from './samples';

const market = {
	name: 'Growing companies in our market',
	criteria: {
		criterion: [
			{
				field: 'country',
				operator: 'isAnyOf',
				value:
					'US, CA, MX, BR, GB, IE, DE, AT, CH, FR, BE, NL, LU, ES, PT, IT, DK, SE, NO, FI, PL, JP, AU, NZ',
				weight: 5,
				importance: 'mustHave',
			},
			{
				field: 'employees',
				operator: 'between',
				value: '10',
				to: '2000',
				weight: 8,
				importance: 'counts',
			},
			{
				field: 'industry',
				operator: 'isAnyOf',
				value: 'Software, Manufacturing, Logistics, Healthcare, Retail',
				weight: 5,
				importance: 'counts',
			},
			{ field: 'company', operator: 'exists', weight: 4, importance: 'counts' },
			{
				field: 'title',
				operator: 'hasWord',
				value: 'student, intern, trainee, Estudiante, Praktikant, Stagiaire',
				weight: 5,
				importance: 'knockOut',
			},
		],
	},
};

const keepInTouch = {
	operation: 'enrol',
	sequence: 'Keep in touch',
	purpose: 'marketing',
	sendFirstNow: false,
	steps: {
		step: [
			{
				kind: 'email',
				name: 'News',
				waitAmount: 30,
				waitUnit: 'days',
				subject: 'What is new this month',
				text: 'Dear {{firstName|reader}},\n\nonce in a while we write about what is new. If that is of use to you, just reply.\n\nKind regards\n{{senderName}}',
				repeatWeeks: 8,
			},
		],
	},
};

/** The master: the whole process on one canvas. */
export const leadProcess: Template = {
	file: '01-lead-process',
	id: 'leadProcess01',
	title: 'Run your lead process on Google Sheets and SMTP',
	audience:
		'Anybody who gets leads and wants none of them forgotten: one canvas from first touch to follow-up.',
	overview: {
		how: [
			'**Generation**: forms, ads, tools and new rows of your sheet become leads. Who comes twice stays one lead.',
			'**Filtration**: junk goes to quarantine, your ideal customer profile sorts, the score says how hot, and each lead gets an owner in a fair turn.',
			'**Tracking**: calls, meetings, replies and clicks move lead and score.',
			'**Nurturing**: an answer at once, a follow-up later. Nobody is mailed twice; whoever replies gets no more mails.',
		],
		setup: [
			settingsStep,
			'Pick your Google credential and spreadsheet in **Lead Sheet**. Its tab is made at the first run.',
			smtpStep('Nurture Sequence'),
			'Put your team into **Assign**.',
			'**Publish**, then send a lead through **Website form**.',
		],
		customise:
			'Your ideal customer in **Filter by ICP**, your points in **Score**, your words in **Enrol in welcome**.',
	},
	requirements: [googleAccount, mailAccount],
	rows: [
		[
			{
				title: 'Generation',
				text: 'Forms, ads and tools post to one address, people fill in a form, colleagues type rows into the sheet. The answer comes only after the lead is safely kept.',
				nodes: [
					ours(
						[0, 0],
						'Leads come in',
						'leadCaptureTrigger',
						{
							path: 'lead/main/website',
							options: { answer: 'outcome' },
						},
						{ to: 'Lead Capture' },
					),
					ours(
						[0, 1],
						'Website form',
						'leadCaptureTrigger',
						{
							source: 'form',
							path: 'lead/main/form',
							title: 'How can we help you?',
							button: 'Send',
						},
						{ to: 'Lead Capture' },
					),
					ours(
						[1, 0],
						'Lead Capture',
						'leadCapture',
						{},
						{
							to: {
								New: ['Scrub Junk', 'Lead Sheet'],
								Updated: ['Scrub Junk', 'Lead Sheet'],
								Review: 'Captures to check',
								Rejected: 'Captures to check',
							},
						},
					),
					end([2, 0.5], 'Captures to check'),
					every([0, 2], 'Every 5 minutes, sheet', minutes(5), 'Lead Sheet'),
					ours(
						[2, 2],
						'Lead Sheet',
						'leadSheet',
						{},
						{
							to: { Pushed: 'Rows written', Pulled: 'Scrub Junk', Conflicts: 'Edits to check' },
							demo: 'off',
						},
					),
					end([3, 2.5], 'Rows written'),
					end([3, 3.5], 'Edits to check'),
					...settings([0, 3]),
				],
			},
			{
				title: 'Filtration',
				text: 'Junk out, best fit first, hottest first, one owner each. Every decision carries its reasons.',
				nodes: [
					ours(
						[0, 1],
						'Scrub Junk',
						'scrubJunk',
						{},
						{
							to: {
								Clean: 'Filter by ICP',
								Review: 'Doubtful leads and junk',
								Junk: 'Doubtful leads and junk',
							},
						},
					),
					end([1, 2], 'Doubtful leads and junk'),
					ours(
						[1, 1],
						'Filter by ICP',
						'filterByIcp',
						{
							operation: 'filter',
							profiles: { profile: [market] },
							idealFrom: 70,
							possibleFrom: 40,
						},
						{ to: { Ideal: 'Score', Possible: 'Score', Outside: 'Enrol in keep in touch' } },
					),
					ours([2, 0], 'Score', 'score', { outputs: 'one' }, { to: 'Assign' }),
					ours(
						[3, 0],
						'Assign',
						'assign',
						{ operation: 'assign', repList: reps },
						{
							to: { Assigned: 'Enrol in welcome', Unassigned: 'For a person to decide' },
						},
					),
					end([4, 1], 'For a person to decide'),
				],
			},
			{
				title: 'Tracking',
				text: 'Post calls, meetings and replies here; links in mails come by themselves. The timeline grows and the score follows.',
				nodes: [
					n8n(
						[0, 1],
						'Calls and meetings',
						'webhook',
						{
							httpMethod: 'POST',
							path: 'lead/main/touchpoints',
							options: {},
						},
						{ to: 'Track Touchpoint' },
					),
					ours(
						[1, 1],
						'Track Touchpoint',
						'trackTouchpoint',
						{ operation: 'record' },
						{
							to: { Recorded: 'Score again', Unmatched: 'Unknown person' },
						},
					),
					ours([2, 2], 'Score again', 'score'),
					end([2, 1], 'Unknown person'),
					ours(
						[0, 2],
						'Links in mails',
						'touchpointTrigger',
						{
							path: 'lead/main/t',
							events: ['clicked', 'visited'],
						},
						{ to: 'Score again' },
					),
				],
			},
			{
				title: 'Nurturing',
				text: 'An answer at once, a follow-up later. Runs every five minutes and sends what is due.',
				nodes: [
					ours(
						[0, 0],
						'Enrol in welcome',
						'nurtureSequence',
						{
							operation: 'enrol',
							sequence: 'Welcome',
						},
						{ to: 'Nurture Sequence' },
					),
					sendDue([1, 0], 'Nurture Sequence'),
					every([0, 1], 'Every 5 minutes', minutes(5), 'Nurture Sequence'),
					ours([0, 4], 'Enrol in keep in touch', 'nurtureSequence', keepInTouch),
				],
			},
		],
	],
	demo: {
		into: 'Lead Capture',
		leads: sampleLeads,
		reaches: ['Doubtful leads and junk', 'Assign', 'Nurture Sequence', 'Lead Sheet'],
	},
};
