import { asText, at, isObject, type Json } from '../read/clean';
import { hubspot } from './crm';
import { calCom, calendly } from './meetings';
import { event, idOf, named, when, without } from './parts';
import { netlify, webflow, wordPress } from './sites';
import type { Preset } from './preset';

const typeform: Preset = {
	key: 'typeform',
	label: 'Typeform',
	is: (body) => isObject(body['form_response']),
	read: (body) => {
		const response = at(body, 'form_response');
		return [
			{
				body: isObject(response)
					? without(response, ['token', 'landed_at', 'calculated', 'ending', 'form_id'])
					: {},
				...idOf(at(response, 'token') ?? body['event_id']),
				...event(body['event_id']),
				...when(at(response, 'submitted_at')),
				...named(at(response, 'definition', 'title')),
			},
		];
	},
};

const tally: Preset = {
	key: 'tally',
	label: 'Tally',
	is: (body) => Array.isArray(at(body, 'data', 'fields')) && body['eventType'] !== undefined,
	read: (body) => [
		{
			body: at(body, 'data', 'fields') ?? [],
			...idOf(at(body, 'data', 'responseId') ?? at(body, 'data', 'submissionId')),
			...event(body['eventId']),
			...when(at(body, 'data', 'createdAt') ?? body['createdAt']),
			...named(at(body, 'data', 'formName')),
		},
	],
};

/** Jotform posts the answers as JSON inside `rawRequest`; its API gives `answers` by number. */
const jotform: Preset = {
	key: 'jotform',
	label: 'Jotform',
	is: (body) =>
		body['rawRequest'] !== undefined ||
		body['submissionID'] !== undefined ||
		Object.values(isObject(body['answers']) ? body['answers'] : {}).some((answer) =>
			/^control_/u.test(asText(at(answer, 'type')) ?? ''),
		) ||
		Object.keys(body).some((key) => /^q\d+_/u.test(key)),
	read: (body) => {
		const answers = body['rawRequest'] ?? answered(body['answers']);
		const rest = without(body, [
			'rawRequest',
			'answers',
			'pretty',
			'id',
			'submissionID',
			'formID',
			'form_id',
			'status',
			'new',
			'flag',
			'created_at',
			'updated_at',
			'notes',
			'website',
			'formTitle',
			'username',
			'webhookURL',
			'type',
			'customParams',
			'product',
			'customTitle',
			'customBody',
			'appID',
			'teamID',
			'subject',
			'isSilent',
			'fromTable',
			'action',
			'parent',
		]);
		return [
			{
				body: answers === undefined ? rest : { answers, ...(body['ip'] ? { ip: body['ip'] } : {}) },
				...idOf(body['submissionID'] ?? body['id']),
				...when(body['created_at']),
				...named(body['formTitle']),
			},
		];
	},
};

/** Presets of form builders and calendars, the most particular first. */
export const formPresets: Preset[] = [
	typeform,
	tally,
	calendly,
	calCom,
	hubspot,
	webflow,
	netlify,
	jotform,
	wordPress,
];

/** Jotform lists headings and buttons among the answers; they have none. */
function answered(answers: Json | undefined): Json | undefined {
	if (!isObject(answers)) return answers;
	return Object.fromEntries(
		Object.entries(answers).filter(
			([, field]) =>
				!isObject(field) || field['type'] === undefined || field['answer'] !== undefined,
		),
	);
}
