import { call, inOrder, mail } from './steps';
import type { Pack } from './types';

/** Agents and brokers who quote a policy, often shortly before another one ends. */
export const insurance: Pack = {
	key: 'insurance',
	label: 'Insurance',
	description: 'Agents and brokers who quote policies, timed by the renewal of the present one',
	fields: [
		{
			key: 'insuranceLine',
			label: 'Line of Insurance',
			type: 'choice',
			choices: ['Auto', 'Home', 'Life', 'Health', 'Business', 'Liability', 'Other'],
			aliases: ['line', 'insurance type', 'type of insurance', 'coverage', 'product'],
		},
		{
			key: 'carrier',
			label: 'Present Carrier',
			type: 'text',
			aliases: ['current carrier', 'current insurer', 'insurance company', 'insurer'],
		},
		{
			key: 'currentlyInsured',
			label: 'Insured Now',
			type: 'choice',
			choices: ['Yes', 'No'],
			aliases: ['currently insured', 'have insurance'],
		},
		{
			key: 'claims',
			label: 'Claims in Five Years',
			type: 'number',
			aliases: ['claims', 'number of claims'],
		},
	],
	filter: {
		// Who tells little is no stranger: only a knock-out or a missing must-have puts somebody outside.
		possibleFrom: 0,
		profiles: [
			{
				name: 'Wants a quote',
				criteria: [
					{ field: 'insuranceLine', operator: 'exists', weight: 6, importance: 'counts' },
					{ field: 'phone', operator: 'exists', weight: 5, importance: 'counts' },
					{ field: 'postalCode', operator: 'exists', weight: 5, importance: 'counts' },
					{
						field: 'renewalDate',
						operator: 'inNextDays',
						value: 60,
						weight: 8,
						importance: 'counts',
					},
					{ field: 'claims', operator: 'atLeast', value: 4, importance: 'review' },
				],
			},
		],
		categories: [
			{ field: 'insuranceLine', operator: 'is', value: 'Business', category: 'Commercial' },
			{ field: 'insuranceLine', operator: 'exists', category: 'Personal' },
		],
	},
	score: [
		{
			kind: 'field',
			name: 'Renews within 30 days',
			when: { field: 'renewalDate', operator: 'inNextDays', value: 30 },
			points: 20,
		},
		{
			kind: 'field',
			name: 'Is insured now, so has something to compare',
			when: { field: 'currentlyInsured', operator: 'isTrue' },
			points: 5,
		},
	],
	reasons: [
		'outOfArea',
		'badTiming',
		'noInterest',
		'existingCustomer',
		'lostToCompetitor',
		'didNotRequest',
		'unableToReach',
		'inaccurateData',
	],
	returns: {
		withinDays: 10,
		reasons: [
			{
				reason: 'inaccurateData',
				evidence: 'Number disconnected or wrong person, with the dates of the calls',
			},
			{ reason: 'duplicate', evidence: 'The same person from the same vendor within 30 days' },
			{ reason: 'outOfArea', evidence: 'Address outside the states that were ordered' },
			{ reason: 'didNotRequest', evidence: 'What the person said, and when' },
		],
	},
	sequence: {
		name: 'Insurance quote',
		steps: inOrder([
			mail('Answer', 0, {
				subject: 'Your quote request, {{firstName|and thank you}}',
				preheader: 'Four things that make the quote exact',
				text: 'Dear {{firstName|Sir or Madam}},\n\nthank you for asking us for a quote. So that it is exact from the start, please have these ready when we call:\n\n- your present policy, or its last bill\n- the day on which it renews\n- who or what is to be insured\n- claims of the last five years, if there were any\n\nYou can also reply with a photo of the policy, and we compare it line by line.\n\nKind regards\n{{senderName}}',
			}),
			call(
				'Call for the quote',
				{ amount: 1, unit: 'hours' },
				'Go through the present policy, its renewal date and claims. Agree on when the quote will be there.',
			),
			mail('When we did not reach you', 1, {
				sameThread: true,
				text: 'Dear {{firstName|Sir or Madam}},\n\nI tried to call about your quote. Which time of day suits you? If you prefer writing, the renewal date and a photo of your present policy are enough for a first quote.\n\nKind regards\n{{senderName}}',
			}),
			mail('What to compare', 4, {
				subject: 'What to look at besides the price',
				text: 'Dear {{firstName|Sir or Madam}},\n\ntwo policies with the same price can be far apart. Compare these before you decide: what you pay yourself in a claim, what is left out, up to what sum it pays, and how you can cancel.\n\nWe are glad to put the two side by side for you.\n\nKind regards\n{{senderName}}',
			}),
			call(
				'Last call',
				5,
				'Ask for the decision, or for the next renewal date, and write it into the lead.',
			),
		]),
	},
	contact: {
		answerWithinMinutes: 15,
		acceptWithinMinutes: 10,
		callAttempts: { most: 6, days: 14 },
	},
	checklist: [
		'Is every agent licensed for the line and the state of the person asking?',
		'Is there written consent for calls made by a dialling system, and are do-not-call lists checked?',
		'Do mails and pages carry the notices that the regulator asks of intermediaries?',
	],
};
