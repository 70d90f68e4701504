import { asText, at, isObject, type JsonObject } from '../read/clean';
import { idOf, without } from './parts';
import type { Frame, Preset } from './preset';

/** Google Ads lead form (webhook). `google_key` is a secret and is left out whatever its case. */
export const googleAds: Preset = {
	key: 'googleAds',
	label: 'Google Ads',
	is: (body) => Array.isArray(body['user_column_data']),
	read: (body) => {
		const rest = Object.fromEntries(
			Object.entries(body).filter(([key]) => !/^google_?key$/iu.test(key)),
		);
		return [
			{
				body: without(rest, ['lead_id', 'is_test', 'api_version']),
				...idOf(body['lead_id']),
				touchType: 'ad.leadForm',
				channel: 'Paid Search',
				isTest: body['is_test'] === true,
			},
		];
	},
};

/** Meta lead ads: a notification names leads by id only; a fetched lead has `field_data`. */
export const meta: Preset = {
	key: 'metaLeadAds',
	label: 'Meta Lead Ads',
	is: (body) => Array.isArray(body['field_data']) || changesOf(body).length > 0,
	read: (body) => {
		const changes = changesOf(body);
		if (changes.length === 0) return [metaLead(body)];
		return changes.map((value) =>
			Array.isArray(value['field_data'])
				? metaLead(value)
				: {
						body: value,
						...idOf(value['leadgen_id']),
						...(asText(value['leadgen_id']) ? { waitsFor: asText(value['leadgen_id']) ?? '' } : {}),
						...(value['created_time'] === undefined ? {} : { occurredAt: value['created_time'] }),
						touchType: 'ad.leadForm',
					},
		);
	},
};

/** LinkedIn Lead Gen Forms: a notification names the response; a fetched response has `formResponse.answers`. */
export const linkedIn: Preset = {
	key: 'linkedIn',
	label: 'LinkedIn Lead Gen Forms',
	is: (body) => body['leadGenFormResponse'] !== undefined || isObject(body['formResponse']),
	read: (body) => {
		const id = asText(body['leadGenFormResponse']) ?? asText(body['id']);
		const when = body['occurredAt'] ?? body['submittedAt'];
		const base: Frame = {
			body,
			...idOf(id),
			...(when === undefined ? {} : { occurredAt: when }),
			touchType: 'ad.leadForm',
			channel: 'Paid Social',
			isTest: body['testLead'] === true,
		};
		if (/^delete/iu.test(asText(body['leadAction']) ?? ''))
			return [{ ...base, notALead: 'The lead was deleted at LinkedIn' }];
		return isObject(body['formResponse']) ? [base] : [{ ...base, ...(id ? { waitsFor: id } : {}) }];
	},
};

/** TikTok lead generation. */
export const tikTok: Preset = {
	key: 'tikTok',
	label: 'TikTok Lead Generation',
	is: (body) =>
		/^lead$/iu.test(asText(body['object']) ?? '') ||
		body['lead_data'] !== undefined ||
		(body['advertiser_id'] !== undefined && body['lead_id'] !== undefined),
	read: (body) => {
		const entries = Array.isArray(body['entry']) ? body['entry'].filter(isObject) : [body];
		return entries.map((entry) => ({
			body: entry,
			...idOf(entry['lead_id'] ?? entry['leadgen_id'] ?? entry['id']),
			...(entry['create_time'] === undefined ? {} : { occurredAt: entry['create_time'] }),
			touchType: 'ad.leadForm',
			channel: 'Paid Social',
			isTest: entry['is_test'] === true || entry['test_lead'] === true,
		}));
	},
};

function metaLead(body: JsonObject): Frame {
	return {
		body: without(body, ['id', 'created_time', 'leadgen_id']),
		...idOf(body['leadgen_id'] ?? body['id']),
		...(body['created_time'] === undefined ? {} : { occurredAt: body['created_time'] }),
		touchType: 'ad.leadForm',
		channel: 'Paid Social',
		...(asText(body['campaign_name']) ? { campaign: asText(body['campaign_name']) } : {}),
		isTest: JSON.stringify(body['field_data'] ?? '').includes('<test lead: dummy data'),
	};
}

function changesOf(body: JsonObject): JsonObject[] {
	const entries = Array.isArray(body['entry']) ? body['entry'] : [];
	return entries.flatMap((entry) => {
		const changes = at(entry, 'changes');
		if (!Array.isArray(changes)) return [];
		return changes.flatMap((change) => {
			const value = at(change, 'value');
			return at(change, 'field') === 'leadgen' && isObject(value) ? [value] : [];
		});
	});
}
