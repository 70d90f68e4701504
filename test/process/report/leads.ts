import type { Lead, Stage, StageMove } from '../../../lib/core/lead/lead';
import type { Touchpoint } from '../../../lib/core/lead/touchpoint';
import type { LeadStore } from '../../../lib/store/port';

/** A repeatable sequence of numbers in [0, 1): mulberry32. */
export function numbers(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
}

const way: Stage[] = ['filtered', 'assigned', 'contacted', 'qualified', 'opportunity', 'customer'];
const sources = ['Website', 'Fair', 'Example Leads', 'Partner', ''];
const reasons = ['noBudget', 'spamOrBot', 'fakeIdentity', 'badTiming'];
const reps = ['mia', 'leo', 'ana'];

/** Leads that came in within 60 days before `now` and went some of the way, each with touchpoints. */
export function someLeads(
	count: number,
	now: number,
): Array<{ lead: Lead; touches: Touchpoint[] }> {
	const next = numbers(7);
	const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!;
	const iso = (at: number) => new Date(Math.floor(at)).toISOString();
	// In the last week people began to talk about solar.
	const topicsAt = (at: number) =>
		at < now - 7 * 86_400_000 ? ['roof', 'price', 'solar'] : ['roof', 'price', 'solar', 'solar'];
	return Array.from({ length: count }, (_one, index) => {
		const leadId = `L${String(index).padStart(6, '0')}`;
		const source = pick(sources);
		const created = Math.floor(now - next() * 60 * 86_400_000);
		let at = created;
		const here: { stage: Stage } = { stage: 'new' };
		const history: StageMove[] = [
			{ from: null, to: 'new', by: 'Lead Capture (workflow Leads)', at: iso(at) },
		];
		const go = (to: Stage, reason?: string) => {
			at += Math.floor(next() ** 3 * 10 * 86_400_000);
			if (at >= now) return false;
			const by = next() < 0.7 ? 'Score (workflow Leads)' : 'mia';
			history.push({ from: here.stage, to, by, at: iso(at), ...(reason && { reason }) });
			here.stage = to;
			return true;
		};
		for (const to of way) if (next() < 0.25 || !go(to)) break;
		if (here.stage === 'customer' && next() < 0.5)
			go(pick<Stage>(['keptAccount', 'keptAccount', 'nurturing']));
		else if (next() < 0.15 && here.stage !== 'customer')
			go(pick<Stage>(['bad', 'disqualified', 'junk']), pick(reasons));
		const assigned = history.find(({ to }) => to === 'assigned');
		const responded =
			assigned && next() < 0.7 ? Date.parse(assigned.at) + next() * 90 * 60_000 : undefined;
		const isWon = history.some(({ to }) => to === 'customer');
		const lead: Lead = {
			leadId,
			createdAt: iso(created),
			updatedAt: iso(at),
			...(source && { source }),
			...(next() < 0.4 && { campaign: pick(['Spring', 'Autumn']) }),
			channel: pick(['Email', 'Paid Search', 'Event']),
			...(next() < 0.5 && { cost: Math.floor(next() * 40) }),
			...(isWon && {
				dealValue: Math.floor(next() * 5000),
				...(next() < 0.1 && { currency: 'EUR' }),
			}),
			...(next() < 0.9 && {
				email: `${leadId.toLowerCase()}@example.com`,
				emailStatus: pick(['valid', 'invalid', 'risky'] as const),
			}),
			...(next() < 0.5 && { company: 'Example Ltd' }),
			...(next() < 0.05 && { isTest: true }),
			...(next() < 0.1 && { referredBy: 'REF1' }),
			...(assigned && {
				owner: pick(reps),
				assignedAt: assigned.at,
				dueAt: iso(Date.parse(assigned.at) + 30 * 60_000),
				...(responded !== undefined && responded < now && { firstResponseAt: iso(responded) }),
			}),
			stage: here.stage,
			...(history.at(-1)?.reason && { stageReason: history.at(-1)!.reason }),
			stageHistory: history,
		};
		const touches = Array.from({ length: Math.floor(next() * 3) }, (_two, place): Touchpoint => {
			const occurred = iso(created + next() * (now - created));
			const type = pick(['web.pageView', 'call.outbound', 'email.reply', 'form.submit']);
			return {
				touchId: `${leadId}-${place}`,
				leadId,
				type,
				channel: pick(['Email', 'Phone', 'Direct']),
				direction: type === 'call.outbound' ? 'out' : 'in',
				topics: next() < 0.5 ? [pick(topicsAt(Date.parse(occurred)))] : [],
				...(next() < 0.2 && { meta: { objections: [pick(['Too dear', 'No time', 'Not now'])] } }),
				actor: { kind: pick(['human', 'machine', 'unknown'] as const), confidence: 1 },
				occurredAt: occurred,
				receivedAt: occurred,
				source: 'test',
				sourceId: `${leadId}-${place}`,
			};
		});
		return { lead, touches };
	});
}

/** Saves them, a thousand at a time. */
export async function saveAll(store: LeadStore, all: ReturnType<typeof someLeads>): Promise<void> {
	for (let from = 0; from < all.length; from += 1000) {
		await store.saveLeads(
			all.slice(from, from + 1000).map(({ lead, touches }) => ({
				lead,
				version: 'new',
				keys: lead.email ? [{ kind: 'email', value: lead.email }] : [],
				touchpoints: touches,
				audit: { by: 'test', action: 'capture', changes: {} },
			})),
		);
	}
}
