import { planner } from '../../core/nurture/plan';
import { validateSequence, type SequenceDraft } from '../../core/nurture/sequence';
import type { Enrolment, Sequence } from '../../core/nurture/types';
import type { Lead } from '../../core/lead/lead';
import { addDays } from '../../core/calendar';
import { toInstant } from '../../core/filter/values';
import type { ProcessContext } from '../context';

/** When the first step counts from. */
export type StartFrom =
	| { kind: 'now' }
	/** Not before this instant, in milliseconds. */
	| { kind: 'at'; at: number }
	/** So many days before a date of the lead, e.g. its renewal date. */
	| { kind: 'dateField'; field: string; daysBefore: number }
	/** After so many days without contact. */
	| { kind: 'silence'; days: number };

/** What became of a lead. */
export type EnrolResult =
	| { kind: 'enrolled' | 'already'; enrolment: Enrolment; firstStepAt: string }
	| { kind: 'notEnrolled'; reason: 'stage' | 'noDate'; message: string };

/** All leads' results, or why the sequence itself cannot be used. */
export type EnrolOutcome =
	| { kind: 'done'; sequence: Sequence; newVersion: boolean; results: EnrolResult[] }
	| { kind: 'wrong'; problems: string[] }
	/** Another node defines the same name with other steps. */
	| { kind: 'conflict'; definedBy: string };

/** Writes to a store in portions of this size. */
const batch = 1_000;

/**
 * Saves the sequence (same content: same version) and puts leads on their way through it. A lead that is in it already, or
 * was before and may not again, stays as it is; the same call twice does nothing more.
 *
 * @param replace takes the name over from another node that defines it differently
 */
export async function enrol(
	ctx: ProcessContext,
	draft: SequenceDraft,
	leads: readonly Lead[],
	{ startFrom, replace = false }: { startFrom: StartFrom; replace?: boolean },
): Promise<EnrolOutcome> {
	const checked = validateSequence(draft);
	if (checked.kind === 'wrong') return checked;
	const [before] = await ctx.store.getSequences([{ name: draft.name }]);
	const other = before?.definedBy;
	if (before !== undefined && before.contentHash !== checked.sequence.contentHash && !replace) {
		if (other !== undefined && nodeOf(other) !== nodeOf(draft.definedBy))
			return { kind: 'conflict', definedBy: other };
	}
	const { version, kind } = await ctx.store.saveSequence(checked.sequence);
	const sequence: Sequence = { ...checked.sequence, version };
	const plan = planner(ctx.settings);
	const first = sequence.steps[0];
	const results: EnrolResult[] = [];
	for (let start = 0; start < leads.length; start += batch) {
		const portion = leads.slice(start, start + batch).map((lead) => {
			const base = startOf(lead, startFrom, ctx.now, plan.zoneOf(lead));
			if (typeof base !== 'number') return base;
			const due = first === undefined ? base : plan.due(base, first, sequence, lead);
			return {
				enrolmentId: ctx.newId(),
				leadId: lead.leadId,
				sequence: sequence.name,
				version,
				dueAt: new Date(due).toISOString(),
				enrolledAt: new Date(ctx.now).toISOString(),
				allowReenrol: sequence.allowReenrol,
			};
		});
		const rows = portion.filter((row) => 'enrolmentId' in row);
		const answers = (await ctx.store.enrol(rows))[Symbol.iterator]();
		for (const row of portion) {
			if (!('enrolmentId' in row)) {
				results.push(row);
				continue;
			}
			const answer = answers.next().value;
			if (answer !== undefined) results.push({ ...answer, firstStepAt: answer.enrolment.dueAt });
		}
		await ctx.pause?.();
	}
	return { kind: 'done', sequence, newVersion: kind === 'new', results };
}

type NotEnrolled = Extract<EnrolResult, { kind: 'notEnrolled' }>;

function startOf(
	lead: Lead,
	startFrom: StartFrom,
	now: number,
	zone: Parameters<typeof addDays>[2],
): number | NotEnrolled {
	if (
		['junk', 'disqualified', 'merged', 'erased'].includes(lead.stage) ||
		lead.quarantined === true
	) {
		return {
			kind: 'notEnrolled',
			reason: 'stage',
			message: `A lead in stage '${lead.stage}' is not written to. Reopen it first.`,
		};
	}
	if (startFrom.kind === 'now') return now;
	if (startFrom.kind === 'at') return Math.max(now, startFrom.at);
	if (startFrom.kind === 'silence') {
		const last = Date.parse(lead.lastTouchAt ?? lead.createdAt);
		return Math.max(now, addDays(last, startFrom.days, zone));
	}
	const value: unknown =
		Object.getOwnPropertyDescriptor(lead, startFrom.field)?.value ?? lead.extra?.[startFrom.field];
	const date = typeof value === 'string' ? toInstant(value) : undefined;
	if (date === undefined) {
		return {
			kind: 'notEnrolled',
			reason: 'noDate',
			message: `The lead has no date in '${startFrom.field}'.`,
		};
	}
	return Math.max(now, addDays(date, -startFrom.daysBefore, zone));
}

/** The part of a definer's name that stays when the node is renamed: '[workflow/node]' at its end. */
function nodeOf(definedBy: string | undefined): string {
	return /\[[^\]]*\]$/.exec(definedBy ?? '')?.[0] ?? definedBy ?? '';
}
