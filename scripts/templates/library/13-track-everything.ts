import { type Template, type Step, ours, n8n, end } from '../build/spec';
import { mail, mailAccount, settings, settingsStep, smtpStep, when } from './common';
import { sampleLeads } from './samples';

/** Sends each kind of mail its way. */
const byKind = (at: Step['at'], to: Readonly<Record<string, string>>): Step =>
	n8n(
		at,
		'What kind of mail?',
		'switch',
		{
			mode: 'rules',
			rules: {
				values: Object.entries({
					Reply: 'reply',
					Bounce: 'bounce',
					'Automatic answer': 'autoReply',
				}).map(([outputKey, rightValue]) => ({
					outputKey,
					renameOutput: true,
					conditions: {
						options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 3 },
						combinator: 'and',
						conditions: [
							{
								id: rightValue,
								leftValue: '={{ $json.mail.kind }}',
								rightValue,
								operator: { type: 'string', operation: 'equals' },
							},
						],
					},
				})),
			},
			options: { fallbackOutput: 'extra' },
		},
		{ to },
	);

/** One timeline for everything. */
export const trackEverything: Template = {
	file: '13-track-every-touchpoint',
	id: 'trackEverything13',
	title: 'Track website visits, mails, calls and replies on one timeline',
	audience:
		'Teams that want to see everything between them and a lead, and to hear when it turns hot.',
	overview: {
		how: [
			'**Website and links** counts visits of your website, clicks in your mails and who unsubscribes. Programs that open links are told apart from people and move nothing.',
			'**Replies and bounces** reads a mailbox: a reply ends the sequence, a dead address is never written to again, an absence note moves the next mail.',
			'**Calls and meetings** takes what your telephone system or calendar posts. Somebody nobody knows leaves by its own way.',
			'After each touch the score is reckoned again. Who is hot now goes to your sales team at once, by mail.',
		],
		setup: [
			settingsStep,
			'Pick your IMAP credential in **Replies and bounces**.',
			smtpStep('Tell the team') + ' Put your team’s address there.',
			'**Publish**. Paste the line that **Website and links** shows into your website, and let your tools post to **Calls and meetings**.',
		],
		customise:
			'What counts how much in **Score again**; which events start the workflow in both triggers; put a task or a chat message in the place of **Tell the team**.',
	},
	requirements: [mailAccount, 'A mailbox with IMAP', 'A public https address of your n8n'],
	rows: [
		[
			{
				title: 'What happens',
				text: 'Everything is recorded in any case; only what people do goes on from here.',
				nodes: [
					ours(
						[0, 0.25],
						'Website and links',
						'touchpointTrigger',
						{ path: 'lead/main/track', events: ['clicked', 'visited', 'unsubscribed'] },
						{ to: 'Score again' },
					),
					ours(
						[0, 2],
						'Replies and bounces',
						'leadMailboxTrigger',
						{},
						{ to: 'What kind of mail?', demo: 'off' },
					),
					byKind([1, 2], {
						Reply: 'Score again',
						Bounce: 'Address is dead',
						'Automatic answer': 'Is away',
						Fallback: 'Other mail',
					}),
					end([2, 2], 'Address is dead'),
					end([2, 3], 'Is away'),
					end([2, 4], 'Other mail'),
					n8n(
						[0, 1],
						'Calls and meetings',
						'webhook',
						{ httpMethod: 'POST', path: 'lead/main/calls', options: {} },
						{ to: 'Record it' },
					),
					ours(
						[1, 1],
						'Record it',
						'trackTouchpoint',
						{ operation: 'record' },
						{ to: { Recorded: 'Score again', Unmatched: 'Unknown person' } },
					),
					end([2, 0], 'Unknown person'),
				],
			},
			{
				title: 'What it means',
				text: 'The score follows every touch. Hot leads are told at once, the others wait on their timeline.',
				nodes: [
					ours(
						[0, 1],
						'Score again',
						'score',
						{},
						{ to: { Hot: 'Just turned hot?', Warm: 'On its way', Cold: 'On its way' } },
					),
					when([1, 1], 'Just turned hot?', ['$json.crossed?.to', 'hot'], {
						True: 'Look it up',
						False: 'On its way',
					}),
					ours([2, 1], 'Look it up', 'leadRecord', { operation: 'get' }, { to: 'Tell the team' }),
					...mail([3, 1], 'Tell the team', {
						to: 'sales@example.com',
						from: 'hello@example.com',
						subject: '=Hot now: {{ $json.fullName ?? $json.email }}',
						text: '={{ $json.fullName ?? "" }} {{ $json.company ?? "" }}\n{{ $json.email ?? "" }} {{ $json.phone ?? "" }}\nScore {{ $json.score }}, grade {{ $json.grade }}. Owner: {{ $json.owner ?? "nobody yet" }}',
					}),
					end([1, 2.25], 'On its way'),
					...settings([0, 4]),
				],
			},
		],
	],
	demo: {
		into: 'Record it',
		captured: true,
		leads: sampleLeads.slice(0, 3).map((lead, index) => ({
			...lead,
			type: index === 0 ? 'quote.requested' : 'web.pageView',
		})),
		reaches: ['Score again', 'Tell the team', 'Told'],
	},
};
