import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Lead } from '../../core/lead/lead';
import type { SequenceDraft } from '../../core/nurture/sequence';
import { openStore } from '../../store/open';
import type { LeadStore } from '../../store/port';
import type { ProcessContext } from '../context';
import { idMaker } from '../ids';
import { enrol, type StartFrom } from './enrol';
import type { Courier, Mailing } from './mailing';
import type { StepReport } from './run/report';
import { runDueSteps } from './runDueSteps';
import { readHistory, withHistory } from './simulation/history';
import { copyLeads, plantStand, readStand, retriedOf } from './simulation/stand';

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
 * with a courier that delivers to nobody. It begins with what is really there: steps and messages under way, open tasks, what
 * happened to the leads, what the mailbox has sent and whether it is held. The real store is only read.
 *
 * Limits of the mailbox are shared with all leads of the workspace; those that are not among `leads` take no part in it.
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
		const own: ProcessContext = {
			...ctx,
			store: await standIn(ctx, store, request, (at) => (clock = at)),
			settings,
			newId: idMaker(() => clock),
		};
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

/** The simulation's store once everything is as it is in the real one. */
async function standIn(
	{ store: real, now }: ProcessContext,
	store: LeadStore,
	{ leads, draft, mailing }: SimulationRequest,
	setClock: (at: number) => void,
): Promise<LeadStore> {
	const mailbox = mailing.from.address;
	const stand = await readStand(real, leads, draft?.name);
	const leadIds = leads.map(({ leadId }) => leadId);
	const history = await readHistory(real, leadIds, mailbox, now, retriedOf(stand));
	await copyLeads(real, store, leads, stand);
	setClock(0);
	await plantStand(real, store, stand, 0);
	setClock(now);
	const { hold } = history;
	if (hold !== undefined) await store.holdMailbox({ mailbox, hold });
	return withHistory(store, history);
}
