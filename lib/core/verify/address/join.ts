import type { AddressParts } from './us';

/** Countries that write the postal code behind the city, and those that put the state between them. */
const codeBehind = new Set('US CA AU GB IE NZ IN PK SG HK TW ZA NG KE'.split(' '));
const withState = new Set('US CA AU IN BR MX'.split(' '));

/**
 * An address on one line, in the order of its country: '12 Main St, Springfield, IL 62701', 'Hauptstr. 5, 10115 Berlin'. A
 * country other than `home` is named at the end; undefined where there is no part.
 */
export function joinAddress(parts: AddressParts, home = ''): string | undefined {
	const { street, city, state, postalCode, country = home } = parts;
	const place = codeBehind.has(country)
		? [city, [withState.has(country) ? state : undefined, postalCode].filter(Boolean).join(' ')]
				.filter(Boolean)
				.join(', ')
		: [[postalCode, city].filter(Boolean).join(' '), withState.has(country) ? state : undefined]
				.filter(Boolean)
				.join(', ');
	const abroad = parts.country && parts.country !== home ? parts.country : undefined;
	return [street, place, abroad].filter(Boolean).join(', ') || undefined;
}
