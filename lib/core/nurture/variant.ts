import { createHash } from 'node:crypto';

/**
 * Which version of an A/B step a lead gets: by hash of lead, sequence and step, so that it is the same however often it is
 * asked, and half of the leads get each.
 */
export function variantOf(leadId: string, sequence: string, stepId: string): 'A' | 'B' {
	const digest = createHash('sha256').update(`${leadId}\n${sequence}\n${stepId}`).digest();
	return ((digest[0] ?? 0) & 1) === 0 ? 'A' : 'B';
}
