import { decideStep, type Decision } from '../../core/nurture/decide';
import { planner, type Planner } from '../../core/nurture/plan';
import type { DueStep, EnrolmentMove, MailboxHold } from '../../store/port';
import type { ProcessContext } from '../context';
import { holding } from '../holding';
import { domainOf } from '../../mail';
import { readFacts } from './run/facts';
import { letterWriter, type LetterResult } from './run/letter';
import type { Courier, Mailing } from './mailing';
import { moveFor, planDelivery, type Letter } from './run/moves';
import { reportOf, type StepReport } from './run/report';
import { sendLetters } from './run/send';

/** How due steps are run. */
export interface RunOptions {
	mailing: Mailing;
	courier: Courier;
	/** Steps claimed at once. */
	batch: number;
	/** Most steps of one run; the rest is for the next. */
	most: number;
	/** Only these sequences. */
	sequences?: string[];
	/** How long the claims of a dead sender stay held; a living one renews them. */
	leaseMs?: number;
}

/**
 * Half a minute: what a dead sender held goes on soon after. A living one renews its claims three times as often, also
 * through the ten minutes that a server may take after the dot (RFC 5321, 4.5.3.2); if it stands still for longer than
 * the lease, the fence keeps it from sending what somebody else has taken up.
 */
const defaultLeaseMs = 30_000;

/**
 * Does every step that is due: claims a batch, decides, writes the decisions in one commit, hands the mails over side by
 * side, and goes on until nothing is due. Safe to run in several processes at once and to be killed at any moment.
 */
export async function runDueSteps(ctx: ProcessContext, options: RunOptions): Promise<StepReport[]> {
	const { store } = ctx;
	const reports: StepReport[] = [];
	const secrets = await store.secrets();
	await store.sweepDeliveries();
	const write = letterWriter(options.mailing);
	const key = secrets.tokenKeys[0]?.key ?? secrets.hashSalt;
	const leaseMs = options.leaseMs ?? defaultLeaseMs;
	for (let done = 0; done < options.most;) {
		const limit = Math.min(options.batch, options.most - done);
		const batch = await store.claimDue({
			limit,
			leaseMs,
			...(options.sequences && { sequences: options.sequences }),
		});
		if (batch.length === 0) break;
		done += batch.length;
		const claims = batch.map(({ enrolment: { enrolmentId }, fence }) => ({ enrolmentId, fence }));
		const drained = await holding(
			leaseMs,
			async () => await store.holdClaims({ claims, leaseMs }),
			async () => {
				let drained = true;
				// Whom another run's plan came before is decided anew, with limits that know of it; one of the runs always gets on.
				for (let todo = batch, turn = 0; todo.length > 0 && turn < mostTurns; turn++) {
					const run = await decideBatch(ctx, options, todo, key, write);
					const { told, late } = await carryOut(ctx, options, run);
					reports.push(...told);
					drained &&= run.moves.every(({ enrolment }) => Date.parse(enrolment.dueAt) > run.now);
					todo = todo.filter(({ enrolment }) => late.has(enrolment.enrolmentId));
				}
				return drained;
			},
		);
		await ctx.pause?.();
		if (batch.length < limit && drained) break;
	}
	return reports;
}

/** So often limits are counted again because others plan messages all the time; then the claims are left to lapse. */
const mostTurns = 50;

/**
 * Writes the decisions of a batch in one commit and sends its letters; steps that somebody else took up meanwhile are theirs.
 * @returns the results, and the enrolments whose limits have to be counted again
 */
async function carryOut(
	ctx: ProcessContext,
	options: RunOptions,
	run: DecidedBatch,
): Promise<{ told: StepReport[]; late: Set<string> }> {
	const turn = { own: ctx.newId(), ...(run.turn !== undefined && { after: run.turn }) };
	const answers = await ctx.store.advance(
		run.moves.map((move) => (move.delivery === undefined ? move : { ...move, turn })),
	);
	const answered = (wanted: (typeof answers)[number]) =>
		new Set(
			run.moves.flatMap(({ enrolment }, index) =>
				answers[index] === wanted ? [enrolment.enrolmentId] : [],
			),
		);
	const mine = answered('done');
	const letters = run.letters.filter(({ due }) => mine.has(due.enrolment.enrolmentId));
	const told = [
		...run.reports.filter(({ enrolmentId }) => mine.has(enrolmentId)),
		...(await sendLetters(ctx, options, run.plan, letters, run.hold)),
	];
	return { told, late: answered('late') };
}

/**
 * What would happen if due steps were run now: claims them for a moment, decides and writes the mails, and gives them back
 * as they were. Nothing is sent and nothing changes.
 */
export async function previewDueSteps(
	ctx: ProcessContext,
	{ mailing, most, sequences }: Pick<RunOptions, 'mailing' | 'most' | 'sequences'>,
): Promise<StepReport[]> {
	const batch = await ctx.store.claimDue({
		limit: most,
		leaseMs: 60_000,
		...(sequences && { sequences }),
	});
	if (batch.length === 0) return [];
	try {
		const run = await decideBatch(ctx, { mailing }, batch, '', letterWriter(mailing));
		return [
			...run.reports,
			...run.letters.map((letter) =>
				reportOf(letter.due, { kind: 'send', step: letter.step, variant: 'A' }, letter),
			),
		];
	} finally {
		await ctx.store.advance(
			batch.map(({ enrolment, fence }) => ({ enrolment, fence, keepClaim: false })),
		);
	}
}

/** What is decided for a batch. */
interface DecidedBatch {
	now: number;
	plan: Planner;
	/** Since when and why the mailbox was last refused by its server. */
	hold?: MailboxHold;
	/** The newest plan of messages that the limits know of. */
	turn?: string;
	moves: EnrolmentMove[];
	letters: Letter[];
	reports: StepReport[];
}

async function decideBatch(
	ctx: ProcessContext,
	{ mailing }: Pick<RunOptions, 'mailing'>,
	batch: DueStep[],
	key: string,
	write: (request: Parameters<ReturnType<typeof letterWriter>>[0]) => LetterResult,
): Promise<DecidedBatch> {
	const { store } = ctx;
	// Read anew for every batch: a pause or a new holiday takes effect at once.
	const [now, settings] = await Promise.all([store.now(), store.settings()]);
	const plan = planner(settings);
	const facts = await readFacts(store, batch, mailing.from.address, now);
	const rules = {
		settings: { ...settings, postalAddress: mailing.postalAddress ?? settings.postalAddress },
		limits: mailing.limits,
		planner: plan,
		withoutPublicAddress: mailing.local || mailing.mailtoOnly === true,
	};
	const { hold, turn } = facts;
	const result: DecidedBatch = { now, plan, hold, turn, moves: [], letters: [], reports: [] };
	for (const due of [...batch].sort(hotFirst)) {
		await ctx.pause?.();
		let decision = attempt(() => decideStep(facts.of(due), rules, now), now);
		let missing: string[] = [];
		if (decision.kind === 'send' || decision.kind === 'handOver') {
			const { step, kind } = decision;
			const planned = planDelivery(due, decision, mailing, now, key, ctx.newId);
			const request = { ...due, ...decision, ...planned, lead: due.lead.lead, at: now };
			const letter = attempt(() => write(request), now);
			if (letter.kind === 'written') {
				const delivery = { ...planned, to: letter.mail.to.address };
				const ready: Letter = { due, step, delivery, mail: letter.mail };
				facts.count(due.enrolment.leadId, domainOf(delivery.to), now);
				const move = moveFor(ctx, plan, due, decision, now, ready);
				result.moves.push(move);
				if (kind === 'send') result.letters.push(ready);
				else result.reports.push(reportOf(due, decision, ready, move.task));
				continue;
			}
			if (letter.kind === 'missing') missing = letter.fields;
			const reason = letter.kind === 'missing' ? 'missingFields' : 'invalidEmail';
			decision = letter.kind === 'hold' ? letter : { kind: 'hold', reason, retryAt: now + dayMs };
		}
		if (decision.kind === 'hold' && decision.reason === 'mailboxLimit') facts.countWaiting();
		const move = moveFor(ctx, plan, due, decision, now);
		result.moves.push(move);
		const why = decision.kind === 'hold' && decision.reason === 'mailboxHeld' && facts.hold?.why;
		const told = {
			...reportOf(due, decision, undefined, move.task),
			...(why && { detail: why }),
		};
		const over = told.result === 'movedOn' && move.enrolment.state === 'finished';
		const report: StepReport = over ? { ...told, result: 'finished', reason: 'done' } : told;
		result.reports.push(missing.length > 0 ? { ...report, missing } : report);
	}
	return result;
}

/** One step that cannot be read must not hold up all the others behind it. */
function attempt<T>(work: () => T, now: number): T | Extract<Decision, { kind: 'hold' }> {
	try {
		return work();
	} catch {
		return { kind: 'hold', reason: 'broken', retryAt: now + dayMs / 24 };
	}
}

const dayMs = 86_400_000;

/** Hot leads first, then those who have waited longest. */
function hotFirst(a: DueStep, b: DueStep): number {
	const hot = Number(b.lead.lead.temperature === 'hot') - Number(a.lead.lead.temperature === 'hot');
	return hot !== 0 ? hot : Date.parse(a.enrolment.dueAt) - Date.parse(b.enrolment.dueAt);
}
