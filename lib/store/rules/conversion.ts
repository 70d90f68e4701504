import type { ConvertDecision } from '../../core/convert/convert';
import type { ConvertRequest } from '../../core/convert/types';
import type { Lead, LeadKey } from '../../core/lead/lead';
import { toAudit } from '../rows/encode';
import type { AuditText, ConvertedText, LeadText } from '../rows/types';

/** Fields that a conversion changes, for the audit. */
const audited: readonly LeadKey[] = [
	'stage',
	'accountId',
	'opportunityId',
	'convertedAt',
	'dealValue',
];

/** The audit row of a conversion. */
export function auditOfConversion(
	before: Lead,
	after: Lead,
	{ by, note }: ConvertRequest,
): AuditText {
	const changes = Object.fromEntries(
		audited
			.filter((key) => before[key] !== after[key])
			.map((key) => [key, { from: before[key], to: after[key] }]),
	);
	return toAudit({ by, action: 'lead.converted', changes, note });
}

/** What the asker gets to know of a decision, with the lead as it is stored now. */
export function answerOfConversion(decision: ConvertDecision, lead: LeadText): ConvertedText {
	if (decision.kind === 'refused') return { kind: 'refused', lead, message: decision.message };
	const { kind, account, isKnownAccount, contact, opportunity } = decision;
	return { kind, lead, account, isKnownAccount, contact, ...(opportunity && { opportunity }) };
}
