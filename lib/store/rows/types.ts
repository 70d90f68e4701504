import type { Confirmation } from '../forms';
import type { Assignment, Skipped } from '../../core/assign/types';
import type { Converted } from '../../core/convert/types';
import type { NewReceipt, Receipt } from '../../core/capture/receipt';
import type { Delivery, Enrolment } from '../../core/nurture/types';
import type { AuditEntry, DeliveryMove, IdentityKey, ReceiptMark, SaveResult } from '../types';

/** The indexed values of a lead beside its document. */
export interface LeadColumns {
	leadId: string;
	stage: string;
	temperature: string | null;
	owner: string | null;
	score: number | null;
	priority: number | null;
	domain: string | null;
	createdAt: number;
	updatedAt: number;
	lastTouchAt: number | null;
	nextActionAt: number | null;
	doc: string;
}
/** A lead as it shall be, ready to be bound to statements. `version` 0 is a new lead. */
export interface LeadRow extends LeadColumns {
	version: number;
	keys?: IdentityKey[];
	lostKeys?: IdentityKey[] | 'all';
	touchpoints?: TouchpointRow[];
	judged?: TouchpointRow[];
	tasks?: TaskRow[];
	receipt?: ReceiptMark;
	confirmations?: Confirmation[];
	audit: AuditText;
	/** Names in `extra`, for pickers. */
	ownFields?: string[];
}
/** An audit entry with its values as JSON text. */
export type AuditText = Pick<AuditEntry, 'by' | 'action' | 'note'> & { changes: string };

/** What became of a save; the document of a lead in the way as JSON text. */
export type SavedLead =
	Exclude<SaveResult, { kind: 'stale' }> | { kind: 'stale'; current?: LeadText };

/** A lead on its way out, as JSON text: parsing is the asker's work, not the writer's. */
export interface LeadText {
	doc: string;
	version: number;
}

/** A merge ready to be written: every lead as it shall be, with the version it was read in. */
export interface MergeRow {
	mergeId: string;
	survivor: LeadColumns & { version: number };
	absorbed: Array<LeadColumns & { version: number }>;
	audit: AuditText;
}

/** What the journal keeps of one lead. */
export interface JournalLead {
	leadId: string;
	/** Document and keys before the merge, document after it, all as text. */
	before: string;
	keys: string;
	after: string;
	/** Rows that were moved to the survivor, by their ids. */
	touchpoints: number[];
	tasks: number[];
}

/** The journal of one merge; the survivor comes first. */
export interface Journal {
	/** The browser that was given to the only lead; then nothing was merged. */
	visitor?: string;
	leads: JournalLead[];
}

/** A part of a page. `end` says that no lead comes after it; `next` is where to go on. */
export interface LeadPage {
	leads: LeadText[];
	next: string;
	end: boolean;
}

/** A touchpoint on its way in. */
export interface TouchpointRow {
	source: string;
	sourceId: string;
	leadId: string | null;
	anonymousId: string | null;
	occurredAt: number;
	doc: string;
}

/** A task on its way in. */
export interface TaskRow {
	taskId: string;
	leadId: string;
	enrolmentId: string | null;
	state: string;
	owner: string | null;
	dueAt: number;
	doc: string;
}

/** A receipt on its way in; payload, meta and the places of its submissions as JSON text. */
export type ReceiptRow = Omit<NewReceipt, 'payload' | 'meta' | 'receivedAt' | 'submissions'> & {
	places: string;
	payload: string;
	meta: string;
	receivedAt: number;
};
/** A receipt on its way out; the payload as JSON text. */
export type StoredReceipt = Omit<Receipt, 'payload'> & { payload: string };

/** A claimed step on its way out; documents as JSON text. `sequence` is the place in `sequences`. */
export interface DueText {
	enrolment: string;
	fence: number;
	sequence: number;
	lead: LeadText;
	delivery?: Delivery;
	task?: string;
}
/** What is written for a claimed step. */
export interface MoveRow {
	fence: number;
	enrolment: Enrolment;
	delivery?: Delivery;
	task?: TaskRow;
	touchpoints: TouchpointRow[];
	turn?: { after?: string; own: string };
	keepClaim: boolean;
}

/** A guarded move on its way in. */
export type MoveOfDelivery = Omit<DeliveryMove, 'touchpoints'> & { touchpoints: TouchpointRow[] };

/** A lease as the worker hands it out; the state is JSON text. */
export type LeaseText =
	{ kind: 'leased'; fence: number; state: string } | { kind: 'busy'; until: string };

/** A row's base on its way in and out; the cells are JSON text. */
export interface SheetRowText {
	leadId: string;
	version: number;
	cells: string;
}

/** What became of a lead; its document as JSON text. */
export type Distributed =
	| { kind: 'assigned'; lead: LeadText; assignment: Assignment }
	| { kind: 'kept'; lead: LeadText; why: string }
	| { kind: 'unassigned'; lead: LeadText; why: string; skipped: Skipped[] }
	| { kind: 'missing'; leadId: string };

/** What became of a lead in a conversion; its document as JSON text. */
export type ConvertedText =
	| ({ kind: 'converted' | 'already'; lead: LeadText } & Converted)
	| { kind: 'refused'; lead: LeadText; message: string }
	| { kind: 'missing'; leadId: string };
