/**
 * The lead as every room of the house knows it: one flat record with a few small structures.
 * Times are ISO 8601 strings in UTC with milliseconds ('2026-03-29T01:30:00.000Z'), so that they sort as text;
 * computations take `now` as milliseconds since the epoch. A field that is not known is absent, never '' or null.
 */

/** An instant as stored: ISO 8601, UTC, milliseconds. */
export type Timestamp = string;

/** Where a lead stands in its life; the allowed moves are in `lifecycle.ts`. */
export type Stage =
	| 'target'
	| 'new'
	| 'filtered'
	| 'assigned'
	| 'contacted'
	| 'tracking'
	| 'nurturing'
	| 'qualified'
	| 'opportunity'
	| 'customer'
	| 'keptAccount'
	| 'bad'
	| 'disqualified'
	| 'junk'
	| 'merged'
	| 'erased';

/** How warm a lead is; `old` leaves a node by its Cold output. */
export type Temperature = 'hot' | 'warm' | 'cold' | 'old';

/** 1 call now · 2 today · 3 this week · 4 nurture. */
export type Priority = 1 | 2 | 3 | 4;

/** What a check of one piece of contact data came to; unknown is never treated as invalid. */
export type CheckStatus = 'valid' | 'invalid' | 'risky' | 'unknown';

/** A channel by which a person can be contacted; consent is kept per channel and purpose. */
export type ContactChannel = 'email' | 'phone' | 'sms' | 'postal' | 'social';

/** How often somebody wants marketing mail at most. */
export type MailEvery = 'week' | 'month';

/** Why somebody is contacted: an answer to their own request, marketing, or service to a customer. */
export type Purpose = 'answer' | 'marketing' | 'service';

/** What a person can agree to: to be contacted, or to their data being given to a partner. */
export type ConsentPurpose = Purpose | 'sharing';

/** Campaign parameters of a visit. */
export interface Utm {
	source?: string;
	medium?: string;
	campaign?: string;
	term?: string;
	content?: string;
}

/** Click identifiers that ad networks append to a landing address. */
export interface ClickIds {
	gclid?: string;
	gbraid?: string;
	wbraid?: string;
	fbclid?: string;
	msclkid?: string;
	li_fat_id?: string;
	ttclid?: string;
	twclid?: string;
}

/** One statement of a person about being contacted. Rows are appended, the newest per channel and purpose counts. */
export interface Consent {
	channel: ContactChannel;
	purpose: ConsentPurpose;
	given: boolean;
	at: Timestamp;
	/** The words the person agreed to, and the version of those words. */
	text?: string;
	textVersion?: string;
	/** Asked for and not yet confirmed (double opt-in): neither given nor refused. */
	pending?: boolean;
	ip?: string;
	userAgent?: string;
}

/** One move through the stages. */
export interface StageMove {
	from: Stage | null;
	to: Stage;
	reason?: string;
	note?: string;
	by: string;
	at: Timestamp;
}

/** What the ideal customer profile says of a lead, each criterion in plain words. */
export interface IcpResult {
	verdict: 'ideal' | 'possible' | 'outside' | 'unknown';
	/** Name of the profile that fits best. */
	profile: string;
	reasons: string[];
}

/** One line of a score receipt; the lines of a receipt add up to the score. */
export interface ScoreReason {
	/** The rule in words, e.g. 'Pricing page viewed'. */
	rule: string;
	/** Points of the rule before decay and caps. */
	points: number;
	/** Points that it adds to the score after decay, caps and weighting. */
	counted: number;
	/** Points after decay, before caps and weighting. */
	decayed: number;
}

/** The whole lead. `extra` keeps every field a source sent that the catalogue does not know. */
export interface Lead {
	leadId: string;
	createdAt: Timestamp;
	updatedAt: Timestamp;

	source?: string;
	sourceId?: string;
	channel?: string;
	campaign?: string;

	salutation?: string;
	firstName?: string;
	middleName?: string;
	lastName?: string;
	suffix?: string;
	fullName?: string;

	email?: string;
	emailStatus?: CheckStatus;
	phone?: string;
	phoneE164?: string;
	phoneStatus?: CheckStatus;
	linkedinUrl?: string;
	website?: string;

	company?: string;
	domain?: string;
	title?: string;
	seniority?: string;
	department?: string;
	industry?: string;
	employees?: number;
	revenue?: number;

	street?: string;
	city?: string;
	state?: string;
	postalCode?: string;
	/** ISO 3166-1 alpha-2. */
	country?: string;
	/** IANA zone name. */
	timezone?: string;
	/** BCP 47, e.g. 'de' or 'pt-BR'. */
	language?: string;

	need?: string;
	budget?: string;
	timeline?: string;
	authority?: string;
	message?: string;
	notes?: string;
	topics?: string[];
	likes?: string[];
	dislikes?: string[];
	objections?: string[];

	consent?: Consent[];
	/** Channels by which this person must not be contacted, e.g. ['email'], or ['all']. */
	doNotContact?: string[];
	/** Topics of which this person wants no mail. */
	topicsOff?: string[];
	/** At most one marketing mail in so long a time, as this person asked. */
	mailEvery?: MailEvery;
	/** No marketing mail before, as this person asked. */
	mailPausedUntil?: Timestamp;

	firstUtm?: Utm;
	lastUtm?: Utm;
	firstClickIds?: ClickIds;
	lastClickIds?: ClickIds;
	landingUrl?: string;
	referrer?: string;
	referredBy?: string;
	referralCode?: string;

	lists?: string[];
	category?: string;
	priority?: Priority;
	cost?: number;
	dealValue?: number;
	/** ISO 4217. */
	currency?: string;
	wonAt?: Timestamp;
	lostAt?: Timestamp;
	renewalDate?: Timestamp;
	customerSince?: Timestamp;
	/** When the lead became account and contact; while it is a sale or a customer, submissions only record that they came. */
	convertedAt?: Timestamp;
	accountId?: string;
	/** The newest sale that came of it. */
	opportunityId?: string;
	externalIds?: Record<string, string>;

	fit?: number;
	engagement?: number;
	score?: number;
	grade?: string;
	temperature?: Temperature;
	scoreReasons?: ScoreReason[];
	/** 0…100: set by a person; while it is there the score is this and temperature and priority follow it. */
	lockedScore?: number;
	icp?: IcpResult;

	stage: Stage;
	stageReason?: string;
	stageHistory: StageMove[];
	revisitAt?: Timestamp;

	owner?: string;
	team?: string;
	assignedAt?: Timestamp;
	dueAt?: Timestamp;
	firstResponseAt?: Timestamp;
	lastTouchAt?: Timestamp;
	nextAction?: string;
	nextActionAt?: Timestamp;

	duplicateOf?: string;
	/** Keys of leads of which somebody has said that they are other people; never offered or merged as duplicates. */
	differentFrom?: string[];
	importBatch?: string;
	pack?: string;
	isTest?: boolean;
	quarantined?: boolean;
	configVersion?: string;
	/** When each field was last set and by which source: decides which value is newer when leads meet. */
	fieldTimes?: Record<string, Timestamp>;
	extra?: Record<string, unknown>;
}

/** A key of the lead record. */
export type LeadKey = keyof Lead;
