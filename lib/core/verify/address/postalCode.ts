import type { Check } from '../check';

/** Countries by the shape of their postal codes; N digits is the commonest case. Shapes as the postal services publish them. */
const digits: Readonly<Record<string, string>> = {
	'3': 'FO GN IS LS MG PG',
	'4': 'AF AL AT AU BE BG CH CV CX CC CY DK ET GE GL GW HU LU LR MK MZ NE NF NO NZ PA PH PY SI SJ SV TN VE ZA',
	'5': 'AX CU DE DO DZ EE EG FI GT HN HR ID IQ IT JO KE KW LA LK LT MA ME MM MV MX MY NI NP PK SD SM SN TH TR UA UY XK YE ZM',
	'6': 'KG KZ NG RO RU SG TJ TM',
};

/** The others, and those of which more is known than the length. Matched without case after trimming. */
const special: Readonly<Record<string, string>> = {
	AC: 'ASCN ?1ZZ',
	AD: 'AD ?[1-7]\\d{2}',
	AI: 'AI-?2640',
	AM: '\\d{4}|37\\d{4}',
	AR: '\\d{4}|[A-HJ-NP-Z]\\d{4}[A-Z]{3}',
	AS: '96799(-?\\d{4})?',
	AZ: '(AZ ?-?)?\\d{4}',
	BA: '[78]\\d{4}',
	BB: '(BB)?\\d{5}',
	BD: '[1-9]\\d{3}',
	BH: '([1-9]|1[0-2])\\d{2}',
	BL: '97133',
	BM: '[A-Z]{2} ?[A-Z0-9]{2}',
	BN: '[A-Z]{2} ?\\d{4}',
	BR: '\\d{5}-?\\d{3}',
	BT: '\\d{5}',
	BY: '2[1-4]\\d{4}',
	CA: '[ABCEGHJ-NPRSTVXY]\\d[A-Z][ -]?\\d[A-Z]\\d',
	CL: '\\d{3}-?\\d{4}',
	CN: '(0[1-7]|1[0-35-6]|2[0-7]|3[0-6]|4[0-7]|5[1-8]|6[1-7]|7[1-5]|8[1-5]|9[09])\\d{4}',
	CO: '(05|08|11|13|15|17|18|19|20|23|25|27|41|44|47|50|52|54|63|66|68|70|73|76|81|85|86|88|91|94|95|97|99)\\d{4}',
	CR: '\\d{4,5}',
	CZ: '\\d{3} ?\\d{2}',
	EC: '\\d{6}|[A-Z]\\d{4}[A-Z]',
	ES: '(0[1-9]|[1-4]\\d|5[0-2])\\d{3}',
	FK: 'FIQQ ?1ZZ',
	FM: '9694\\d(-?\\d{4})?',
	FR: '(0[1-9]|[1-8]\\d|9[0-5])\\d{3}|97[1-8]\\d{2}|20[12]\\d{2}',
	GB: 'GIR ?0AA|BFPO ?\\d{1,4}|[A-Z]{1,2}[\\dO][A-Z\\d]? ?[\\dO][A-Z]{2}',
	GF: '973\\d{2}',
	GG: 'GY\\d{1,2} ?\\d[A-Z]{2}',
	GI: 'GX11 ?1AA',
	GP: '97[01]\\d{2}',
	GR: '\\d{3} ?\\d{2}',
	GS: 'SIQQ ?1ZZ',
	GU: '969[1-3]\\d(-?\\d{4})?',
	HT: '(HT)?\\d{4}',
	IE: '[AC-FHKNPRTV-Y](\\d{2}|6W) ?[0-9AC-FHKNPRTV-Y]{4}',
	IL: '\\d{5}(\\d{2})?',
	IM: 'IM\\d{1,2} ?\\d[A-Z]{2}',
	IN: '(1[1-9]|2[0-8]|3[0-46-9]|4[0-9]|5[0-36-9]|6[0-47-9]|7[0-9]|8[0-5]|9[0-9]) ?\\d ?\\d{3}',
	IO: 'BBND ?1ZZ',
	IR: '\\d{5}-?\\d{5}',
	JE: 'JE\\d{1,2} ?\\d[A-Z]{2}',
	JP: '\\d{3}-?\\d{4}',
	KH: '\\d{5,6}',
	KR: '\\d{5}|\\d{3}-?\\d{3}',
	KY: 'KY\\d-\\d{4}',
	LB: '\\d{4}( ?\\d{4})?',
	LC: 'LC\\d{2} ?\\d{3}',
	LI: '94(8[5-9]|9[0-8])',
	LV: '(LV-?)?\\d{4}',
	MC: '980\\d{2}',
	MD: '(MD-?)?\\d{4}',
	MF: '97[01]\\d{2}',
	MH: '969[67]\\d(-?\\d{4})?',
	MN: '\\d{5,6}',
	MP: '9695[012](-?\\d{4})?',
	MQ: '972\\d{2}',
	MS: 'MSR ?\\d{4}',
	MT: '[A-Z]{3} ?\\d{2,4}',
	MU: '\\d{3}(\\d{2}|[A-Z]{2}\\d{3})',
	NC: '988\\d{2}',
	NL: '[1-9]\\d{3} ?[A-Z]{2}',
	OM: '(PC )?\\d{3}',
	PE: '(LIMA|CALLAO) \\d{1,2}|[0-2]\\d{4}',
	PF: '987\\d{2}',
	PL: '\\d{2}-?\\d{3}',
	PM: '97500',
	PN: 'PCRN ?1ZZ',
	PR: '00[679]\\d{2}(-?\\d{4})?',
	PS: '\\d{3}',
	PT: '\\d{4}-?\\d{3}',
	PW: '96940(-?\\d{4})?',
	RE: '974\\d{2}',
	RS: '\\d{5,6}',
	SA: '\\d{5}(-?\\d{4})?',
	SE: '\\d{3} ?\\d{2}',
	SH: '(STHL|ASCN|TDCU) ?1ZZ',
	SK: '\\d{3} ?\\d{2}',
	SZ: '[HLMS]\\d{3}',
	TC: 'TKCA ?1ZZ',
	TT: '\\d{6}',
	TW: '\\d{3}(\\d{2,3})?',
	TZ: '\\d{4,5}',
	UM: '96898',
	US: '\\d{5}([ -]?\\d{4})?',
	UZ: '\\d{6}',
	VA: '00120',
	VC: 'VC\\d{4}',
	VG: 'VG\\d{4}',
	VI: '008[0-5]\\d(-?\\d{4})?',
	VN: '\\d{5,6}',
	WF: '986\\d{2}',
	WS: '(WS)?\\d{4}',
	YT: '976\\d{2}',
};

const sources = new Map([
	...Object.entries(digits).flatMap(([count, countries]) =>
		countries.split(' ').map((country): [string, string] => [country, `\\d{${count}}`]),
	),
	...Object.entries(special),
]);
const compiled = new Map<string, RegExp>();

/**
 * Checks a postal code against the shape of its country; the country's own letters may stand before it (D-10115, CH-8001).
 * A country without postal codes and one that is not known give `unknown`.
 *
 * @param country ISO 3166-1 alpha-2
 */
export function verifyPostalCode(text: string, country: string): Check {
	const field = 'postalCode';
	const code = text.trim().toUpperCase();
	if (code === '') return { field, status: 'unknown', reason: 'There is no postal code' };
	const land = country.trim().toUpperCase();
	const shape = shapeOf(land);
	if (shape === undefined)
		return { field, status: 'unknown', reason: 'The shape of postal codes there is not known' };
	if (code.length > 20) return { field, status: 'invalid', reason: 'Too long for a postal code' };
	const bare = code.replace(/^(D|A|B|F|I|L|N|S|CH|[A-Z]{2})-(?=\d)/, (prefix) =>
		isOwn(prefix, land) ? '' : prefix,
	);
	if (shape.test(code) || shape.test(bare)) return { field, status: 'valid' };
	return { field, status: 'invalid', reason: `Not a postal code of ${land}` };
}

function shapeOf(country: string): RegExp | undefined {
	const known = compiled.get(country);
	if (known !== undefined) return known;
	const source = sources.get(country);
	if (source === undefined) return undefined;
	const shape = new RegExp(`^(?:${source})$`);
	compiled.set(country, shape);
	return shape;
}

/** Distinguishing signs of the road, as they were put before postal codes in Europe. */
function isOwn(prefix: string, country: string): boolean {
	const sign = prefix.slice(0, -1);
	const roads: Readonly<Record<string, string>> = {
		DE: 'D',
		AT: 'A',
		BE: 'B',
		FR: 'F',
		IT: 'I',
		LU: 'L',
		NO: 'N',
		SE: 'S',
	};
	return sign === country || roads[country] === sign;
}
