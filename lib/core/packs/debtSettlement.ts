import { call, inOrder, mail } from './steps';
import type { Pack } from './types';

/** Companies that settle unsecured debt for people. */
export const debtSettlement: Pack = {
	key: 'debtSettlement',
	label: 'Debt Settlement',
	description: 'Help for people with unsecured debt of 7,500 or more',
	fields: [
		{
			key: 'debtAmount',
			label: 'Debt Amount',
			type: 'money',
			aliases: ['debt', 'total debt', 'unsecured debt', 'amount of debt', 'how much do you owe'],
		},
		{
			key: 'debtKind',
			label: 'Kind of Debt',
			type: 'choice',
			choices: ['Credit Cards', 'Personal Loans', 'Medical', 'Secured', 'Student Loans', 'Taxes'],
			aliases: ['type of debt', 'debt type'],
		},
		{
			key: 'paymentStatus',
			label: 'Payment Status',
			type: 'choice',
			choices: ['Current', 'Struggling', 'Behind', 'In Collections'],
			aliases: ['payments', 'status of payments'],
		},
	],
	filter: {
		// Who tells little is no stranger: only a knock-out or a missing must-have puts somebody outside.
		possibleFrom: 0,
		profiles: [
			{
				name: 'Enough unsecured debt',
				criteria: [
					{
						field: 'debtAmount',
						operator: 'atLeast',
						value: 15000,
						weight: 7,
						importance: 'counts',
					},
					{
						field: 'debtKind',
						operator: 'isAnyOf',
						value: 'Credit Cards, Personal Loans, Medical',
						weight: 6,
						importance: 'counts',
					},
					{
						field: 'paymentStatus',
						operator: 'isAnyOf',
						value: 'Struggling, Behind, In Collections',
						weight: 5,
						importance: 'counts',
					},
					{ field: 'debtAmount', operator: 'atMost', value: 7499.99, importance: 'knockOut' },
					{
						field: 'debtKind',
						operator: 'isAnyOf',
						value: 'Secured, Student Loans, Taxes',
						importance: 'review',
					},
				],
			},
		],
		categories: [
			{ field: 'debtAmount', operator: 'atLeast', value: 30000, category: 'Large' },
			{ field: 'debtAmount', operator: 'atLeast', value: 7500, category: 'Usual' },
		],
	},
	score: [
		{
			kind: 'field',
			name: 'Owes 20,000 or more',
			when: { field: 'debtAmount', operator: 'atLeast', value: 20000 },
			points: 10,
		},
		{
			kind: 'field',
			name: 'Payments are a burden already',
			when: { field: 'paymentStatus', operator: 'isAnyOf', value: 'Struggling, Behind' },
			points: 10,
		},
	],
	reasons: [
		'noFit',
		'noBudget',
		'outOfArea',
		'noInterest',
		'inaccurateData',
		'unableToReach',
		'legalBlock',
	],
	returns: {
		withinDays: 7,
		reasons: [
			{ reason: 'noFit', evidence: 'Debt below the order, or secured, as the person stated it' },
			{
				reason: 'inaccurateData',
				evidence: 'Number disconnected or wrong person, with the dates of the calls',
			},
			{ reason: 'duplicate', evidence: 'The same person from the same vendor within 30 days' },
		],
	},
	sequence: {
		name: 'Debt settlement',
		steps: inOrder([
			mail('Answer', 0, {
				subject: 'We have your message, {{firstName|and thank you}}',
				preheader: 'A first talk costs nothing',
				text: 'Dear {{firstName|Sir or Madam}},\n\nthank you for writing to us. A first talk costs nothing and obliges you to nothing. We look at what you owe and what you can pay, and tell you openly if another way, such as talking to your creditors yourself or a non-profit counsellor, suits you better.\n\nSomebody will call you within working hours today.\n\nKind regards\n{{senderName}}',
			}),
			call(
				'First call',
				{ amount: 15, unit: 'minutes' },
				'Ask for the sum, the kinds of debt, income and what is left each month. Under 7,500, or secured debt only: say so and name another way.',
			),
			mail('When we did not reach you', 1, {
				sameThread: true,
				text: 'Dear {{firstName|Sir or Madam}},\n\nI tried to call. When can you speak freely? A reply with a day and a time is enough. A list of what you owe to whom, even a rough one, makes the talk short.\n\nKind regards\n{{senderName}}',
			}),
			mail('Ask everybody', 4, {
				subject: 'Questions to ask before you sign anything',
				text: 'Dear {{firstName|Sir or Madam}},\n\nask these of us and of everybody else: What does it cost, and when is it due? How long does it take? What happens to my credit meanwhile? What happens if a creditor says no? Can I stop at any time?\n\nIf an answer is vague, take your time.\n\nKind regards\n{{senderName}}',
			}),
			call(
				'Second call',
				4,
				'Answer open questions. No pressure: ask when to call again, or close.',
			),
		]),
	},
	contact: {
		answerWithinMinutes: 30,
		acceptWithinMinutes: 10,
		callAttempts: { most: 6, days: 10 },
		notInSubject: ['debt', 'owe', 'settlement', 'collections', 'bankruptcy'],
	},
	checklist: [
		'May fees be taken before a debt is settled, and is a licence needed in the state of the person?',
		'Are the required disclosures given: time, cost, effect on credit, right to cancel?',
		'Are no results promised that cannot be shown?',
	],
};
