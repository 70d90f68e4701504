import { ways, type FormPayload, type FormSigns } from '../../form/payload';
import { targetOf } from '../headers/target';
import { asText, at, isObject, type Json, type JsonObject } from '../read/clean';
import type { Entry } from '../read/entry';
import { mappingName, type Mapping } from '../read/fields';
import type { Frame, Preset } from './preset';
import { idOf } from './parts';

/** Our own forms: every answer stands under its key, so that nothing has to be understood. */
export const hostedForm: Preset = {
	key: 'hostedForm',
	label: 'Website Form',
	is: (body) => asText(body['leadForm']) !== undefined && isObject(body['answers']),
	read: (body) => [frameOf(body)],
};

const touches = {
	phone: 'call.inbound',
	card: 'visit.faceToFace',
	event: 'event.attended',
} as const;
const channels = { phone: 'Phone', card: 'Face to Face', event: 'Event' } as const;

function frameOf(body: JsonObject): Frame {
	const answers = isObject(body['answers']) ? body['answers'] : {};
	const way = ways.find((one) => one === body['way']);
	const form = asText(body['form']);
	const told = consentIn(body['consent']);
	return {
		body: answers,
		entries: [...entriesOf(answers), ...entriesOf(isObject(body['page']) ? body['page'] : {})],
		mapping: mappingOf([...Object.keys(answers), 'landingUrl', 'referrer']),
		...idOf(body['submissionId']),
		...(form ? { form: form.slice(0, 200) } : {}),
		...(way ? { touchType: touches[way], channel: channels[way] } : {}),
		...(told ? { consent: told } : {}),
		signs: signsIn(body['signs']),
	};
}

function entriesOf(values: JsonObject): Entry[] {
	return Object.entries(values).flatMap(([key, value]) => {
		const text = asText(value);
		return text === undefined ? [] : [{ labels: [key], path: [], value: text }];
	});
}

function mappingOf(keys: readonly string[]): Mapping {
	return new Map(keys.map((key) => [mappingName(key), targetOf(key) ?? { own: key }]));
}

const purposes = ['answer', 'marketing', 'sharing'] as const;

function consentIn(value: Json | undefined): FormPayload['consent'] | undefined {
	const text = asText(at(value, 'text'));
	if (text === undefined) return undefined;
	const version = asText(at(value, 'textVersion'));
	const confirmAt = asText(at(value, 'confirmAt'));
	return {
		channel: 'email',
		purpose: purposes.find((one) => one === at(value, 'purpose')) ?? 'marketing',
		text,
		...(version ? { textVersion: version } : {}),
		...(at(value, 'pending') === true ? { pending: true } : {}),
		...(confirmAt ? { confirmAt } : {}),
	};
}

function signsIn(value: Json | undefined): FormSigns {
	const seconds = at(value, 'seconds');
	const least = at(value, 'leastSeconds');
	const limit = asText(at(value, 'limit'));
	return {
		trap: at(value, 'trap') === true,
		signed: at(value, 'signed') === true,
		leastSeconds: typeof least === 'number' ? least : 0,
		...(typeof seconds === 'number' ? { seconds } : {}),
		...(limit ? { limit } : {}),
	};
}
