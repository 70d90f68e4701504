import { ann, type Shape } from './shape';

/** Ads and form builders. */
export const providers: Shape[] = [
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
];
