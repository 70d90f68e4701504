import { asText, at, isObject, type Json, type JsonObject } from '../read/clean';
import { idOf, named, when, without } from './parts';
import type { Preset } from './preset';

/** Webflow: `name` is the form's name, the answers lie in `data`. */
export const webflow: Preset = {
	key: 'webflow',
	label: 'Webflow',
	is: (body) =>
		body['triggerType'] === 'form_submission' ||
		(isObject(body['data']) && body['site'] !== undefined && body['name'] !== undefined),
	read: (body) => {
		const payload = isObject(body['payload']) ? body['payload'] : body;
		return [
			{
				body: at(payload, 'data') ?? at(payload, 'formResponse', 'data') ?? {},
				...idOf(payload['id'] ?? payload['_id']),
				...when(payload['submittedAt'] ?? payload['d']),
				...named(payload['name']),
				...(asText(payload['pageUrl']) ? { also: { pageUrl: payload['pageUrl'] ?? null } } : {}),
			},
		];
	},
};

/** Netlify keeps the answers in `data`. */
export const netlify: Preset = {
	key: 'netlify',
	label: 'Netlify Forms',
	is: (body) =>
		isObject(body['data']) &&
		(body['form_name'] !== undefined || body['ordered_human_fields'] !== undefined),
	read: (body) => [
		{
			body: body['data'] ?? {},
			...idOf(body['id']),
			...when(body['created_at']),
			...named(body['form_name']),
		},
	],
};

/** Contact Form 7, Gravity Forms, WPForms and Elementor on WordPress. */
export const wordPress: Preset = {
	key: 'wordPress',
	label: 'WordPress Form',
	is: (body) =>
		Object.keys(body).some((key) => /^_?wpcf7|^_wpnonce|^wpforms|^gform_/u.test(key)) ||
		(body['form_id'] !== undefined &&
			(body['entry_id'] !== undefined || body['date_created'] !== undefined)) ||
		(isObject(body['form']) && isObject(body['fields']) && isObject(body['meta'])),
	read: (body) => {
		const gravity =
			body['date_created'] !== undefined &&
			Object.keys(body).some((key) => /^\d+(\.\d+)?$/u.test(key));
		const drop = Object.keys(body).filter((key) => /^_|^gform_|nonce/u.test(key));
		const answers = gravity ? gravityNames(body) : body;
		return [
			{
				body: without(answers, [
					...drop,
					'form_id',
					'form',
					'entry_id',
					'date_created',
					'date_updated',
					...(gravity
						? ['id', 'created_by', 'status', 'post_id', 'is_read', 'is_starred', 'payment_status']
						: []),
				]),
				...idOf(body['entry_id'] ?? (gravity ? body['id'] : undefined)),
				...when(body['date_created']),
				...named(
					body['form_title'] ?? body['form_name'] ?? at(body, 'form', 'name') ?? body['form_title'],
				),
			},
		];
	},
};

/** Gravity Forms numbers the parts of a name field n.2–n.8, of an address n.1–n.6. */
function gravityNames(body: JsonObject): JsonObject {
	const name: Record<string, string> = {
		2: 'prefix',
		3: 'first name',
		4: 'middle name',
		6: 'last name',
		8: 'suffix',
	};
	const place: Record<string, string> = {
		1: 'street',
		2: 'address line 2',
		3: 'city',
		4: 'state',
		5: 'zip',
		6: 'country',
	};
	const isAddress = (field: string) =>
		asText(body[`${field}.1`]) !== undefined || asText(body[`${field}.5`]) !== undefined;
	return Object.fromEntries(
		Object.entries(body).map(([key, value]): [string, Json] => {
			const [field = '', part = ''] = /^(\d+)\.(\d)$/u.exec(key)?.slice(1) ?? [];
			const label = (isAddress(field) ? place : name)[part];
			return [field !== '' && label !== undefined ? label : key, value];
		}),
	);
}
