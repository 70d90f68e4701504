import type { Key } from '../../core/capture/identity';
import type { LeadFields } from '../../core/capture/read/build';
import type { LeadSubmission } from '../../core/capture/submission';
import { codeKey } from '../../core/lead/referral';
import type { Touchpoint } from '../../core/lead/touchpoint';
import type { Known, Working } from './known';
import type { Job } from './types';

/** What has to be looked up to find out who recommended us. */
export function referralKeys({ referralCode }: LeadSubmission): Key[] {
	const code = referralCode === undefined ? undefined : codeKey(referralCode);
	return code === undefined ? [] : [{ kind: 'referral', value: code }];
}

/**
 * Who recommended us, and the submission's fields with their code. A code that nobody has is kept as it was given; who comes by a link
 * of their own has recommended nobody.
 */
export function recommendedBy(
	submission: LeadSubmission,
	known: Known,
	self: Working | undefined,
): { referrer?: Working; fields: LeadFields } {
	const { fields, referralCode } = submission;
	const [referrer] = referralKeys(submission).flatMap((key) => known.owners(key));
	if (referrer === undefined) return { fields };
	const { referredBy, ...others } = fields;
	const isNamed = referredBy !== undefined && referredBy !== referralCode;
	if (referrer === self) return { fields: isNamed ? fields : others };
	return {
		referrer,
		fields: {
			...others,
			referredBy: referrer.lead.referralCode ?? referrer.lead.leadId,
			...(isNamed ? { extra: { ...others.extra, 'Referred by': referredBy } } : {}),
		},
	};
}

/** What the one who recommended us gets for a lead; its id makes that it is given once. */
export function referralGiven(
	{ lead }: Working,
	newLeadId: string,
	at: string,
	{ context }: Job,
): Touchpoint {
	return {
		touchId: context.newId(),
		leadId: lead.leadId,
		type: 'referral.given',
		direction: 'in',
		actor: { kind: 'human', confidence: 0.9 },
		occurredAt: at,
		receivedAt: new Date(context.now).toISOString(),
		source: 'referral',
		sourceId: newLeadId,
	};
}
