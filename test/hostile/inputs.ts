import { hidden } from '../../lib/web/form/formPage';
import { providers } from '../core/capture/shapes/providers';
import { sites } from '../core/capture/shapes/sites';
import { tools } from '../core/capture/shapes/tools';
import type { Body } from './body';
import type { Endpoint } from './endpoints';
import { post, queryOf } from './post';
import type { HostileRequest } from './send';
import { hostileTexts } from './texts';

/** Every text in every place that a payload of the endpoint has for one. */
export function inputs(endpoint: Endpoint): HostileRequest[] {
	if (endpoint.kind === 'capture') return payloads(endpoint);
	return hostileTexts().flatMap((text, index) =>
		(endpoint.kind === 'form'
			? formBodies(text, endpoint.ticket?.(`${index}`))
			: touchBodies(text)
		).map(({ query = '', ...body }, place) =>
			post(
				endpoint,
				{ ...body, name: `text ${index} (${text.slice(0, 30)}) in ${body.name ?? place}` },
				query,
			),
		),
	);
}

const json = (value: unknown, type = 'application/json') => ({
	bytes: Buffer.from(JSON.stringify(value)),
	type,
});
const urlencoded = (fields: Record<string, string>) => ({
	bytes: Buffer.from(new URLSearchParams(fields).toString()),
	type: 'application/x-www-form-urlencoded',
});

/** A body that holds a long text often would only be refused for its size. */
const begun = (text: string) => text.slice(0, 2000);

function formBodies(text: string, ticket = ''): Array<Body & { query?: string }> {
	const short = begun(text);
	const named = (value: string) => ({
		...{ fullName: value, company: short, phone: short, message: value },
		...{ email: short, country: short, consent: short },
	});
	const hiddenOnes = Object.fromEntries(Object.values(hidden).map((name) => [name, short]));
	return [
		{ name: 'every field', ...urlencoded({ ...named(text), ...hiddenOnes }) },
		{
			name: 'all but the e-mail',
			...urlencoded({
				...named(text),
				email: `a${text.length}@example.com`,
				[hidden.token]: ticket,
			}),
		},
		{
			name: 'JSON',
			...json({ ...named(text), email: ['a@example.com', text], [text.slice(0, 90)]: text }),
		},
		{
			name: 'the query',
			...urlencoded({ email: 'a@example.com' }),
			query: `?${new URLSearchParams(queryOf(text))}`,
		},
	];
}

function touchBodies(text: string): Array<Body & { query?: string }> {
	const short = text.slice(0, 300);
	const event = {
		...{ t: short, i: short, u: short, r: short, c: short, s: short, h: short, x: short },
		p: { value: short, topics: [short], content: short },
	};
	const good = { i: `i${text.length}`, u: 'https://www.example.com/', a: short };
	const visitor = 'abcdefghijklmnopqrstuv';
	return [
		{
			name: 'a visit',
			...json({ v: short, k: text, n: short, e: [event, event] }, 'text/plain'),
			query: '?v=1',
		},
		...['s', 'p', 'd', 'f', 'x'].map((t) => ({
			name: `an event ${t}`,
			...json(
				{
					...{ v: visitor, k: short, n: short },
					// A long text just fits once, where it costs most.
					e: [{ ...event, ...good, t, [t === 'd' ? 's' : t === 's' ? 'r' : 'c']: text }],
				},
				'text/plain',
			),
			query: '?v=1',
		})),
	];
}

/** The provider's payloads with each of their values replaced by a hostile text, and by values of other types. */
function payloads(endpoint: Endpoint): HostileRequest[] {
	const all = hostileTexts();
	const samples = [...providers, ...sites, ...tools]
		.filter(({ facts }) => endpoint.name === 'website' || facts?.['preset'] === endpoint.name)
		.map(({ payload }) => payload);
	const shown =
		samples.length > 0
			? samples
			: [{ email: 'ann@example.com', name: 'Ann', phone: '1', message: 'x' }];
	let next = endpoint.name.length;
	return shown.flatMap((sample, number) => {
		const places = leavesOf(sample);
		const step = endpoint.name === 'website' ? 6 : 2;
		const withTexts = all
			.filter((_text, index) => (index + number) % step === 0)
			.map((text) => put(sample, places[(next += 1) % places.length] ?? [], text));
		const withTypes = places.flatMap((place) =>
			[null, [], {}, [[[]]], 1e308, true, { value: { value: null } }].map((value) =>
				put(sample, place, value),
			),
		);
		const chosen = [...withTexts, ...withTypes.filter((_value, index) => index % step === 0)];
		return chosen.map((payload, index) =>
			post(endpoint, { name: `payload ${number}, change ${index}`, ...json(payload) }),
		);
	});
}

function leavesOf(value: unknown, place: string[] = []): string[][] {
	if (typeof value !== 'object' || value === null) return [place];
	return Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, [...place, name]));
}

function put(value: unknown, [name, ...rest]: readonly string[], wanted: unknown): unknown {
	if (name === undefined || typeof value !== 'object' || value === null) return wanted;
	if (Array.isArray(value))
		return value.map((inner, index) => (String(index) === name ? put(inner, rest, wanted) : inner));
	return Object.fromEntries(
		Object.entries(value).map(([key, inner]) => [
			key,
			key === name ? put(inner, rest, wanted) : inner,
		]),
	);
}
