import type { Lead } from '../lead/lead';
import { safeText } from '../sheet/safeText';
import { reasonLabel } from './sections/reasons';
import type { Claim, Vendor } from './types';

const dayMs = 86_400_000;

/** The claim on a vendor for a lead; undefined where the reason is not one they take back, or the time is over. `now` in milliseconds. */
export function claimFor(lead: Lead, vendors: readonly Vendor[], now: number): Claim | undefined {
	const vendor = vendors.find(({ source }) => source === lead.source);
	const { stageReason: reason, leadId, source, sourceId, createdAt, email, phone } = lead;
	if (vendor === undefined || reason === undefined || !vendor.reasons.includes(reason))
		return undefined;
	const end = Date.parse(createdAt) + vendor.windowDays * dayMs;
	if (end <= now) return undefined;
	return {
		leadId,
		...(source !== undefined && { source }),
		...(sourceId !== undefined && { sourceId }),
		...(email !== undefined && { email }),
		...(phone !== undefined && { phone }),
		createdAt,
		reason,
		reasonLabel: reasonLabel(reason),
		price: lead.cost ?? vendor.price ?? 0,
		claimBy: new Date(end).toISOString(),
	};
}

const columns = [
	['Vendor', 'source'],
	["Vendor's lead ID", 'sourceId'],
	['Lead ID', 'leadId'],
	['Came in', 'createdAt'],
	['E-mail', 'email'],
	['Phone', 'phone'],
	['Reason', 'reasonLabel'],
	['Price', 'price'],
	['Claim by', 'claimBy'],
] as const;

/** Claims as a CSV file (RFC 4180) for the vendor; no cell can be taken for a formula. */
export function claimsCsv(claims: readonly Claim[]): string {
	const lines = claims.map((claim) => columns.map(([, key]) => cell(claim[key])).join(','));
	return [columns.map(([label]) => cell(label)).join(','), ...lines].join('\r\n') + '\r\n';
}

function cell(value: string | number | undefined): string {
	const text = typeof value === 'number' ? String(value) : safeText(value ?? '');
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
