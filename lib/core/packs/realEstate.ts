import { call, inOrder, mail } from './steps';
import type { Pack } from './types';

/** Agents who help people to buy, sell or rent. */
export const realEstate: Pack = {
	key: 'realEstate',
	label: 'Real Estate',
	description: 'Agents for people who want to buy, sell or rent',
	fields: [
		{
			key: 'intent',
			label: 'Wants To',
			type: 'choice',
			choices: ['Buy', 'Sell', 'Rent', 'Let'],
			aliases: ['buy or sell', 'i want to', 'interest type', 'transaction'],
		},
		{
			key: 'priceBand',
			label: 'Price Band',
			type: 'text',
			aliases: ['price range', 'asking price', 'max price'],
		},
		{
			key: 'wantedArea',
			label: 'Area Wanted',
			type: 'text',
			aliases: ['neighbourhood', 'neighborhood', 'location wanted', 'district', 'preferred area'],
		},
		{
			key: 'bedrooms',
			label: 'Bedrooms',
			type: 'number',
			aliases: ['beds', 'rooms', 'number of bedrooms'],
		},
		{
			key: 'financing',
			label: 'Financing',
			type: 'choice',
			choices: ['Cash', 'Approved', 'Applied', 'Not Yet'],
			aliases: ['preapproved', 'pre approved', 'mortgage status'],
		},
	],
	filter: {
		// Who tells little is no stranger: only a knock-out or a missing must-have puts somebody outside.
		possibleFrom: 0,
		profiles: [
			{
				name: 'Moves soon',
				criteria: [
					{ field: 'intent', operator: 'exists', weight: 6, importance: 'counts' },
					{ field: 'wantedArea', operator: 'exists', weight: 5, importance: 'counts' },
					{ field: 'priceBand', operator: 'exists', weight: 5, importance: 'counts' },
					{
						field: 'financing',
						operator: 'isAnyOf',
						value: 'Cash, Approved, Applied',
						weight: 6,
						importance: 'counts',
					},
					{
						field: 'message',
						operator: 'hasWord',
						value: 'agent, realtor, broker',
						importance: 'review',
					},
				],
			},
		],
		categories: [
			{ field: 'intent', operator: 'isAnyOf', value: 'Sell, Let', category: 'Owner' },
			{ field: 'intent', operator: 'is', value: 'Buy', category: 'Buyer' },
			{ field: 'intent', operator: 'is', value: 'Rent', category: 'Tenant' },
		],
	},
	score: [
		{
			kind: 'field',
			name: 'The money is there',
			when: { field: 'financing', operator: 'isAnyOf', value: 'Cash, Approved' },
			points: 20,
		},
		{
			kind: 'field',
			name: 'Wants to sell or let',
			when: { field: 'intent', operator: 'isAnyOf', value: 'Sell, Let' },
			points: 10,
		},
	],
	reasons: [
		'outOfArea',
		'noBudget',
		'badTiming',
		'vendorOrAgent',
		'lostToCompetitor',
		'noInterest',
		'unableToReach',
		'inaccurateData',
	],
	returns: {
		withinDays: 7,
		reasons: [
			{
				reason: 'inaccurateData',
				evidence: 'Number disconnected or wrong person, with the dates of the calls',
			},
			{ reason: 'outOfArea', evidence: 'Area outside the order, as the person stated it' },
			{ reason: 'vendorOrAgent', evidence: 'The person is an agent; name and firm' },
		],
	},
	sequence: {
		name: 'Property enquiry',
		steps: inOrder([
			mail('Answer', 0, {
				subject: 'Your enquiry about {{wantedArea|a property}}',
				preheader: 'Three lines from you, and we can begin',
				text: 'Dear {{firstName|Sir or Madam}},\n\nthank you for your enquiry. An agent will call you within minutes during office hours, otherwise first thing in the morning.\n\nIf you would rather write, three lines are enough: where it should be, up to what price, and by when you want to move.\n\nKind regards\n{{senderName}}',
			}),
			call(
				'Call at once',
				{ amount: 5, unit: 'minutes' },
				'Offered to one agent for 10 minutes, then to the next. Ask for area, price, date and how it is paid. Agree on a viewing or a valuation.',
			),
			mail('When we did not reach you', 1, {
				sameThread: true,
				text: 'Dear {{firstName|Sir or Madam}},\n\nI tried to call. Would you like to see something this week? Tell me a day and I will put together what fits {{wantedArea|your area}}.\n\nKind regards\n{{senderName}}',
			}),
			mail('Before a viewing', 4, {
				subject: 'What to ask at every viewing',
				text: 'Dear {{firstName|Sir or Madam}},\n\nthese questions save regret: Why is it for sale or to let, and since when? What was repaired in the last ten years? What does it cost each month besides price or rent? What is planned next door?\n\nI am glad to ask them for you.\n\nKind regards\n{{senderName}}',
			}),
			call(
				'Second call',
				5,
				'Ask what they have seen, what was wrong with it, and narrow the search.',
			),
			mail('Once a month', 15, {
				sameThread: true,
				text: 'Dear {{firstName|Sir or Madam}},\n\nare you still looking? Reply with what has changed and I will look again; reply with stop and I will leave you in peace.\n\nKind regards\n{{senderName}}',
			}),
		]),
	},
	contact: {
		answerWithinMinutes: 5,
		acceptWithinMinutes: 10,
		callAttempts: { most: 6, days: 10 },
	},
	checklist: [
		'Does no rule, text or assignment treat people differently by origin, faith, family or disability (fair housing)?',
		'Are licence number and firm shown where the law asks for it?',
		'Is it said whose agent you are?',
	],
};
