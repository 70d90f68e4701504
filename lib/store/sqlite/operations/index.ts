import { always, reads, writes } from '../operation';
import { convert } from './accounts/convert';
import { listAccounts, listContacts, listOpportunities } from './accounts/list';
import { claimReceipts, getReceipts, keepReceipts, leaseReceipts, markEnded } from './receipts';
import { settleReceipts } from './marks';
import { auditOf, getLeads, lookUp } from './leads/leads';
import { listLeads } from './leads/list';
import { saveLeads } from './leads/saveLeads';
import { newestTouchpoints, recordTouchpoints, touchpoints } from './touchpoints';
import { stitch, visitorsOf } from './visitors';
import { counts, ownFields } from './leads/counts';
import {
	assignmentsOf,
	companyLeads,
	companyOwners,
	reps,
	saveReps,
	settleCards,
	takeCards,
} from './assign';
import { claimLead, listWaiting } from './claim';
import { deliveries, sweepDeliveries } from './nurture/deliveries';
import { distribute } from './distribute';
import { advance, claimDue, holdClaims } from './nurture/due';
import { enrol, enrolmentsOf, nurtureState, stopEnrolments } from './nurture/enrolments';
import { holdMailbox, sentCounts } from './nurture/caps';
import { moveDeliveries } from './nurture/moves';
import { erase } from './leads/erase';
import { mergeLeads } from './leads/merge';
import { mergesOf, unmergeLeads } from './leads/unmerge';
import { getSequences, listSequences, saveSequence } from './nurture/sequences';
import { suppress, suppressed } from './nurture/suppression';
import { leadsForSheet, leaseSheet, saveSheet, sheetAhead, sheetLeads, sheetRows } from './sheets';
import { campaigns, saveCampaigns } from './campaigns';
import { claimConfirmations, resubscribe, settleConfirmations, take } from './forms';
import { mailboxes, saveMailbox } from './mailboxes';
import { tally } from './reporting';
import { retain } from './retain';
import { saveTasks, tasks } from './nurture/tasks';
import { saveSecrets, saveSettings, settings } from './settings';

/** Everything the worker can do, by the name under which it is asked. */
export const operations = {
	now: reads((session) => session.now),
	settings: reads(settings),
	saveSettings: writes(saveSettings, always),
	secrets: writes(saveSecrets, always),

	keepReceipts: writes(keepReceipts, always),
	getReceipts: reads(getReceipts),
	claimReceipts: writes(claimReceipts),
	markEnded: writes(markEnded),
	leaseReceipts: writes(leaseReceipts),
	settleReceipts: writes(settleReceipts, always),

	lookUp: reads(lookUp),
	getLeads: reads(getLeads),
	saveLeads: writes(saveLeads, (rows) => rows.some((row) => row.receipt !== undefined)),
	listLeads: reads(listLeads),
	erase: writes(erase, always),
	mergeLeads: writes(mergeLeads, always),
	unmergeLeads: writes(unmergeLeads, always),
	mergesOf: reads(mergesOf),
	counts: reads(counts),
	auditOf: reads(auditOf),
	ownFields: reads(ownFields),

	recordTouchpoints: writes(recordTouchpoints),
	touchpoints: reads(touchpoints),
	newestTouchpoints: reads(newestTouchpoints),
	visitorsOf: reads(visitorsOf),
	stitch: writes(stitch),

	reps: reads(reps),
	saveReps: writes(saveReps),
	distribute: writes(distribute),
	claimLead: writes(claimLead),
	listWaiting: reads(listWaiting),
	assignmentsOf: reads(assignmentsOf),
	takeCards: writes(takeCards),
	settleCards: writes(settleCards),
	companyOwners: reads(companyOwners),
	companyLeads: reads(companyLeads),

	convert: writes(convert, always),
	listAccounts: reads(listAccounts),
	listContacts: reads(listContacts),
	listOpportunities: reads(listOpportunities),

	saveSequence: writes(saveSequence, always),
	getSequences: reads(getSequences),
	listSequences: reads(listSequences),
	enrol: writes(enrol),
	enrolmentsOf: reads(enrolmentsOf),
	claimDue: writes(claimDue),
	holdClaims: writes(holdClaims),
	nurtureState: reads(nurtureState),
	sentCounts: reads(sentCounts),
	holdMailbox: writes(holdMailbox, always),
	advance: writes(advance, (moves) => moves.some((move) => move.delivery !== undefined)),
	stopEnrolments: writes(stopEnrolments, always),
	moveDeliveries: writes(moveDeliveries, always),
	sweepDeliveries: writes(sweepDeliveries, always),
	deliveries: reads(deliveries),
	suppress: writes(suppress, always),
	suppressed: reads(suppressed),
	tasks: reads(tasks),
	saveTasks: writes(saveTasks),

	leaseSheet: writes(leaseSheet),
	leadsForSheet: reads(leadsForSheet),
	sheetRows: reads(sheetRows),
	sheetLeads: reads(sheetLeads),
	sheetAhead: reads(sheetAhead),
	saveSheet: writes(saveSheet),

	take: writes(take),
	claimConfirmations: writes(claimConfirmations),
	settleConfirmations: writes(settleConfirmations),
	resubscribe: writes(resubscribe, always),

	mailboxes: reads(mailboxes),
	saveMailbox: writes(saveMailbox, always),

	campaigns: reads(campaigns),
	saveCampaigns: writes(saveCampaigns),
	tally: reads(tally),
	retain: writes(retain),
};
