import type { Lead } from '../lead/lead';
import { countryOfPhone, regionZones, zoneOfPostalCode } from './regions';
import { findZone, type Zone } from './zone';

/** Where a lead's clock may be, and how we know. */
export interface LeadZones {
	/** One zone when it is known, several when only the country is; never empty. */
	zones: readonly Zone[];
	from: 'lead' | 'postalCode' | 'state' | 'country' | 'phone' | 'sender';
}

/**
 * The zones a lead may live in: its own, else by postal code, state, country or the country of its phone number, else the
 * sender's. A country with several zones gives one of each kind of clock, so that a message waits until it is a fit hour
 * in all of them.
 */
export function leadZones(
	lead: Pick<Lead, 'timezone' | 'country' | 'state' | 'postalCode' | 'phoneE164'>,
	sender: Zone,
): LeadZones {
	const own = findZone(lead.timezone);
	if (own !== undefined) return { zones: [own], from: 'lead' };
	const country = lead.country ?? countryOfPhone(lead.phoneE164);
	if (country === undefined) return { zones: [sender], from: 'sender' };
	const postal = findZone(zoneOfPostalCode(country, lead.postalCode));
	if (postal !== undefined) return { zones: [postal], from: 'postalCode' };
	const state = findZone(regionZones[country]?.[(lead.state ?? '').trim().toUpperCase()]);
	if (state !== undefined) return { zones: [state], from: 'state' };
	const zones = countryZones(country);
	if (zones.length === 0) return { zones: [sender], from: 'sender' };
	return { zones, from: lead.country === undefined ? 'phone' : 'country' };
}

const known = new Map<string, readonly Zone[]>();

/** One zone of each kind of clock in a country (ISO 3166-1 alpha-2), by the time zone data of the runtime. */
export function countryZones(country: string): readonly Zone[] {
	const code = country.trim().toUpperCase();
	if (!/^[A-Z]{2}$/.test(code)) return [];
	const cached = known.get(code);
	if (cached !== undefined) return cached;
	const byClock = new Map<string, Zone>();
	for (const name of zoneNames(code)) {
		const zone = findZone(name);
		if (zone === undefined) continue;
		// Two days of one recent year tell clocks apart: winter and summer.
		const clock = `${zone.offsetAt(Date.UTC(2026, 0, 15))} ${zone.offsetAt(Date.UTC(2026, 6, 15))}`;
		if (!byClock.has(clock)) byClock.set(clock, zone);
	}
	const zones = [...byClock.values()];
	known.set(code, zones);
	return zones;
}

/** Older runtimes have the list as a property, newer ones as a method. */
function zoneNames(country: string): readonly string[] {
	const locale: object = new Intl.Locale(`und-${country}`);
	const list: unknown =
		'getTimeZones' in locale && typeof locale.getTimeZones === 'function'
			? locale.getTimeZones()
			: 'timeZones' in locale
				? locale.timeZones
				: [];
	return Array.isArray(list) ? list.filter((name) => typeof name === 'string') : [];
}
