import type { Receipt } from '../core/capture/receipt';
import type { DistributeRequest } from '../core/assign/request';
import type { Assignment } from '../core/assign/types';
import type { Converted } from '../core/convert/types';
import type { Lead, Stage, Temperature, Timestamp } from '../core/lead/lead';
import type { Touchpoint } from '../core/lead/touchpoint';
import type { TakenBack } from '../core/nurture/lastLook';
import type {
	Delivery,
	DeliveryState,
	Enrolment,
	Sequence,
	Suppression,
	Task,
} from '../core/nurture/types';
import type { Confirmation } from './forms';

/** A key that identifies one lead: unique in its workspace by constraint. */
export interface IdentityKey {
	kind: 'email' | 'provider' | 'external' | 'linkedin' | 'phone' | 'referral';
	/** Normalised: lower-case e-mail; 'source:id'; 'system:id'; profile path; E.164. `phone` is evidence and not unique. */
	value: string;
}
/** A key and its owner. */
export interface KeyHit {
	key: IdentityKey;
	leadId: string;
}
/** A lead with the version that guards its next save. */
export interface StoredLead {
	lead: Lead;
	version: number;
}
/** Who did what; the values live in a part of the row that erasing clears. */
export interface AuditEntry {
	by: string;
	action: string;
	changes: Record<string, { from?: unknown; to?: unknown }>;
	note?: string;
}
/** An audit entry as read back. */
export interface AuditRow extends AuditEntry {
	at: Timestamp;
	leadId: string;
}
/** One lead as it shall be. `version` is the one read, or 'new'. */
export interface LeadChange {
	lead: Lead;
	version: number | 'new';
	/** Keys it gains. Those it has stay its own: a merged lead owns more than its fields show. */
	keys?: IdentityKey[];
	/** Keys it gives up; 'all' where the lead is emptied. */
	lostKeys?: IdentityKey[] | 'all';
	touchpoints?: Touchpoint[];
	/** Touchpoints that the store has, with the class that they are known to have by now. */
	judged?: Touchpoint[];
	tasks?: Task[];
	receipt?: ReceiptMark;
	confirmations?: Confirmation[];
	audit: AuditEntry;
}
/** What became of a change. */
export type SaveResult =
	| { kind: 'saved'; version: number }
	| { kind: 'stale'; current?: StoredLead }
	| { kind: 'keyTaken'; key: IdentityKey; leadId: string };
/** Settles a receipt; `index` tells which submission inside it. */
export interface ReceiptMark {
	receiptId: string;
	index?: number;
	state: Receipt['state'];
	leadId?: string;
	outcome?: string;
	note?: string;
}
/** `seen` is a repeated delivery, `conflict` another payload under the same event id; both return the first receipt. */
export interface KeptReceipt {
	kind: 'new' | 'seen' | 'conflict';
	receipt: Receipt;
}
/** Keys kept in the store, base64. */
export interface StoreSecrets {
	tokenKeys: Array<{ kid: string; key: string }>;
	hashSalt: string;
}
/** One condition of a lead query; `field` may be an own field in `extra`. */
export interface LeadCondition {
	field: string;
	operator: 'is' | 'isNot' | 'contains' | 'atLeast' | 'atMost' | 'exists' | 'missing' | 'isAnyOf';
	value?: unknown;
}
/** A filter over leads; conditions are joined by and. */
export interface LeadQuery {
	stages?: Stage[];
	temperatures?: Temperature[];
	owner?: string;
	changedSince?: Timestamp;
	conditions?: LeadCondition[];
	sort?: 'createdAt' | 'updatedAt' | 'score' | 'priority' | 'lastTouchAt' | 'nextActionAt';
	descending?: boolean;
	limit: number;
	after?: string;
}
/** Totals of a workspace. */
export interface StoreCounts {
	leads: number;
	byStage: Partial<Record<Stage, number>>;
	byTemperature: Partial<Record<Temperature, number>>;
	byOwner: Record<string, number>;
	receipts: Partial<Record<Receipt['state'], number>>;
	/** Captured submissions whose workflow has not run to its end yet. */
	unended: number;
	outcomes: Record<string, number>;
	touchpoints: number;
	deliveries: Partial<Record<DeliveryState, number>>;
	tasksOpen: number;
}
/** What became of a lead in `distribute`. */
export type DistributeResult =
	| { kind: 'assigned'; lead: StoredLead; assignment: Assignment }
	| { kind: 'kept'; lead: StoredLead; why: string }
	| { kind: 'unassigned'; lead: StoredLead; why: string; skipped: Assignment['skipped'] }
	| { kind: 'missing'; leadId: string };
/** Which of the waiting leads are asked for, the best first. */
export interface WaitingQuery {
	/** Name of the team or pool; null for leads of none, '' for every lead that belongs to nobody. */
	pool: string | null;
	/** How many of the best are passed over. */
	skip?: number;
	limit: number;
}
/** What a rep who claims asks for: the distribution of one of the leads that the query finds. */
export type ClaimRequest = Omit<
	DistributeRequest,
	'leadIds' | 'atMost' | 'onlyWaiting' | 'reassign'
> & { query: WaitingQuery };
/** An enrolment before the store has given it its generation. */
export type NewEnrolment = Pick<
	Enrolment,
	'enrolmentId' | 'leadId' | 'sequence' | 'version' | 'dueAt' | 'enrolledAt'
> & {
	allowReenrol: boolean;
};
/** A claimed step with everything a decision needs. */
export interface DueStep {
	enrolment: Enrolment;
	fence: number;
	leaseUntil: Timestamp;
	sequence: Sequence;
	lead: StoredLead;
	/** The enrolment's open delivery (at the dot or uncertain: nothing may be sent), else the settled one of its step: then that is done. */
	delivery?: Delivery;
	/** The open task that the step waits for. */
	openTask?: Task;
}
/** What is written for a claimed step: the enrolment as it shall be, and what came of the step. */
export interface EnrolmentMove {
	fence: number;
	enrolment: Enrolment;
	delivery?: Delivery;
	task?: Task;
	touchpoints?: Touchpoint[];
	/** With a delivery: limits were counted after this plan; `own` names the plan that the move is part of. */
	turn?: { after?: string; own: string };
	/** Keeps the claim (the delivery is about to be offered) or gives it back. */
	keepClaim: boolean;
}
/** A guarded state change of one delivery; with `enrolment` the enrolment moves on in the same transaction. */
export interface DeliveryMove {
	deliveryId: string;
	fence: number;
	to: DeliveryState;
	from: DeliveryState[];
	detail?: string;
	dueAt?: Timestamp;
	enrolment?: Enrolment;
	touchpoints?: Touchpoint[];
	suppress?: Suppression[];
}
/** What became of a move. To the dot: why the message may not go out any more. */
export type MoveAnswer = 'done' | 'stale' | TakenBack;
/** The state of nurturing at a glance. */
export interface NurtureState {
	active: number;
	due: number;
	held: Array<{ reason: string; count: number }>;
	nextDueAt?: Timestamp;
	lastRunAt?: Timestamp;
	uncertain: number;
}
/** Messages of the last days, for caps. */
export interface SentCounts {
	byLead: Record<string, Timestamp[]>;
	byMailbox: Array<{ at: Timestamp; domain: string }>;
	/** When the mailbox sent its first message ever, for the ramp. */
	firstByMailbox?: Timestamp;
	hold?: MailboxHold;
	/** The newest plan of messages, of whichever mailbox, that these counts know of. */
	turn?: string;
}
/** Nothing is sent by a mailbox until then, because its server refuses it rather than a recipient. */
export interface MailboxHold {
	until: Timestamp;
	/** The server's words. */
	why: string;
	/** Refusals in a row, from 1. */
	tries: number;
}
/** The store cannot do its work now (disk full, database away). `retryable` says whether trying again may help. */
export class StoreUnavailable extends Error {
	constructor(
		message: string,
		readonly retryable: boolean,
		options?: { cause?: unknown },
	) {
		super(message, options);
		this.name = 'StoreUnavailable';
	}
}

/** The lease of a spreadsheet with what was kept of it, or until when somebody else holds it. */
export type SheetLease =
	{ kind: 'leased'; fence: number; state: SheetState } | { kind: 'busy'; until: Timestamp };
/** What is known of a spreadsheet between two syncs. */
export interface SheetState {
	lastSyncAt?: Timestamp;
	/** Google's id of the Leads tab. */
	leadsTab?: number;
	/** How many cells it had at the last sync. */
	leadsCells?: number;
	/** Google's id of the hidden tab that keeps what a write has written over. */
	undoTab?: number;
	/** Columns that were deleted and made anew, and have not got their values back yet. */
	refill?: string[];
}
/** What a row of a sheet and its lead last agreed on: cells by column key, at a version of the lead. */
export interface SheetRow {
	leadId: string;
	version: number;
	cells: Record<string, string | number | boolean>;
}

/** Leads that become one: each as it shall be, with the version it was read in. The survivor gets all keys, touchpoints and tasks. */
export interface LeadMerge {
	/** Chosen by the caller; the same id again changes nothing. */
	mergeId: string;
	survivor: StoredLead;
	/** In stage merged, each with duplicateOf. */
	absorbed: StoredLead[];
	audit: AuditEntry;
}
/** `stale`: one of the leads was changed since it was read; nothing was merged. `undone`: this very merge was taken back before. */
export type MergeResult = 'merged' | 'stale' | 'undone';
/** `blocked`: the survivor was merged into another lead since; that merge has to be taken back first. */
export type UnmergeResult =
	{ kind: 'undone'; leadIds: string[] } | { kind: 'blocked'; by: string } | { kind: 'unknown' };
/** A merge as the journal tells it. */
export interface MergeRecord {
	mergeId: string;
	survivorId: string;
	absorbedIds: string[];
	at: Timestamp;
	by: string;
	undoneAt?: Timestamp;
}

/** What became of a lead in `convert`. */
export type ConvertResult =
	| ({ kind: 'converted' | 'already'; lead: StoredLead } & Converted)
	| { kind: 'refused'; lead: StoredLead; message: string }
	| { kind: 'missing'; leadId: string };
export type { AccountPage, ContactPage, OpportunityPage, SalesQuery } from './sales';
