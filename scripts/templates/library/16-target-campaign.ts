import type { Json } from '../../runtime/json';
import { type Template, ours, n8n, end } from '../build/spec';
import {
	every,
	mailAccount,
	minutes,
	monthly,
	sendDue,
	settings,
	settingsStep,
	smtpStep,
	toARep,
	when,
} from './common';

const email = (name: string, waitAmount: number, subject: string, text: string): Json => ({
	kind: 'email',
	name,
	waitAmount,
	waitUnit: 'businessDays',
	subject,
	text: `Dear {{firstName|reader}},\n\n${text}\n\nKind regards\n{{senderName}}`,
});

/** How a campaign of marketing mails is enrolled in. */
const campaign = (sequence: string, steps: readonly Json[]): Json => ({
	operation: 'enrol',
	sequence,
	purpose: 'marketing',
	sendFirstNow: false,
	steps: { step: steps },
});

const first = campaign('Spring campaign', [
	email(
		'Who we are',
		0,
		'An idea for {{company|your company}}',
		'companies like {{company|yours}} save a day a week with us. Here is how: https://www.example.com/how',
	),
	email(
		'One question',
		4,
		'May I ask one thing, {{firstName|reader}}?',
		'who looks after this at {{company|your company}}? A word in reply is enough.',
	),
]);

const second = campaign('Second try', [
	email(
		'Another idea',
		30,
		'Perhaps this fits better',
		'some weeks ago I wrote about saving time. This one is about saving money: https://www.example.com/costs',
	),
]);

/** Made-up companies that nobody has heard from. */
const targets: Json[] = [
	{
		name: 'Henrik Solberg',
		email: 'henrik.solberg@solberg-yards.example.com',
		company: 'Solberg Yards',
		country: 'United States',
	},
	{
		name: 'Lucia Ferrante',
		email: 'lucia.ferrante@ferrante-glass.example.com',
		company: 'Ferrante Glass',
		country: 'United States',
	},
];

/** From a list of strangers to leads. */
export const targetCampaign: Template = {
	file: '16-target-list-campaign',
	id: 'targetCampaign16',
	title: 'Turn a target list into leads with a campaign that stops by itself',
	audience: 'Teams that write to a list of companies and want to see only those that react.',
	overview: {
		how: [
			'**Upload a target list** takes a CSV or Excel file. Everybody on it becomes a *target*, which no report and no rep counts as a lead; who is a lead already stays one.',
			'The campaign writes in the reader’s working hours, within your mailbox’s limits, with a link to unsubscribe. No target gets the same mail twice.',
			'A reply, a click by a person or the form makes a lead: the campaign ends for it, it is filtered, scored and given to a rep.',
			'Who has not answered after the last mail gets **Second try**. Targets that never answered are counted for deletion each month.',
		],
		setup: [
			settingsStep,
			smtpStep('Send the campaign', 'Assign a rep') +
				' Pick the IMAP credential of your sender’s mailbox in **Replies**.',
			'Ask a lawyer whether you may write to the people on your list. By default a target in a country that asks for consent first is held, with that reason.',
			'**Publish**, then open the production address of **Upload a target list**. Begin with your own addresses.',
		],
		customise:
			'The mails in **Enrol in the campaign** and **Second try**; how old targets may get, list by list, in **Purge old targets**, whose dry run you switch off when you trust it.',
	},
	requirements: [mailAccount, 'A mailbox with IMAP', 'A public https address of your n8n'],
	rows: [
		[
			{
				title: 'List',
				text: 'A form for colleagues. Rows become targets; the name of the list stays with them.',
				nodes: [
					n8n(
						[0, 0],
						'Upload a target list',
						'formTrigger',
						{
							authentication: 'n8nUserAuth',
							formTitle: 'Upload a target list',
							formDescription: 'CSV or XLSX with an e-mail address in each row.',
							formFields: {
								values: [
									{
										fieldName: 'file',
										fieldLabel: 'File',
										fieldType: 'file',
										multipleFiles: false,
										acceptFileTypes: '.csv, .xlsx',
										requiredField: true,
									},
									{
										fieldName: 'list',
										fieldLabel: 'Name of the list',
										fieldType: 'text',
										requiredField: true,
									},
								],
							},
							options: {},
						},
						{ to: 'Import as targets' },
					),
					ours(
						[1, 0],
						'Import as targets',
						'leadCapture',
						{
							operation: 'import',
							binaryProperty: 'file',
							startAs: 'target',
							options: { lists: '={{ $json.list }}' },
						},
						{
							to: { Imported: 'Targets of this list', Rejected: 'Refused rows' },
							demo: { tableFrom: 'rows', options: { lists: 'Demo list' } },
						},
					),
					end([2, 1], 'Refused rows'),
					ours(
						[2, 0],
						'Targets of this list',
						'leadRecord',
						{
							operation: 'getMany',
							returnAll: true,
							filters: {
								stages: ['target'],
								conditions: {
									rows: [
										{
											field: 'importBatch',
											operator: 'is',
											value: '={{ $json.importBatch }}',
										},
									],
								},
							},
						},
						{ to: 'Enrol in the campaign' },
					),
					...settings([0, 1]),
				],
			},
			{
				title: 'Campaign',
				text: 'Sends what is due. Who was not reached by it and is still a target gets one more try.',
				nodes: [
					ours([0, 0], 'Enrol in the campaign', 'nurtureSequence', first, {
						to: 'Send the campaign',
					}),
					every([0, 1], 'Every 5 minutes', minutes(5), 'Send the campaign'),
					sendDue(
						[1, 0],
						'Send the campaign',
						{
							to: {
								Sent: 'Sent',
								Tasks: 'Nothing to do by hand',
								Held: 'Held, with the reason',
								Finished: 'Look it up',
							},
						},
						{ options: { sequences: 'Spring campaign, Second try' } },
					),
					end([2, 0], 'Sent'),
					end([2, 0.7], 'Nothing to do by hand'),
					end([2, 1.4], 'Held, with the reason'),
					ours(
						[2, 2.1],
						'Look it up',
						'leadRecord',
						{ operation: 'get' },
						{ to: 'Still a target?' },
					),
					when([3, 2.1], 'Still a target?', ['$json.stage', 'target'], {
						True: 'Second try',
						False: 'Answered',
					}),
					ours([4, 2.1], 'Second try', 'nurtureSequence', second),
					end([4, 1.4], 'Answered'),
				],
			},
		],
		[
			{
				title: 'Answers',
				text: 'Whatever the way somebody answers, the target is a lead from then on.',
				nodes: [
					ours(
						[0, 0],
						'Replies',
						'leadMailboxTrigger',
						{ kinds: ['reply'] },
						{ to: 'Filter by ICP', demo: 'off' },
					),
					ours(
						[0, 1],
						'Links in mails',
						'touchpointTrigger',
						{ path: 'lead/main/campaign', events: ['clicked'] },
						{ to: 'Filter by ICP' },
					),
					ours(
						[0, 2],
						'Landing page',
						'leadCaptureTrigger',
						{
							source: 'form',
							kind: 'landing',
							path: 'lead/main/spring',
							title: 'A day a week for you',
							description: 'Tell us where to reach you, and we show you how.',
							options: { campaign: 'Spring campaign' },
						},
						{ to: 'Filter by ICP' },
					),
					ours([1, 1], 'Filter by ICP', 'filterByIcp', { outputs: 'one' }, { to: 'Score' }),
					...toARep([2, 1]),
				],
			},
			{
				title: 'Purge',
				text: 'Counts targets that never answered. Deletes only with Dry Run off.',
				nodes: [
					every([0, 0], 'Every first of the month', monthly(6), 'Purge old targets'),
					ours([1, 0], 'Purge old targets', 'scrubJunk', {
						operation: 'purge',
						what: ['targets'],
						olderThanDays: 180,
					}),
				],
			},
		],
	],
	demo: {
		into: 'Import as targets',
		leads: targets,
		reaches: ['Targets of this list', 'Enrol in the campaign', 'Send the campaign'],
	},
};
