import { ann, type Shape } from './shape';

/** Websites, calendars and mail. */
export const sites: Shape[] = [
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
];
