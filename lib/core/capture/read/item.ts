import { findZone, utc } from '../../calendar';
import type { Lead } from '../../lead/lead';
import { isTemperature } from '../../score/temperature';
import { fromSerial } from '../../sheet/serial';
import { buildFields } from './build';
import { textOf, type Entry } from './entry';
import { understand } from './fields';
import { instantOf } from './instant';

/** What an item says of a lead, beside whatever else it carries. */
export type ItemFacts = Partial<Lead> & Record<string, unknown>;

/**
 * What an item says of a lead where there is no store: the columns of a sheet may have any name in any of the languages that
 * headers are understood in, and values are read as a capture reads them. The item's own names stay beside the lead's.
 *
 * @param zone IANA name of the zone in which a spreadsheet's date serials are meant
 * @example factsOfItem({ Pays: 'France', 'Company size': '1,200' }) //=> { Pays: …, 'Company size': …, country: 'FR', employees: 1200 }
 */
export function factsOfItem(json: object, zone?: string): ItemFacts {
	const entries = Object.entries(json).flatMap(([name, value]): Entry[] => {
		const text = typeof value === 'number' ? String(value) : value;
		if (typeof text !== 'string' && typeof text !== 'boolean') return [];
		return text === '' ? [] : [{ labels: [name], path: [], value: text }];
	});
	const understood = understand(entries);
	const { extra: _, ...fields } = buildFields(understood, { at: '', trusted: true });
	const facts: ItemFacts = { ...json, ...fields };
	const told = (target: 'createdAt' | 'temperature') => {
		const entry = understood.values.get(target);
		return entry && textOf(entry).trim();
	};
	const createdAt = instantIn(told('createdAt'), zone);
	if (createdAt !== undefined) facts.createdAt = createdAt;
	const temperature = told('temperature')?.toLowerCase();
	if (isTemperature(temperature)) facts.temperature = temperature;
	return facts;
}

/** A moment, also as a spreadsheet's number of days. */
function instantIn(text: string | undefined, zone: string | undefined): string | undefined {
	if (text === undefined) return undefined;
	if (/^\d{5}(\.\d+)?$/u.test(text)) return fromSerial(Number(text), findZone(zone) ?? utc);
	return instantOf(text);
}
