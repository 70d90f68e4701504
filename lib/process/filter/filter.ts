import type { CompiledFilter, FilterResult } from '../../core/filter/profile';
import type { MoveRequest } from '../../core/lead/lifecycle';
import type { Lead, Stage } from '../../core/lead/lead';
import { moveAlong, stageTouches } from '../../core/lead/moves';
import { batchRows } from '../../store/batches';
import type { StoredLead } from '../../store/port';
import type { PackKey } from '../../core/packs/types';
import type { ProcessContext } from '../context';
import { saveChanged, type Decision } from '../record/save';
import { inSlices } from '../slices';

/** What the filter said of a lead, and the lead as it is afterwards; or why it could not be saved. */
export type FilterOutcome =
	{ kind: 'filtered'; result: FilterResult; lead: Lead } | { kind: 'refused'; message: string };

/**
 * Asks the filter about leads and saves what it says: icp, fit, category, and for leads that are new the stage 'filtered'.
 * One outside every profile goes on to 'bad' (no fit) and from there to 'nurturing': it is not thrown away.
 * With a pack, the lead keeps its name. A thousand leads per transaction; the same answer again writes nothing. Answers in the order of the leads.
 */
export async function filterLeads(
	context: ProcessContext,
	leads: readonly StoredLead[],
	filter: CompiledFilter,
	pack?: PackKey,
): Promise<FilterOutcome[]> {
	const step = async (slice: StoredLead[]): Promise<FilterOutcome[]> => {
		const results: FilterResult[] = [];
		const saved = await saveChanged(context, slice, ({ lead }, index) => {
			const result = filter(lead, context.now);
			results[index] = result;
			return decide(context, lead, result, pack);
		});
		return saved.flatMap((one, index): FilterOutcome[] => {
			const result = results[index];
			if (one.kind === 'refused') return [one];
			return result ? [{ kind: 'filtered', result, lead: one.lead }] : [];
		});
	};
	return await inSlices(leads, batchRows, step, context.pause);
}

function decide(
	context: ProcessContext,
	lead: Lead,
	result: FilterResult,
	pack: PackKey | undefined,
): Decision {
	const { verdict, profile, reasons, profiles, fit, category } = result;
	const moved = moveOn(context, lead, result);
	const same =
		moved === lead &&
		lead.fit === fit &&
		lead.icp?.verdict === verdict &&
		lead.icp.profile === profile &&
		lead.icp.reasons.join('\n') === reasons.join('\n') &&
		(category === undefined || lead.category === category) &&
		(pack === undefined || lead.pack === pack);
	if (same) return { kind: 'unchanged', lead };
	const { fit: _old, ...rest } = moved;
	const icp = { verdict, profile, reasons, profiles };
	return {
		kind: 'changed',
		lead: {
			...rest,
			icp,
			...(fit === undefined ? {} : { fit }),
			...(category === undefined ? {} : { category }),
			...(pack === undefined ? {} : { pack }),
		},
		action: 'filter',
		touchpoints: stageTouches(
			lead,
			moved,
			newIds(context, moved.stageHistory.length - lead.stageHistory.length),
		),
	};
}

function newIds({ newId }: ProcessContext, count: number): string[] {
	return Array.from({ length: count }, newId);
}

/** Only leads that nobody works on yet are moved: a customer who no longer fits the profile stays a customer. */
function moveOn({ by, now }: ProcessContext, lead: Lead, { verdict }: FilterResult): Lead {
	if (lead.quarantined === true || !(lead.stage === 'new' || lead.stage === 'filtered'))
		return lead;
	const move = (to: Stage, reason?: string): MoveRequest => ({
		to,
		by,
		at: now,
		...(reason && { reason }),
	});
	const way = lead.stage === 'new' ? [move('filtered')] : [];
	if (verdict === 'outside') way.push(move('bad', 'noFit'), move('nurturing', 'noFit'));
	return way.length === 0 ? lead : moveAlong(lead, way);
}
