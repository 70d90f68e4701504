/** ISO 3166-1: alpha-2 and alpha-3 of every country and territory, and Kosovo's user-assigned code. */
const codes =
	'ADAND AEARE AFAFG AGATG AIAIA ALALB AMARM AOAGO AQATA ARARG ASASM ATAUT AUAUS AWABW AXALA AZAZE BABIH BBBRB BDBGD BEBEL BFBFA BGBGR BHBHR BIBDI BJBEN BLBLM BMBMU BNBRN BOBOL BQBES BRBRA BSBHS BTBTN BVBVT BWBWA BYBLR BZBLZ CACAN CCCCK CDCOD CFCAF CGCOG CHCHE CICIV CKCOK CLCHL CMCMR CNCHN COCOL CRCRI CUCUB CVCPV CWCUW CXCXR CYCYP CZCZE DEDEU DJDJI DKDNK DMDMA DODOM DZDZA ECECU EEEST EGEGY EHESH ERERI ESESP ETETH FIFIN FJFJI FKFLK FMFSM FOFRO FRFRA GAGAB GBGBR GDGRD GEGEO GFGUF GGGGY GHGHA GIGIB GLGRL GMGMB GNGIN GPGLP GQGNQ GRGRC GSSGS GTGTM GUGUM GWGNB GYGUY HKHKG HMHMD HNHND HRHRV HTHTI HUHUN IDIDN IEIRL ILISR IMIMN ININD IOIOT IQIRQ IRIRN ISISL ITITA JEJEY JMJAM JOJOR JPJPN KEKEN KGKGZ KHKHM KIKIR KMCOM KNKNA KPPRK KRKOR KWKWT KYCYM KZKAZ LALAO LBLBN LCLCA LILIE LKLKA LRLBR LSLSO LTLTU LULUX LVLVA LYLBY MAMAR MCMCO MDMDA MEMNE MFMAF MGMDG MHMHL MKMKD MLMLI MMMMR MNMNG MOMAC MPMNP MQMTQ MRMRT MSMSR MTMLT MUMUS MVMDV MWMWI MXMEX MYMYS MZMOZ NANAM NCNCL NENER NFNFK NGNGA NINIC NLNLD NONOR NPNPL NRNRU NUNIU NZNZL OMOMN PAPAN PEPER PFPYF PGPNG PHPHL PKPAK PLPOL PMSPM PNPCN PRPRI PSPSE PTPRT PWPLW PYPRY QAQAT REREU ROROU RSSRB RURUS RWRWA SASAU SBSLB SCSYC SDSDN SESWE SGSGP SHSHN SISVN SJSJM SKSVK SLSLE SMSMR SNSEN SOSOM SRSUR SSSSD STSTP SVSLV SXSXM SYSYR SZSWZ TCTCA TDTCD TFATF TGTGO THTHA TJTJK TKTKL TLTLS TMTKM TNTUN TOTON TRTUR TTTTO TVTUV TWTWN TZTZA UAUKR UGUGA UMUMI USUSA UYURY UZUZB VAVAT VCVCT VEVEN VGVGB VIVIR VNVNM VUVUT WFWLF WSWSM XKXKX YEYEM YTMYT ZAZAF ZMZMB ZWZWE';

const alpha2 = new Set(codes.split(' ').map((pair) => pair.slice(0, 2)));
const alpha3 = new Map(codes.split(' ').map((pair) => [pair.slice(2), pair.slice(0, 2)]));

/** What people write that no list of names has. */
const also: Readonly<Record<string, string>> = {
	usa: 'US',
	'us of a': 'US',
	'united states of america': 'US',
	'the united states': 'US',
	america: 'US',
	'estados unidos de america': 'US',
	eeuu: 'US',
	'ee uu': 'US',
	'vereinigte staaten von amerika': 'US',
	states: 'US',
	uk: 'GB',
	england: 'GB',
	scotland: 'GB',
	wales: 'GB',
	'northern ireland': 'GB',
	'great britain': 'GB',
	britain: 'GB',
	grossbritannien: 'GB',
	'grande bretagne': 'GB',
	'gran bretana': 'GB',
	angleterre: 'GB',
	inglaterra: 'GB',
	schottland: 'GB',
	holland: 'NL',
	'the netherlands': 'NL',
	hollande: 'NL',
	holanda: 'NL',
	brd: 'DE',
	'czech republic': 'CZ',
	'tschechische republik': 'CZ',
	'russian federation': 'RU',
	'south korea': 'KR',
	'republic of korea': 'KR',
	korea: 'KR',
	'north korea': 'KP',
	uae: 'AE',
	emirates: 'AE',
	vae: 'AE',
	turkey: 'TR',
	turkiye: 'TR',
	'ivory coast': 'CI',
	burma: 'MM',
	swaziland: 'SZ',
	macedonia: 'MK',
	'republic of ireland': 'IE',
	eire: 'IE',
	prc: 'CN',
	china: 'CN',
	'peoples republic of china': 'CN',
	'viet nam': 'VN',
	'the philippines': 'PH',
	congo: 'CG',
	drc: 'CD',
	bosnia: 'BA',
	'hong kong': 'HK',
	macau: 'MO',
	kosovo: 'XK',
	weissrussland: 'BY',
	schweiz: 'CH',
	palestine: 'PS',
	el: 'GR',
};

const languages =
	'en de fr es it pt nl pl sv da nb fi cs sk hu ro tr ru uk el bg hr ja zh zh-Hant ko ar he hi id vi th'.split(
		' ',
	);

let names: Map<string, string> | undefined;

/**
 * The ISO 3166-1 alpha-2 code of a country given as a code (alpha-2, alpha-3) or by its name in some thirty languages;
 * undefined where the text names none. Case, marks and punctuation do not matter.
 *
 * @example
 * countryCode('Österreich') //=> 'AT'
 */
export function countryCode(text: string): string | undefined {
	const trimmed = text.slice(0, 100).trim();
	const upper = trimmed.replaceAll('.', '').toUpperCase();
	if (alpha2.has(upper)) return upper;
	const name = plain(trimmed);
	return also[name] ?? alpha3.get(upper) ?? nameTable().get(name);
}

/** Built on first use from the platform's own tables (CLDR). */
function nameTable(): Map<string, string> {
	if (names !== undefined) return names;
	names = new Map();
	for (const language of languages) {
		const display = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
		for (const code of alpha2) {
			const name = display.of(code);
			if (name !== undefined && !names.has(plain(name))) names.set(plain(name), code);
		}
	}
	return names;
}

function plain(text: string): string {
	return text
		.normalize('NFD')
		.replace(/(?<=\p{Script=Latin})\p{M}+/gu, '')
		.normalize('NFC')
		.toLowerCase()
		.replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
		.trim()
		.replace(/ß/g, 'ss');
}
