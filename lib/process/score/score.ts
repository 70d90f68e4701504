import { asKnownNow } from '../../core/machine/reclassify';
import { moveStage } from '../../core/lead/lifecycle';
import type { Lead } from '../../core/lead/lead';
import { processTouch, stageTouches } from '../../core/lead/moves';
import type { Touchpoint } from '../../core/lead/touchpoint';
import type { CompiledScore, EngagementOf, ScoreResult } from '../../core/score/score';
import { temperatureBefore } from '../../core/score/temperature';
import type { StoredLead } from '../../store/port';
import type { ProcessContext } from '../context';
import { saveChanged, type Decision } from '../record/save';
import { inSlices } from '../slices';
import { colleaguesOf } from './colleagues';
import {
	withLock,
	withResults,
	type OutsideField,
	type OutsideResults,
	type ScoreLock,
} from './prepare';

/** A lead's score, and the lead as it is afterwards; or why it could not be saved. */
export type ScoreOutcome =
	{ kind: 'scored'; result: ScoreResult; lead: Lead } | { kind: 'refused'; message: string };

/** How leads are scored. */
export interface ScoreOptions {
	/** Milliseconds since the epoch: the score of a past moment; nothing is saved then. */
	asOf?: number;
	/** What colleagues at the same company did counts too, as the score is set; their engagement is worked out by this. */
	engagementOf?: EngagementOf;
	/** Holds or frees the scores of these leads. */
	lock?: ScoreLock;
	/** Results of other systems that came with the leads, in their order; kept with them. */
	results?: readonly OutsideResults[];
	/** Which of them are kept. */
	outside?: readonly OutsideField[];
}

/** Leads read and saved together; with up to `perLead` touchpoints each this bounds memory. */
const batch = 500;
/** The newest touchpoints of a lead that a score looks at; older ones have faded. */
const perLead = 500;
/** Touchpoints of a colleague that are looked at. */
const colleagueTouches = 100;
/** A past moment lies behind what came since, so a replay reads further back, of fewer leads at a time. */
const replayed = { batch: 50, perLead: 5_000 };

/**
 * Scores leads from their touchpoints and saves score, grade, temperature, priority and receipt. A lead whose temperature
 * changes gets a `score.crossed` touchpoint; one that turns hot again while it is nurtured goes back to its owner.
 * Nothing is written where only decimals of the receipt moved. Answers in the order of the leads.
 */
export async function scoreLeads(
	context: ProcessContext,
	leads: readonly StoredLead[],
	score: CompiledScore,
	options: ScoreOptions = {},
): Promise<ScoreOutcome[]> {
	const { asOf } = options;
	const [size, most] = asOf === undefined ? [batch, perLead] : [replayed.batch, replayed.perLead];
	const step = async (slice: StoredLead[], from: number): Promise<ScoreOutcome[]> => {
		const touches = await readTouches(context, slice, most, asOf);
		const of = ({ leadId }: Lead) => touches.get(leadId) ?? [];
		const { engagementOf } = options;
		const colleagues =
			engagementOf &&
			(await colleaguesOf(
				{ store: context.store, now: asOf ?? context.now },
				slice.map(({ lead }) => lead),
				engagementOf,
				async (ids) => await touchesOf(context, ids, colleagueTouches, asOf),
			));
		const ask: CompiledScore = (lead, list, at, before) =>
			score(lead, list, at, before, colleagues?.get(lead.leadId ?? ''));
		if (asOf === undefined) {
			const results = options.results?.slice(from, from + slice.length);
			return await scoreSlice(context, slice, ask, of, results ? { ...options, results } : options);
		}
		return slice.map(({ lead }) => {
			const before = temperatureBefore(of(lead), asOf, lead.temperature);
			return { kind: 'scored', lead, result: ask(lead, of(lead), asOf, before) };
		});
	};
	return await inSlices(leads, size, step, context.pause);
}

async function scoreSlice(
	context: ProcessContext,
	slice: readonly StoredLead[],
	score: CompiledScore,
	touchesOf: (lead: Lead) => Touchpoint[],
	{ lock, results: came, outside = [] }: ScoreOptions,
): Promise<ScoreOutcome[]> {
	const results: ScoreResult[] = [];
	const saved = await saveChanged(context, slice, ({ lead: stored }, index) => {
		const touches = touchesOf(stored);
		const before = temperatureBefore(touches, context.now, stored.temperature);
		const ask = (lead: Lead) => score(lead, touches, context.now, before);
		const known = withResults(context, stored, came?.[index] ?? {}, outside);
		const lead = lock ? withLock(context, known, lock, (one) => ask(one).score) : known;
		const result = ask(lead);
		results[index] = result;
		return decide(context, stored, lead, result);
	});
	return saved.flatMap((one, index): ScoreOutcome[] => {
		const result = results[index];
		if (one.kind === 'refused') return [one];
		return result ? [{ kind: 'scored', result, lead: one.lead }] : [];
	});
}

async function readTouches(
	context: ProcessContext,
	slice: readonly StoredLead[],
	most: number,
	asOf: number | undefined,
): Promise<Map<string, Touchpoint[]>> {
	return await touchesOf(context, [...new Set(slice.map(({ lead }) => lead.leadId))], most, asOf);
}

/** Touchpoints by lead, as what they were known to be at a moment. */
async function touchesOf(
	{ store }: ProcessContext,
	leadIds: string[],
	most: number,
	asOf = Infinity,
): Promise<Map<string, Touchpoint[]>> {
	const byLead = new Map<string, Touchpoint[]>();
	for (const touch of await store.touchpoints({ leadIds, perLead: most })) {
		const { leadId = '' } = touch;
		const list = byLead.get(leadId);
		if (list) list.push(touch);
		else byLead.set(leadId, [touch]);
	}
	// A click that a later one, a scroll or a reply shows in a new light counts as what it was; a past moment knows of no later ones.
	for (const [leadId, touches] of byLead) {
		const known = touches.filter(({ occurredAt }) => Date.parse(occurredAt) <= asOf);
		const later = touches.slice(known.length);
		byLead.set(leadId, [...asKnownNow(known), ...later]);
	}
	return byLead;
}

function decide(context: ProcessContext, stored: Lead, lead: Lead, result: ScoreResult): Decision {
	const { score, engagement, grade, temperature, priority, reasons } = result;
	const same =
		lead === stored &&
		lead.score === score &&
		lead.grade === grade &&
		lead.temperature === temperature &&
		lead.priority === priority &&
		Math.round(lead.engagement ?? -1) === Math.round(engagement) &&
		lead.scoreReasons?.length === reasons.length;
	const back = isBack(lead, result)
		? moveStage(lead, { to: 'assigned', by: context.by, at: context.now })
		: undefined;
	const moved = back?.kind === 'moved' ? back.lead : lead;
	if (same && moved === lead) return { kind: 'unchanged', lead };
	const touchpoints = stageTouches(lead, moved, [context.newId()]);
	if (result.crossed) touchpoints.unshift(crossing(context, lead, result));
	return {
		kind: 'changed',
		lead: { ...moved, score, engagement, grade, temperature, priority, scoreReasons: reasons },
		action: 'score',
		touchpoints,
	};
}

/** A nurtured lead with an owner that has turned hot is the owner's again. */
function isBack(lead: Lead, { crossed }: ScoreResult): boolean {
	return (
		lead.stage === 'nurturing' &&
		lead.owner !== undefined &&
		crossed?.to === 'hot' &&
		crossed.from !== undefined &&
		lead.icp?.verdict !== 'outside'
	);
}

function crossing(
	{ now, newId, by }: ProcessContext,
	{ leadId }: Lead,
	result: ScoreResult,
): Touchpoint {
	return processTouch({
		touchId: newId(),
		leadId,
		type: 'score.crossed',
		at: new Date(now).toISOString(),
		sourceId: `${leadId}:score:${now}`,
		meta: {
			from: result.crossed?.from,
			to: result.temperature,
			score: result.score,
			grade: result.grade,
			by,
		},
	});
}
