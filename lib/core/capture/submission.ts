import type { Timestamp } from '../lead/lead';
import type { Mapping } from './read/fields';
import type { LeadFields } from './read/build';

/** What is known of how a submission arrived. */
export interface SubmissionMeta {
	/** Milliseconds since the epoch. */
	receivedAt: number;
	ip?: string;
	userAgent?: string;
	referrer?: string;
}

/** How submissions are read. */
export interface ReadOptions {
	/** Key of a preset; by shape where absent. */
	preset?: string;
	/** Our meaning by the name of the incoming field, where the user has chosen. */
	mapping?: Mapping;
	/** ISO 3166-1 alpha-2. */
	defaultCountry?: string;
	/** Source of leads whose payload names none; the preset's name where absent. */
	defaultSource?: string;
	/** Fields that every lead of this source gets unless the submission brings them. */
	defaults?: Pick<LeadFields, 'campaign' | 'cost' | 'topics' | 'lists' | 'channel'>;
	/** Texts in an e-mail address that mark a test, beside 'test@…'. */
	testPatterns?: readonly string[];
	/** From another node or an import, so that owner, lists and the time of creation are believed. */
	trusted?: boolean;
	/** Codes are the leads' own, as in a table that also says who recommended them; otherwise a code is that of whoever did. */
	ownCodes?: boolean;
	/** Where ids of forms without a known provider are unique, e.g. 'webhook:lead/main/website'. */
	origin?: string;
}

/** A submission that is a lead. */
export interface LeadSubmission {
	kind: 'lead';
	fields: LeadFields;
	preset: string;
	/** Where `sourceId` is unique. */
	origin: string;
	/** The provider's id of the submission; absent where it gives none. */
	sourceId?: string;
	/** Hash of the content, for deliveries without an id. */
	hash: string;
	occurredAt: Timestamp;
	touchType: string;
	/** Name of the form or event. */
	form?: string;
	/** The code of whoever recommended us, as it was given. */
	referralCode?: string;
	/** Why it looks like a program's or like junk; such a submission is kept in quarantine. */
	suspicion?: string;
	/** Where consent is confirmed that waits for it: the public address of the form. */
	confirmAt?: string;
	/** What was left out and why, for people. */
	notes: string[];
}

/** A submission that is no lead, kept with its reason. */
export interface RejectedSubmission {
	kind: 'rejected';
	/** Sentence for people. */
	reason: string;
	code: 'noIdentity' | 'notALead' | 'waitsForFields';
	preset: string;
	origin: string;
	sourceId?: string;
	hash: string;
	occurredAt: Timestamp;
}

/** What a payload came to, one by one. */
export type Submission = LeadSubmission | RejectedSubmission;
