import type { INodeProperties } from 'n8n-workflow';
import { form, publicKinds, shown } from './shown';

/** What visitors agree to, and whether they confirm it. */
export function consentFields(): INodeProperties[] {
	return [
		{
			displayName: 'Consent Text',
			name: 'consentText',
			type: 'string',
			typeOptions: { rows: 2 },
			default: '',
			placeholder: 'e.g. Yes, send me news and offers by e-mail. I can unsubscribe at any time.',
			description:
				'Words beside a box to tick; kept with the consent. While empty, nothing is asked.',
			displayOptions: shown,
		},
		{
			displayName: 'Consent Is For',
			name: 'consentPurpose',
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'Marketing', value: 'marketing', description: 'News and offers by e-mail' },
				{ name: 'Answer to Their Request', value: 'answer', description: 'Getting back to them' },
				{
					name: 'Sharing with a Partner',
					value: 'sharing',
					description: 'Giving their data to a partner, which Assign asks for before it does so',
				},
			],
			default: 'marketing',
			description: 'What may be done with the data of whoever ticks the box',
			displayOptions: { show: form, hide: { consentText: [''] } },
		},
		{
			displayName: 'Consent Version',
			name: 'consentVersion',
			type: 'string',
			default: '',
			placeholder: 'e.g. 2026-03',
			description: 'Kept with each consent; while empty, made of the words themselves',
			displayOptions: { show: form, hide: { consentText: [''] } },
		},
		{
			displayName: 'Consent Is Required',
			name: 'consentRequired',
			type: 'boolean',
			noDataExpression: true,
			default: false,
			description: 'Whether the form can only be sent with the box ticked',
			displayOptions: { show: form, hide: { consentText: [''] } },
		},
		{
			displayName: 'Double Opt-In',
			name: 'doubleOptIn',
			type: 'boolean',
			noDataExpression: true,
			default: false,
			description:
				'Whether a consent counts only after the visitor has confirmed it by a link in a mail, which is good for 72 hours',
			displayOptions: { show: { ...form, kind: publicKinds } },
		},
		{
			displayName: 'Confirmation Mail',
			name: 'confirmBy',
			type: 'options',
			noDataExpression: true,
			options: [
				{
					name: 'Sent by This Node',
					value: 'smtp',
					description: 'By SMTP, with the credential above',
				},
				{
					name: 'Sent by Another Node',
					value: 'output',
					description: "The finished mail leaves by the output 'To Confirm'",
				},
			],
			default: 'smtp',
			description: 'Who sends the mail that asks to confirm; at most one a day to an address',
			displayOptions: { show: { ...form, kind: publicKinds, doubleOptIn: [true] } },
		},
		{
			displayName: 'From',
			name: 'from',
			type: 'string',
			default: '',
			placeholder: 'e.g. Example Ltd <hello@example.com>',
			description: 'Sender of the confirmation mail; from the workspace settings while empty',
			displayOptions: {
				show: { ...form, kind: publicKinds, doubleOptIn: [true], confirmBy: ['smtp'] },
			},
		},
		{
			displayName: 'Who May Use It',
			name: 'access',
			type: 'options',
			noDataExpression: true,
			options: [
				{
					name: 'Anyone With the Address',
					value: 'open',
					description: 'Choose a path nobody can guess',
				},
				{ name: 'Name and Password', value: 'password', description: 'The browser asks for them' },
			],
			default: 'open',
			description: 'Who can open the form and enter leads',
			displayOptions: { show: { ...form, kind: ['internal'] } },
		},
	];
}
