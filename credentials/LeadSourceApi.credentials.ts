import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';

/** What a provider of leads and we agree on, so that nobody else can post leads in its name. Tested by the nodes that use it. */
export class LeadSourceApi implements ICredentialType {
	name = 'leadSourceApi';

	displayName = 'Lead Source API';

	icon: Icon = {
		light: 'file:../nodes/LeadCapture/leadCaptureTrigger.svg',
		dark: 'file:../nodes/LeadCapture/leadCaptureTrigger.dark.svg',
	};

	documentationUrl =
		'https://lead-management.example/n8n-nodes-lead-management/docs/credentials/lead-source';

	properties: INodeProperties[] = [
		{
			displayName: 'Signing Secret',
			name: 'signingSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'The secret that the provider signs its messages with, e.g. the app secret of Meta, the signing secret of Typeform or Calendly, or the webhook key of a Google Ads lead form',
		},
		{
			displayName: 'Verify Token',
			name: 'verifyToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				"A word of your choice that the provider repeats when it checks your address, e.g. 'Verify Token' of Meta's webhooks",
		},
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'For providers whose message only says that there is a lead, such as Meta: the token that its fields are fetched with',
		},
	];
}
