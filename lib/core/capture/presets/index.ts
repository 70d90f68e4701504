import { googleAds, linkedIn, meta, tikTok } from './ads';
import { formPresets } from './forms';
import { hostedForm } from './hosted';
import { inboundMail } from './mail';
import { unwrap } from './wrap';
import { asText, at, isObject, type Json, type JsonObject } from '../read/clean';
import { idOf, without } from './parts';
import type { Frame, Preset } from './preset';

/** What is in a payload: its preset and its submissions. */
export interface Recognised {
	preset: Preset;
	frames: Frame[];
}

/** Anything else: a website form, a row of a table, another tool. */
const generic: Preset = {
	key: 'generic',
	label: 'Website Form',
	is: () => true,
	read: (body) => [genericFrame(body)],
};

/** Every preset; 'generic' is last and takes what no other recognises. */
export const presets: readonly Preset[] = [
	hostedForm,
	googleAds,
	meta,
	linkedIn,
	tikTok,
	...formPresets,
	inboundMail,
	generic,
];

/** Presets that a user may choose, by label. */
export const presetChoices: ReadonlyArray<{ key: string; label: string }> = presets
	.filter((preset) => preset !== hostedForm)
	.map(({ key, label }) => ({ key, label }))
	.sort((a, b) => (a.label < b.label ? -1 : 1));

/**
 * Finds out who sent a payload by its shape, and takes it apart into submissions. `wanted` names the preset where the user
 * has chosen one; a payload of another shape is then read generically.
 */
export function recognise(payload: Json, wanted?: string): Recognised {
	const { body, also, request } = unwrap(payload);
	const parts = Array.isArray(body) ? listOf(body) : [body];
	let preset: Preset = generic;
	const frames = parts.flatMap((part) => {
		const object: JsonObject = isObject(part) ? part : { value: part };
		const found =
			presets.find(
				(one) => (wanted === undefined || wanted === one.key || one === generic) && one.is(object),
			) ?? generic;
		if (found !== generic) preset = found;
		return found === generic ? split(object).map(genericFrame) : found.read(object);
	});
	const named = wanted === undefined ? undefined : presets.find((one) => one.key === wanted);
	return {
		preset: named ?? preset,
		frames: frames.map((frame) => ({ ...request, ...frame, also: { ...also, ...frame.also } })),
	};
}

/** A list of answers is one submission, a list of records several. */
function listOf(body: Json[]): Json[] {
	const fields = body.every(
		(item) =>
			isObject(item) &&
			['value', 'values', 'answer', 'string_value'].some((key) => Object.hasOwn(item, key)),
	);
	return fields || !body.every(isObject) ? [{ fields: body }] : body.slice(0, 1000);
}

/** Lists that hold one submission each, when every member can be reached by itself. */
const lists = [
	'leads',
	'contacts',
	'submissions',
	'records',
	'rows',
	'results',
	'people',
	'persons',
	'prospects',
	'subscribers',
	'customers',
	'entries',
	'items',
	'data',
];

function split(body: JsonObject): JsonObject[] {
	for (const key of lists) {
		const list = body[key];
		if (!Array.isArray(list) || list.length < 2 || !list.every(isObject)) continue;
		if (list.every((item) => Object.keys(item).some((name) => /e-?mail|phone|mobile/iu.test(name))))
			return list.slice(0, 1000);
	}
	return [body];
}

const idKeys = [
	'submissionId',
	'submission_id',
	'responseId',
	'response_id',
	'entryId',
	'entry_id',
	'lead_id',
	'eventId',
	'event_id',
	'uuid',
];
const timeKeys = [
	'submittedAt',
	'submitted_at',
	'createdAt',
	'created_at',
	'created_time',
	'occurredAt',
	'occurred_at',
	'timestamp',
	'Timestamp',
	'Submitted On',
];
const eventKeys = ['event', 'type', 'action', 'event_type', 'eventType', 'trigger', 'topic'];

function genericFrame(body: JsonObject): Frame {
	const id = idKeys.find((key) => asText(body[key]) !== undefined);
	const time = timeKeys.find((key) => asText(body[key]) !== undefined);
	const kind = eventKeys
		.map((key) => asText(body[key]))
		.find(
			(text) =>
				text !== undefined &&
				/(^|[._\s-])(deleted?|cancell?ed|unsubscribed?|cleaned|bounced?|archived|removed)$/iu.test(
					text,
				),
		);
	return {
		body: without(body, [...(id ? [id] : []), ...(time ? [time] : []), 'google_key', 'formMode']),
		...idOf(id === undefined ? undefined : body[id]),
		...(time === undefined ? {} : { occurredAt: body[time] ?? null }),
		...(asText(at(body, 'form_name')) ? { form: asText(body['form_name']) } : {}),
		...(kind === undefined
			? {}
			: { notALead: `The event '${kind.slice(0, 60)}' brings no new lead` }),
	};
}
