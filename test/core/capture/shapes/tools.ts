import { ann, type Shape } from './shape';

/** Tables, shops and other tools. */
export const tools: Shape[] = [
	{
		name: 'Mailchimp',
		payload: {
			type: 'subscribe',
			'data[email]': 'ann.lee@example.com',
			'data[merges][FNAME]': 'Ann',
			'data[merges][LNAME]': 'Lee',
			'data[list_id]': 'l1',
		},
		lead: ann,
	},
	{
		name: 'Mailchimp unsubscribing',
		payload: { type: 'unsubscribe', 'data[email]': 'ann.lee@example.com' },
		rejected: /no new lead/,
	},
	{
		name: 'Wix',
		payload: {
			data: {
				formName: 'Contact',
				submissions: [
					{ label: 'First name', value: 'Ann' },
					{ label: 'Last name', value: 'Lee' },
				],
				contact: {
					name: { first: 'Ann', last: 'Lee' },
					email: 'ann.lee@example.com',
					contactId: 'c1',
				},
			},
		},
		lead: ann,
	},
	{
		name: 'Shopify customer',
		payload: {
			id: 706405506930370000,
			email: 'ann.lee@example.com',
			first_name: 'Ann',
			last_name: 'Lee',
			default_address: {
				company: 'Lee Ltd',
				address1: '1 High St',
				city: 'Bonn',
				zip: '53111',
				country_code: 'DE',
			},
		},
		lead: { ...ann, company: 'Lee Ltd', street: '1 High St', country: 'DE' },
	},
	{
		name: 'Stripe checkout',
		payload: {
			id: 'evt_1',
			type: 'checkout.session.completed',
			data: {
				object: {
					customer_details: {
						email: 'ann.lee@example.com',
						name: 'Ann Lee',
						phone: null,
						address: { city: 'Bonn', country: 'DE' },
					},
				},
			},
		},
		lead: { ...ann, city: 'Bonn', country: 'DE' },
	},
	{
		name: 'Intercom',
		payload: {
			type: 'notification_event',
			topic: 'contact.lead.created',
			data: {
				item: {
					type: 'contact',
					id: '5',
					email: 'ann.lee@example.com',
					name: 'Ann Lee',
					owner: { email: 'rep@example.org' },
				},
			},
		},
		lead: ann,
	},
	{
		name: 'WhatsApp',
		payload: {
			entry: [
				{
					changes: [
						{
							field: 'messages',
							value: {
								contacts: [{ profile: { name: 'Ann Lee' }, wa_id: '12025550142' }],
								messages: [{ from: '12025550142', text: { body: 'Hi' } }],
							},
						},
					],
				},
			],
		},
		lead: { firstName: 'Ann' },
	},
	{
		name: 'Zoom registrant',
		payload: {
			event: 'webinar.registration_created',
			payload: {
				object: {
					id: 1,
					topic: 'Demo',
					host_id: 'h',
					registrant: {
						first_name: 'Ann',
						last_name: 'Lee',
						email: 'ann.lee@example.com',
						org: 'Lee Ltd',
						job_title: 'Buyer',
					},
				},
			},
		},
		lead: { ...ann, company: 'Lee Ltd', title: 'Buyer' },
	},
	{
		name: 'Pipedrive person',
		payload: {
			current: {
				id: 3,
				name: 'Ann Lee',
				email: [{ label: 'work', value: 'ann.lee@example.com', primary: true }],
				phone: [{ label: 'work', value: '+12025550142' }],
				org_name: 'Lee Ltd',
				owner_name: 'Rep One',
			},
			event: 'added.person',
		},
		lead: { ...ann, phoneE164: '+12025550142', company: 'Lee Ltd' },
	},
	{
		name: 'Airtable',
		payload: {
			id: 'rec1',
			createdTime: '2026-01-05T10:00:00.000Z',
			fields: { Name: 'Ann Lee', Email: 'ann.lee@example.com', Tags: ['a', 'b'] },
		},
		lead: { ...ann, topics: ['a', 'b'] },
	},
	{
		name: 'a German form with consent',
		payload: {
			Vorname: 'Ann',
			Nachname: 'Lee',
			'E-Mail': 'ann.lee@example.com',
			'Ich habe die Datenschutzerklärung gelesen': 'on',
			Newsletter: 'ja',
			Land: 'Österreich',
		},
		lead: { ...ann, country: 'AT' },
	},
	{
		name: 'somebody to call instead',
		payload: {
			name: 'Ann Lee',
			email: 'ann.lee@example.com',
			emergency_contact_email: 'other@example.org',
			owner: { email: 'rep@example.org' },
			friend_email: 'friend@example.org',
		},
		lead: ann,
	},
	{ name: 'a survey without anybody', payload: { q1: 'yes', q2: 'often' }, rejected: /Nobody/ },
	{ name: 'nothing', payload: {}, rejected: /nothing in it/ },
];
