import { call, inOrder, mail } from './steps';
import type { Pack } from './types';

/** Teams that work through lists by phone. At most six attempts in ten days, at different times of day. */
export const callCentre: Pack = {
	key: 'callCentre',
	label: 'Call Centre',
	description: 'Teams that work by phone: dispositions, at most 6 attempts in 10 days',
	fields: [
		{
			key: 'disposition',
			label: 'Disposition',
			type: 'choice',
			choices: [
				'No Answer',
				'Voicemail',
				'Busy',
				'Call Back',
				'Wrong Number',
				'Not Interested',
				'Interested',
				'Appointment',
				'Do Not Call',
			],
			aliases: ['call result', 'result', 'outcome', 'wrap up code'],
		},
		{
			key: 'bestTime',
			label: 'Best Time to Call',
			type: 'text',
			aliases: ['call time', 'preferred time', 'when to call'],
		},
		{
			key: 'script',
			label: 'Script',
			type: 'text',
			aliases: ['campaign script', 'call script'],
		},
	],
	filter: {
		// Who tells little is no stranger: only a knock-out or a missing must-have puts somebody outside.
		possibleFrom: 0,
		profiles: [
			{
				name: 'Can be called',
				criteria: [
					{ field: 'phone', operator: 'exists', weight: 10, importance: 'mustHave' },
					{ field: 'bestTime', operator: 'exists', weight: 3, importance: 'counts' },
					{
						field: 'phoneStatus',
						operator: 'isNot',
						value: 'invalid',
						weight: 6,
						importance: 'counts',
					},
					{ field: 'disposition', operator: 'is', value: 'Do Not Call', importance: 'knockOut' },
					{ field: 'disposition', operator: 'is', value: 'Wrong Number', importance: 'review' },
				],
			},
		],
		categories: [
			{ field: 'disposition', operator: 'is', value: 'Call Back', category: 'Call back' },
			{ field: 'disposition', operator: 'exists', category: 'Called before' },
			{ field: 'phone', operator: 'exists', category: 'Fresh' },
		],
	},
	score: [
		{
			kind: 'field',
			name: 'Asked to be called back',
			when: { field: 'disposition', operator: 'isAnyOf', value: 'Call Back, Interested' },
			points: 20,
		},
		{
			kind: 'field',
			name: 'Not interested',
			when: { field: 'disposition', operator: 'is', value: 'Not Interested' },
			points: -30,
		},
	],
	reasons: [
		'unableToReach',
		'noInterest',
		'inaccurateData',
		'didNotRequest',
		'optedOut',
		'wrongLanguage',
		'duplicate',
		'legalBlock',
	],
	returns: {
		withinDays: 7,
		reasons: [
			{
				reason: 'inaccurateData',
				evidence: 'Wrong number or disconnected, with the dates of the calls',
			},
			{ reason: 'unableToReach', evidence: 'Six attempts on different days and times' },
			{ reason: 'didNotRequest', evidence: 'What the person said, and when' },
		],
	},
	sequence: {
		name: 'Six calls in ten days',
		steps: inOrder([
			call('First call', 0, 'At once. No voicemail on the first call.'),
			call('Second call', { amount: 3, unit: 'hours' }, 'Another time of the same day.'),
			call('Third call', { amount: 1, unit: 'days' }, 'In the morning. Leave a voicemail.'),
			mail('A line by mail', 0, {
				subject: 'We tried to call you, {{firstName|hello}}',
				text: 'Dear {{firstName|Sir or Madam}},\n\nyou asked us to get in touch, and we tried to call you. When may we try again? A reply with a day and a time is enough. If you have changed your mind, a reply with stop ends it.\n\nKind regards\n{{senderName}}',
			}),
			call('Fourth call', { amount: 2, unit: 'days' }, 'At noon.'),
			call(
				'Fifth call',
				{ amount: 2, unit: 'days' },
				'In the evening, within the hours that are allowed.',
			),
			call(
				'Sixth and last call',
				{ amount: 3, unit: 'days' },
				"Leave a voicemail that this was the last call. Without an answer: disqualify as 'Unable to reach'.",
			),
		]),
	},
	contact: {
		answerWithinMinutes: 5,
		acceptWithinMinutes: 10,
		callAttempts: { most: 6, days: 10 },
	},
	checklist: [
		'Is there proof of consent for every number that a dialling system or an artificial voice calls?',
		'Are national and own do-not-call lists checked before each campaign, and hours of the called person kept?',
		'Is the caller told who calls, and are recordings announced?',
	],
};
