/** Payloads in the shapes of providers, filled with people who do not exist, and what they have to become. */
export interface Shape {
	name: string;
	payload: unknown;
	/** Fields of the lead, `undefined` for what must not be set. */
	lead?: Record<string, unknown>;
	/** Facts beside the fields: preset, sourceId, occurredAt, touchType. */
	facts?: Record<string, unknown>;
	/** Part of the reason why it is none. */
	rejected?: RegExp;
}

const ann = { email: 'ann.lee@example.com', firstName: 'Ann', lastName: 'Lee' };

export const shapes: Shape[] = [
	{
		name: 'Google Ads with a work e-mail alone and a custom question',
		payload: {
			lead_id: 'g-1',
			user_column_data: [
				{ column_id: 'WORK_EMAIL', column_name: 'Work email', string_value: 'ann.lee@example.com' },
				{ column_id: 'COMPANY_NAME', string_value: 'Lee Ltd' },
				{ column_id: 'JOB_TITLE', string_value: 'Buyer' },
				{ column_id: 'POSTAL_CODE', string_value: '53111' },
				{ column_id: 'favourite_colour', column_name: 'Favourite colour?', string_value: 'Blue' },
			],
			google_key: 'secret',
			gcl_id: 'Cj0',
			campaign_id: 123,
			is_test: false,
		},
		lead: {
			email: ann.email,
			company: 'Lee Ltd',
			title: 'Buyer',
			postalCode: '53111',
			firstClickIds: { gclid: 'Cj0' },
			source: 'Google Ads',
			isTest: undefined,
			extra: { 'Favourite colour?': 'Blue', campaign_id: '123' },
		},
		facts: { preset: 'googleAds', sourceId: 'g-1', touchType: 'ad.leadForm' },
	},
	{
		name: 'Meta lead with fetched fields',
		payload: {
			created_time: '2026-01-05T10:00:00+0000',
			id: '99887766554433221',
			ad_name: 'Spring',
			campaign_name: 'Spring 26',
			field_data: [
				{ name: 'full_name', values: ['Ann Lee'] },
				{ name: 'email', values: ['ann.lee@example.com'] },
				{ name: 'phone_number', values: ['p:+12025550142'] },
				{ name: 'how_soon_do_you_want_to_start?', values: ['now'] },
			],
		},
		lead: { ...ann, phoneE164: '+12025550142', campaign: 'Spring 26', source: 'Meta Lead Ads' },
		facts: { sourceId: '99887766554433221', occurredAt: '2026-01-05T10:00:00.000Z' },
	},
	{
		name: 'LinkedIn response with the questions kept apart',
		payload: {
			id: 'li-1',
			submittedAt: 1767607200000,
			testLead: true,
			form: {
				content: {
					questions: [
						{
							questionId: 1,
							predefinedField: 'FIRST_NAME',
							question: { localized: { en_US: 'First Name' } },
						},
						{
							questionId: 2,
							predefinedField: 'LAST_NAME',
							question: { localized: { en_US: 'Last Name' } },
						},
						{
							questionId: 3,
							predefinedField: 'EMAIL',
							question: { localized: { en_US: 'Email address' } },
						},
					],
				},
			},
			formResponse: {
				answers: [
					{ questionId: 1, answerDetails: { textQuestionAnswer: { answer: 'Ann' } } },
					{ questionId: 2, answerDetails: { textQuestionAnswer: { answer: 'Lee' } } },
					{
						questionId: 3,
						answerDetails: { textQuestionAnswer: { answer: 'ann.lee@example.com' } },
					},
				],
			},
		},
		lead: { ...ann, isTest: true },
		facts: { preset: 'linkedIn', sourceId: 'li-1', occurredAt: '2026-01-05T10:00:00.000Z' },
	},
	{
		name: 'a lead deleted at LinkedIn',
		payload: {
			type: 'LEAD_ACTION',
			leadGenFormResponse: 'urn:li:leadGenFormResponse:1',
			leadAction: 'DELETED',
		},
		rejected: /deleted/,
	},
	{
		name: 'TikTok',
		payload: {
			object: 'LEAD',
			time: 1767607200,
			entry: [
				{
					lead_id: 7000000000000001,
					create_time: 1767607200,
					page_id: 5,
					lead_data: [
						{ field: 'name', value: 'Ann Lee' },
						{ field: 'email', value: 'ann.lee@example.com' },
					],
				},
			],
		},
		lead: ann,
		facts: { preset: 'tikTok', sourceId: '7000000000000001' },
	},
	{
		name: 'Typeform with titles in the definition and hidden fields',
		payload: {
			event_id: 'e1',
			form_response: {
				form_id: 'f',
				token: 'tok',
				submitted_at: '2026-01-05T10:00:00Z',
				hidden: { utm_source: 'news', utm_campaign: 'spring' },
				definition: {
					title: 'Talk to us',
					fields: [
						{ id: 'a', title: 'First, what is your first name?', type: 'short_text' },
						{ id: 'b', title: 'And your surname?', type: 'short_text' },
						{ id: 'c', title: 'Where can we reach you?', type: 'email' },
						{ id: 'd', title: 'Which product interests you?', type: 'multiple_choice' },
					],
				},
				answers: [
					{ type: 'text', text: 'Ann', field: { id: 'a', type: 'short_text' } },
					{ type: 'text', text: 'Lee', field: { id: 'b', type: 'short_text' } },
					{ type: 'email', email: 'ann.lee@example.com', field: { id: 'c', type: 'email' } },
					{
						type: 'choices',
						choices: { labels: ['A', 'B'] },
						field: { id: 'd', type: 'multiple_choice' },
					},
				],
			},
		},
		lead: {
			...ann,
			firstUtm: { source: 'news', campaign: 'spring' },
			topics: ['A', 'B'],
		},
		facts: { preset: 'typeform', sourceId: 'tok' },
	},
	{
		name: 'Tally with choices by id',
		payload: {
			eventId: 'x',
			eventType: 'FORM_RESPONSE',
			data: {
				responseId: 'r1',
				fields: [
					{ key: 'question_1', label: 'Name', type: 'INPUT_TEXT', value: 'Ann Lee' },
					{
						key: 'question_2',
						label: 'How do we reach you?',
						type: 'INPUT_EMAIL',
						value: 'ann.lee@example.com',
					},
					{
						key: 'question_3',
						label: 'Team size',
						type: 'DROPDOWN',
						value: ['o2'],
						options: [
							{ id: 'o1', text: '1-10' },
							{ id: 'o2', text: '11-50' },
						],
					},
				],
			},
		},
		lead: { ...ann, employees: 11 },
		facts: { sourceId: 'r1' },
	},
	{
		name: 'Jotform as it is posted',
		payload: {
			formID: '1',
			submissionID: '5550001',
			webhookURL: 'x',
			rawRequest: JSON.stringify({
				q3_name: { first: 'Ann', last: 'Lee' },
				q4_email: 'ann.lee@example.com',
				q5_phone: { full: '(202) 555-0142' },
				q6_address: { addr_line1: '1 High St', city: 'Bonn', postal: '53111' },
			}),
		},
		lead: {
			...ann,
			phoneE164: '+12025550142',
			street: '1 High St',
			city: 'Bonn',
			postalCode: '53111',
		},
		facts: { preset: 'jotform', sourceId: '5550001' },
	},
	{
		name: 'HubSpot contact',
		payload: {
			vid: 12,
			properties: {
				firstname: { value: 'Ann' },
				lastname: { value: 'Lee' },
				email: { value: 'ann.lee@example.com' },
				company: { value: 'Lee Ltd' },
			},
		},
		lead: { ...ann, company: 'Lee Ltd' },
	},
	{
		name: 'HubSpot event that names a contact only',
		payload: [{ eventId: 1, subscriptionType: 'contact.creation', objectId: 77 }],
		rejected: /fetched/,
	},
	{
		name: 'Webflow, whose name is the name of the form',
		payload: {
			triggerType: 'form_submission',
			payload: {
				name: 'Contact form',
				siteId: 's',
				data: { 'First Name': 'Ann', 'Last Name': 'Lee', Email: 'ann.lee@example.com' },
				submittedAt: '2026-01-05T10:00:00.000Z',
				id: 'w1',
			},
		},
		lead: { ...ann, fullName: 'Ann Lee' },
		facts: { preset: 'webflow', sourceId: 'w1', form: 'Contact form' },
	},
	{
		name: 'Contact Form 7',
		payload: {
			_wpcf7: '5',
			_wpcf7_unit_tag: 'x',
			'your-name': 'Ann Lee',
			'your-email': 'ann.lee@example.com',
			'your-subject': 'Quote',
			'your-message': 'Hello',
		},
		lead: { ...ann, need: 'Quote', message: 'Hello', extra: undefined },
		facts: { preset: 'wordPress' },
	},
	{
		name: 'Gravity Forms with numbered parts',
		payload: {
			id: '31',
			form_id: '2',
			date_created: '2026-01-05 10:00:00',
			ip: '192.0.2.1',
			'1.3': 'Ann',
			'1.6': 'Lee',
			'2': 'ann.lee@example.com',
			'4.1': '1 High St',
			'4.3': 'Bonn',
			'4.5': '53111',
		},
		lead: { ...ann, street: '1 High St', city: 'Bonn', postalCode: '53111' },
		facts: { sourceId: '31', occurredAt: '2026-01-05T10:00:00.000Z' },
	},
	{
		name: 'Elementor with fields by id',
		payload: {
			form: { id: 'abc', name: 'Hero form' },
			fields: {
				name: {
					id: 'name',
					type: 'text',
					title: 'Name',
					value: 'Ann Lee',
					raw_value: 'Ann Lee',
					required: '1',
				},
				email: { id: 'email', type: 'email', title: 'E-mail', value: 'ann.lee@example.com' },
				field_7: { id: 'field_7', type: 'tel', title: 'Call me on', value: '+1 202 555 0142' },
			},
			meta: {
				remote_ip: { title: 'Remote IP', value: '192.0.2.1' },
				page_url: { title: 'Page URL', value: 'https://www.example.com/?utm_source=x' },
			},
		},
		lead: {
			...ann,
			phoneE164: '+12025550142',
			landingUrl: 'https://www.example.com/?utm_source=x',
			firstUtm: { source: 'x' },
		},
		facts: { form: 'Hero form' },
	},
	{
		name: 'Netlify',
		payload: {
			id: 'n1',
			form_name: 'contact',
			created_at: '2026-01-05T10:00:00.000Z',
			human_fields: { Name: 'Ann Lee' },
			data: { name: 'Ann Lee', email: 'ann.lee@example.com', referrer: 'https://www.example.com/' },
		},
		lead: { ...ann, referrer: 'https://www.example.com/' },
	},
	{
		name: 'Cal.com, with the organizer beside the attendee',
		payload: {
			triggerEvent: 'BOOKING_CREATED',
			createdAt: '2026-01-05T10:00:00.000Z',
			payload: {
				title: 'Demo',
				uid: 'u1',
				organizer: { name: 'Rep One', email: 'rep@example.org' },
				attendees: [{ name: 'Ann Lee', email: 'ann.lee@example.com', timeZone: 'Europe/Berlin' }],
				responses: { email: { label: 'your_email', value: 'ann.lee@example.com' } },
			},
		},
		lead: { ...ann, timezone: 'Europe/Berlin' },
		facts: { touchType: 'meeting.booked', sourceId: 'u1' },
	},
	{
		name: 'a cancelled meeting',
		payload: {
			event: 'invitee.canceled',
			payload: { email: 'ann.lee@example.com', name: 'Ann Lee' },
		},
		rejected: /cancelled/,
	},
	{
		name: 'SendGrid inbound mail',
		payload: {
			from: 'Ann Lee <ann.lee@example.com>',
			to: 'sales@example.org',
			subject: 'Quote please',
			text: 'Hello, we need 40 seats.',
			envelope: '{"to":["sales@example.org"],"from":"ann.lee@example.com"}',
		},
		lead: { ...ann, need: 'Quote please', message: 'Hello, we need 40 seats.', channel: 'Email' },
		facts: { preset: 'inboundEmail' },
	},
	{
		name: 'Postmark inbound mail with Reply-To',
		payload: {
			From: 'forms@example.org',
			FromFull: { Email: 'forms@example.org', Name: 'Web form' },
			ReplyTo: 'Ann Lee <ann.lee@example.com>',
			To: 'sales@example.org',
			Subject: 'New enquiry',
			TextBody: 'See below',
			MessageID: 'm1',
		},
		lead: ann,
		facts: { sourceId: 'm1' },
	},
	{
		name: 'notification mail whose lines hold the answers',
		payload: {
			from: { value: [{ address: 'noreply@example.org', name: 'Site' }] },
			to: 'sales@example.org',
			subject: 'New lead',
			text: 'Name: Ann Lee\nE-Mail: ann.lee@example.com\nPhone: +1 202 555 0142\nMessage: Call me',
		},
		lead: { ...ann, phoneE164: '+12025550142', message: 'Call me' },
	},
	{
		name: "n8n's Webhook node with UTM in the query",
		payload: {
			headers: {
				host: 'n8n.example.com',
				referer: 'https://www.example.com/pricing',
				'user-agent': 'Mozilla',
			},
			params: {},
			query: { utm_source: 'ads', gclid: 'G' },
			body: { name: 'Ann Lee', email: 'ann.lee@example.com' },
			webhookUrl: 'https://n8n.example.com/webhook/x',
			executionMode: 'production',
		},
		lead: {
			...ann,
			firstUtm: { source: 'ads' },
			firstClickIds: { gclid: 'G' },
			referrer: 'https://www.example.com/pricing',
		},
	},
	{
		name: "n8n's Form Trigger",
		payload: {
			'What is your name?': 'Ann Lee',
			'E-Mail Address': 'ann.lee@example.com',
			'How many employees?': '51-200',
			submittedAt: '2026-01-05T10:00:00.000Z',
			formMode: 'production',
		},
		lead: { ...ann, employees: 51 },
		facts: { occurredAt: '2026-01-05T10:00:00.000Z' },
	},
	{
		name: 'a row of a sheet',
		payload: {
			row_number: 2,
			'ID LEAD': 'L-7',
			'Name Surname': 'Ann Lee',
			'EMAIL ': 'ann.lee@example.com',
			'  Interest Level  ': 'High',
		},
		lead: { ...ann, sourceId: 'L-7' },
	},
	{
		name: 'Unbounce',
		payload: {
			'data.json':
				'{"first_name":["Ann"],"last_name":["Lee"],"email":["ann.lee@example.com"],"ip_address":["192.0.2.1"]}',
			page_name: 'Landing',
		},
		lead: ann,
	},
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
