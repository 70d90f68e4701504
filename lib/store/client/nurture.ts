import type { LeadStore } from '../port';
import type { Connection } from '../operations';
import { toMs } from '../rows/instants';
import type { Caller } from './caller';
import { toStoredLead, toTaskRow, toTouchpointRow } from '../rows/encode';
import { parsed } from './leads';

type Nurture = Pick<
	LeadStore,
	| 'saveSequence'
	| 'getSequences'
	| 'enrol'
	| 'enrolmentsOf'
	| 'claimDue'
	| 'holdClaims'
	| 'nurtureState'
	| 'sentCounts'
	| 'holdMailbox'
	| 'advance'
	| 'stopEnrolments'
	| 'moveDeliveries'
	| 'sweepDeliveries'
	| 'deliveries'
	| 'suppress'
	| 'suppressed'
	| 'tasks'
	| 'saveTasks'
>;

/** Sequences, enrolments, deliveries, suppression and tasks of the store. */
export function nurture({ call, sliced }: Caller, connection: Connection): Nurture {
	return {
		saveSequence: (sequence) => call('saveSequence', sequence),
		getSequences: (refs) => call('getSequences', refs),
		enrol: (enrolments) =>
			sliced(
				enrolments,
				(row) => row,
				(slice, how) => connection.call('enrol', slice, how),
			),
		enrolmentsOf: (leadIds) => call('enrolmentsOf', leadIds),
		async claimDue(claim) {
			const { steps, sequences, leaseUntil } = await call('claimDue', claim);
			const due = await parsed(steps, (step) => {
				const sequence = sequences[step.sequence];
				if (sequence === undefined) return [];
				return [
					{
						enrolment: JSON.parse(step.enrolment),
						fence: step.fence,
						leaseUntil,
						sequence,
						lead: toStoredLead(step.lead),
						...(step.delivery === undefined ? {} : { delivery: step.delivery }),
						...(step.task === undefined ? {} : { openTask: JSON.parse(step.task) }),
					},
				];
			});
			return due.flat();
		},
		holdClaims: (hold) => call('holdClaims', hold),
		nurtureState: () => call('nurtureState', undefined),
		sentCounts: ({ leadIds, mailbox, since, mailboxSince }) =>
			call('sentCounts', {
				leadIds,
				mailbox,
				since: toMs(since) ?? 0,
				mailboxSince: toMs(mailboxSince) ?? 0,
			}),
		holdMailbox: (refusal) => call('holdMailbox', refusal),
		advance: (moves) =>
			sliced(
				moves,
				({ fence, enrolment, delivery, task, touchpoints, turn, keepClaim }) => ({
					fence,
					enrolment,
					delivery,
					task: task && toTaskRow(task),
					touchpoints: (touchpoints ?? []).map(toTouchpointRow),
					turn,
					keepClaim,
				}),
				(slice, how) => connection.call('advance', slice, how),
			),
		stopEnrolments: (stop) => call('stopEnrolments', stop),
		moveDeliveries: (moves) =>
			sliced(
				moves,
				(move) => ({ ...move, touchpoints: (move.touchpoints ?? []).map(toTouchpointRow) }),
				(slice, how) => connection.call('moveDeliveries', slice, { ...how, bulk: false }),
			),
		sweepDeliveries: () => call('sweepDeliveries', undefined),
		deliveries: (query) => call('deliveries', query),
		suppress: (entries) => call('suppress', entries),
		suppressed: (who) => call('suppressed', who),
		tasks: (query) => call('tasks', query),
		saveTasks: (tasks) => call('saveTasks', tasks.map(toTaskRow)),
	};
}
