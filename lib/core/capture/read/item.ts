import { matchHeader } from '../headers/match';
import { findZone, utc } from '../../calendar';
import type { Lead } from '../../lead/lead';
import { isTemperature } from '../../score/temperature';
import { fromSerial } from '../../sheet/serial';
import { buildFields } from './build';
import { textOf, type Entry } from './entry';
import { understand } from './fields';
import { instantOf } from './instant';
import { targetsOf } from './sources';

/** What an item says of a lead, beside whatever else it carries. */
export type ItemFacts = Partial<Lead> & Record<string, unknown>;

/** Reads items of one kind, one after the other. */
export type ItemReader = (json: object) => ItemFacts;

/**
 * Makes a reader of what items say of a lead where there is no store: the columns of a sheet may have any name in any of the
 * languages that headers are understood in, and values are read as a capture reads them. The item's own names stay beside
 * the lead's.
 *
 * @param zone IANA name of the zone in which a spreadsheet's date serials are meant
 * @param wanted fields that will be asked for, or paths into them: the others may be left unread; default all
 * @example itemReader()({ Pays: 'France', 'Company size': '1,200' }) //=> { Pays: …, 'Company size': …, country: 'FR', employees: 1200 }
 */
export function itemReader(zone?: string, wanted?: Iterable<string>): ItemReader {
	const isWanted = wanted === undefined ? () => true : labelFilter(targetsOf(wanted));
	return (json) => {
		const understood = understand(entriesOf(json, isWanted));
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
	};
}

function entriesOf(json: object, isWanted: (label: string) => boolean): Entry[] {
	const entries: Entry[] = [];
	for (const [name, value] of Object.entries(json)) {
		const text = typeof value === 'number' ? String(value) : value;
		if (typeof text !== 'string' && typeof text !== 'boolean') continue;
		if (text !== '' && isWanted(name)) entries.push({ labels: [name], path: [], value: text });
	}
	return entries;
}

/** A sheet with more columns than this is an attack, not a sheet. */
const mostLabels = 10_000;

/** Whether a column may tell one of the meanings: by its name or, where that says nothing, by its value. Names repeat from item to item. */
function labelFilter(targets: ReadonlySet<string>): (label: string) => boolean {
	const byValue = ['email', 'linkedinUrl', 'phone'].some((target) => targets.has(target));
	const known = new Map<string, boolean>();
	return (label) => {
		let answer = known.get(label);
		if (answer === undefined) {
			const match = matchHeader(label);
			answer = match ? targets.has(match.target) : byValue;
			if (known.size < mostLabels) known.set(label, answer);
		}
		return answer;
	};
}

/** A moment, also as a spreadsheet's number of days. */
function instantIn(text: string | undefined, zone: string | undefined): string | undefined {
	if (text === undefined) return undefined;
	if (/^\d{5}(\.\d+)?$/u.test(text)) return fromSerial(Number(text), findZone(zone) ?? utc);
	return instantOf(text);
}
