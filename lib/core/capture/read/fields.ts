import { certain } from '../headers/map';
import type { Target } from '../headers/target';
import type { Entry } from './entry';
import { textOf } from './entry';
import { meaningOf } from './meaning';
import { emailIn, looksLikePhone } from './contact';

/** Answers by what they mean. */
export interface Understood {
	/** The best answer for each meaning. */
	values: Map<Target, Entry>;
	/** Answers to several boxes of one meaning: interests, consents. */
	lists: Map<Target, Entry[]>;
	/** Ids in other systems, by system: `externalIds: { crm: 'A-1001' }`. */
	externalIds: Map<string, string>;
	/** What nobody asked for by a known name, by its own name. */
	extra: Map<string, string | boolean | string[]>;
}

/** Meanings of which a form may have several fields. */
const several: ReadonlySet<Target> = new Set<Target>(['consent', 'newsletter', 'topics', 'lists']);

/** What a mapping by hand says: our meaning, or a field of the user's own, by the incoming field's name. */
export type Mapping = ReadonlyMap<string, Target | { own: string }>;

/** An incoming field's name as mappings compare it. */
export function mappingName(name: string): string {
	return name.trim().toLowerCase();
}

/**
 * Gives every answer its meaning. Of several answers with one meaning the surest counts, then the first; the others stay in
 * `extra`. What a question's words were only guessed from stays in `extra` under the question as well, unless it is contact data.
 */
export function understand(entries: readonly Entry[], mapping?: Mapping): Understood {
	const values = new Map<Target, { entry: Entry; confidence: number }>();
	const lists = new Map<Target, Entry[]>();
	const extra: Understood['extra'] = new Map();
	const rest = (entry: Entry) => keep(extra, entry);
	const externalIds = new Map<string, string>();
	for (const entry of entries) {
		if (/^external_?ids?$/iu.test(entry.path.at(-1) ?? '') && entry.labels[0]) {
			externalIds.set(entry.labels[0].slice(0, 100), textOf(entry).slice(0, 300));
			continue;
		}
		const mapped =
			mapping &&
			entry.labels.map((label) => mapping.get(mappingName(label))).find((found) => found);
		if (typeof mapped === 'object') {
			extra.set(mapped.own.slice(0, 100), entry.value);
			continue;
		}
		const meaning = mapped ? { target: mapped, confidence: 2 } : meaningOf(entry);
		if (!meaning || !fitsTarget(meaning.target, entry)) {
			rest(entry);
			continue;
		}
		const { target, confidence } = meaning;
		if (several.has(target)) {
			lists.set(target, [...(lists.get(target) ?? []), entry]);
			continue;
		}
		const before = values.get(target);
		if (before && before.confidence >= confidence) {
			if (textOf(before.entry) !== textOf(entry)) rest(entry);
			continue;
		}
		if (before) rest(before.entry);
		values.set(target, { entry, confidence });
		if (confidence < certain && !isPlain(target)) rest(entry);
	}
	settle(values, rest);
	return {
		values: new Map([...values].map(([target, { entry }]) => [target, entry])),
		lists,
		externalIds,
		extra,
	};
}

/** 'name', 'title' and 'mobile' depend on what else there is. */
function settle(
	values: Map<Target, { entry: Entry; confidence: number }>,
	rest: (entry: Entry) => void,
): void {
	const move = (from: Target, to: Target) => {
		const found = values.get(from);
		if (!found) return;
		values.delete(from);
		if (values.has(to)) rest(found.entry);
		else values.set(to, found);
	};
	if (values.has('firstName') && !values.has('lastName')) move('name', 'lastName');
	else if (values.has('lastName') && !values.has('firstName')) move('name', 'firstName');
	else move('name', 'fullName');
	const title = values.get('titleOrSalutation');
	if (
		title &&
		/^(mr|mrs|ms|miss|mx|dr|prof|herr|frau|m|mme|mlle|sr|sra|sig|dhr|mevr)\.?$/iu.test(
			textOf(title.entry),
		)
	)
		move('titleOrSalutation', 'salutation');
	else move('titleOrSalutation', 'title');
	if (!values.has('phone')) move('mobile', 'phone');
	if (!values.has('street')) move('street2', 'street');
}

/** Contact data must look like it; an answer that does not is kept as it was given. */
export function fitsTarget(target: Target, entry: Entry): boolean {
	const text = textOf(entry);
	switch (target) {
		case 'email':
			return emailIn(text) !== undefined;
		case 'phone':
		case 'mobile':
			return looksLikePhone(text);
		case 'linkedinUrl':
			return /linkedin\.com\//iu.test(text);
		case 'name':
		case 'fullName':
		case 'firstName':
		case 'lastName':
			return typeof entry.value !== 'boolean' && !/^\d+$/u.test(text) && /\p{L}/u.test(text);
		default:
			return true;
	}
}

function isContact(target: Target): boolean {
	return [
		'email',
		'phone',
		'mobile',
		'firstName',
		'lastName',
		'fullName',
		'name',
		'linkedinUrl',
	].includes(target);
}

/** Meanings that no question was asked for in words worth keeping. */
function isPlain(target: Target): boolean {
	return (
		isContact(target) ||
		/^utm|clid$|braid$|^li_fat_id$|^(landingUrl|referrer|ip|userAgent)$/u.test(target)
	);
}

/** Under its own name, with what it lies in where the name is taken. */
function keep(extra: Understood['extra'], entry: Entry): void {
	const own = (entry.labels[0] ?? '').trim() || 'value';
	const name = extra.has(own)
		? [...entry.path.slice(-2), own].filter((part) => part !== '').join('.')
		: own;
	const value = entry.value;
	extra.set(name.slice(0, 100), typeof value === 'string' ? value.slice(0, 8192) : value);
}
