import { fold } from './values';

/** Groups of countries that people name in rules, as ISO 3166-1 alpha-2 codes. EU and EEA as of 2026. */
const regions: Readonly<Record<string, string>> = {
	eu: 'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE',
	eea: 'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO',
	europe:
		'AD AL AT BA BE BG BY CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS SE SI SK SM UA VA XK',
	dach: 'DE AT CH',
	benelux: 'BE NL LU',
	nordics: 'DK FI IS NO SE',
	baltics: 'EE LV LT',
	iberia: 'ES PT',
	'north america': 'US CA MX',
	'latin america': 'AR BO BR CL CO CR CU DO EC GT HN MX NI PA PE PR PY SV UY VE',
	apac: 'AU BD BN CN FJ HK ID IN JP KH KR LA LK MM MN MO MY NP NZ PG PH PK SG TH TW VN',
	anz: 'AU NZ',
	'middle east': 'AE BH IL IQ IR JO KW LB OM PS QA SA SY TR YE',
	gcc: 'AE BH KW OM QA SA',
};

/** Countries a word of a rule stands for: a region's members, one country by code or English name; empty when unknown. */
export function countriesOf(word: string): string[] {
	const region = regions[fold(word)];
	if (region) return region.split(' ');
	const code = countryCode(word);
	return code === undefined ? [] : [code];
}

/** ISO 3166-1 alpha-2 code of a code, an English name or a usual short form; undefined when it is none. */
export function countryCode(text: string): string | undefined {
	if (text.length === 2) {
		const upper = text.toUpperCase();
		if (upper === 'UK') return 'GB';
		return codes().has(upper) ? upper : undefined;
	}
	return names().get(fold(text).replace(/[.]/g, ''));
}

const shortForms: Readonly<Record<string, string>> = {
	usa: 'US',
	'united states of america': 'US',
	america: 'US',
	uk: 'GB',
	'great britain': 'GB',
	england: 'GB',
	scotland: 'GB',
	wales: 'GB',
	'northern ireland': 'GB',
	'czech republic': 'CZ',
	holland: 'NL',
	'the netherlands': 'NL',
	'south korea': 'KR',
	korea: 'KR',
	russia: 'RU',
	vietnam: 'VN',
	turkey: 'TR',
	uae: 'AE',
	deutschland: 'DE',
	osterreich: 'AT',
	schweiz: 'CH',
	espana: 'ES',
	italia: 'IT',
	brasil: 'BR',
};

let known: Map<string, string> | undefined;
let knownCodes: Set<string> | undefined;

/** English names come from the Unicode data that Node carries; built at first use, because few runs need them. */
function names(): Map<string, string> {
	if (known) return known;
	const display = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
	const found = new Map<string, string>();
	for (const a of letters) {
		for (const b of letters) {
			const code = a + b;
			const name = retired.includes(code) ? undefined : display.of(code);
			if (name !== undefined) found.set(fold(name), code);
		}
	}
	for (const [name, code] of Object.entries(shortForms)) found.set(name, code);
	known = found;
	return found;
}

function codes(): Set<string> {
	knownCodes ??= new Set(names().values());
	return knownCodes;
}

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
/** Groupings and former codes to which Unicode still gives a name. */
const retired = [
	'AN',
	'BU',
	'CS',
	'DD',
	'EU',
	'EZ',
	'FX',
	'NT',
	'QO',
	'SU',
	'TP',
	'UK',
	'UN',
	'XA',
	'XB',
	'YD',
	'YU',
	'ZR',
	'ZZ',
];
