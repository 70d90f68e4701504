import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Lead } from '../../core/lead/lead';
import type { SequenceDraft } from '../../core/nurture/sequence';
import type { Enrolment } from '../../core/nurture/types';
import { openStore } from '../../store/open';
import type { LeadStore } from '../../store/port';
import type { ProcessContext } from '../context';
import { idMaker } from '../ids';
import { enrol, type StartFrom } from './enrol';
import type { Courier, Mailing } from './mailing';
import type { StepReport } from './run/report';
import { runDueSteps } from './runDueSteps';

/** What is played through. */
export interface SimulationRequest {
	leads: readonly Lead[];
	/** Also enrols the leads in this sequence at the start, if they are not in it. */
	draft?: SequenceDraft;
	startFrom?: StartFrom;
	mailing: Mailing;
	days: number;
	/** How often the schedule will run due steps. */
	everyMinutes: number;
	/** Most events; a longer calendar is cut there. */
	most: number;
}

/** One line of the calendar. */
export type SimulatedStep = Omit<StepReport, 'mail'> & {
	at: string;
};

/**
 * Plays the coming days through: the same engine on a store of its own whose clock jumps from one due step to the next,
 * with a courier that delivers to nobody. The real store is only read.
 */
export async function simulate(
	ctx: ProcessContext,
	request: SimulationRequest,
): Promise<SimulatedStep[]> {
	const folder = await mkdtemp(path.join(os.tmpdir(), 'lead-simulation-'));
	let clock = ctx.now;
	const store = await openStore({
		engine: 'sqlite',
		folder,
		workspace: ctx.store.workspace,
		clock: () => clock,
	});
	try {
		const settings = await store.saveSettings(ctx.settings);
		const own: ProcessContext = { ...ctx, store, settings, newId: idMaker(() => clock) };
		await copyLeads(ctx.store, store, request.leads);
		await copyEnrolments(ctx.store, own, request.leads);
		if (request.draft !== undefined) {
			await enrol(own, request.draft, request.leads, {
				startFrom: request.startFrom ?? { kind: 'now' },
			});
		}
		const calendar: SimulatedStep[] = [];
		const stepMs = Math.max(1, request.everyMinutes) * 60_000;
		const end = ctx.now + request.days * 86_400_000;
		while (clock <= end && calendar.length < request.most) {
			const at = new Date(clock).toISOString();
			const reports = await runDueSteps(
				{ ...own, now: clock },
				{ mailing: request.mailing, courier: nobody, batch: 1_000, most: 100_000 },
			);
			for (const { mail: _mail, ...report } of reports) {
				if (report.result !== 'movedOn') calendar.push({ at, ...report });
			}
			const { nextDueAt } = await store.nurtureState();
			if (nextDueAt === undefined) break;
			// The next run of the schedule that finds something due.
			const ticks = Math.ceil((Date.parse(nextDueAt) - ctx.now) / stepMs);
			clock = Math.max(clock + stepMs, ctx.now + ticks * stepMs);
			await ctx.pause?.();
		}
		return calendar.slice(0, request.most);
	} finally {
		await store.close();
		await rm(folder, { recursive: true, force: true });
	}
}

/** Accepts everything after asking the gate, as a server would. */
const nobody: Courier = {
	async send(_parcel, gate) {
		if ((await gate()) === 'stop')
			return { kind: 'stopped', why: 'Taken back before the final dot.' };
		return { kind: 'accepted', reply: '250 simulated' };
	},
	close: () => undefined,
};

const portion = 1_000;

async function copyLeads(from: LeadStore, to: LeadStore, leads: readonly Lead[]): Promise<void> {
	for (let start = 0; start < leads.length; start += portion) {
		const part = leads.slice(start, start + portion);
		await to.saveLeads(
			part.map((lead) => ({
				lead,
				version: 'new',
				audit: { by: 'simulation', action: 'copy', changes: {} },
			})),
		);
		const emails = part.flatMap(({ email }) => (email === undefined ? [] : [email.toLowerCase()]));
		const who = emails.flatMap((email) => [
			{ kind: 'email' as const, value: email },
			{ kind: 'domain' as const, value: email.slice(email.lastIndexOf('@') + 1) },
		]);
		await to.suppress(await from.suppressed(who));
	}
}

/** Puts the copies where the originals stand in their sequences. */
async function copyEnrolments(
	from: LeadStore,
	to: ProcessContext,
	leads: readonly Lead[],
): Promise<void> {
	for (let start = 0; start < leads.length; start += portion) {
		const ids = leads.slice(start, start + portion).map(({ leadId }) => leadId);
		const open = (await from.enrolmentsOf(ids)).filter(
			({ state }) => state === 'active' || state === 'waitingTask',
		);
		if (open.length === 0) continue;
		const versions = await copySequences(from, to.store, open);
		// Before everything else that is due, so that exactly these are claimed.
		const early = new Date(0).toISOString();
		await to.store.enrol(
			open.map((enrolment) => ({
				...enrolment,
				version: versionOf(versions, enrolment),
				dueAt: early,
				allowReenrol: true,
			})),
		);
		const originals = new Map(open.map((enrolment) => [enrolment.enrolmentId, enrolment]));
		const claimed = await to.store.claimDue({ limit: open.length, leaseMs: 60_000 });
		await to.store.advance(
			claimed.flatMap(({ fence, enrolment: { enrolmentId, version, generation } }) => {
				const original = originals.get(enrolmentId);
				if (original === undefined) return [];
				return [{ fence, enrolment: { ...original, version, generation }, keepClaim: false }];
			}),
		);
	}
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

function versionOf(versions: ReadonlyMap<string, number>, enrolment: Enrolment): number {
	return versions.get(keyOf(enrolment)) ?? enrolment.version;
}

function keyOf({ sequence, version }: Pick<Enrolment, 'sequence' | 'version'>): string {
	return JSON.stringify([sequence, version]);
}
