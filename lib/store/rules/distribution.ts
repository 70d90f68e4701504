import type { LeadDecision } from '../../core/assign/decide';
import type { Assignment } from '../../core/assign/types';
import type { Lead, LeadKey, Stage } from '../../core/lead/lead';
import { toAudit } from '../rows/encode';
import { toInstant } from '../rows/instants';
import type { AuditText } from '../rows/types';
import type { LeadCount } from './counts';

/** Stages in which an owner has nothing left to do: they do not count as load. */
const closed: readonly Stage[] = [
	'customer',
	'keptAccount',
	'bad',
	'disqualified',
	'junk',
	'merged',
	'erased',
];
/** Fields that a distribution may change, for the audit. */
const audited: readonly LeadKey[] = ['owner', 'team', 'stage', 'assignedAt', 'dueAt'];

/** Spans over which what a rep was given is counted, in milliseconds. */
export const spans = { hour: 3_600_000, day: 24 * 3_600_000, month: 30 * 24 * 3_600_000 } as const;

/** How far what was given is counted at least, where a cap does not ask for more: a long log costs nothing. */
export const countedAtLeast = 100;

/** Open leads by owner. */
export function openLoads(counts: readonly LeadCount[]): Map<string, number> {
	const open = new Map<string, number>();
	for (const { stage, owner, n } of counts) {
		if (!closed.some((one) => one === stage)) open.set(owner, (open.get(owner) ?? 0) + n);
	}
	return open;
}

/** The audit entry of what was decided for a lead. */
export function auditOfDecision(lead: Lead, decision: LeadDecision, by: string): AuditText {
	const changes = Object.fromEntries(
		audited
			.filter((key) => lead[key] !== decision.lead[key])
			.map((key) => [key, { from: lead[key], to: decision.lead[key] }]),
	);
	return toAudit({ by, action: decision.kind === 'assigned' ? 'assign' : 'unassign', changes });
}

/** An assignment that is over. */
export function ended(
	assignment: Assignment,
	endedBy: NonNullable<Assignment['endedBy']>,
	now: number,
): Assignment {
	return { ...assignment, endedAt: toInstant(now), endedBy };
}
