/** What kind of value a field holds; how two values are compared follows from it. */
export type CompareKind =
	| 'firstName'
	| 'lastName'
	| 'email'
	| 'phone'
	| 'company'
	| 'text'
	| 'place'
	| 'code'
	| 'date'
	| 'link';

/** A field that is compared. */
export interface CompareField {
	key: string;
	kind: CompareKind;
	/** For reasons, e.g. 'E-mail'. */
	label: string;
	/** Whether agreeing on it shows that the same person or firm can be reached there; two leads that share only names are never joined by themselves. */
	contact?: boolean;
}

/** A record to compare: texts by field key; a field that is absent or blank says nothing. */
export interface DedupeRecord {
	id: string;
	values: Readonly<Record<string, string | undefined>>;
}

/** Somebody's answer whether two records are the same. */
export interface Answer {
	a: string;
	b: string;
	same: boolean;
}

/** Settings of a search. */
export interface DedupeOptions {
	fields?: readonly CompareField[];
	answers?: readonly Answer[];
	/** A key that more records than this share is ignored: it tells nothing. */
	largestBlock?: number;
	/** Points from which two records are the same, and from which a person should look. */
	matchFrom?: number;
	reviewFrom?: number;
}

/** Two records that may be the same. */
export interface DuplicatePair {
	a: string;
	b: string;
	/** Evidence in bits; 8 means as likely the same as not, given how rare duplicates are. */
	points: number;
	verdict: 'match' | 'review';
	/** In words with points, heaviest first. */
	reasons: string[];
}

/** What a search found. */
export interface DuplicateSearch {
	pairs: DuplicatePair[];
	/** Ids of records that are the same, each group with at least two, by transitive closure of the matches. */
	groups: string[][];
	/** Whether the weights were estimated from this list or are the general ones. */
	weights: 'estimated' | 'general';
	/** How many pairs were compared. */
	compared: number;
}

/** The fields of a lead that are compared unless others are given. */
export const leadFields: readonly CompareField[] = [
	{ key: 'firstName', kind: 'firstName', label: 'First name' },
	{ key: 'lastName', kind: 'lastName', label: 'Last name' },
	{ key: 'email', kind: 'email', label: 'E-mail', contact: true },
	{ key: 'phone', kind: 'phone', label: 'Phone', contact: true },
	{ key: 'linkedinUrl', kind: 'link', label: 'LinkedIn', contact: true },
	{ key: 'company', kind: 'company', label: 'Company' },
	{ key: 'street', kind: 'text', label: 'Street', contact: true },
	{ key: 'city', kind: 'place', label: 'City' },
	{ key: 'postalCode', kind: 'code', label: 'Postal code' },
];
