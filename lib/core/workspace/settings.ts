import type { Playbook } from '../lead/playbook';
import type { LearnedModel } from '../score/learn/model';

/**
 * What a workspace (a client, brand or team) has settled once, so that nodes need not ask again.
 * Empty fields of a node's panel are taken from here.
 */
export interface WorkspaceSettings {
	/** Display name, e.g. 'Main'. */
	name: string;
	/** ISO 3166-1 alpha-2; the country of phone numbers and addresses that do not name one. */
	defaultCountry: string;
	/** IANA zone of the business. */
	timezone: string;
	/** BCP 47. */
	language: string;
	/** ISO 4217. */
	currency: string;
	/** Weekly working hours, 'HH:MM' local time; `days` 1 = Monday … 7 = Sunday. */
	workingHours: WorkingHours[];
	/** Public holidays as 'YYYY-MM-DD' in the business's zone. */
	holidays: string[];
	/** Sender of mails, e.g. 'Example Ltd <hello@example.com>'. */
	from?: string;
	replyTo?: string;
	/** Postal address that marketing mail has to carry. */
	postalAddress?: string;
	/** https address under which n8n's webhooks are reached from outside; registered by the published trigger. */
	publicAddress?: string;
	/** While set, nothing is sent from this workspace. */
	sendingPaused?: boolean;
	/** While set, every mail goes to this address instead. */
	testMode?: { to: string };
	/** What is to be done in each stage, where it differs from the usual. */
	playbook?: Playbook;
	/** The points table learned or edited last, and when. */
	learnedScore?: LearnedVersion;
	/** The tables before it, newest first, to go back to. */
	learnedBefore?: LearnedVersion[];
	/** What the last process document said, when it was reviewed, and what changed since the first one. */
	processLog?: ProcessLog;
}

/** A version of the learned points table. */
export interface LearnedVersion {
	version: number;
	at: string;
	model: LearnedModel;
	/** A person has changed its points. */
	edited?: boolean;
}

/** The memory of the process document. */
export interface ProcessLog {
	reviewedAt?: string;
	/** Rows by part. */
	parts: Record<string, string[]>;
	/** Newest first. */
	changes: Array<{ at: string; what: string; by: string }>;
}

/** Working hours on some days of the week. `from` > `to` crosses midnight. */
export interface WorkingHours {
	days: number[];
	from: string;
	to: string;
}

/** Settings of a workspace nobody has set up yet. */
export function defaultSettings(name: string): WorkspaceSettings {
	return {
		name,
		defaultCountry: 'US',
		timezone: 'UTC',
		language: 'en',
		currency: 'USD',
		workingHours: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }],
		holidays: [],
	};
}
