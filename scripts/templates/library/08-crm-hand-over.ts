import { type Template, ours, n8n, end } from '../build/spec';
import { every, fill, minutes, settings, settingsStep, when } from './common';
import { sampleLeads } from './samples';

/** Hot leads to a CRM, won and lost back. */
export const crmHandOver: Template = {
	file: '08-crm-hand-over',
	id: 'crmHandOver08',
	title: 'Hand hot leads to HubSpot and read won and lost back',
	audience:
		'Teams that close in a CRM and want their score to learn from what was won and lost there.',
	overview: {
		how: [
			'Every ten minutes hot leads that have no HubSpot id yet become contacts there. The id comes back into the lead, so nobody is handed over twice.',
			'At the same time the contacts that changed most lately are read. A customer over there becomes a customer here, with the touchpoint that says so; whoever was lost is disqualified with the reason.',
			'Won and lost leads are what **Learn From History** in Score and **Suggest Profile** in Filter by ICP learn from.',
		],
		setup: [
			settingsStep,
			'Pick your HubSpot credential in **HubSpot contact** and **Changed contacts**.',
			'Look at **Won?** and **Lost?**: they hold the words of your HubSpot.',
			'**Publish**.',
		],
		customise:
			'For Salesforce, Pipedrive, Zoho or another CRM replace the two HubSpot nodes and adapt **Their words**; all else stays.',
	},
	requirements: ['A HubSpot private app with access to contacts, or another CRM that n8n knows'],
	rows: [
		[
			{
				title: 'Hand over',
				text: 'Hot and not there yet. The contact is found by e-mail, so that a known one is updated.',
				nodes: [
					every([0, 0], 'Every 10 minutes', minutes(10), 'Hot leads'),
					ours(
						[1, 0],
						'Hot leads',
						'leadRecord',
						{
							operation: 'getMany',
							returnAll: true,
							filters: {
								temperatures: ['hot'],
								conditions: {
									rows: [{ field: '__other', fieldName: 'hubspotId', operator: 'missing' }],
								},
							},
						},
						{ to: 'HubSpot contact' },
					),
					n8n(
						[2, 0],
						'HubSpot contact',
						'hubspot',
						{
							authentication: 'appToken',
							resource: 'contact',
							operation: 'upsert',
							email: '={{ $json.email }}',
							additionalFields: {
								firstName: '={{ $json.firstName }}',
								lastName: '={{ $json.lastName }}',
								companyName: '={{ $json.company }}',
								jobTitle: '={{ $json.title }}',
								phoneNumber: '={{ $json.phone }}',
							},
							options: {},
						},
						{ to: 'Contact id', demo: 'off' },
					),
					fill(
						[3, 0],
						'Contact id',
						{
							hubspotId: '={{ $json.vid ?? $json.id ?? "" }}',
							leadId: "={{ $('Hot leads').item.json.leadId }}",
						},
						'Remember the id',
					),
					ours([4, 0], 'Remember the id', 'leadRecord', {
						operation: 'update',
						set: {
							fields: [
								{ field: '__other', fieldName: 'hubspotId', take: 'item', from: 'hubspotId' },
							],
						},
					}),
				],
			},
		],
		[
			{
				title: 'Read back',
				text: 'What sales has won and lost over there is known here, with who and why.',
				nodes: [
					every([0, 0], 'Every 10 minutes, back', minutes(10), 'Changed contacts'),
					...settings([0, 1]),
					n8n(
						[1, 0],
						'Changed contacts',
						'hubspot',
						{
							authentication: 'appToken',
							resource: 'contact',
							operation: 'search',
							limit: 100,
							additionalFields: {
								sortBy: 'lastmodifieddate',
								direction: 'DESCENDING',
								properties: ['email', 'lifecyclestage', 'hs_lead_status'],
							},
						},
						{ to: 'Their words', demo: 'off' },
					),
					fill(
						[2, 0],
						'Their words',
						{
							email: '={{ $json.properties?.email ?? $json.email }}',
							customer: '={{ $json.properties?.lifecyclestage ?? $json.lifecyclestage ?? "" }}',
							status: '={{ $json.properties?.hs_lead_status ?? $json.hs_lead_status ?? "" }}',
							externalId: '={{ "hubspot-won-" + ($json.id ?? $json.email) }}',
						},
						'Won?',
					),
					when([3, 0], 'Won?', ['$json.customer', 'customer'], {
						True: 'Record the purchase',
						False: 'Lost?',
					}),
					ours(
						[4, 0],
						'Record the purchase',
						'trackTouchpoint',
						{
							operation: 'record',
							type: 'purchase.completed',
							leadBy: 'email',
							options: { source: 'hubspot' },
						},
						{ to: { Recorded: 'Customers', Unmatched: 'Not from us' } },
					),
					end([5, 0], 'Customers'),
					end([5, 1], 'Not from us'),
					when([3, 1], 'Lost?', ['$json.status', 'UNQUALIFIED'], {
						True: 'Disqualify',
						False: 'Still open',
					}),
					ours([4, 1], 'Disqualify', 'scrubJunk', {
						operation: 'disqualify',
						reason: 'lostToCompetitor',
					}),
					end([4, 2], 'Still open'),
				],
			},
		],
	],
	demo: {
		into: 'Changed contacts',
		captured: true,
		leads: sampleLeads.slice(0, 3).map((lead, index) => ({
			...lead,
			lifecyclestage: index === 0 ? 'customer' : 'lead',
			hs_lead_status: index === 1 ? 'UNQUALIFIED' : 'OPEN',
		})),
		reaches: ['Customers', 'Disqualify', 'Still open'],
	},
};
