import { slipDistance } from './distance';
import { isRealEnding, repairEnding } from './ending';

/**
 * The mailbox providers whose names are worth a suggestion, most used first, with the endings they are given under. A name
 * that is a word of its own ('free', 'live') is only recognised with the right ending.
 */
const providers: ReadonlyArray<{ name: string; endings: string; word?: true }> = [
	{ name: 'gmail', endings: 'com' },
	{
		name: 'yahoo',
		endings:
			'com co.uk fr de it es ca in co.in com.br com.mx com.ar co.jp com.au com.ph co.id com.sg com.tw com.hk ie',
	},
	{ name: 'hotmail', endings: 'com co.uk fr de it es be nl se ch com.br com.ar com.tr' },
	{ name: 'outlook', endings: 'com de fr es it pt be dk at com.br com.au co.id ie' },
	{ name: 'icloud', endings: 'com' },
	{ name: 'googlemail', endings: 'com' },
	{ name: 'aol', endings: 'com de fr co.uk it' },
	{ name: 'comcast', endings: 'net' },
	{ name: 'verizon', endings: 'net' },
	{ name: 'sbcglobal', endings: 'net' },
	{ name: 'bellsouth', endings: 'net' },
	{ name: 'earthlink', endings: 'net' },
	{ name: 'optonline', endings: 'net' },
	{ name: 'protonmail', endings: 'com' },
	{ name: 'rocketmail', endings: 'com' },
	{ name: 'btinternet', endings: 'com' },
	{ name: 'virginmedia', endings: 'com' },
	{ name: 'ntlworld', endings: 'com' },
	{ name: 'rediffmail', endings: 'com' },
	{ name: 'yandex', endings: 'ru com' },
	{ name: 'rambler', endings: 'ru' },
	{ name: 'wanadoo', endings: 'fr es' },
	{ name: 'laposte', endings: 'net' },
	{ name: 'libero', endings: 'it' },
	{ name: 'virgilio', endings: 'it' },
	{ name: 'freenet', endings: 'de' },
	{ name: 't-online', endings: 'de' },
	{ name: 'bigpond', endings: 'com net.au' },
	{ name: 'sympatico', endings: 'ca' },
	{ name: 'naver', endings: 'com' },
	{ name: 'hanmail', endings: 'net' },
	{ name: 'ymail', endings: 'com' },
	{ name: 'live', endings: 'com co.uk fr de it nl be ca com.mx', word: true },
	{ name: 'msn', endings: 'com', word: true },
	{ name: 'gmx', endings: 'de net com at ch', word: true },
	{ name: 'web', endings: 'de', word: true },
	{ name: 'free', endings: 'fr', word: true },
	{ name: 'orange', endings: 'fr', word: true },
	{ name: 'charter', endings: 'net', word: true },
	{ name: 'cox', endings: 'net', word: true },
	{ name: 'att', endings: 'net', word: true },
];

const known = new Set(
	providers.flatMap(({ name, endings }) => endings.split(' ').map((ending) => `${name}.${ending}`)),
);
const others = new Set(
	'me.com mac.com mail.com mail.ru ya.ru qq.com 163.com 126.com gm.com email.com aim.com fastmail.com hey.com pm.me proton.me'.split(
		' ',
	),
);

/** Names of real companies that a slip of a provider's name would hit. */
const realNames = new Set(
	'grail gail mail email snail small zmail tmail amail hmail ymail jmail kmail fmail gal gala aon aok aoc col sol gmac live love lime hive dive msc mtn'.split(
		' ',
	),
);

/** How far a slip may reach: a short name has many real neighbours. */
const reach = (name: string): number => (name.length <= 3 ? 0.8 : name.length <= 7 ? 1.7 : 2);

/** Whether a domain is one of the providers themselves. */
export function isWellKnown(domain: string): boolean {
	return known.has(domain) || others.has(domain);
}

/**
 * The provider a domain was probably meant to be. `sure` says that the name itself is the provider's and only the ending is
 * not one of its own, which even a registered domain is more likely to be by mistake than on purpose; `close` that the name
 * is one easy slip away and the ending is right.
 */
export function nearestProvider(
	domain: string,
): { domain: string; sure: boolean; close: boolean } | undefined {
	const dot = domain.indexOf('.');
	const name = domain.slice(0, dot < 0 ? undefined : dot).replace(/[^a-z0-9-]/g, '');
	const written = dot < 0 ? '' : domain.slice(dot + 1);
	const best = nearestName(name);
	if (best === undefined || (best.far > 0 && realNames.has(name))) return undefined;
	const right = rightEnding(best, written);
	if (right === undefined) return undefined;
	const found = `${best.name}.${right}`;
	if (found === domain) return undefined;
	return {
		domain: found,
		sure: best.far === 0 && /^(com?|cm|om)$/.test(written),
		close: best.far > 0 && best.far <= 0.8 && known.has(found) && right === written,
	};
}

type Near = (typeof providers)[number] & { far: number };

function nearestName(name: string): Near | undefined {
	let best: Near | undefined;
	for (const provider of providers) {
		const allowed = provider.name === name ? 0 : provider.word ? -1 : reach(provider.name);
		// A letter more or less costs at least 0.5: names of quite another length need no look.
		if (Math.abs(name.length - provider.name.length) * 0.5 > allowed) continue;
		const slip = slipDistance(name, provider.name, allowed);
		const far = slip > 1 && isScrambled(name, provider.name) ? 1 : slip;
		if (far <= allowed && (best === undefined || far < best.far)) best = { ...provider, far };
	}
	return best;
}

/** The right letters, the first and all others, in another order. */
function isScrambled(name: string, right: string): boolean {
	if (name === right || name.length !== right.length || name[0] !== right[0] || name.length < 5)
		return false;
	return [...name].sort().join('') === [...right].sort().join('');
}

function rightEnding(provider: Near, written: string): string | undefined {
	const own = provider.endings.split(' ');
	const first = own[0] ?? 'com';
	if (own.includes(written)) return written;
	if (written === '') return first;
	if (provider.word) return undefined;
	const ending = repairEnding(`x.${written}`)?.slice(2) ?? written;
	if (own.includes(ending)) return ending;
	if (!isRealEnding(ending)) return first;
	if (/^(com?|net|org|info|biz)$/.test(ending)) return provider.far > 1 ? undefined : first;
	// A national ending is taken as meant; schools and offices have names of their own.
	const national = /^com?\.[a-z]{2}$/.test(ending);
	return national && (provider.far > 0 || ending !== written) ? ending : undefined;
}
