import type { Finding, ScrubLead, ScrubSettings } from '../types';

const dayMs = 86_400_000;
/** People change jobs about every two years; older contact data is more often wrong than right. */
const defaultDays = 730;

/** Data that was right once: nothing was heard for two years, the address bounced, the person left the company. */
export function findObsolete(
	lead: ScrubLead,
	{ now, obsoleteAfterDays = defaultDays }: ScrubSettings,
): Finding[] {
	const findings: Finding[] = [];
	const add = (points: number, text: string): void => {
		findings.push({ check: 'obsolete', points, text, reason: 'inaccurateData' });
	};
	const last = Math.max(
		...[lead.lastTouchAt, lead.updatedAt, lead.createdAt].map((at) => Date.parse(at ?? '') || 0),
	);
	const days = Math.floor((now - last) / dayMs);
	if (last > 0 && days > obsoleteAfterDays) add(30, `Nothing was heard of it for ${days} days`);
	if (lead.emailStatus === 'invalid' && lead.email)
		add(30, 'Mail to its address cannot be delivered');
	if (lead.stageReason === 'inaccurateData' && lead.stage !== 'disqualified')
		add(30, 'Its data was found to be wrong');
	return findings;
}
