import { call, inOrder, mail } from './steps';
import type { Pack } from './types';

/** Counsellors and lawyers who negotiate with a lender for people who cannot keep up with a home loan. */
export const loanModification: Pack = {
	key: 'loanModification',
	label: 'Loan Modification',
	description: 'Help for home owners who cannot keep up with their loan',
	fields: [
		{
			key: 'lender',
			label: 'Lender',
			type: 'text',
			aliases: ['bank', 'mortgage company', 'servicer', 'loan servicer', 'current lender'],
		},
		{
			key: 'monthsBehind',
			label: 'Months Behind',
			type: 'number',
			aliases: ['payments behind', 'months late', 'missed payments'],
		},
		{
			key: 'hardship',
			label: 'Hardship',
			type: 'text',
			aliases: ['hardship reason', 'reason for hardship', 'what happened'],
		},
		{
			key: 'saleDate',
			label: 'Foreclosure Sale Date',
			type: 'date',
			aliases: ['sale date', 'auction date', 'foreclosure date'],
		},
		{
			key: 'occupancy',
			label: 'Lives in the Home',
			type: 'choice',
			choices: ['Yes', 'No'],
			aliases: ['owner occupied', 'primary residence'],
		},
	],
	filter: {
		// Who tells little is no stranger: only a knock-out or a missing must-have puts somebody outside.
		possibleFrom: 0,
		profiles: [
			{
				name: 'Can be helped',
				criteria: [
					{ field: 'lender', operator: 'exists', weight: 5, importance: 'counts' },
					{ field: 'hardship', operator: 'exists', weight: 6, importance: 'counts' },
					{
						field: 'monthsBehind',
						operator: 'between',
						value: 0,
						to: 24,
						weight: 6,
						importance: 'counts',
					},
					{ field: 'occupancy', operator: 'isTrue', weight: 5, importance: 'counts' },
					{ field: 'saleDate', operator: 'inNextDays', value: 14, importance: 'review' },
				],
			},
		],
		categories: [
			{ field: 'saleDate', operator: 'exists', category: 'Sale date set' },
			{ field: 'monthsBehind', operator: 'atLeast', value: 1, category: 'Behind' },
			{ field: 'hardship', operator: 'exists', category: 'Not behind yet' },
		],
	},
	score: [
		{
			kind: 'field',
			name: 'A sale date is set within 60 days',
			when: { field: 'saleDate', operator: 'inNextDays', value: 60 },
			points: 25,
		},
		{
			kind: 'field',
			name: 'Two months or more behind',
			when: { field: 'monthsBehind', operator: 'atLeast', value: 2 },
			points: 10,
		},
	],
	reasons: [
		'noFit',
		'noNeed',
		'outOfArea',
		'noInterest',
		'inaccurateData',
		'unableToReach',
		'legalBlock',
	],
	returns: {
		withinDays: 7,
		reasons: [
			{
				reason: 'inaccurateData',
				evidence: 'Number disconnected or wrong person, with the dates of the calls',
			},
			{ reason: 'noFit', evidence: 'No home loan, or not the owner, as the person stated it' },
			{ reason: 'duplicate', evidence: 'The same person from the same vendor within 30 days' },
		],
	},
	sequence: {
		name: 'Loan modification',
		steps: inOrder([
			mail('Answer', 0, {
				subject: 'We have your message, {{firstName|and thank you}}',
				preheader: 'Two things to do today',
				text: 'Dear {{firstName|Sir or Madam}},\n\nthank you for writing to us. Somebody will call you within working hours today.\n\nUntil then, two things help: open every letter from your lender and note the dates in it, and do not sign anything new before you have talked to somebody who works for you. Asking your lender directly, or a non-profit counsellor, costs nothing and is always open to you.\n\nKind regards\n{{senderName}}',
			}),
			call(
				'First call',
				{ amount: 15, unit: 'minutes' },
				'Ask for lender, months behind, what happened, income now, and any date in a letter. A sale date within 14 days goes to the most experienced colleague at once.',
			),
			mail('When we did not reach you', 1, {
				sameThread: true,
				text: 'Dear {{firstName|Sir or Madam}},\n\nI tried to call. If there is a date in a letter from your lender, please reply with that date alone: it decides what can still be done. Tell me also when you can speak freely.\n\nKind regards\n{{senderName}}',
			}),
			mail('The papers', 3, {
				subject: 'The papers your lender will ask for',
				text: 'Dear {{firstName|Sir or Madam}},\n\nwhatever way you choose, your lender will ask for the same papers: the last loan statement, proof of income, the last tax return, statements of two months, and a letter in your own words that says what happened. Having them together saves weeks.\n\nKind regards\n{{senderName}}',
			}),
			call('Second call', 3, 'Ask whether the papers are together and whether a new letter came.'),
		]),
	},
	contact: {
		answerWithinMinutes: 30,
		acceptWithinMinutes: 10,
		callAttempts: { most: 6, days: 10 },
		notInSubject: ['foreclosure', 'behind', 'default', 'late'],
	},
	checklist: [
		'May a fee be taken before a result, and who may offer this service where you are?',
		'Are the required notices given, among them that the owner may stop at any time and talk to the lender?',
		'Does nothing promise a result or suggest a tie to the government or the lender?',
	],
};
