import { exampleFilter } from '../filter/defaults';
import { call, inOrder, mail } from './steps';
import type { Pack } from './types';

/** Companies that sell to companies: the pack for everybody whose industry has none. */
export const b2b: Pack = {
	key: 'b2b',
	label: 'B2B',
	description: 'Companies that sell to companies, with a decision maker, a need and a date',
	fields: [
		{
			key: 'currentSolution',
			label: 'Current Solution',
			type: 'text',
			aliases: ['current tool', 'current provider', 'today we use'],
		},
		{
			key: 'users',
			label: 'Users',
			type: 'number',
			aliases: ['seats', 'number of users', 'licences', 'licenses'],
		},
	],
	filter: {
		...exampleFilter,
		profiles: exampleFilter.profiles.map((profile) => ({ ...profile, name: 'B2B' })),
	},
	score: [
		{
			kind: 'field',
			name: 'Decides, or prepares the decision',
			when: { field: 'authority', operator: 'exists' },
			points: 10,
		},
		{
			kind: 'field',
			name: 'Has a date in mind',
			when: { field: 'timeline', operator: 'exists' },
			points: 10,
		},
		{
			kind: 'field',
			name: 'Has a budget',
			when: { field: 'budget', operator: 'exists' },
			points: 10,
		},
	],
	reasons: [
		'noBudget',
		'noAuthority',
		'noNeed',
		'badTiming',
		'noFit',
		'competitor',
		'studentOrResearch',
		'jobSeeker',
		'vendorOrAgent',
		'lostToCompetitor',
		'unableToReach',
	],
	sequence: {
		name: 'B2B first weeks',
		steps: inOrder([
			mail('Answer', 0, {
				subject: 'Your enquiry, {{firstName|and thank you}}',
				preheader: 'What happens next',
				text: 'Dear {{firstName|Sir or Madam}},\n\nthank you for your enquiry. A person has it on the desk now and will come back to you within one working day.\n\nTo make that answer useful, two lines from you help: what made you look for a solution now, and by when do you want it to be solved?\n\nKind regards\n{{senderName}}',
			}),
			call(
				'First call',
				1,
				'Ask for need, date, who decides, and what is used today. Write the answers into the lead.',
			),
			mail('A question', 2, {
				sameThread: true,
				text: 'Dear {{firstName|Sir or Madam}},\n\nI tried to reach you and would like to understand what {{company|your company}} needs before I send you anything. Would fifteen minutes on one of the next days suit you? A short reply with a time is enough.\n\nKind regards\n{{senderName}}',
			}),
			mail('What others ask first', 4, {
				subject: 'Three questions worth asking every supplier',
				text: 'Dear {{firstName|Sir or Madam}},\n\nwhoever you choose in the end, these three questions save trouble later:\n\n1. What does it cost in the third year, with everything included?\n2. Who does the work of changing over, and how long does it take?\n3. How do we get our data back if we leave?\n\nOur own answers are yours for a reply to this mail.\n\nKind regards\n{{senderName}}',
			}),
			call('Second call', 5, 'Ask whether the matter is still open, and when to look at it again.'),
			mail('Leave the door open', 6, {
				sameThread: true,
				text: 'Dear {{firstName|Sir or Madam}},\n\nit seems that this is not the moment. I will not write again about it. If the question comes up, a reply to this mail reaches me at any time.\n\nKind regards\n{{senderName}}',
			}),
		]),
	},
	contact: {
		answerWithinMinutes: 60,
		acceptWithinMinutes: 10,
		callAttempts: { most: 5, days: 21 },
	},
	checklist: [
		'Marketing mail to business addresses: is consent needed in the country of the reader?',
		'Is the postal address of the sender in every marketing mail?',
		'Which calls to business numbers are allowed without consent?',
	],
};
