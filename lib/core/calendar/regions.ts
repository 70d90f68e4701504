/**
 * Which zone a state or province keeps, for countries with several; the larger part's where a state is divided.
 * Keys are ISO 3166-2 codes without the country.
 */
export const regionZones: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	US: spread({
		'America/New_York': 'CT DC DE FL GA IN KY MA MD ME MI NC NH NJ NY OH PA RI SC VA VT WV',
		'America/Chicago': 'AL AR IA IL KS LA MN MO MS ND NE OK SD TN TX WI',
		'America/Denver': 'CO ID MT NM UT WY',
		'America/Phoenix': 'AZ',
		'America/Los_Angeles': 'CA NV OR WA',
		'America/Anchorage': 'AK',
		'Pacific/Honolulu': 'HI',
		'America/Puerto_Rico': 'PR VI',
	}),
	CA: spread({
		'America/Toronto': 'ON QC',
		'America/Winnipeg': 'MB',
		'America/Regina': 'SK',
		'America/Edmonton': 'AB NT',
		'America/Vancouver': 'BC',
		'America/Halifax': 'NB NS PE',
		'America/St_Johns': 'NL',
		'America/Whitehorse': 'YT',
		'America/Iqaluit': 'NU',
	}),
	AU: spread({
		'Australia/Sydney': 'ACT NSW',
		'Australia/Melbourne': 'VIC',
		'Australia/Hobart': 'TAS',
		'Australia/Brisbane': 'QLD',
		'Australia/Adelaide': 'SA',
		'Australia/Darwin': 'NT',
		'Australia/Perth': 'WA',
	}),
	BR: spread({
		'America/Sao_Paulo': 'DF ES GO MG PR RJ RS SC SP',
		'America/Bahia': 'AL AP BA CE MA PA PB PE PI RN SE TO',
		'America/Manaus': 'AM MS MT RO RR',
		'America/Rio_Branco': 'AC',
	}),
};

/**
 * The zone of a postal code, for countries where its first digits decide: US ZIP codes by their state's block of numbers
 * (United States Postal Service, three-digit prefixes) and Australian and Canadian codes by their first character.
 */
export function zoneOfPostalCode(
	country: string,
	postalCode: string | undefined,
): string | undefined {
	const code = (postalCode ?? '').trim().toUpperCase();
	const first = code.charAt(0);
	if (country === 'CA' && /^[A-Z]\d[A-Z]/.test(code)) return canadianFirstLetter[first];
	if (country === 'AU' && /^\d{4}$/.test(code)) return australianFirstDigit[first];
	if (country !== 'US' || !/^\d{5}/.test(code)) return undefined;
	const prefix = Number(code.slice(0, 3));
	const block = zipBlocks.findLast(([from]) => from <= prefix);
	return block?.[1];
}

/**
 * Country of an E.164 number by its calling code, where the code belongs to one country. North American numbers (+1) and
 * other shared codes give undefined, except +44 and +7, whose larger countries are meant.
 */
export function countryOfPhone(e164: string | undefined): string | undefined {
	if (e164 === undefined || !/^\+\d{6,15}$/.test(e164)) return undefined;
	for (const length of [3, 2, 1]) {
		const country = byCallingCode.get(e164.slice(1, 1 + length));
		if (country !== undefined) return country;
	}
	return undefined;
}

function spread(zones: Record<string, string>): Record<string, string> {
	return Object.fromEntries(
		Object.entries(zones).flatMap(([zone, states]) =>
			states.split(' ').map((state): [string, string] => [state, zone]),
		),
	);
}

/** First three digits from which a zone holds, ascending; state borders as ZIP prefixes. */
const zipBlocks: ReadonlyArray<readonly [number, string]> = [
	[5, 'America/New_York'],
	[6, 'America/Puerto_Rico'],
	[10, 'America/New_York'],
	[350, 'America/Chicago'], // AL
	[373, 'America/New_York'], // eastern TN around Chattanooga and Knoxville
	[380, 'America/Chicago'], // western TN, MS
	[398, 'America/New_York'], // GA, KY
	[420, 'America/Chicago'], // western KY
	[425, 'America/New_York'], // KY, OH, IN
	[463, 'America/Chicago'], // IN by Lake Michigan
	[465, 'America/New_York'],
	[476, 'America/Chicago'], // IN around Evansville
	[478, 'America/New_York'], // IN, MI
	[500, 'America/Chicago'], // IA, WI, MN, SD, ND
	[590, 'America/Denver'], // MT
	[600, 'America/Chicago'], // IL, MO, KS, NE, LA, AR, OK, TX
	[798, 'America/Denver'], // TX around El Paso, CO, WY, ID, UT
	[835, 'America/Los_Angeles'], // northern ID
	[836, 'America/Denver'],
	[838, 'America/Los_Angeles'],
	[840, 'America/Denver'],
	[850, 'America/Phoenix'],
	[870, 'America/Denver'], // NM
	[885, 'America/Denver'], // TX around El Paso
	[889, 'America/Los_Angeles'], // NV, CA
	[967, 'Pacific/Honolulu'],
	[969, 'Pacific/Guam'],
	[970, 'America/Los_Angeles'], // OR, WA
	[995, 'America/Anchorage'],
];

const canadianFirstLetter: Readonly<Record<string, string>> = {
	A: 'America/St_Johns',
	B: 'America/Halifax',
	C: 'America/Halifax',
	E: 'America/Halifax',
	G: 'America/Toronto',
	H: 'America/Toronto',
	J: 'America/Toronto',
	K: 'America/Toronto',
	L: 'America/Toronto',
	M: 'America/Toronto',
	N: 'America/Toronto',
	P: 'America/Toronto',
	R: 'America/Winnipeg',
	S: 'America/Regina',
	T: 'America/Edmonton',
	V: 'America/Vancouver',
	Y: 'America/Whitehorse',
};

const australianFirstDigit: Readonly<Record<string, string>> = {
	'2': 'Australia/Sydney',
	'3': 'Australia/Melbourne',
	'4': 'Australia/Brisbane',
	'5': 'Australia/Adelaide',
	'6': 'Australia/Perth',
	'7': 'Australia/Hobart',
};

/** ITU-T E.164 country codes that belong to one country, or mostly to one. */
const byCallingCode = new Map(
	(
		'7:RU 20:EG 27:ZA 30:GR 31:NL 32:BE 33:FR 34:ES 36:HU 39:IT 40:RO 41:CH 43:AT 44:GB 45:DK 46:SE 47:NO 48:PL 49:DE ' +
		'51:PE 52:MX 53:CU 54:AR 55:BR 56:CL 57:CO 58:VE 60:MY 61:AU 62:ID 63:PH 64:NZ 65:SG 66:TH 81:JP 82:KR 84:VN 86:CN ' +
		'90:TR 91:IN 92:PK 93:AF 94:LK 95:MM 98:IR 211:SS 212:MA 213:DZ 216:TN 218:LY 220:GM 221:SN 222:MR 223:ML 224:GN ' +
		'225:CI 226:BF 227:NE 228:TG 229:BJ 230:MU 231:LR 232:SL 233:GH 234:NG 235:TD 236:CF 237:CM 238:CV 239:ST 240:GQ ' +
		'241:GA 242:CG 243:CD 244:AO 245:GW 248:SC 249:SD 250:RW 251:ET 252:SO 253:DJ 254:KE 255:TZ 256:UG 257:BI 258:MZ ' +
		'260:ZM 261:MG 262:RE 263:ZW 264:NA 265:MW 266:LS 267:BW 268:SZ 269:KM 291:ER 297:AW 298:FO 299:GL 350:GI 351:PT ' +
		'352:LU 353:IE 354:IS 355:AL 356:MT 357:CY 358:FI 359:BG 370:LT 371:LV 372:EE 373:MD 374:AM 375:BY 376:AD 377:MC ' +
		'378:SM 380:UA 381:RS 382:ME 383:XK 385:HR 386:SI 387:BA 389:MK 420:CZ 421:SK 423:LI 501:BZ 502:GT 503:SV 504:HN ' +
		'505:NI 506:CR 507:PA 509:HT 590:GP 591:BO 592:GY 593:EC 594:GF 595:PY 596:MQ 597:SR 598:UY 670:TL 673:BN 674:NR ' +
		'675:PG 676:TO 677:SB 678:VU 679:FJ 680:PW 682:CK 685:WS 686:KI 687:NC 688:TV 689:PF 691:FM 692:MH 850:KP 852:HK ' +
		'853:MO 855:KH 856:LA 880:BD 886:TW 960:MV 961:LB 962:JO 963:SY 964:IQ 965:KW 966:SA 967:YE 968:OM 970:PS 971:AE ' +
		'972:IL 973:BH 974:QA 975:BT 976:MN 977:NP 992:TJ 993:TM 994:AZ 995:GE 996:KG 998:UZ'
	)
		.split(' ')
		.map((pair): [string, string] => {
			const [code = '', country = ''] = pair.split(':');
			return [code, country];
		}),
);
