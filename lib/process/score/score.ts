import { asKnownNow } from '../../core/machine/reclassify';
import { moveStage } from '../../core/lead/lifecycle';
import type { Lead } from '../../core/lead/lead';
import { processTouch, stageTouches } from '../../core/lead/moves';
import type { Touchpoint } from '../../core/lead/touchpoint';
import type { CompiledScore, ScoreResult } from '../../core/score/score';
import { temperatureBefore } from '../../core/score/temperature';
import type { StoredLead } from '../../store/port';
import type { ProcessContext } from '../context';
import { saveChanged, type Decision } from '../record/save';
import { inSlices } from '../slices';

/** A lead's score, and the lead as it is afterwards; or why it could not be saved. */
export type ScoreOutcome =
	{ kind: 'scored'; result: ScoreResult; lead: Lead } | { kind: 'refused'; message: string };

/** How leads are scored. */
export interface ScoreOptions {
	/** Milliseconds since the epoch: the score of a past moment; nothing is saved then. */
	asOf?: number;
}

/** Leads read and saved together; with up to `perLead` touchpoints each this bounds memory. */
const batch = 500;
/** The newest touchpoints of a lead that a score looks at; older ones have faded. */
const perLead = 500;

/**
 * Scores leads from their touchpoints and saves score, grade, temperature, priority and receipt. A lead whose temperature
 * changes gets a `score.crossed` touchpoint; one that turns hot again while it is nurtured goes back to its owner.
 * Nothing is written where only decimals of the receipt moved. Answers in the order of the leads.
 */
export async function scoreLeads(
	context: ProcessContext,
	leads: readonly StoredLead[],
	score: CompiledScore,
	{ asOf }: ScoreOptions = {},
): Promise<ScoreOutcome[]> {
	const step = async (slice: StoredLead[]): Promise<ScoreOutcome[]> => {
		const touches = await readTouches(context, slice);
		const of = ({ leadId }: Lead) => touches.get(leadId) ?? [];
		if (asOf === undefined) return await scoreSlice(context, slice, score, of);
		return slice.map(({ lead }) => {
			const before = temperatureBefore(of(lead), asOf);
			return { kind: 'scored', lead, result: score(lead, of(lead), asOf, before) };
		});
	};
	return await inSlices(leads, batch, step, context.pause);
}

async function scoreSlice(
	context: ProcessContext,
	slice: readonly StoredLead[],
	score: CompiledScore,
	touchesOf: (lead: Lead) => Touchpoint[],
): Promise<ScoreOutcome[]> {
	const results: ScoreResult[] = [];
	const saved = await saveChanged(context, slice, ({ lead }, index) => {
		const touches = touchesOf(lead);
		const before = temperatureBefore(touches, context.now) ?? lead.temperature;
		const result = score(lead, touches, context.now, before);
		results[index] = result;
		return decide(context, lead, result);
	});
	return saved.flatMap((one, index): ScoreOutcome[] => {
		const result = results[index];
		if (one.kind === 'refused') return [one];
		return result ? [{ kind: 'scored', result, lead: one.lead }] : [];
	});
}

async function readTouches(
	{ store }: ProcessContext,
	slice: readonly StoredLead[],
): Promise<Map<string, Touchpoint[]>> {
	const byLead = new Map<string, Touchpoint[]>();
	const leadIds = [...new Set(slice.map(({ lead }) => lead.leadId))];
	for (const touch of await store.touchpoints({ leadIds, perLead })) {
		const { leadId = '' } = touch;
		const list = byLead.get(leadId);
		if (list) list.push(touch);
		else byLead.set(leadId, [touch]);
	}
	// A click that a later one, a scroll or a reply shows in a new light counts as what it was.
	for (const [leadId, touches] of byLead) byLead.set(leadId, [...asKnownNow(touches)]);
	return byLead;
}

function decide(context: ProcessContext, lead: Lead, result: ScoreResult): Decision {
	const { score, engagement, grade, temperature, priority, reasons } = result;
	const same =
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
