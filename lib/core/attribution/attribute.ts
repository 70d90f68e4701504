import type { Lead, Stage, Timestamp } from '../lead/lead';
import type { Touchpoint } from '../lead/touchpoint';
import { isContact } from '../track/kinds';
import { shares, type Model } from './models';

/** What is asked of a lead's way to a goal. */
export interface AttributionQuestion {
	model: Model;
	/** The stage that counts as success. */
	goal: Stage;
	/** Touches longer ago than so many days before the goal count for nothing. */
	lookBackDays: number;
}

/** Who deserves what for one lead. */
export interface Attribution {
	leadId: string;
	model: Model;
	goal: Stage;
	/** Absent while the goal is not reached; then nothing is shared out. */
	goalAt?: Timestamp;
	/** What the lead is worth, where that is known. */
	value?: number;
	path: AttributedTouch[];
	byChannel: Share[];
	byCampaign: Share[];
	bySource: Share[];
}

/** A touch with its share in percent, two decimals. */
export interface AttributedTouch {
	touchId: string;
	at: Timestamp;
	type: string;
	channel: string;
	campaign?: string;
	source: string;
	credit: number;
}

/** The share of a channel, campaign or source in percent; the shares of a list add up to 100. */
export interface Share {
	name: string;
	credit: number;
}

/**
 * Shares out what led a lead to its goal over its touches in the look-back time. What machines did, what we sent, opens, and what
 * tells of no interest (bounces, complaints, our own notes) counts for nothing. Shares add up to exactly 100.
 */
export function attribute(
	lead: Lead,
	touches: readonly Touchpoint[],
	question: AttributionQuestion,
): Attribution {
	const { model, goal, lookBackDays } = question;
	const goalAt = lead.stageHistory.find(({ to }) => to === goal)?.at;
	const base = { leadId: lead.leadId, model, goal };
	if (goalAt === undefined)
		return { ...base, path: [], byChannel: [], byCampaign: [], bySource: [] };
	const end = Date.parse(goalAt);
	const from = end - lookBackDays * 86_400_000;
	const counted = touches
		.filter(isCounted)
		.map((touch) => ({
			touch,
			at: Date.parse(touch.occurredAt),
			channel: touch.channel ?? 'Unassigned',
		}))
		.filter(({ at }) => at <= end && at >= from)
		.sort((a, b) => a.at - b.at);
	const hundredths = shares(model, counted, {
		goal: end,
		leadCreated: Date.parse(lead.createdAt),
		opportunity: timeOf(lead, 'opportunity') ?? timeOf(lead, 'qualified'),
	});
	const rows = counted.map(({ touch, channel }, index) => ({
		touch,
		channel,
		source: touch.utm?.source ?? touch.source,
		hundredths: hundredths[index] ?? 0,
	}));
	return {
		...base,
		goalAt,
		...(lead.dealValue !== undefined ? { value: lead.dealValue } : {}),
		path: rows.map(({ touch, channel, source, hundredths: share }) => ({
			touchId: touch.touchId,
			at: touch.occurredAt,
			type: touch.type,
			channel,
			...(touch.campaign ? { campaign: touch.campaign } : {}),
			source,
			credit: share / 100,
		})),
		byChannel: grouped(rows.map(({ channel, hundredths: share }) => [channel, share])),
		byCampaign: grouped(
			rows.map(({ touch, hundredths: share }) => [touch.campaign ?? '(none)', share]),
		),
		bySource: grouped(rows.map(({ source, hundredths: share }) => [source, share])),
	};
}

/** What many leads' goals owe to a channel, campaign or source: goals (shares of leads) and their value. */
export interface Total {
	name: string;
	/** Goals credited, e.g. 2.5. */
	goals: number;
	value: number;
	leads: number;
}

/** Adds up the shares of many leads by one of their groupings, the largest first. */
export function totals(
	attributions: readonly Attribution[],
	by: 'byChannel' | 'byCampaign' | 'bySource',
): Total[] {
	const sums = new Map<string, { hundredths: number; value: number; leads: number }>();
	for (const attribution of attributions) {
		for (const { name, credit } of attribution[by]) {
			const sum = sums.get(name) ?? { hundredths: 0, value: 0, leads: 0 };
			sum.hundredths += Math.round(credit * 100);
			sum.value += ((attribution.value ?? 0) * credit) / 100;
			sum.leads += 1;
			sums.set(name, sum);
		}
	}
	return [...sums]
		.map(([name, { hundredths, value, leads }]) => ({
			name,
			goals: hundredths / 10_000,
			value: Math.round(value * 100) / 100,
			leads,
		}))
		.sort((a, b) => b.goals - a.goals || (a.name < b.name ? -1 : 1));
}

function isCounted(touch: Touchpoint): boolean {
	return (
		isContact(touch) &&
		touch.direction !== 'out' &&
		!/^email\.(complaint|unsubscribe)$|^consent\.withdrawn$|^purchase\./.test(touch.type)
	);
}

function timeOf(lead: Lead, stage: Stage): number | undefined {
	const at = lead.stageHistory.find(({ to }) => to === stage)?.at;
	return at === undefined ? undefined : Date.parse(at);
}

function grouped(rows: ReadonlyArray<[name: string, hundredths: number]>): Share[] {
	const sums = new Map<string, number>();
	for (const [name, share] of rows) sums.set(name, (sums.get(name) ?? 0) + share);
	return [...sums]
		.map(([name, share]) => ({ name, credit: share / 100 }))
		.sort((a, b) => b.credit - a.credit || (a.name < b.name ? -1 : 1));
}
