import type { Lead } from '../../../core/lead/lead';
import type { Delivery, Enrolment, Task } from '../../../core/nurture/types';
import { slicesOf } from '../../../store/batches';
import type { LeadStore, NewEnrolment } from '../../../store/port';
import { addressesOf, readExits } from '../run/facts';

/** Where leads stand in their sequences. */
export interface Stand {
	/** Open ones, and the newest of each lead in the sequence that the simulation enrols in, in the order of their making. */
	enrolments: Enrolment[];
	/** By enrolment: the message whose fate is open. */
	deliveries: Map<string, Delivery>;
	/** By enrolment: the task that is waited for. */
	tasks: Map<string, Task>;
}

const open: ReadonlySet<Enrolment['state']> = new Set(['active', 'waitingTask']);

/**
 * Reads where leads stand, and what is under way for them.
 * @param draft name of the sequence that the simulation enrols in: who has been in it may not be enrolled again
 */
export async function readStand(
	from: LeadStore,
	leads: readonly Lead[],
	draft: string | undefined,
): Promise<Stand> {
	const stand: Stand = { enrolments: [], deliveries: new Map(), tasks: new Map() };
	for (const part of slicesOf(leads)) {
		const leadIds = part.map(({ leadId }) => leadId);
		const all = await from.enrolmentsOf(leadIds);
		const newest = new Map(
			all.filter(({ sequence }) => sequence === draft).map((one) => [one.leadId, one]),
		);
		const kept = all.filter((one) => open.has(one.state) || newest.get(one.leadId) === one);
		if (kept.length === 0) continue;
		stand.enrolments.push(...kept);
		const underWay = await from.deliveries({
			leadIds,
			states: ['planned', 'claimed', 'offering', 'deferred', 'dotPending', 'uncertain'],
			limit: 100_000,
		});
		// Newest first: the last one set is the oldest, so an enrolment keeps its newest.
		for (const one of underWay.reverse()) stand.deliveries.set(one.enrolmentId, one);
		for (const task of await from.tasks({ leadIds, states: ['open'], limit: 100_000 })) {
			if (task.enrolmentId !== undefined) stand.tasks.set(task.enrolmentId, task);
		}
	}
	stand.enrolments.sort((a, b) => (a.enrolmentId < b.enrolmentId ? -1 : 1));
	return stand;
}

/** The messages of a stand that the simulation offers anew: nothing of them can have reached a server. */
export function retriedOf({ deliveries }: Stand): Delivery[] {
	return [...deliveries.values()].filter(isRetried);
}

function isRetried({ state }: Delivery): boolean {
	return state === 'claimed' || state === 'offering';
}

/** Copies leads with what may have ended their sequences since the first enrolment, and what they are suppressed for. */
export async function copyLeads(
	from: LeadStore,
	to: LeadStore,
	leads: readonly Lead[],
	{ enrolments }: Stand,
): Promise<void> {
	const since = enrolments.reduce<string | undefined>(
		(first, { enrolledAt }) => (first === undefined || enrolledAt < first ? enrolledAt : first),
		undefined,
	);
	for (const part of slicesOf(leads)) {
		const leadIds = part.map(({ leadId }) => leadId);
		const exits = since === undefined ? [] : await readExits(from, leadIds, since);
		await to.saveLeads(
			part.map((lead) => ({
				lead,
				version: 'new',
				audit: { by: 'simulation', action: 'copy', changes: {} },
			})),
		);
		for (const some of slicesOf(exits)) await to.recordTouchpoints(some);
		const who = part.flatMap(addressesOf);
		for (const entries of slicesOf(await from.suppressed(who))) await to.suppress(entries);
	}
}

/**
 * Puts the copies where the originals stand, with the message that is under way and the task that is waited for. The store's clock
 * must be at `at`, long before everything that counts: what is put down now counts for limits by the history, not here.
 */
export async function plantStand(
	from: LeadStore,
	to: LeadStore,
	{ enrolments, deliveries, tasks }: Stand,
	at: number,
): Promise<void> {
	const versions = await copySequences(from, to, enrolments);
	const dueAt = new Date(at).toISOString();
	for (const part of slicesOf(enrolments)) {
		const rows = part.map(
			({ enrolmentId, leadId, sequence, version, enrolledAt }): NewEnrolment => {
				const known = versions.get(keyOf({ sequence, version })) ?? version;
				return {
					enrolmentId,
					leadId,
					sequence,
					version: known,
					enrolledAt,
					dueAt,
					allowReenrol: true,
				};
			},
		);
		await to.enrol(rows);
		const originals = new Map(part.map((one) => [one.enrolmentId, one]));
		const claimed = await to.claimDue({ limit: part.length, leaseMs: 60_000 });
		await to.advance(
			claimed.flatMap(({ fence, enrolment: { enrolmentId, version } }) => {
				const original = originals.get(enrolmentId);
				if (original === undefined) return [];
				const delivery = deliveries.get(enrolmentId);
				const task = tasks.get(enrolmentId);
				return [
					{
						fence,
						enrolment: { ...original, version },
						...(delivery && { delivery: asPlanted(delivery) }),
						...(task && { task }),
						keepClaim: false,
					},
				];
			}),
		);
	}
}

/** What was claimed and not yet offered to its end is taken up again like one that was put off. */
function asPlanted(delivery: Delivery): Delivery {
	return isRetried(delivery) ? { ...delivery, state: 'deferred' } : delivery;
}

async function copySequences(
	from: LeadStore,
	to: LeadStore,
	enrolments: readonly Enrolment[],
): Promise<Map<string, number>> {
	const refs = new Map(
		enrolments.map((one) => [keyOf(one), { name: one.sequence, version: one.version }]),
	);
	const versions = new Map<string, number>();
	for (const { version, ...content } of await from.getSequences([...refs.values()])) {
		const saved = await to.saveSequence(content);
		versions.set(keyOf({ sequence: content.name, version }), saved.version);
	}
	return versions;
}

function keyOf({ sequence, version }: Pick<Enrolment, 'sequence' | 'version'>): string {
	return JSON.stringify([sequence, version]);
}
