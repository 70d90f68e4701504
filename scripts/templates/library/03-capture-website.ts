import { type Template, ours } from '../build/spec';
import {
	every,
	mailAccount,
	minutes,
	sendDue,
	settings,
	settingsStep,
	smtpStep,
	sorting,
} from './common';
import { sampleLeads } from './samples';

/** Forms of one's own. */
export const captureWebsite: Template = {
	file: '03-capture-website',
	id: 'captureWebsite03',
	title: 'Capture leads from a website form, a landing page and a pop-up',
	audience:
		'Whoever has a website and no form tool, or wants the leads on their own machine from the first moment.',
	overview: {
		how: [
			'Three pages are served by n8n itself: a contact form, a landing page with an offer, and a newsletter sign-up that your website shows as a pop-up.',
			'Each submission is kept before the visitor sees the thank-you page. Campaign, click ids and referrer are taken along.',
			'Programs and nonsense go to quarantine; people who come again stay one lead.',
			'Whoever asks gets a thank-you mail at once.',
		],
		setup: [
			settingsStep,
			smtpStep('Send due mails'),
			'**Publish**. Open each form at its production address.',
			'For the pop-up, put `?snippets` behind the address of **Pop-up sign-up** and paste the line into your website. Name your website under Allowed Origins first.',
		],
		customise:
			'Questions, texts, colours and language in each form node; the mail in **Enrol in thank you**.',
	},
	requirements: [mailAccount],
	rows: [
		[
			{
				title: 'Forms',
				text: 'Each has an address of its own; open it, or put it into your website.',
				nodes: [
					ours(
						[0, 0],
						'Contact form',
						'leadCaptureTrigger',
						{
							source: 'form',
							path: 'lead/main/contact',
							title: 'How can we help you?',
						},
						{ to: 'Sort the leads' },
					),
					ours(
						[0, 1],
						'Landing page',
						'leadCaptureTrigger',
						{
							source: 'form',
							kind: 'landing',
							path: 'lead/main/offer',
							title: 'Try it for 30 days',
							description: 'Everything included, no card needed. Tell us where to reach you.',
						},
						{ to: 'Sort the leads' },
					),
					ours(
						[0, 2],
						'Pop-up sign-up',
						'leadCaptureTrigger',
						{
							source: 'form',
							kind: 'newsletter',
							path: 'lead/main/newsletter',
							title: 'News once a month',
						},
						{ to: 'Sort the leads' },
					),
				],
			},
			{
				title: 'Sort',
				text: 'New and known people go on; the rest waits for a look.',
				nodes: [...sorting([0, 0], 'Enrol in thank you'), ...settings([0, 2])],
			},
			{
				title: 'Thank',
				text: 'A mail at once. Your own process can go on behind Send due mails.',
				nodes: [
					ours(
						[0, 0],
						'Enrol in thank you',
						'nurtureSequence',
						{
							operation: 'enrol',
							sequence: 'Thank you',
							steps: {
								step: [
									{
										kind: 'email',
										name: 'Thanks',
										waitAmount: 0,
										waitUnit: 'days',
										subject: 'Thank you for your message',
										text: 'Dear {{firstName|reader}},\n\nthank you for getting in touch. We answer within one working day.\n\nKind regards\n{{senderName}}',
									},
								],
							},
						},
						{ to: 'Send due mails' },
					),
					sendDue([1, 0], 'Send due mails'),
					every([0, 1], 'Every 5 minutes', minutes(5), 'Send due mails'),
				],
			},
		],
	],
	demo: {
		into: 'Sort the leads',
		leads: sampleLeads,
		reaches: ['Junk in quarantine', 'Send due mails'],
	},
};
