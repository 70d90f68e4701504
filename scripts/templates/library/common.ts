import type { Json } from '../../runtime/json';
import { type Step, type Targets, n8n, onlyOutput, ours } from '../build/spec';

/** What every template asks for. */
export const mailAccount = 'A mail account (SMTP)';
/** Where templates that keep a spreadsheet say so. */
export const googleAccount = 'A Google account for Google Sheets';

/** First steps of a setup whose settings are those of the workspace. */
export const settingsStep = 'Fill in **Your settings**: time zone, sender, postal address.';
/** Step of a setup that lets mails leave. */
export const smtpStep = (...nodes: string[]) =>
	`Pick your SMTP credential in ${nodes.map((name) => `**${name}**`).join(' and ')}.`;

/** 'Your settings', kept in the lead store each time the workflow is published. */
export function settings(at: Step['at'], more: Json = {}): Step[] {
	return [
		n8n(
			at,
			'When published',
			'n8nTrigger',
			{ events: ['activate', 'update', 'init'] },
			{
				to: 'Your settings',
			},
		),
		ours([at[0] + 1, at[1]], 'Your settings', 'leadStore', {
			operation: 'settings',
			timezone: 'Europe/Berlin',
			defaultCountry: 'US',
			language: 'en',
			currency: 'EUR',
			workingDays: [1, 2, 3, 4, 5],
			workFrom: '09:00',
			workTo: '17:00',
			from: 'Example Ltd <hello@example.com>',
			postalAddress: 'Example Ltd, 1 Example Street, 12345 Example Town',
			...more,
		}),
	];
}

/** 'Your settings' as values that other nodes of the workflow read. */
export function values(
	at: Step['at'],
	entries: Readonly<Record<string, string>>,
	to: Targets,
): Step {
	return n8n(
		at,
		'Your settings',
		'set',
		{
			assignments: {
				assignments: Object.entries(entries).map(([name, value]) => ({
					id: name,
					name,
					value,
					type: 'string',
				})),
			},
			includeOtherFields: true,
			options: {},
		},
		{ to },
	);
}

/** An expression for one of 'Your settings'. */
export const setting = (name: string) => `={{ $('Your settings').first().json.${name} }}`;

/** A schedule. */
export function every(
	at: Step['at'],
	name: string,
	interval: Json,
	to: string | readonly string[],
): Step {
	return n8n(
		at,
		name,
		'scheduleTrigger',
		{ rule: { interval: [interval] } },
		{ to: { [onlyOutput]: to } },
	);
}

/** Every so many minutes. */
export const minutes = (minutesInterval: number): Json => ({ field: 'minutes', minutesInterval });
/** Every day at this hour. */
export const daily = (triggerAtHour: number): Json => ({ field: 'days', triggerAtHour });
/** Every first of a month at this hour. */
export const monthly = (triggerAtHour: number): Json => ({ field: 'months', triggerAtHour });
/** Every Monday at this hour. */
export const mondays = (triggerAtHour: number): Json => ({
	field: 'weeks',
	triggerAtDay: [1],
	triggerAtHour,
});

/** A mail by n8n's own node, with both of its ways out. */
export function mail(
	at: Step['at'],
	name: string,
	what: {
		to: string;
		from: string;
		subject: string;
		text?: string;
		html?: string;
		/** Name of the item's file that goes with it. */
		attach?: string;
	},
	to: { sent: string; failed: string },
): Step {
	return n8n(
		at,
		name,
		'emailSend',
		{
			fromEmail: what.from,
			toEmail: what.to,
			subject: what.subject,
			emailFormat: what.html === undefined ? 'text' : 'html',
			...(what.html === undefined ? { text: what.text ?? '' } : { html: what.html }),
			options: {
				appendAttribution: false,
				...(what.attach === undefined ? {} : { attachments: what.attach }),
			},
		},
		{ to: { '': to.sent, Error: to.failed } },
	);
}

/** Fields that an expression fills, all others staying as they are. */
export function fill(
	at: Step['at'],
	name: string,
	entries: Readonly<Record<string, string>>,
	to: Targets,
): Step {
	return n8n(
		at,
		name,
		'set',
		{
			assignments: {
				assignments: Object.entries(entries).map(([field, value]) => ({
					id: field,
					name: field,
					value,
					type: 'string',
				})),
			},
			includeOtherFields: true,
			options: {},
		},
		{ to },
	);
}

/** Whether a field of the item has a value, by n8n's If. */
export function when(
	at: Step['at'],
	name: string,
	[field, value]: readonly [string, string],
	to: { True: string; False: string },
): Step {
	return n8n(
		at,
		name,
		'if',
		{
			conditions: {
				options: { caseSensitive: false, leftValue: '', typeValidation: 'loose', version: 3 },
				combinator: 'and',
				conditions: [
					{
						id: 'is',
						leftValue: `={{ ${field} }}`,
						rightValue: value,
						operator: { type: 'string', operation: 'equals' },
					},
				],
			},
			looseTypeValidation: true,
			options: {},
		},
		{ to },
	);
}

/** A team to begin with. */
export const reps: Json = {
	rep: [
		{ name: 'Rep One', email: 'rep.one@example.com', active: true, weight: 2 },
		{ name: 'Rep Two', email: 'rep.two@example.com', active: true, weight: 1 },
		{ name: 'Rep Three', email: 'rep.three@example.com', active: true, weight: 1 },
	],
};

/** Leads for demos: one that fits, one that may, one that does not, one that is junk. */
export const sampleLeads: readonly Json[] = [
	{
		name: 'Amelia Hartley',
		email: 'amelia.hartley@northgate-tools.example.com',
		company: 'Northgate Tools Ltd',
		jobTitle: 'Head of Operations',
		phone: '+44 20 7946 0018',
		country: 'United Kingdom',
		employees: 240,
		industry: 'Manufacturing',
		message: 'Please send a quote for 40 seats.',
	},
	{
		name: 'Jonas Brandmeier',
		email: 'jonas.brandmeier@brandmeier-logistik.example.com',
		company: 'Brandmeier Logistik GmbH',
		jobTitle: 'Managing Director',
		country: 'Germany',
		employees: 85,
		industry: 'Logistics',
		message: 'We would like to see a demo.',
	},
	{
		name: 'Elodie Marchand',
		email: 'elodie.marchand@ateliers-marchand.example.com',
		company: 'Ateliers Marchand',
		country: 'France',
	},
	{
		name: 'Tomas Student',
		email: 'tomas.student@campus.example.com',
		jobTitle: 'Student',
		country: 'United States',
		message: 'I need material for my thesis.',
	},
	{ name: 'asdf qwer', email: 'asdfasdf@asdf.example.com', message: 'sdfgsdfg' },
];
