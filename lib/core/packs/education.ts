import { call, inOrder, mail } from './steps';
import type { Pack } from './types';

/** Schools, universities and training providers. */
export const education: Pack = {
	key: 'education',
	label: 'Education',
	description: 'Schools, universities and training providers that look for students',
	fields: [
		{
			key: 'programme',
			label: 'Programme',
			type: 'text',
			aliases: ['program', 'course', 'degree', 'field of study', 'program of interest'],
		},
		{
			key: 'level',
			label: 'Level',
			type: 'choice',
			choices: ['Certificate', 'Diploma', 'Bachelor', 'Master', 'Doctorate', 'Short Course'],
			aliases: ['degree level', 'study level'],
		},
		{
			key: 'startTerm',
			label: 'Start Term',
			type: 'text',
			aliases: ['intake', 'start date', 'term', 'when do you want to start'],
		},
		{
			key: 'priorEducation',
			label: 'Prior Education',
			type: 'text',
			aliases: ['highest education', 'highest level of education', 'qualification'],
		},
		{
			key: 'studyMode',
			label: 'Mode of Study',
			type: 'choice',
			choices: ['On Campus', 'Online', 'Evening', 'Blended'],
			aliases: ['mode', 'campus or online'],
		},
	],
	filter: {
		// Who tells little is no stranger: only a knock-out or a missing must-have puts somebody outside.
		possibleFrom: 0,
		profiles: [
			{
				name: 'Prospective student',
				criteria: [
					{ field: 'programme', operator: 'exists', weight: 7, importance: 'counts' },
					{ field: 'startTerm', operator: 'exists', weight: 6, importance: 'counts' },
					{ field: 'priorEducation', operator: 'exists', weight: 4, importance: 'counts' },
					{ field: 'level', operator: 'exists', weight: 4, importance: 'counts' },
					{
						field: 'message',
						operator: 'hasWord',
						value: 'job, vacancy, lecturer position, partnership',
						importance: 'review',
					},
				],
			},
		],
		categories: [
			{ field: 'level', operator: 'isAnyOf', value: 'Master, Doctorate', category: 'Postgraduate' },
			{
				field: 'level',
				operator: 'isAnyOf',
				value: 'Bachelor, Diploma',
				category: 'Undergraduate',
			},
			{ field: 'level', operator: 'exists', category: 'Short study' },
		],
	},
	score: [
		{
			kind: 'field',
			name: 'Knows when to start',
			when: { field: 'startTerm', operator: 'exists' },
			points: 10,
		},
		{
			kind: 'touchpoint',
			when: 'event.attended',
			name: 'Came to an open day',
			points: 30,
			decay: { kind: 'halfLife', days: 60 },
			atMost: 2,
		},
	],
	reasons: [
		'noFit',
		'noBudget',
		'badTiming',
		'noInterest',
		'jobSeeker',
		'vendorOrAgent',
		'wrongLanguage',
		'unableToReach',
		'inaccurateData',
	],
	returns: {
		withinDays: 14,
		reasons: [
			{
				reason: 'inaccurateData',
				evidence: 'Number disconnected or wrong person, with the dates of the calls',
			},
			{ reason: 'noFit', evidence: 'Prior education below the order, as the person stated it' },
			{ reason: 'didNotRequest', evidence: 'What the person said, and when' },
		],
	},
	sequence: {
		name: 'Study enquiry',
		steps: inOrder([
			mail('Answer', 0, {
				subject: 'Your question about {{programme|studying with us}}',
				preheader: 'Start, cost and how to apply',
				text: 'Dear {{firstName|reader}},\n\nthank you for your interest in {{programme|studying with us}}. Tell us three things and the answer will fit you: when you want to start, what you have learned so far, and whether you would study on campus or online.\n\nAn adviser will call you on one of the next working days. If you prefer to write, just reply.\n\nKind regards\n{{senderName}}',
			}),
			call(
				'Adviser calls',
				1,
				'Ask for the aim, prior education, start term, how it will be paid for, and who else decides. Offer the next open day.',
			),
			mail('Come and see', 3, {
				subject: 'Sit in on a lesson',
				text: 'Dear {{firstName|reader}},\n\nthe best way to find out whether it suits you is to sit in on a lesson, on campus or online. Reply with a day of the week that suits you, and we will find one in {{programme|your subject}}.\n\nKind regards\n{{senderName}}',
			}),
			mail('How to apply', 5, {
				subject: 'How to apply, step by step',
				text: 'Dear {{firstName|reader}},\n\napplying takes about half an hour if these are at hand: your last certificate, an identity document, and two or three sentences on why you want to study this. If one is missing, apply anyway and hand it in later.\n\nReply with any question, also about fees and grants.\n\nKind regards\n{{senderName}}',
			}),
			call('Second call', 7, 'Ask whether the application is under way and what holds it up.'),
		]),
	},
	contact: {
		answerWithinMinutes: 60,
		acceptWithinMinutes: 10,
		callAttempts: { most: 6, days: 21 },
	},
	checklist: [
		'Is the person of age, or did a parent agree to being contacted?',
		'Are statements on jobs, salaries and recognition of the degree ones that you can show?',
		'Is there consent for calls and text messages where it is needed?',
	],
};
