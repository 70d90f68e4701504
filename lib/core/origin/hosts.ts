import matomo from './data/matomo.json';
import {
	advertising,
	moreAssistants,
	moreSearch,
	moreSocial,
	shopping,
	video,
	webmail,
} from './lists';

/** What a known host is. */
export type HostKind =
	'email' | 'aiAssistant' | 'paid' | 'search' | 'social' | 'shopping' | 'video';

/** An entry of the lists: who it is and which query parameters hold a search term. */
export interface KnownHost {
	kind: HostKind;
	name: string;
	params: readonly string[];
}

/**
 * Finds what is known of a host and path in the lists of one kind, the most telling entry first: a listed path on the host, the
 * host, a parent domain, the brand under another top-level domain. Linear in the number of labels of the host.
 */
export function findHost(kind: HostKind, host: string, path: string): KnownHost | undefined {
	const index = indexOf(kind);
	const labels = host.split('.');
	for (let from = 0; from < Math.max(1, labels.length - 1); from += 1) {
		const rest = labels.slice(from);
		const found = byPath(index, rest.join('.'), path) ?? anyTop(index, rest, path);
		if (found && (from === 0 || openBelow(kind, labels, from))) return found;
	}
	return undefined;
}

/** The name that a campaign's source ('google', 'facebook.com', 'LinkedIn') has in the lists of one kind. */
export function findName(kind: HostKind, source: string): KnownHost | undefined {
	const plain = source.trim().toLowerCase();
	return (
		indexOf(kind).names.get(plain) ?? (plain.includes('.') ? findHost(kind, plain, '/') : undefined)
	);
}

/** Below a search engine's bare domain lies much that is no search: docs.google.com, login.yahoo.com. */
function openBelow(kind: HostKind, labels: string[], from: number): boolean {
	if (kind !== 'search') return true;
	return labels.slice(0, from).every((label) => label.length <= 3 || searchLabel.test(label));
}

/** Parts of a host that say 'search' in the languages of the engines. */
export const searchLabel =
	/search|suche|recherche|busca|ricerca|szukaj|poisk|cerca|zoek|haku|hledat|sok|www|mobile|images?|news|video|find|int|results/;

interface Index {
	hosts: Map<string, KnownHost>;
	/** Host → paths that are listed apart. */
	paths: Map<string, Array<{ path: string; known: KnownHost }>>;
	/** Everything before the top-level domain → entry. */
	brands: Map<string, KnownHost>;
	names: Map<string, KnownHost>;
}

function byPath(index: Index, host: string, path: string): KnownHost | undefined {
	const listed = index.paths.get(host)?.find((entry) => path.startsWith(entry.path));
	return listed?.known ?? index.hosts.get(host);
}

/** 'images.google.co.uk' → 'images.google': two labels are dropped only where the second is one of the usual ones. */
function anyTop(index: Index, labels: string[], path: string): KnownHost | undefined {
	if (labels.length < 2) return undefined;
	const second = labels[labels.length - 2] ?? '';
	const drops =
		labels.length > 2 && /^(com?|net|org|gov|edu|ac|ne|or)$/.test(second) ? [2, 1] : [1];
	for (const drop of drops) {
		const brand = labels.slice(0, labels.length - drop).join('.');
		const onPath = index.paths.get(`${brand}.{}`)?.find((entry) => path.startsWith(entry.path));
		const found = onPath?.known ?? index.brands.get(brand);
		if (found) return found;
	}
	return undefined;
}

/** Built when a kind is first asked for: loading the module stays cheap. */
const indexes = new Map<HostKind, Index>();

function indexOf(kind: HostKind): Index {
	const built = indexes.get(kind) ?? build(kind, listsOf(kind));
	indexes.set(kind, built);
	return built;
}

function listsOf(kind: HostKind): Array<Record<string, string>> {
	switch (kind) {
		case 'email':
			return [webmail];
		case 'aiAssistant':
			return [matomo.aiAssistant, moreAssistants];
		case 'paid':
			return [advertising];
		case 'search':
			return [matomo.search, moreSearch];
		case 'social':
			return [matomo.social, moreSocial];
		case 'shopping':
			return [shopping];
		case 'video':
			return [video];
	}
}

function build(kind: HostKind, lists: Array<Record<string, string>>): Index {
	const index: Index = { hosts: new Map(), paths: new Map(), brands: new Map(), names: new Map() };
	for (const list of lists) {
		for (const [name, entry] of Object.entries(list)) {
			const [urls = '', params = ''] = entry.split('|');
			const known: KnownHost = { kind, name, params: params.split(' ').filter(Boolean) };
			for (const url of urls.split(' ').filter(Boolean)) add(index, url.toLowerCase(), known);
			index.names.set(name.toLowerCase(), known);
		}
	}
	return index;
}

function add(index: Index, url: string, known: KnownHost): void {
	const slash = url.startsWith('android-app') ? -1 : url.indexOf('/');
	const host = (slash < 0 ? url : url.slice(0, slash)).replace(/^www\./, '').replace(/^\{\}\./, '');
	if (slash >= 0) {
		const entries = index.paths.get(host) ?? [];
		entries.push({ path: url.slice(slash), known });
		index.paths.set(host, entries);
		return;
	}
	const brand = host.endsWith('.{}') ? host.slice(0, -3) : host;
	const anywhere = host.endsWith('.{}') || known.kind !== 'search';
	if (
		host.endsWith('.{}') ||
		!host.includes('.') ||
		(known.kind !== 'search' && isOpenBrand(host))
	) {
		index.brands.set(brand, known);
	} else {
		index.hosts.set(host, known);
	}
	const first = brand.split('.')[0] ?? brand;
	if (anywhere && !index.names.has(first) && first.length > 2 && !tooCommon.test(first)) {
		index.names.set(first, known);
	}
}

/** 'mail.vodafone' names a brand below a label and leaves the top-level domain open. */
function isOpenBrand(host: string): boolean {
	return (
		/^(mail|webmail|shopping|adservice)\.[a-z]+$/.test(host) &&
		!/\.(com|ru|de|net|org|cz)$/.test(host)
	);
}

const tooCommon =
	/^(mail|webmail|email|e?messagerie|app|www|search|search\d|suche|start|find|images|news|com|chat|poczta|connect|m|login|story|out|post)$/;
