import type { Json } from '../../runtime/json';
import { type Step, type Targets, onlyOutput, ours, n8n, end } from '../build/spec';

/** What every template asks for. */
export const mailAccount = 'A mail account (SMTP)';
/** Where templates that keep a spreadsheet say so. */
export const googleAccount = 'A Google account for Google Sheets';

/** First steps of a setup whose settings are those of the workspace. */
export const settingsStep = 'Fill in **Your settings**: time zone, sender, postal address.';
/** Step of a setup that lets mails leave. */
export const smtpStep = (...nodes: string[]) =>
	`Pick your SMTP credential in ${nodes.map((name) => `**${name}**`).join(' and ')}.`;

/** Who mails come from, until somebody fills in their own. */
const sender = {
	from: 'Example Ltd <hello@example.com>',
	postalAddress: 'Example Ltd, 1 Example Street, 12345 Example Town',
};

/** 'Your settings', kept in the lead store each time the workflow is published. */
export function settings(at: Step['at']): Step[] {
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
			...sender,
		}),
	];
}

/** 'Your settings' as values that other nodes of the workflow read. */
export const values = (
	at: Step['at'],
	entries: Readonly<Record<string, string>>,
	to: Targets,
): Step => fill(at, 'Your settings', entries, to);

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

/** A mail by n8n's own node, and where it goes from there: `ends` is the place of the first of its two ends, beside it by default. */
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
	{
		sent = 'Told',
		failed = 'Not told: look here',
		ends = [at[0] + 1, at[1]],
	}: { sent?: string; failed?: string; ends?: Step['at'] } = {},
): Step[] {
	return [
		n8n(
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
			{ to: { [onlyOutput]: sent, Error: failed } },
		),
		end(ends, sent),
		end([ends[0], ends[1] + 1], failed),
	];
}

/** Sends what is due. The demo sends by hand as well, and has its sender before it is published. */
export const sendDue = (
	at: Step['at'],
	name: string,
	more: { to?: Targets } = {},
	parameters: Json = {},
): Step =>
	ours(
		at,
		name,
		'nurtureSequence',
		{ operation: 'runDueSteps', ...parameters },
		{ ...more, demo: { manualRuns: 'send', ...sender } },
	);

/** New and known people go on, junk and doubtful ones wait for a look. @param clean where the good ones go */
export function sorting([x, y]: Step['at'], clean: string): Step[] {
	const look = 'Captures to check';
	return [
		ours(
			[x, y],
			'Sort the leads',
			'leadCapture',
			{},
			{ to: { New: 'Scrub junk', Updated: 'Scrub junk', Review: look, Rejected: look } },
		),
		end([x + 1, y + 1], look),
		ours(
			[x + 1, y],
			'Scrub junk',
			'scrubJunk',
			{},
			{ to: { Clean: clean, Review: 'Doubtful leads', Junk: 'Junk in quarantine' } },
		),
		end([x + 2, y + 1], 'Doubtful leads'),
		end([x + 2, y + 2], 'Junk in quarantine'),
	];
}

/** How hot it is, then an owner in a fair turn, who gets the lead card. */
export function toARep([x, y]: Step['at']): Step[] {
	return [
		ours([x, y], 'Score', 'score', { outputs: 'one' }, { to: 'Assign a rep' }),
		ours(
			[x + 1, y],
			'Assign a rep',
			'assign',
			{ operation: 'assign', repList: reps, notifyOwner: true },
			{ to: { Assigned: 'With a rep', Unassigned: 'Nobody is free' } },
		),
		end([x + 2, y], 'With a rep'),
		end([x + 2, y + 1], 'Nobody is free'),
	];
}

/** The last page of a form. By hand there is no form to show it in, so the demo does without. */
export const lastPage = (at: Step['at'], name: string, title: string, text: string): Step =>
	n8n(
		at,
		name,
		'form',
		{
			operation: 'completion',
			respondWith: 'text',
			completionTitle: title,
			completionMessage: text,
			options: {},
		},
		{ demo: 'off' },
	);

/** Fields that an expression fills, all others staying as they are. */
export const fill = (
	at: Step['at'],
	name: string,
	entries: Readonly<Record<string, string>>,
	to: Targets,
): Step =>
	n8n(at, name, 'set', { ...assigned(entries), includeOtherFields: true, options: {} }, { to });

/** Fields that an expression fills, and no others. */
export const only = (
	at: Step['at'],
	name: string,
	entries: Readonly<Record<string, string>>,
	to: Targets,
): Step => n8n(at, name, 'set', { ...assigned(entries), options: {} }, { to });

function assigned(entries: Readonly<Record<string, string>>): Json {
	const assignments = Object.entries(entries).map(([name, value]) => ({
		id: name,
		name,
		value,
		type: 'string',
	}));
	return { assignments: { assignments } };
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
