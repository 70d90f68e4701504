import type { Receipt, NewReceipt } from '../core/capture/receipt';
import type { Assignment, Card, Rep } from '../core/assign/types';
import type { Campaign } from '../core/report/campaign';
import type { DistributeRequest } from '../core/assign/decide';
import type { ConvertRequest } from '../core/convert/types';
import type { Timestamp } from '../core/lead/lead';
import type { Touchpoint } from '../core/lead/touchpoint';
import type {
	Delivery,
	DeliveryState,
	Enrolment,
	Sequence,
	Suppression,
	Task,
} from '../core/nurture/types';
import type { WorkspaceSettings } from '../core/workspace/settings';
import type { PublicForms } from './forms';
import type { Sheets } from './sheets';
import type { Stitch, StitchResult, Visitor } from './visitors';
import type { Mailboxes } from './mailboxes';
import type { RetainQuery, Retained, TallyPage, TallyQuery } from './reporting';
import type {
	IdentityKey,
	KeyHit,
	StoredLead,
	AuditRow,
	LeadChange,
	LeadMerge,
	MergeRecord,
	MergeResult,
	UnmergeResult,
	SaveResult,
	ReceiptMark,
	KeptReceipt,
	StoreSecrets,
	LeadQuery,
	StoreCounts,
	DistributeResult,
	NewEnrolment,
	DueStep,
	EnrolmentMove,
	DeliveryMove,
	NurtureState,
	SentCounts,
	MailboxHold,
	MoveAnswer,
	ClaimRequest,
	WaitingQuery,
	AccountPage,
	ContactPage,
	ConvertResult,
	OpportunityPage,
	SalesQuery,
} from './types';

export * from './types';
export * from './reporting';
export * from './forms';
export * from './sheets';
export * from './visitors';
export * from './mailboxes';

/**
 * The lead store of one workspace, as the lead process needs it; two engines implement it and one contract suite holds both to it.
 *
 * Every method is one bounded transaction (at most 1,000 rows of input; callers split larger batches with `inBatches`).
 * Every method is safe to repeat: an execution that died half-way is simply run again.
 * Writers never wait for each other across an await of other work. Errors of the store itself reject with `StoreUnavailable`.
 */
export interface LeadStore extends Mailboxes, PublicForms, Sheets {
	readonly engine: 'sqlite' | 'postgres';
	/** Name of the workspace that this store holds. */
	readonly workspace: string;

	/** The store's time in milliseconds: the only clock that leases and due times are compared with. */
	now(): Promise<number>;
	settings(): Promise<WorkspaceSettings>;
	saveSettings(patch: Partial<WorkspaceSettings>): Promise<WorkspaceSettings>;
	/** Keys made at first use and kept here: for signing links, hashing suppressed addresses, Message-IDs. */
	secrets(): Promise<StoreSecrets>;
	close(): Promise<void>;

	// ── receipts ──
	/** Keeps submissions durably (survives power loss once answered). Isolation: unique (source, eventId). */
	keepReceipts(receipts: NewReceipt[]): Promise<KeptReceipt[]>;
	getReceipts(receiptIds: string[]): Promise<Receipt[]>;
	/**
	 * Receipts of these sources that are still `kept` and whose lease is over: claimed for `leaseMs`, at most `limit`, `starts` raised.
	 * Only who knows a source can read what came from there.
	 */
	claimStaleReceipts(claim: {
		sources: string[];
		olderThanMs: number;
		leaseMs: number;
		limit: number;
	}): Promise<Receipt[]>;
	/** Second mark: the workflow behind the trigger ran to its end for it. Returns the ids marked now for the first time. */
	markEnded(receiptIds: string[]): Promise<string[]>;
	/** Holds receipts whose workflow runs for `leaseMs` from now; repeated while it runs, so that only those of dead processes lapse. */
	leaseReceipts(hold: { receiptIds: string[]; leaseMs: number }): Promise<void>;
	/**
	 * Receipts of these sources that are captured, whose workflow did not run to its end and whose lease is over: claimed for
	 * `leaseMs`, `starts` raised. Those of other sources wait for whoever starts their workflow.
	 */
	claimUnended(claim: {
		sources: string[];
		olderThanMs: number;
		leaseMs: number;
		limit: number;
	}): Promise<Receipt[]>;
	/**
	 * Receipts of these sources whose fields have to be fetched from the provider and whose lease is over: claimed for `leaseMs`,
	 * the oldest first. Who could not fetch them holds them with `leaseReceipts` until the next try.
	 */
	claimWaiting(claim: { sources: string[]; leaseMs: number; limit: number }): Promise<Receipt[]>;
	/** Settles receipts without a lead (rejected, awaitingFields) or with leads that were saved elsewhere. */
	settleReceipts(marks: ReceiptMark[]): Promise<void>;

	// ── leads ──
	/** Which lead owns which key; keys nobody owns are left out. */
	lookUp(keys: IdentityKey[]): Promise<KeyHit[]>;
	getLeads(leadIds: string[]): Promise<StoredLead[]>;
	/**
	 * Saves leads, each by itself: one that is stale or whose key is taken leaves the others untouched. A change whose receipt says that
	 * its submission has an outcome already is stale too: it was captured meanwhile, and is not captured twice.
	 * Isolation: version compare for known leads, unique keys by constraint. Audit, touchpoints, tasks and receipt mark are in the same transaction.
	 */
	saveLeads(changes: LeadChange[]): Promise<SaveResult[]>;
	/**
	 * Erases everything personal of leads from every table; their addresses stay suppressed as salted hashes.
	 * Returns the ids that were erased now. `mayReturn` leaves the addresses unsuppressed: nobody asked to be forgotten, the data only grew old.
	 */
	erase(leadIds: string[], by: string, how?: { mayReturn?: boolean }): Promise<string[]>;
	/** Merges leads, each merge by itself and all or nothing; a journal keeps how it was. Isolation: version compare of every lead. */
	mergeLeads(merges: LeadMerge[]): Promise<MergeResult[]>;
	/** Takes merges back by their journal; later changes of the survivor stay. */
	unmergeLeads(mergeIds: string[], by: string): Promise<UnmergeResult[]>;
	/** Merges that leads took part in, newest first. */
	mergesOf(leadIds: string[]): Promise<MergeRecord[]>;
	/** A page of leads by filter and order, with a cursor for the next page. */
	listLeads(query: LeadQuery): Promise<{ leads: StoredLead[]; next?: string }>;
	/** Counts for reports and the closing screen. */
	counts(): Promise<StoreCounts>;
	/** The audit trail of a lead, newest first. */
	auditOf(leadId: string, limit: number): Promise<AuditRow[]>;
	/** Field names the store has seen outside the catalogue, most frequent first, for pickers. */
	ownFields(limit: number): Promise<string[]>;

	// ── touchpoints ──
	/** Records touchpoints; one whose (source, sourceId) is known is left alone. Answers in the order given. */
	recordTouchpoints(touchpoints: Touchpoint[]): Promise<Array<'recorded' | 'known'>>;
	/** Touchpoints of leads, oldest first, at most `perLead` newest each; of all, or only of the types that may end a sequence. */
	touchpoints(query: {
		leadIds: string[];
		since?: Timestamp;
		perLead: number;
		only?: 'exits';
	}): Promise<Touchpoint[]>;
	/** The newest touchpoints of all leads, newest first; those that nobody owns are left out. At most 5,000. */
	newestTouchpoints(limit: number): Promise<Touchpoint[]>;

	/** Whose browsers these are now; unknown ones are left out, and shared ones whose last user has left. */
	visitorsOf(visitors: string[]): Promise<Visitor[]>;
	/**
	 * Gives browsers to leads together with the touchpoints that nobody owned, at most 1,000, newest first; the lead's fields follow.
	 * What another lead did on the browser stays that lead's. Unmerge takes it back by `mergeId`. Isolation: the lead's row, and the browser's.
	 */
	stitch(requests: Stitch[]): Promise<StitchResult[]>;

	// ── assignment ──
	reps(): Promise<Rep[]>;
	saveReps(reps: Rep[]): Promise<void>;
	/**
	 * Gives leads to reps in one go. The engine reads pool state and leads inside the transaction, asks `decide` in core and writes
	 * owner, log, credits, audit and touchpoints. A lead that has an owner keeps it. Isolation: a lock on the pool.
	 */
	distribute(request: DistributeRequest): Promise<DistributeResult[]>;
	/**
	 * Gives one of the leads that wait in a pool, the best that fits, to a rep of the request. Answers for the leads looked at; one of
	 * them at most is assigned. Costs the same however many leads there are. Isolation: found and given under the lock on the pool.
	 */
	claimLead(request: ClaimRequest): Promise<DistributeResult[]>;
	/** Leads that wait for a rep, in the order in which they are claimed. */
	listWaiting(query: WaitingQuery): Promise<StoredLead[]>;
	assignmentsOf(leadIds: string[]): Promise<Assignment[]>;
	/**
	 * Takes the lead cards that are owed to the present owners of these leads and that nobody holds, and holds them until then.
	 * Isolation: each card goes to one caller.
	 */
	takeCards(request: { leadIds: string[]; until: Timestamp }): Promise<Assignment[]>;
	/** Says what became of cards; one that is still owed is free to be taken again. */
	settleCards(cards: Array<{ assignmentId: string; state: Card['state'] }>): Promise<void>;
	/** For each e-mail domain of a company: the owner of its newest lead that has one. Domains without one are left out. */
	companyOwners(domains: string[]): Promise<Record<string, string>>;
	/** For each domain the newest live leads of it, at most `perDomain`, by lead id. Domains without one are left out. */
	companyLeads(query: { domains: string[]; perDomain: number }): Promise<Record<string, string[]>>;

	// ── accounts ──
	/**
	 * Converts leads, each by itself: the engine finds the account (domain, then name), asks `convertLead` in core inside the
	 * transaction, and writes lead, account, contact, opportunity, audit and touchpoints. Isolation: unique domain, one contact per lead.
	 */
	convert(requests: ConvertRequest[]): Promise<ConvertResult[]>;
	listAccounts(query: SalesQuery): Promise<AccountPage>;
	listContacts(query: SalesQuery): Promise<ContactPage>;
	listOpportunities(query: SalesQuery): Promise<OpportunityPage>;

	// ── nurture ──
	/** Saves a sequence: same content returns the known version; other content under the same name makes the next version. */
	saveSequence(
		sequence: Omit<Sequence, 'version'>,
	): Promise<{ version: number; kind: 'known' | 'new'; previous?: Sequence }>;
	getSequences(refs: Array<{ name: string; version?: number }>): Promise<Sequence[]>;
	/** Enrols leads; one already active (or finished, unless re-enrolment is allowed) is left alone. Unique active (lead, sequence). */
	enrol(
		enrolments: NewEnrolment[],
	): Promise<Array<{ kind: 'enrolled' | 'already'; enrolment: Enrolment }>>;
	enrolmentsOf(leadIds: string[]): Promise<Enrolment[]>;
	/**
	 * Claims enrolments (active, or waiting for a task that timed out) whose step is due and whose earlier lease, if any, ran out.
	 * The claim's fence is written to the enrolment and to its open delivery while that is before the dot, so that whoever held it
	 * before can no longer pass the gate. Oldest due first. Isolation: one statement, SKIP LOCKED where there is one.
	 */
	claimDue(claim: { limit: number; leaseMs: number; sequences?: string[] }): Promise<DueStep[]>;
	/**
	 * Holds claims for `leaseMs` from now, with their deliveries; repeated while a sender works, so that only the claims of dead
	 * ones lapse. A claim that was given back or taken over is left alone.
	 */
	holdClaims(hold: {
		claims: Array<{ enrolmentId: string; fence: number }>;
		leaseMs: number;
	}): Promise<void>;
	/** How many enrolments are active, due, held; when the next is due; when due steps were last run. */
	nurtureState(): Promise<NurtureState>;
	/** Messages under way (claimed or later), accepted or uncertain: by lead since `since`, by mailbox since `mailboxSince`, for caps. */
	sentCounts(query: {
		leadIds: string[];
		mailbox: string;
		since: Timestamp;
		mailboxSince: Timestamp;
	}): Promise<SentCounts>;
	/** Keeps that a mailbox is refused by its server, or, without `hold`, that it is not any more. */
	holdMailbox(refusal: { mailbox: string; hold?: MailboxHold }): Promise<void>;
	/**
	 * Writes what was decided for claimed steps; guarded by the fence of the claim. A stale fence is answered 'stale' and writes nothing;
	 * so is a delivery whose row is already at the dot or later, or that exists for the step under another id. One whose limits were counted
	 * before somebody else planned messages is answered 'late' and nothing of it is written: count again. Isolation: `turn` is compared under a lock.
	 */
	advance(moves: EnrolmentMove[]): Promise<Array<'done' | 'stale' | 'late'>>;
	/** Stops enrolments of leads (all sequences or one) and cancels what is not yet at the dot. */
	stopEnrolments(stop: { leadIds: string[]; sequence?: string; by: string }): Promise<number>;
	/**
	 * Delivery state changes guarded by fence and by allowed predecessor states; durable before it answers. `dotPending` also re-reads
	 * pause, stop, exits, suppression, consent and topics (`lastLook` in core); what may not go out is cancelled, or planned again where it
	 * only waits. An enrolment that was stopped meanwhile stays stopped, whatever `enrolment` says; the delivery still moves, and an
	 * enrolment that somebody claimed meanwhile is taken from them.
	 */
	moveDeliveries(moves: DeliveryMove[]): Promise<MoveAnswer[]>;
	/** Deliveries past the dot whose sender vanished become `uncertain`; returns them. */
	sweepDeliveries(): Promise<Delivery[]>;
	deliveries(query: {
		leadIds?: string[];
		states?: DeliveryState[];
		messageIds?: string[];
		limit: number;
	}): Promise<Delivery[]>;
	suppress(entries: Suppression[]): Promise<void>;
	/** Which of these addresses are suppressed and for what. */
	suppressed(
		who: Array<Pick<Suppression, 'kind' | 'value'>>,
	): Promise<Array<Omit<Suppression, 'value'> & { value: string }>>;
	tasks(query: {
		leadIds?: string[];
		states?: Array<Task['state']>;
		owner?: string;
		limit: number;
	}): Promise<Task[]>;
	/** Saves tasks; one that is no longer open lets the enrolment that waits for it be claimed at once. */
	saveTasks(tasks: Task[]): Promise<void>;

	// ── reports and retention ──
	/** The newest version of every sequence, by name. */
	listSequences(limit: number): Promise<Sequence[]>;
	/** Campaigns by name. */
	campaigns(): Promise<Campaign[]>;
	/** Adds campaigns and replaces those of the same name. */
	saveCampaigns(campaigns: Campaign[]): Promise<void>;
	/**
	 * Counts one page for a report, in the engine: what comes back depends on how many sources, stages and reps there are, not on how
	 * many leads. Pages are not one snapshot: what is written meanwhile may or may not be counted, but nothing is counted twice.
	 */
	tally(query: TallyQuery): Promise<TallyPage>;
	/** Lets go, or counts, the next rows that are older than their age limit; without `next` there are no more. */
	retain(query: RetainQuery): Promise<Retained>;
}
