import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';

/** The key that mail of your domain is signed with (DKIM, RFC 6376). Tested by the nodes that use it. */
export class SendingDomainApi implements ICredentialType {
	name = 'sendingDomainApi';

	displayName = 'Sending Domain API';

	icon: Icon = {
		light: 'file:../nodes/NurtureSequence/nurtureSequence.svg',
		dark: 'file:../nodes/NurtureSequence/nurtureSequence.dark.svg',
	};

	documentationUrl =
		'https://lead-management.example/n8n-nodes-lead-management/docs/credentials/sending-domain';

	properties: INodeProperties[] = [
		{
			displayName: 'Domain',
			name: 'domain',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. example.com',
			description: 'The domain after the @ of your sender address',
		},
		{
			displayName: 'Selector',
			name: 'selector',
			type: 'string',
			default: 'n8n',
			required: true,
			placeholder: 'e.g. n8n',
			description:
				"Names the key in your DNS: the public key is the TXT record 'selector._domainkey.your-domain'",
		},
		{
			displayName: 'DKIM Private Key',
			name: 'privateKey',
			type: 'string',
			typeOptions: { password: true, rows: 6 },
			default: '',
			required: true,
			placeholder: 'e.g. -----BEGIN PRIVATE KEY-----',
			description: 'The private key in PEM form, RSA with 2048 bits or Ed25519',
		},
	];
}
