import type { Body } from './body';
import type { Endpoint } from './endpoints';
import type { HostileRequest } from './send';

/** A body sent to an endpoint, signed where that makes it believed. */
export function post(
	endpoint: Endpoint,
	{ name, bytes, type, headers: more }: Body,
	query = '',
): HostileRequest {
	return {
		name: `${endpoint.name}: ${name}`,
		url: `${endpoint.url}${query}`,
		method: 'POST',
		headers: {
			...(type === undefined ? {} : { 'content-type': type }),
			...more,
			...(endpoint.kind === 'capture' ? endpoint.sign?.(bytes) : {}),
		},
		body: bytes,
	};
}

/** A text in every parameter that a form's page reads. */
export const queryOf = (text: string) => {
	const short = text.toWellFormed().slice(0, 500);
	return {
		fullName: short,
		email: short,
		u: short,
		r: short,
		v: short,
		e: '1',
		utm_source: short,
		lt: short,
	};
};
