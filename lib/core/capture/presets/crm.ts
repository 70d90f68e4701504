import { asText, isObject } from '../read/clean';
import { event, idOf, when, without } from './parts';
import type { Preset } from './preset';

/** HubSpot form submissions; its CRM events name a contact by number only. */
export const hubspot: Preset = {
	key: 'hubspot',
	label: 'HubSpot',
	is: (body) =>
		body['subscriptionType'] !== undefined ||
		(Array.isArray(body['values']) && body['submittedAt'] !== undefined) ||
		(Array.isArray(body['fields']) && isObject(body['context'])) ||
		(body['vid'] !== undefined && isObject(body['properties'])),
	read: (body) => {
		const kind = asText(body['subscriptionType']);
		if (kind !== undefined && !isObject(body['properties'])) {
			const id = asText(body['objectId']);
			const made = /creation$/u.test(kind);
			return [
				{
					body,
					...idOf(id),
					...event(body['eventId']),
					...when(body['occurredAt']),
					...(made && id
						? { waitsFor: id }
						: { notALead: `HubSpot's event '${kind}' brings no new lead` }),
				},
			];
		}
		return [
			{
				body: without(body, [
					'submittedAt',
					'identity-profiles',
					'vid',
					'canonical-vid',
					'portal-id',
				]),
				...idOf(body['conversionId'] ?? body['vid'] ?? body['submissionId']),
				...when(body['submittedAt'] ?? body['addedAt']),
			},
		];
	},
};
