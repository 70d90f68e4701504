import type { INodeProperties } from 'n8n-workflow';
import { form, shown } from './shown';

/** What the visitor sees afterwards. */
export function afterFields(): INodeProperties[] {
	return [
		{
			displayName: 'After Submitting',
			name: 'afterSubmit',
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'Show a Message', value: 'message', description: 'A page that says thank you' },
				{ name: 'Redirect', value: 'redirect', description: 'Goes on to a page of yours' },
				{
					name: 'Send a File',
					value: 'file',
					description: 'A page with a download link; with double opt-in after confirming',
				},
			],
			default: 'message',
			description:
				'What the visitor sees; the same for everybody, whatever became of the submission',
			displayOptions: shown,
		},
		{
			displayName: 'Thank-You Title',
			name: 'thanksTitle',
			type: 'string',
			default: '',
			placeholder: 'e.g. Thank you',
			description: 'Heading of the page afterwards',
			displayOptions: { show: { ...form, afterSubmit: ['message', 'file'] } },
		},
		{
			displayName: 'Thank-You Text',
			name: 'thanksText',
			type: 'string',
			typeOptions: { rows: 2 },
			default: '',
			placeholder: 'e.g. We will call you today.',
			description: 'What happens next',
			displayOptions: { show: { ...form, afterSubmit: ['message', 'file'] } },
		},
		{
			displayName: 'Redirect To',
			name: 'redirectUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://www.example.com/thank-you',
			description: 'Address of the page',
			displayOptions: { show: { ...form, afterSubmit: ['redirect'] } },
		},
		{
			displayName: 'File Address',
			name: 'fileUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://www.example.com/files/guide.pdf',
			description:
				'Where the file is; visitors get it through this trigger and never see the address',
			displayOptions: { show: { ...form, afterSubmit: ['file'] } },
		},
		{
			displayName: 'File Name',
			name: 'fileName',
			type: 'string',
			default: '',
			placeholder: 'e.g. Guide.pdf',
			description: 'Under which it is saved',
			displayOptions: { show: { ...form, afterSubmit: ['file'] } },
		},
	];
}
