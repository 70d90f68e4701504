import { address } from './data/address';
import { company } from './data/company';
import { contact } from './data/contact';
import { need } from './data/need';
import { origin } from './data/origin';
import { person } from './data/person';
import { process } from './data/process';
import type { Match, Target, Vocabulary } from './target';
import { plain, telling, wordsOf } from './words';

/** A word next to which the data is about somebody or something else: 'rep email', 'event name', 'billing city'. */
const foreign = new Set(
	`rep reps agent agents manager owner host organizer organiser referrer referral friend spouse partner emergency secondary
alternate alternative other parent guardian father mother child assistant supervisor sender recipient reply event program
programme product project campaign file page plan order item list card bank account birth maiden code count status verified
verification validity subject body template template type date last open click shipping ship billing bill website company
organization organisation business employer firm school user username login nick screen domain host pet brand vendor supplier
doctor lawyer attorney broker landlord colleague boss coworker witness beneficiary spouses host2 team group store shop branch
property building hotel course class session webinar workshop meeting room venue location site service package group source
total average min max hash md5 sha256 token key password provider sent bounced opened clicked score id url link
vertreter betreuer freund partnerin veranstaltung produkt projekt geburt mitarbeiter lieferadresse rechnungsadresse
conjoint ami evenement produit projet naissance vendeur vendedor evento producto proyecto nacimiento amigo produto projeto
nascimento venditore prodotto progetto nascita evenement`.split(/\s+/u),
);

/** Adjectives that leave the meaning as it is: 'Work E-Mail', 'Mobile (private)'. */
const harmless = new Set(
	`work business office home private personal professional corporate official direct daytime evening daily preferred full complete
real legal new 1 one no num nr number address adresse line privat dienstlich geschaftlich professionnel pro professionel
profissional corporativo empresarial trabajo trabalho lavoro ufficio zakelijk prive arbete arbeid firmowy sluzbowy work1`.split(
		/\s+/u,
	),
);

/** Parts of an address, and whose address may be meant: 'Business Street', 'Company City'. */
const places: ReadonlySet<Target> = new Set<Target>([
	'street',
	'city',
	'state',
	'postalCode',
	'country',
]);
const whose = new Set(['company', 'organization', 'organisation', 'mailing', 'residential']);

/** What a longer question may ask for by words inside it; the rest of the vocabulary must be met as a whole. */
const insideQuestions: ReadonlySet<Target> = new Set<Target>([
	'email',
	'phone',
	'mobile',
	'firstName',
	'lastName',
	'fullName',
	'company',
	'title',
	'department',
	'industry',
	'employees',
	'budget',
	'website',
	'linkedinUrl',
	'country',
	'city',
	'postalCode',
	'message',
	'consent',
	'newsletter',
]);

const vocabularies: Vocabulary[] = [contact, person, company, address, need, process, origin];
const whole = new Map<string, Target>();
const sorted = new Map<string, Target>();
const phrases = new Map<string, Target>();
let longestPhrase = 1;
learn();

const cache = new Map<string, Match | undefined>();
const cacheLimit = 20_000;

/**
 * What a header, field name or question asks for, or undefined where nobody can tell.
 * Compares without case, accents, punctuation and fill words, in about thirty languages.
 *
 * @example
 * matchHeader('E-Mail-Adresse *') //=> { target: 'email', confidence: 1 }
 * matchHeader("What's your full name?") //=> { target: 'fullName', confidence: 0.9 }
 * matchHeader('Sales rep email') //=> undefined: it is somebody else's
 */
export function matchHeader(header: string): Match | undefined {
	const known = cache.get(header);
	if (known !== undefined || cache.has(header)) return known;
	const match = find(header);
	if (cache.size >= cacheLimit) cache.clear();
	cache.set(header, match);
	return match;
}

/** Whether a label speaks of somebody or something else than the person who filled in the form. */
export function isForeignLabel(label: string): boolean {
	return wordsOf(label).some((word) => foreign.has(word));
}

function find(header: string): Match | undefined {
	const bare = header.replace(/[([{（【][^)\]}）】]*[)\]}）】]/gu, ' ');
	for (const text of bare === header ? [header] : [header, bare]) {
		const words = wordsOf(text);
		if (words.length === 0) continue;
		const short = telling(words);
		const exact = whole.get(words.join(''));
		if (exact) return { target: exact, confidence: 1 };
		const stripped = short.length > 0 ? whole.get(short.join('')) : undefined;
		if (stripped && !isForeign(words, stripped)) return { target: stripped, confidence: 0.9 };
		const turned = sorted.get(key(words)) ?? sorted.get(key(short));
		if (turned) return { target: turned, confidence: 0.85 };
	}
	return either(bare) ?? inside(bare) ?? unspaced(header);
}

/** What has a name of its own: 'form_name', 'ad_name'. */
const things = new Set(['form', 'ad', 'adset', 'creative', 'survey', 'quiz', 'funnel', 'landing']);

/** 'Enter company' is about a company, 'company' met as a fill word is not: only the words left out are looked at. */
function isForeign(words: readonly string[], target: Target): boolean {
	return target === 'name' && words.some((word) => foreign.has(word) || things.has(word));
}

/** 'Company/Organisation', 'Phone or mobile': every part says the same. */
function either(text: string): Match | undefined {
	const parts = text.split(/[/|]|\b(?:or|oder|ou)\b/iu);
	if (parts.length < 2 || parts.length > 4) return undefined;
	const targets = parts.map((part) => whole.get(telling(wordsOf(part)).join('')));
	const same = new Set(targets.map((target) => (target === 'mobile' ? 'phone' : target)));
	const [first] = targets;
	return same.size === 1 && first !== undefined ? { target: first, confidence: 0.85 } : undefined;
}

/** Finds the longest known phrase inside a header whose other words are harmless. */
function inside(text: string): Match | undefined {
	const words = wordsOf(text);
	const short = telling(words);
	if (short.length < 2 || short.length > 25) return undefined;
	const place = placeAtEnd(short);
	if (place) return place;
	for (let size = Math.min(longestPhrase, short.length); size >= 1; size--) {
		for (let start = 0; start + size <= short.length; start++) {
			const target = phrases.get(short.slice(start, start + size).join(' '));
			if (!target) continue;
			const rest = [...short.slice(0, start), ...short.slice(start + size)];
			if (!insideQuestions.has(target)) continue;
			if (rest.some((word) => foreign.has(word))) return undefined;
			const safe = rest.every((word) => harmless.has(word));
			if (safe) return { target, confidence: 0.8 };
			return { target, confidence: start + size === short.length || start === 0 ? 0.6 : 0.5 };
		}
	}
	return undefined;
}

/** 'Business Street' and 'Company Postal Code' are parts of an address. */
function placeAtEnd(short: readonly string[]): Match | undefined {
	for (const size of [2, 1]) {
		const target = phrases.get(short.slice(-size).join(' '));
		const rest = short.slice(0, -size);
		if (
			target &&
			places.has(target) &&
			rest.length > 0 &&
			rest.every((word) => harmless.has(word) || whose.has(word))
		)
			return { target, confidence: 0.8 };
	}
	return undefined;
}

/** Scripts without spaces between words, and German compounds, end with the word that counts. */
function unspaced(text: string): Match | undefined {
	const joined = wordsOf(text).join('');
	if (
		!/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u.test(
			joined,
		)
	)
		return undefined;
	for (let start = 1; start < Math.min(joined.length - 1, 20); start++) {
		const target = whole.get(joined.slice(start));
		if (target && target !== 'name' && joined.length - start >= 2)
			return { target, confidence: 0.7 };
	}
	return undefined;
}

function key(words: readonly string[]): string {
	return words.length < 2 ? '' : [...words].sort().join(' ');
}

function learn(): void {
	for (const vocabulary of vocabularies) {
		for (const [target, languages] of Object.entries(vocabulary)) {
			if (!isTarget(target)) continue;
			for (const list of Object.values(languages)) {
				for (const phrase of list.split(',')) learnPhrase(phrase.trim(), target);
			}
		}
	}
}

function learnPhrase(phrase: string, target: Target): void {
	const words = wordsOf(phrase);
	if (words.length === 0) return;
	const add = (map: Map<string, Target>, text: string) => {
		if (text !== '' && !map.has(text)) map.set(text, target);
	};
	add(whole, words.join(''));
	add(sorted, key(words));
	const short = telling(words);
	// 'ön ad' without its fill word is two letters that mean something else elsewhere.
	const enough = short.length === words.length ? 3 : 5;
	if (plain(phrase).length >= 3 && short.join('').length >= enough) {
		add(phrases, short.join(' '));
		longestPhrase = Math.max(longestPhrase, short.length);
	}
}

function isTarget(text: string): text is Target {
	return vocabularies.some((vocabulary) => Object.hasOwn(vocabulary, text));
}
