import type { INodeProperties } from 'n8n-workflow';
import { starts, type CaptureOptions } from '../../lib/process/capture/types';
import type { Parameters } from '../shared';

const matches = ['email', 'external', 'phone', 'linkedin'] as const;
const answers = ['update', 'fill', 'unchanged', 'review'] as const;

/** 'Same Person When' and 'When the Lead Exists'. */
export const matchFields: INodeProperties[] = [
	{
		displayName: 'Same Person When',
		name: 'matchBy',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'E-Mail', value: 'email', description: 'The e-mail address is the same' },
			{
				name: 'External ID',
				value: 'external',
				description: "The other system's ID is the same",
			},
			{ name: 'LinkedIn URL', value: 'linkedin', description: 'The profile is the same' },
			{
				name: 'Phone',
				value: 'phone',
				description: 'The number is the same and the names agree',
			},
		],
		default: 'email',
		description:
			'What tells first whether somebody is known already; e-mail, IDs and profiles always count, a phone by itself only where there is no e-mail',
	},
	{
		displayName: 'When the Lead Exists',
		name: 'onMatch',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Fill Blanks Only', value: 'fill', description: 'Only empty fields are filled' },
			{
				name: 'Leave Unchanged',
				value: 'unchanged',
				description: 'Only the contact is recorded',
			},
			{
				name: 'Send to Review',
				value: 'review',
				description: 'Somebody decides; the lead stays as it is',
			},
			{ name: 'Update', value: 'update', description: 'Newer values replace older ones' },
		],
		default: 'update',
		description: 'Owner, stage and consent are never overwritten, whatever is chosen',
	},
	{
		displayName: 'New People Are',
		name: 'startAs',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Leads', value: 'lead', description: 'They turned to you, or you know them' },
			{
				name: 'Targets',
				value: 'target',
				description:
					'Addresses of a list for a campaign; a reply, a form or a click makes leads of them',
			},
		],
		default: 'lead',
		description: 'What somebody becomes who is not known yet; who is a lead already stays one',
	},
];

/** How submissions meet known leads, as the panel says. */
export function captureOptionsOf(parameters: Parameters): CaptureOptions {
	return {
		matchBy: parameters.choice('matchBy', matches),
		onMatch: parameters.choice('onMatch', answers),
		startAs: parameters.choice('startAs', starts),
	};
}
