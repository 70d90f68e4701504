import { findHost, searchLabel, type HostKind, type KnownHost } from './hosts';

/** Where a visit came from, read from its referrer. */
export interface Referrer {
	medium: HostKind | 'referral' | 'internal' | 'direct';
	/** Name of the service, or the host for a plain referral; absent for direct visits. */
	source?: string;
	host?: string;
	/** What was searched for, where the engine still says so. */
	term?: string;
}

/**
 * Reads a referrer: which kind of place sent the visitor, and its name. Never throws; what is no address counts as direct.
 *
 * Assistants and webmail come first, since their providers are also search engines; then paid networks, video, social, search.
 * A host that the lists do not know is still mail or search when its own name says so (`webmail.…`, `search.…?q=`).
 *
 * @param url the referrer as the browser sent it; `android-app://` addresses are understood
 * @param ownHosts hosts of the own website; their visits are internal
 * @example
 * readReferrer('https://www.google.de/') //=> { medium: 'search', source: 'Google', host: 'www.google.de' }
 */
export function readReferrer(url: string | undefined, ownHosts: readonly string[] = []): Referrer {
	const parsed = parse(url);
	if (!parsed) return { medium: 'direct' };
	const host = parsed.hostname.toLowerCase().replace(/\.$/, '');
	if (host === '') return { medium: 'direct' };
	if (ownHosts.some((own) => host === own || host.endsWith(`.${own}`))) {
		return { medium: 'internal', source: host, host };
	}
	const bare = host.replace(/^www\./, '');
	const known = knownAs(bare, parsed);
	if (known) return { ...known, host };
	const guessed = byItsOwnWords(bare, parsed);
	return guessed ? { ...guessed, host } : { medium: 'referral', source: bare, host };
}

function knownAs(host: string, url: URL): Referrer | undefined {
	for (const kind of order) {
		const found = findHost(kind, host, url.pathname);
		if (!found || (kind === 'email' && !isMailPage(host, url, found))) continue;
		const term = kind === 'search' ? termOf(found, url) : undefined;
		return { medium: kind, source: found.name, ...(term ? { term } : {}) };
	}
	return undefined;
}

const order: HostKind[] = ['aiAssistant', 'email', 'paid', 'video', 'social', 'search', 'shopping'];

/** A provider's portal (orange.fr, web.de) is mail only where host or path speaks of mail or of its link guard. */
function isMailPage(host: string, url: URL, found: KnownHost): boolean {
	if (!portals.has(found.name)) return true;
	return mailWords.test(host) || mailWords.test(url.pathname) || guards.test(host);
}

const portals = new Set([
	'1und1',
	'Apple iCloud Mail',
	'Bluewin',
	'Freenet',
	'GMX',
	'Interia',
	'Infomaniak',
	'Ionos',
	'Laposte',
	'Mail.com',
	'Orange Webmail',
	'T-online',
	'Web.de',
]);
const mailWords = /mail|messag|posta|poczta|correo|inbox/;
const guards = /(^|[.-])(deref|rich-v\d+|3c|link|redir|nav)[.-]?/;

const mailLabel =
	/^(web|e|w|my|light|up?c?)?-?mail(er)?\d*$|^(messagerie|poczta|zimbra|roundcube|owa|horde|squirrelmail|deref)\d*$|^webmail|mailbusiness/;
const mailPath = /\/(webmail|roundcube|zimbra|owa|horde|squirrelmail)(\/|$)/i;

/** A host that nobody listed but that says itself what it is. */
function byItsOwnWords(host: string, url: URL): Referrer | undefined {
	const labels = host.split('.');
	const sub = labels.slice(0, -2);
	const guard = host.replace(/^deref-/, '');
	if (sub.some((label) => mailLabel.test(label)) || guard !== host || mailPath.test(url.pathname)) {
		return { medium: 'email', source: findHost('email', guard, '/')?.name ?? brandOf(labels) };
	}
	const term = firstParam(url, ['q', 'query', 'p', 'text', 'wd', 'keyword', 'keywords', 'search']);
	const says = labels
		.slice(0, -1)
		.some((label) => label !== 'www' && searchLabel.test(label) && label.length > 3);
	if (says && (term !== undefined || /search|suche/.test(url.pathname))) {
		const engine = engineOf(labels);
		return { medium: 'search', source: engine ?? brandOf(labels), ...(term ? { term } : {}) };
	}
	return undefined;
}

/** 'aolsearch.aol.co.uk' → the engine that owns a host of this brand. */
function engineOf(labels: string[]): string | undefined {
	const brand = brandLabel(labels);
	for (const host of [
		`search.${brand}.com`,
		`${brand}.com`,
		`${brand.replace(searchLabel, '')}.com`,
	]) {
		const found = findHost('search', host, '/');
		if (found) return found.name;
	}
	return undefined;
}

function brandOf(labels: string[]): string {
	const brand = brandLabel(labels)
		.replace(/^deref-/, '')
		.replace(/-\d+$/, '');
	return brand.charAt(0).toUpperCase() + brand.slice(1);
}

function brandLabel(labels: string[]): string {
	const second = labels[labels.length - 2] ?? '';
	const compound = labels.length > 2 && /^(com?|net|org|ne|or|ac)$/.test(second);
	return labels[labels.length - (compound ? 3 : 2)] ?? labels[0] ?? '';
}

function termOf(engine: KnownHost, url: URL): string | undefined {
	return firstParam(url, engine.params.length > 0 ? engine.params : ['q', 'query', 'p']);
}

function firstParam(url: URL, names: readonly string[]): string | undefined {
	for (const name of names) {
		const value = url.searchParams.get(name)?.trim();
		if (value) return value.slice(0, 300);
	}
	return undefined;
}

function parse(url: string | undefined): URL | undefined {
	const text = url?.trim();
	if (!text) return undefined;
	const app = /^android-app:\/\/([a-z0-9_.]+)/i.exec(text);
	const address = app
		? `https://${app[1] ?? ''}/`
		: /^[a-z][a-z0-9+.-]*:/i.test(text)
			? text
			: `https://${text}`;
	if (!URL.canParse(address)) return undefined;
	const parsed = new URL(address);
	return parsed.protocol === 'https:' || parsed.protocol === 'http:' ? parsed : undefined;
}
