import { call, inOrder, mail } from './steps';
import type { Pack } from './types';

/** Practices, clinics and care providers. Says less in mails than any other pack: a subject line is not private. */
export const healthcare: Pack = {
	key: 'healthcare',
	label: 'Healthcare',
	description: 'Practices, clinics and care providers; no word about health in a subject',
	fields: [
		{
			key: 'serviceLine',
			label: 'Service Line',
			type: 'text',
			aliases: ['specialty', 'speciality', 'treatment'],
		},
		{
			key: 'urgency',
			label: 'Urgency',
			type: 'choice',
			choices: ['Emergency', 'This Week', 'This Month', 'Only Asking'],
			aliases: ['how urgent', 'when do you need it'],
		},
		{
			key: 'payer',
			label: 'Who Pays',
			type: 'choice',
			choices: ['Insurance', 'Self', 'Public', 'Not Known'],
			aliases: ['insurance', 'payment', 'cover'],
		},
		{
			key: 'relation',
			label: 'Asks For',
			type: 'choice',
			choices: ['Self', 'Child', 'Parent', 'Somebody Else'],
			aliases: ['patient is', 'on behalf of'],
		},
	],
	filter: {
		// Who tells little is no stranger: only a knock-out or a missing must-have puts somebody outside.
		possibleFrom: 0,
		profiles: [
			{
				name: 'Can be seen here',
				criteria: [
					{ field: 'serviceLine', operator: 'exists', weight: 6, importance: 'counts' },
					{ field: 'phone', operator: 'exists', weight: 6, importance: 'counts' },
					{
						field: 'urgency',
						operator: 'isAnyOf',
						value: 'This Week, This Month',
						weight: 5,
						importance: 'counts',
					},
					{ field: 'urgency', operator: 'is', value: 'Emergency', importance: 'review' },
				],
			},
		],
		categories: [
			{ field: 'urgency', operator: 'is', value: 'Emergency', category: 'Call at once' },
			{ field: 'urgency', operator: 'is', value: 'This Week', category: 'Soon' },
			{ field: 'serviceLine', operator: 'exists', category: 'Routine' },
		],
	},
	score: [
		{
			kind: 'field',
			name: 'Wants to be seen this week',
			when: { field: 'urgency', operator: 'isAnyOf', value: 'Emergency, This Week' },
			points: 25,
		},
	],
	reasons: [
		'noFit',
		'outOfArea',
		'noNeed',
		'badTiming',
		'vendorOrAgent',
		'jobSeeker',
		'unableToReach',
		'optedOut',
	],
	sequence: {
		name: 'First appointment',
		steps: inOrder([
			mail('Answer', 0, {
				subject: 'Thank you for writing to us, {{firstName|and welcome}}',
				text: 'Dear {{firstName|Sir or Madam}},\n\nthank you for your message. We will call you to find a time.\n\nIf it cannot wait, do not wait for our call: phone the emergency number of your country.\n\nPlease do not send details by mail; we talk about them on the phone or when you are here.\n\nKind regards\n{{senderName}}',
			}),
			call(
				'Call for an appointment',
				{ amount: 30, unit: 'minutes' },
				'Make sure it is the right person before saying what the call is about. Leave no details on a voicemail. Offer two times.',
			),
			mail('When we did not reach you', 1, {
				sameThread: true,
				text: 'Dear {{firstName|Sir or Madam}},\n\nwe tried to call you. When can you speak? A day and a time are enough, please no details by mail.\n\nKind regards\n{{senderName}}',
			}),
			call('Second call', 2, 'As before: right person first, no details on a voicemail.'),
			mail('Leave the door open', 5, {
				sameThread: true,
				text: 'Dear {{firstName|Sir or Madam}},\n\nwe could not reach you and will not call again. Whenever it suits you, call us or reply to this mail.\n\nKind regards\n{{senderName}}',
			}),
		]),
	},
	contact: {
		answerWithinMinutes: 30,
		acceptWithinMinutes: 10,
		callAttempts: { most: 4, days: 10 },
		notInSubject: [
			'treatment',
			'therapy',
			'surgery',
			'diagnosis',
			'symptom',
			'pain',
			'clinic',
			'doctor',
			'patient',
			'appointment',
			'medication',
			'test result',
			'serviceLine',
			'need',
			'message',
		],
	},
	checklist: [
		'Is there an agreement with everybody who stores these leads or sends these mails (for example HIPAA, GDPR article 28)?',
		'Do pages where people describe their health carry no advertising or tracking scripts?',
		'Does advertising keep to the rules for the profession?',
	],
};
