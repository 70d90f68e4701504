import { keysOf } from '../../core/capture/identity';
import type { Lead } from '../../core/lead/lead';
import { ownCode } from '../../core/lead/referral';
import { readText } from '../../core/track/values';
import { inBatches } from '../../store/batches';
import type { LeadChange } from '../../store/port';
import type { ProcessContext } from '../context';
import type { RecordInput } from './record';
import { readEmail, type PhoneReader } from './resolve';

/**
 * Makes leads for reports whose person is not in the store, one per e-mail address or phone number; a report with neither makes none.
 * Returns the ids of the leads made. An address that somebody else took meanwhile is theirs: nothing is made.
 */
export async function createMissing(
	context: ProcessContext,
	inputs: ReadonlyArray<RecordInput | undefined>,
	phone: PhoneReader,
): Promise<string[]> {
	const changes = new Map<string, LeadChange>();
	for (const input of inputs) {
		const change = input && !readText(input.leadId) ? newLead(context, input, phone) : undefined;
		const key = change?.keys?.[0];
		if (change && key && !changes.has(`${key.kind} ${key.value}`))
			changes.set(`${key.kind} ${key.value}`, change);
	}
	const wanted = [...changes.values()];
	const results = await inBatches(wanted, async (slice) => await context.store.saveLeads(slice));
	return results.flatMap((result, index) => {
		const made = wanted[index];
		return result.kind === 'saved' && made ? [made.lead.leadId] : [];
	});
}

function newLead(
	context: ProcessContext,
	input: RecordInput,
	phone: PhoneReader,
): LeadChange | undefined {
	const email = readEmail(input.email);
	const typed = readText(input.phone, 50);
	const phoneE164 = typed && phone(typed);
	if (!email && !phoneE164) return undefined;
	const at = new Date(context.now).toISOString();
	const leadId = context.newId();
	const lead: Lead = {
		leadId,
		referralCode: ownCode(leadId),
		createdAt: at,
		updatedAt: at,
		source: readText(input.source, 100) ?? 'touchpoint',
		...(email ? { email } : {}),
		...(typed ? { phone: typed } : {}),
		...(phoneE164 ? { phoneE164 } : {}),
		...(readText(input.campaign) ? { campaign: readText(input.campaign, 300) } : {}),
		stage: 'new',
		stageHistory: [{ from: null, to: 'new', by: context.by, at, note: 'Known from a touchpoint' }],
	};
	return {
		lead,
		version: 'new',
		keys: keysOf(lead),
		audit: {
			by: context.by,
			action: 'create',
			changes: { stage: { to: 'new' } },
			note: 'Known from a touchpoint',
		},
	};
}
