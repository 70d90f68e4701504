import { deadline, prepareReps } from '../../core/assign/reps';
import { acceptAction, type AssignPolicy } from '../../core/assign/request';
import type { Rep } from '../../core/assign/types';
import type { Lead } from '../../core/lead/lead';
import { processTouch } from '../../core/lead/moves';
import { batchRows } from '../../store/batches';
import type { StoredLead } from '../../store/port';
import type { ProcessContext } from '../context';
import { saveChanged, type Decision, type Saved } from '../record/save';
import { requestFor } from './assign';

/** What the owner has to do once the lead is theirs. */
const answerAction = 'Answer the lead';

/**
 * Notes that owners take the leads offered to them: from now on the deadline for the first answer runs. Repeated, it changes
 * nothing. A lead without an owner, or of somebody else than `rep`, is refused.
 */
export async function acceptLeads(
	context: ProcessContext,
	leads: readonly StoredLead[],
	rep: string,
	policy: AssignPolicy,
): Promise<Saved[]> {
	const reps = await context.store.reps();
	const request = await requestFor(context, [], policy, reps);
	const ready = new Map(prepareReps(request, context.now).map((one) => [one.rep.repId, one]));
	const outcomes: Saved[] = [];
	for (let from = 0; from < leads.length; from += batchRows) {
		const saved = await saveChanged(context, leads.slice(from, from + batchRows), ({ lead }) => {
			const refusal = whyNot(lead, rep, reps);
			if (refusal !== undefined) return { kind: 'refused', message: refusal };
			if (lead.nextAction !== acceptAction) return { kind: 'unchanged', lead };
			const owner = ready.get(lead.owner ?? '');
			const dueAt = owner && deadline(owner, lead.temperature, policy.slaMinutes, context.now);
			return accepted(context, lead, dueAt);
		});
		outcomes.push(...saved);
		await context.pause?.();
	}
	return outcomes;
}

function whyNot(lead: Lead, rep: string, reps: readonly Rep[]): string | undefined {
	if (lead.owner === undefined) return 'The lead belongs to nobody; assign or claim it first';
	const wanted = rep.trim().toLowerCase();
	if (wanted === '' || wanted === lead.owner.toLowerCase()) return undefined;
	const owner = reps.find(({ repId }) => repId === lead.owner);
	const isSame = owner?.email === wanted || owner?.name.toLowerCase() === wanted;
	return isSame ? undefined : `The lead belongs to ${owner?.name ?? lead.owner}, not to ${rep}`;
}

function accepted(context: ProcessContext, lead: Lead, dueAt: string | undefined): Decision {
	const { now, by, newId } = context;
	const at = new Date(now).toISOString();
	return {
		kind: 'changed',
		lead: { ...lead, nextAction: answerAction, ...(dueAt === undefined ? {} : { dueAt }) },
		action: 'assignment.accepted',
		touchpoints: [
			processTouch({
				touchId: newId(),
				leadId: lead.leadId,
				type: 'assignment.changed',
				at,
				sourceId: `${lead.leadId}:accepted:${lead.assignedAt ?? at}`,
				meta: { by, to: lead.owner, accepted: true },
			}),
		],
	};
}
