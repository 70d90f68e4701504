import { type Template, ours, n8n } from '../build/spec';
import { mailAccount, settings, settingsStep, sorting, toARep } from './common';
import { sampleLeads } from './samples';

/** Leads that no website brings. */
export const captureOffline: Template = {
	file: '11-capture-phone-events-and-mail',
	id: 'captureOffline11',
	title: 'Capture leads from phone calls, business cards, events and e-mail',
	audience: 'Teams whose best leads call, hand over a card at a fair, or write to info@.',
	overview: {
		how: [
			'**Call, card or event** is a form for colleagues, on a computer or a phone: whoever takes a call or a card enters it in half a minute. A call counts as a conversation, so that the lead is contacted already.',
			'**Visitors at the stand** fill in their own form on a tablet, with their consent; the fair is its campaign.',
			'**Mail to info@** makes a lead of each mail: the sender, or whoever a notification mail is about. The same mail counts once.',
			'Whatever the way, one person stays one lead. Junk is sorted out, the rest is scored and given to a rep, who gets the lead card by mail.',
		],
		setup: [
			settingsStep,
			'Make a Basic Auth credential with a name and password for colleagues and pick it in **Call, card or event**.',
			'Pick the IMAP credential of your mailbox in **Mail to info@**, and your SMTP credential in **Assign a rep**.',
			'Put your team into **Assign a rep**.',
			'**Publish** and bookmark the production addresses of both forms.',
		],
		customise:
			'Questions of both forms, the campaign in **Visitors at the stand**, the folder in **Mail to info@**.',
	},
	requirements: [mailAccount, 'A mailbox with IMAP, if leads write to you'],
	rows: [
		[
			{
				title: 'Come in',
				text: 'Two forms and a mailbox. Each is kept before the form says thank you.',
				nodes: [
					ours(
						[0, 0],
						'Call, card or event',
						'leadCaptureTrigger',
						{
							source: 'form',
							kind: 'internal',
							path: 'lead/main/colleagues',
							title: 'Enter a lead',
							access: 'password',
						},
						{ to: 'Sort the leads', demo: { access: 'open' } },
					),
					ours(
						[0, 1],
						'Visitors at the stand',
						'leadCaptureTrigger',
						{
							source: 'form',
							path: 'lead/main/stand',
							title: 'Stay in touch',
							button: 'Send',
							consentText: 'Yes, send me news about your products. I can stop them at any time.',
							options: { campaign: 'Spring fair', defaultSource: 'Fair' },
						},
						{ to: 'Sort the leads' },
					),
					n8n(
						[0, 2],
						'Mail to info@',
						'emailReadImap',
						{ mailbox: 'INBOX', postProcessAction: 'nothing', format: 'simple', options: {} },
						{ to: 'Sort the leads', demo: 'off' },
					),
				],
			},
			{
				title: 'Sort',
				text: 'New and known people go on; the rest waits for a look. Newsletters and spam end as junk.',
				nodes: [...sorting([0, 0], 'Filter by ICP'), ...settings([0, 2])],
			},
			{
				title: 'Give to a rep',
				text: 'Fit, heat, then an owner in a fair turn, who gets the lead card.',
				nodes: [
					ours([0, 0], 'Filter by ICP', 'filterByIcp', { outputs: 'one' }, { to: 'Score' }),
					...toARep([1, 0]),
				],
			},
		],
	],
	demo: {
		into: 'Sort the leads',
		leads: [
			{
				messageId: '<demo-mail-1@mail.example.com>',
				from: 'Greta Sandvik <greta.sandvik@sandvik-bakery.example.com>',
				subject: 'Prices for ten shops',
				textPlain:
					'Hello,\n\nwe run ten bakeries and look for a new till system. What does it cost?\n\nGreta Sandvik',
			},
			...sampleLeads,
		],
		reaches: ['Scrub junk', 'Junk in quarantine', 'Assign a rep', 'With a rep'],
	},
};
