import { call, inOrder, mail } from './steps';
import type { Pack } from './types';

/** Lenders and brokers of home loans. */
export const mortgage: Pack = {
	key: 'mortgage',
	label: 'Mortgage',
	description: 'Lenders and brokers of loans to buy or refinance a home',
	fields: [
		{
			key: 'loanPurpose',
			label: 'Loan Purpose',
			type: 'choice',
			choices: ['Purchase', 'Refinance', 'Cash Out', 'Construction'],
			aliases: ['purpose', 'loan type', 'type of loan'],
		},
		{
			key: 'propertyValue',
			label: 'Property Value',
			type: 'money',
			aliases: ['home value', 'purchase price', 'estimated value'],
		},
		{
			key: 'loanBalance',
			label: 'Loan Balance',
			type: 'money',
			aliases: ['balance', 'loan amount', 'mortgage balance', 'amount needed'],
		},
		{
			key: 'creditBand',
			label: 'Credit Band',
			type: 'choice',
			choices: ['Excellent', 'Good', 'Fair', 'Poor'],
			aliases: ['credit', 'credit rating', 'credit score range'],
		},
		{
			key: 'ltv',
			label: 'Loan to Value (%)',
			type: 'number',
			aliases: ['loan to value', 'ltv ratio'],
			percent: { part: 'loanBalance', whole: 'propertyValue' },
		},
	],
	filter: {
		// Who tells little is no stranger: only a knock-out or a missing must-have puts somebody outside.
		possibleFrom: 0,
		profiles: [
			{
				name: 'Can be financed',
				criteria: [
					{ field: 'loanPurpose', operator: 'exists', weight: 4, importance: 'counts' },
					{
						field: 'propertyValue',
						operator: 'atLeast',
						value: 75000,
						weight: 6,
						importance: 'counts',
					},
					{
						field: 'creditBand',
						operator: 'isAnyOf',
						value: 'Excellent, Good, Fair',
						weight: 7,
						importance: 'counts',
					},
					{ field: 'ltv', operator: 'atMost', value: 80, weight: 6, importance: 'counts' },
					{ field: 'ltv', operator: 'atLeast', value: 95.01, importance: 'review' },
				],
			},
		],
		categories: [
			{ field: 'loanPurpose', operator: 'contains', value: 'purchase', category: 'Purchase' },
			{ field: 'loanPurpose', operator: 'exists', category: 'Refinance' },
		],
	},
	score: [
		{
			kind: 'field',
			name: 'Good credit by their own account',
			when: { field: 'creditBand', operator: 'isAnyOf', value: 'Excellent, Good' },
			points: 10,
		},
		{
			kind: 'field',
			name: 'Half of the value or less is to be lent',
			when: { field: 'ltv', operator: 'atMost', value: 50 },
			points: 10,
		},
	],
	reasons: [
		'noFit',
		'noBudget',
		'outOfArea',
		'badTiming',
		'lostToCompetitor',
		'inaccurateData',
		'unableToReach',
		'didNotRequest',
	],
	returns: {
		withinDays: 7,
		reasons: [
			{
				reason: 'inaccurateData',
				evidence: 'Number disconnected or wrong person, with the dates of the calls',
			},
			{ reason: 'duplicate', evidence: 'The same person from the same vendor within 30 days' },
			{
				reason: 'noFit',
				evidence: 'Value, balance or credit outside the order, as the person stated it',
			},
		],
	},
	sequence: {
		name: 'Mortgage enquiry',
		steps: inOrder([
			mail('Answer', 0, {
				subject: 'Your loan enquiry, {{firstName|and thank you}}',
				preheader: 'What we need for a first answer',
				text: 'Dear {{firstName|Sir or Madam}},\n\nthank you for your enquiry. A loan officer will call you today within working hours.\n\nFor a first answer we need no papers, only round numbers: the value of the home, what is to be lent, and your income before tax. Please never send account numbers by mail.\n\nKind regards\n{{senderName}}',
			}),
			call(
				'First call',
				{ amount: 15, unit: 'minutes' },
				'Ask for purpose, value, balance, income and the date by which the money is needed. Above 95 % loan to value somebody has to look at it first.',
			),
			mail('When we did not reach you', 1, {
				sameThread: true,
				text: 'Dear {{firstName|Sir or Madam}},\n\nI tried to call about your enquiry. When is a good time, today or tomorrow? If something has changed since you wrote, one line is enough and I will leave you in peace.\n\nKind regards\n{{senderName}}',
			}),
			mail('The papers', 4, {
				subject: 'The papers that every lender asks for',
				text: 'Dear {{firstName|Sir or Madam}},\n\nthese papers are asked for everywhere, so collecting them now saves a week later: pay slips of the last two months, the tax returns of the last two years, statements of your accounts, and for a refinancing the statement of the present loan.\n\nWe tell you how to hand them over safely. Please do not send them by mail.\n\nKind regards\n{{senderName}}',
			}),
			call(
				'Follow-up call',
				5,
				'Ask how the search or the decision stands, and when the rate matters.',
			),
			mail('Keep in touch', 15, {
				sameThread: true,
				text: 'Dear {{firstName|Sir or Madam}},\n\nbuying or refinancing takes time. Reply with the month in which you want to look at it again, and I will write to you then and not before.\n\nKind regards\n{{senderName}}',
			}),
		]),
	},
	contact: {
		answerWithinMinutes: 15,
		acceptWithinMinutes: 10,
		callAttempts: { most: 6, days: 10 },
		notInSubject: ['credit score', 'denied', 'debt'],
	},
	checklist: [
		'Is the lender or broker licensed in the state of the property, and is the number shown where it has to be?',
		'Do rates in advertising come with the disclosures that the law asks for?',
		'Is nobody left out by a rule about where they live, their age, origin or family (fair lending)?',
	],
};
