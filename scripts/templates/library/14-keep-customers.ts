import type { Json } from '../../runtime/json';
import { type Template, ours, n8n, end } from '../build/spec';
import {
	daily,
	every,
	mail,
	mailAccount,
	minutes,
	sendDue,
	settings,
	settingsStep,
	smtpStep,
	toARep,
} from './common';

/** A mail or a task of one of this template's sequences. */
const step = (kind: string, name: string, waitAmount: number, more: Json): Json => ({
	kind,
	name,
	waitAmount,
	waitUnit: 'days',
	...more,
});

const welcome = [
	step('email', 'Welcome', 0, {
		subject: 'Welcome, and whom to ask',
		text: 'Dear {{firstName|customer}},\n\nthank you for your trust. From now on our customer care looks after you; reply to this mail whenever something is unclear.\n\nKind regards\n{{senderName}}',
	}),
	step('phoneTask', 'Courtesy call', 14, {
		text: 'Call {{firstName|the customer}}: does everything work, what is missing?',
		timeoutDays: 10,
	}),
];
const renewal = [
	step('email', 'Renewal', 0, {
		subject: 'Your contract until {{renewalDate|soon}}',
		text: 'Dear {{firstName|customer}},\n\nyour contract runs until {{renewalDate|soon}}. Shall we go on as before, or has something changed?\n\nKind regards\n{{senderName}}',
	}),
	step('phoneTask', 'Renewal call', 10, {
		text: 'Call {{firstName|the customer}} about the renewal.',
		timeoutDays: 10,
	}),
];
const recommend = [
	step('email', 'Recommend us', 0, {
		subject: 'Do you know somebody who looks for this?',
		text: 'Dear {{firstName|customer}},\n\nif you are content with us, tell others: {{referralUrl}}\n\nWhoever comes by this link is looked after first.\n\nKind regards\n{{senderName}}',
	}),
];

/** Customers of this demo alone. */
const customers: Json[] = [
	{
		name: 'Ines Caldeira',
		email: 'ines.caldeira@caldeira-clinic.example.com',
		company: 'Caldeira Clinic',
		country: 'Portugal',
		renewalDate: '2030-03-01',
	},
	{
		name: 'Oskar Lindqvist',
		email: 'oskar.lindqvist@lindqvist-boats.example.com',
		company: 'Lindqvist Boats',
		country: 'Sweden',
	},
].map((customer) => ({ ...customer, type: 'purchase.completed' }));

/** What comes after the sale. */
export const keepCustomers: Template = {
	file: '14-keep-customers',
	id: 'keepCustomers14',
	title: 'Keep customers with care calls, renewals and referrals',
	audience: 'Companies that live from customers who stay and who bring others.',
	overview: {
		how: [
			'A purchase that your shop or billing posts makes a lead a customer: customer care hears of it by mail, the customer gets a welcome and a courtesy call.',
			'Every morning customers are looked at: 30 days before the renewal date a mail and a call, after 120 days of silence the question whether they would recommend you.',
			'Each customer has a link of their own. Who comes by it fills in **Recommended by a customer**; the new lead says who sent it, the customer’s timeline knows, and a rep has it at once.',
			'Nobody is enrolled twice, and whoever answers gets no more mails of that series.',
		],
		setup: [
			settingsStep,
			smtpStep('Tell customer care', 'Send due mails', 'Assign a rep') +
				' Put the address of your customer care into the first, your team into the last.',
			'**Publish**. Put the production address of **Recommended by a customer** into *Referral Page* of **Links in mails**.',
			'Let your shop or billing post to the address of **A purchase**: e-mail, order number, value.',
		],
		customise:
			'Words and waits in the three sequences, the days before renewal in **Enrol in renewal**, the silence in **Ask to recommend**.',
	},
	requirements: [mailAccount, 'A public https address of your n8n'],
	rows: [
		[
			{
				title: 'Hand over to care',
				text: 'A purchase that your shop posts, at once. Care knows who bought and what was said before.',
				nodes: [
					n8n(
						[0, 0],
						'A purchase',
						'webhook',
						{ httpMethod: 'POST', path: 'lead/main/purchases', options: {} },
						{ to: 'Record the purchase' },
					),
					ours(
						[1, 0],
						'Record the purchase',
						'trackTouchpoint',
						{ operation: 'record', type: 'purchase.completed', options: { source: 'shop' } },
						{ to: { Recorded: 'Enrol in welcome', Unmatched: 'Unknown buyer' } },
					),
					end([2, 1], 'Unknown buyer'),
					ours(
						[2, 0],
						'Enrol in welcome',
						'nurtureSequence',
						{
							operation: 'enrol',
							sequence: 'Welcome aboard',
							purpose: 'service',
							steps: { step: welcome },
						},
						{ to: 'Look it up' },
					),
					ours(
						[3, 0],
						'Look it up',
						'leadRecord',
						{ operation: 'get' },
						{ to: 'Tell customer care' },
					),
					...mail([4, 0], 'Tell customer care', {
						to: 'care@example.com',
						from: 'hello@example.com',
						subject: '=New customer: {{ $json.fullName ?? $json.email }}',
						text: '={{ $json.fullName ?? "" }} {{ $json.company ?? "" }}\n{{ $json.email ?? "" }} {{ $json.phone ?? "" }}\nSold by {{ $json.owner ?? "nobody" }}. What they need: {{ $json.need ?? $json.message ?? "not noted" }}',
					}),
					...settings([0, 1]),
				],
			},
			{
				title: 'Send',
				text: 'Sends what is due, in working hours; calls come to care as tasks.',
				nodes: [
					every([0, 0], 'Every 5 minutes', minutes(5), 'Send due mails'),
					sendDue([1, 0], 'Send due mails'),
				],
			},
		],
		[
			{
				title: 'Keep',
				text: 'Every morning. Who is under way in a series already is left alone.',
				nodes: [
					every([0, 0], 'Every morning', daily(8), 'Customers'),
					ours(
						[1, 0],
						'Customers',
						'leadRecord',
						{
							operation: 'getMany',
							returnAll: true,
							filters: { stages: ['customer', 'keptAccount'] },
						},
						{ to: { '': ['Enrol in renewal', 'Ask to recommend'] } },
					),
					ours([2, 0], 'Enrol in renewal', 'nurtureSequence', {
						operation: 'enrol',
						sequence: 'Renewal',
						purpose: 'service',
						startFrom: 'dateField',
						startField: 'renewalDate',
						startDays: 30,
						allowReenrol: true,
						steps: { step: renewal },
					}),
					ours([2, 1], 'Ask to recommend', 'nurtureSequence', {
						operation: 'enrol',
						sequence: 'Recommend us',
						purpose: 'marketing',
						startFrom: 'silence',
						startDays: 120,
						sendFirstNow: false,
						steps: { step: recommend },
					}),
				],
			},
			{
				title: 'Recommended',
				text: 'The link in the mail leads to this form with the customer’s code. Whoever comes by it is looked after first.',
				nodes: [
					ours([0, 1], 'Links in mails', 'touchpointTrigger', {
						path: 'lead/main/care',
						events: [],
					}),
					ours(
						[0, 0],
						'Recommended by a customer',
						'leadCaptureTrigger',
						{
							source: 'form',
							path: 'lead/main/recommended',
							title: 'How can we help you?',
							options: { defaultSource: 'Recommendation' },
						},
						{ to: 'Score' },
					),
					...toARep([1, 0]),
				],
			},
		],
	],
	demo: {
		into: 'Record the purchase',
		captured: true,
		leads: customers,
		reaches: ['Enrol in welcome', 'Tell customer care', 'Told'],
	},
};
