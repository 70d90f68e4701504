import { idsPerLead, type AssignPolicy, type DistributeRequest } from '../../core/assign/request';
import type { Assignment, Rep, Skipped } from '../../core/assign/types';
import type { Lead } from '../../core/lead/lead';
import { isFreeDomain } from '../../core/verify/email/free';
import { batchRows } from '../../store/batches';
import type { StoredLead } from '../../store/port';
import type { ProcessContext } from '../context';

/** Who got a lead, or why nobody did. */
export type AssignOutcome =
	| { kind: 'assigned'; lead: Lead; assignment: Assignment; rep: Rep | undefined }
	| { kind: 'kept'; lead: Lead; why: string; rep: Rep | undefined }
	| { kind: 'unassigned'; lead: Lead; why: string; skipped: Skipped[] };

/**
 * Gives leads to reps, a thousand per call of the store, in the order given. The store takes the turns under a lock on the
 * pool, so runs at the same time stay fair; a lead that has an owner keeps it, so a repeated run changes nothing, unless
 * `reassign` takes it away.
 */
export async function assignLeads(
	context: ProcessContext,
	leads: readonly StoredLead[],
	policy: AssignPolicy,
	reps: readonly Rep[],
	reassign?: DistributeRequest['reassign'],
): Promise<AssignOutcome[]> {
	const outcomes: AssignOutcome[] = [];
	const byId = new Map(
		reps.flatMap((rep) => [[rep.email, rep] as const, [rep.repId, rep] as const]),
	);
	for (let from = 0; from < leads.length; from += batchRows) {
		const slice = leads.slice(from, from + batchRows).map(({ lead }) => lead);
		const request = await requestFor(context, slice, policy, reps);
		const results = await context.store.distribute({ ...request, ...(reassign && { reassign }) });
		for (const [index, result] of results.entries()) {
			const lead = slice[index];
			if (!lead) continue;
			if (result.kind === 'missing') {
				const why = 'The lead is no longer in the store.';
				outcomes.push({ kind: 'unassigned', lead, why, skipped: [] });
				continue;
			}
			const current = result.lead.lead;
			if (result.kind === 'unassigned') {
				outcomes.push({
					kind: 'unassigned',
					lead: current,
					why: result.why,
					skipped: result.skipped,
				});
			} else {
				const rep = byId.get(current.owner ?? '');
				outcomes.push(
					result.kind === 'kept'
						? { kind: 'kept', lead: current, why: result.why, rep }
						: { kind: 'assigned', lead: current, assignment: result.assignment, rep },
				);
			}
		}
		await context.pause?.();
	}
	return outcomes;
}

/**
 * Saves reps that a node or a sheet defines, where they are new or changed; reps of the list that it does not name stay.
 * @returns how many were
 */
export async function saveReps({ store }: ProcessContext, reps: readonly Rep[]): Promise<number> {
	const known = new Map((await store.reps()).map((rep) => [rep.repId, canonical(rep)]));
	const changed = reps.filter((rep) => known.get(rep.repId) !== canonical(rep));
	if (changed.length > 0) await store.saveReps(changed);
	return changed.length;
}

/** Everything the store needs to give these leads to these reps. */
export async function requestFor(
	context: ProcessContext,
	leads: readonly Lead[],
	policy: AssignPolicy,
	reps: readonly Rep[],
): Promise<DistributeRequest> {
	const { settings, by, newId } = context;
	return {
		leadIds: leads.map(({ leadId }) => leadId),
		policy,
		reps: [...reps],
		timezone: settings.timezone,
		holidays: settings.holidays,
		workingHours: settings.workingHours,
		by,
		ids: Array.from({ length: leads.length * idsPerLead }, newId),
		companyOwners: policy.keepWith.includes('company') ? await companyOwners(context, leads) : {},
	};
}

/** Owner of the newest lead of the same company, by lead. */
async function companyOwners(
	{ store }: ProcessContext,
	leads: readonly Lead[],
): Promise<Record<string, string>> {
	const domains = new Set(leads.filter(({ owner }) => owner === undefined).flatMap(companyDomain));
	if (domains.size === 0) return {};
	const owners = new Map(Object.entries(await store.companyOwners([...domains])));
	return Object.fromEntries(
		leads.flatMap((lead) => {
			const owner = companyDomain(lead).map((domain) => owners.get(domain))[0];
			return owner === undefined ? [] : [[lead.leadId, owner]];
		}),
	);
}

/** A domain shared by strangers is no company. */
function companyDomain({ domain }: Lead): string[] {
	return domain === undefined || isFreeDomain(domain) ? [] : [domain];
}

function canonical(rep: Rep): string {
	return JSON.stringify(Object.entries(rep).sort(([a], [b]) => (a < b ? -1 : 1)));
}
