import type { ClickIds, Utm } from '../../lead/lead';

/**
 * What an incoming column or form field can mean: a field of the lead, or something a field is made of.
 * `name` is a name of which the neighbours tell whether it is a first, last or whole name;
 * `titleOrSalutation` is 'Title', which may be a job title or 'Mr'.
 */
export type Target =
	| 'name'
	| 'salutation'
	| 'firstName'
	| 'middleName'
	| 'lastName'
	| 'suffix'
	| 'fullName'
	| 'titleOrSalutation'
	| 'email'
	| 'phone'
	| 'mobile'
	| 'linkedinUrl'
	| 'title'
	| 'seniority'
	| 'department'
	| 'language'
	| 'timezone'
	| 'company'
	| 'domain'
	| 'website'
	| 'industry'
	| 'employees'
	| 'revenue'
	| 'street'
	| 'street2'
	| 'city'
	| 'state'
	| 'postalCode'
	| 'country'
	| 'need'
	| 'budget'
	| 'timeline'
	| 'authority'
	| 'message'
	| 'notes'
	| 'topics'
	| 'source'
	| 'channel'
	| 'campaign'
	| 'lists'
	| 'category'
	| 'cost'
	| 'dealValue'
	| 'currency'
	| 'renewalDate'
	| 'customerSince'
	| 'owner'
	| 'stage'
	| 'temperature'
	| 'externalScore'
	| 'externalId'
	| 'createdAt'
	| 'consent'
	| 'newsletter'
	| 'doNotEmail'
	| 'doNotCall'
	| 'isTest'
	| 'utmSource'
	| 'utmMedium'
	| 'utmCampaign'
	| 'utmTerm'
	| 'utmContent'
	| ClickIdTarget
	| 'landingUrl'
	| 'referrer'
	| 'referralCode'
	| 'referredBy'
	| 'ip'
	| 'userAgent';

/** Click identifiers as ad networks spell them. */
export const clickIdTargets = [
	'gclid',
	'gbraid',
	'wbraid',
	'fbclid',
	'msclkid',
	'li_fat_id',
	'ttclid',
	'twclid',
] as const satisfies ReadonlyArray<keyof ClickIds>;

/** A click identifier. */
export type ClickIdTarget = (typeof clickIdTargets)[number];

/** Parts of UTM, as in an object called utm, and what each means. */
export const utmTargets = [
	['source', 'utmSource'],
	['medium', 'utmMedium'],
	['campaign', 'utmCampaign'],
	['term', 'utmTerm'],
	['content', 'utmContent'],
] as const satisfies ReadonlyArray<readonly [keyof Utm, Target]>;

/** Words by target and language; several are separated by commas. Languages are BCP 47. */
export type Vocabulary = Partial<Record<Target, Record<string, string>>>;

/** A meaning with how sure it is, 0…1. */
export interface Match {
	target: Target;
	/** 1 the very words; 0.9 after fill words; 0.85 other order; 0.6–0.8 the words inside a longer header. */
	confidence: number;
}

/** Fields of the lead whose meaning goes by another word here. */
const byField: Readonly<Record<string, Target>> = {
	phoneE164: 'phone',
	score: 'externalScore',
	sourceId: 'externalId',
	externalIds: 'externalId',
	doNotContact: 'doNotEmail',
	firstUtm: 'utmSource',
	lastUtm: 'utmSource',
};

/** The meaning of a field of the lead's catalogue, for mappings by hand; undefined for a user's own field. */
export function targetOf(field: string): Target | undefined {
	const other = byField[field];
	if (other) return other;
	return targets.find((target) => target === field);
}

const targets: readonly Target[] = [
	'name',
	'salutation',
	'firstName',
	'middleName',
	'lastName',
	'suffix',
	'fullName',
	'titleOrSalutation',
	'email',
	'phone',
	'mobile',
	'linkedinUrl',
	'title',
	'seniority',
	'department',
	'language',
	'timezone',
	'company',
	'domain',
	'website',
	'industry',
	'employees',
	'revenue',
	'street',
	'street2',
	'city',
	'state',
	'postalCode',
	'country',
	'need',
	'budget',
	'timeline',
	'authority',
	'message',
	'notes',
	'topics',
	'source',
	'channel',
	'campaign',
	'lists',
	'category',
	'cost',
	'dealValue',
	'currency',
	'renewalDate',
	'customerSince',
	'owner',
	'stage',
	'temperature',
	'externalScore',
	'externalId',
	'createdAt',
	'consent',
	'newsletter',
	'doNotEmail',
	'doNotCall',
	'isTest',
	...utmTargets.map(([, target]) => target),
	'landingUrl',
	'referrer',
	'referralCode',
	'referredBy',
	'ip',
	'userAgent',
	...clickIdTargets,
];
