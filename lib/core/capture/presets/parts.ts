import { asText, type Json, type JsonObject } from '../read/clean';

/** A value as the id of a submission. */
export function idOf(value: Json | undefined): { sourceId?: string } {
	const id = asText(value);
	return id === undefined ? {} : { sourceId: id.slice(0, 300) };
}

/** An object without some of its keys. */
export function without(body: JsonObject, keys: readonly string[]): JsonObject {
	return Object.fromEntries(Object.entries(body).filter(([key]) => !keys.includes(key)));
}

/** A value as the id of a delivery. */
export function event(value: Json | undefined): { eventId?: string } {
	const id = asText(value);
	return id === undefined ? {} : { eventId: id };
}

/** A value as the time of a submission. */
export function when(value: Json | undefined): { occurredAt?: Json } {
	return value === undefined || value === null ? {} : { occurredAt: value };
}

/** A value as the name of a form or event. */
export function named(value: Json | undefined): { form?: string } {
	const form = asText(value);
	return form === undefined ? {} : { form: form.slice(0, 200) };
}
