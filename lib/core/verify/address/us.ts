import { stateCode } from './usStates';

/** An address in its parts; a part that is not there is absent. */
export interface AddressParts {
	/** House number as written, e.g. '12', '12-14', 'N6W23001'. Part of `street` as well. */
	number?: string;
	/** Number, street and unit as on an envelope. */
	street?: string;
	city?: string;
	/** Two letters for the United States. */
	state?: string;
	postalCode?: string;
	country?: string;
}

const suffixes =
	'alley|aly|avenue|ave|av|beach|bend|boulevard|blvd|branch|bridge|broadway|bypass|byp|causeway|circle|cir|common|commons|court|ct|cove|crescent|crossing|xing|drive|dr|expressway|expy|extension|ext|freeway|fwy|gardens|glen|grove|harbor|heights|highway|hwy|hill|hills|hollow|island|junction|knoll|lake|landing|lane|ln|loop|mall|manor|mill|mission|park|parkway|pkwy|pass|path|pike|place|pl|plaza|plz|point|ridge|road|rd|route|rte|row|run|square|sq|station|street|st|terrace|ter|trace|trail|trl|turnpike|tpke|valley|view|village|vista|walk|way';
const unit =
	/\s(?:apt|apartment|suite|ste|unit|room|rm|floor|fl|bldg|building|lot|space|trlr|#)\.?\s*#?\s*[\w-]+$/i;
const directions =
	'n|s|e|w|ne|nw|se|sw|north|south|east|west|northeast|northwest|southeast|southwest';

/**
 * Takes a one-line address of the United States apart: '12 Main St Apt 4, Springfield, IL 62701-1234'. Works without commas
 * where the street ends in a usual word. Undefined where neither a state nor a ZIP code ends the text.
 */
export function splitUsAddress(text: string): AddressParts | undefined {
	const line = text
		.slice(0, 300)
		.replace(/[\r\n]+/g, ', ')
		.replace(/\s+/gu, ' ')
		.replace(/[,\s]*\b(u\.?s\.?a?\.?|united states( of america)?)\.?$/i, '')
		.trim();
	const zip = /(?:^|[\s,])(\d{5}(?:-\d{4})?)$/.exec(line);
	const beforeZip = zip ? line.slice(0, zip.index) : line;
	const state = takeState(beforeZip.replace(/[,\s]+$/, ''));
	if (zip === null && state === undefined) return undefined;
	const rest = (state?.rest ?? beforeZip).replace(/[,\s]+$/, '');
	const { street, city } = splitStreet(rest);
	const number = street === undefined ? undefined : houseNumber(street);
	return {
		...(number && { number }),
		...(street && { street }),
		...(city && { city }),
		...(state && { state: state.code }),
		...(zip?.[1] && { postalCode: zip[1] }),
		country: 'US',
	};
}

function takeState(text: string): { code: string; rest: string } | undefined {
	const words = text.split(' ');
	for (let count = Math.min(3, words.length); count > 0; count -= 1) {
		const end = words.slice(-count).join(' ');
		const comma = end.lastIndexOf(',');
		const code = stateCode(comma >= 0 ? end.slice(comma + 1) : end);
		if (code === undefined) continue;
		const rest =
			comma >= 0 ? text.slice(0, text.lastIndexOf(',')) : words.slice(0, -count).join(' ');
		return { code, rest };
	}
	return undefined;
}

function splitStreet(text: string): { street?: string; city?: string } {
	const comma = text.lastIndexOf(',');
	if (comma >= 0)
		return { street: text.slice(0, comma).trim(), city: text.slice(comma + 1).trim() };
	const pattern = new RegExp(
		`^(.*\\d.*\\b(?:${suffixes})\\b\\.?(?:\\s(?:${directions})\\b\\.?(?=\\s))?(?:\\s(?:apt|suite|ste|unit|#)\\.?\\s*#?[\\w-]+)?)\\s+(.+)$`,
		'i',
	);
	const found = pattern.exec(text);
	if (found) return { street: found[1], city: found[2] };
	return /\d/.test(text) ? { street: text } : { city: text };
}

/** A number leads only where a street follows: 'Highway 77' has none, '77 Highway' has. */
function houseNumber(street: string): string | undefined {
	const found =
		/^((?:[NSEW]\s?\d+\s?[NSEW]\s?\d+|[A-Z]?\d+[A-Z]?)(?:[-–/]\d+[A-Z]?)?(?:\s\d\/\d)?)(?=[\s,])/i.exec(
			street.replace(unit, '') + ' ',
		);
	return found?.[1];
}
