import { createHash } from 'node:crypto';
import { checkHours } from '../calendar';
import { compileCondition } from '../filter/condition';
import { compileMerge, type TextKind } from './merge';
import type { Sequence, Step } from './types';

/** A sequence as somebody wrote it, before the store gives it its version. */
export type SequenceDraft = Omit<Sequence, 'version' | 'contentHash'>;

/** A sequence ready to be saved, or what is wrong with it, one sentence for each slip. */
export type SequenceResult =
	{ kind: 'valid'; sequence: Omit<Sequence, 'version'> } | { kind: 'wrong'; problems: string[] };

/** Steps that send or hand over a message. */
export const messageKinds: ReadonlyArray<Step['kind']> = ['email', 'emailByAnotherNode', 'refresh'];

/** Steps that a person does. */
export const taskKinds: ReadonlyArray<Step['kind']> = ['phoneTask', 'postalTask', 'otherTask'];

/** Checks a draft and hashes its content; the same content has the same hash, whoever defines it. */
export function validateSequence(draft: SequenceDraft): SequenceResult {
	const ids = draft.steps.map(({ stepId }) => stepId);
	const problems = [
		...(draft.name.trim() === '' ? ['The sequence has no name.'] : []),
		...(draft.steps.length === 0 ? ['The sequence has no steps. Add at least one.'] : []),
		...checkHours([draft.window]).map((problem) =>
			problem.replace('Working hours, row 1', 'Send Between'),
		),
		...draft.steps.flatMap((step, index) => checkStep(step, index, ids)),
		...(draft.steps.length > 100 ? ['A sequence has at most 100 steps.'] : []),
	];
	if (problems.length > 0) return { kind: 'wrong', problems };
	return { kind: 'valid', sequence: { ...draft, contentHash: hashOf(draft) } };
}

function checkStep(step: Step, index: number, ids: readonly string[]): string[] {
	const where = `Step ${index + 1}${step.name ? ` '${step.name}'` : ''}`;
	const problems: string[] = [];
	if (ids.indexOf(step.stepId) !== index) problems.push('another step has the same key');
	if (!Number.isFinite(step.wait.amount) || step.wait.amount < 0)
		problems.push('the wait is not a number from 0 up');
	if (step.repeatWeeks !== undefined && !(step.repeatWeeks >= 1))
		problems.push('it can repeat every 1 or more weeks');
	if (messageKinds.includes(step.kind)) {
		if (!step.subject?.trim() && step.sameThread !== true) problems.push('the subject is empty');
		if (!step.text?.trim() && !step.html?.trim()) problems.push('the text is empty');
		problems.push(...textsOf(step).flatMap(([text, kind]) => mergeProblems(text, kind)));
	}
	if (step.condition !== undefined) {
		const result = compileCondition(step.condition);
		if (result.kind === 'wrong') problems.push(result.message);
	}
	if (step.kind === 'branch') {
		if (step.condition === undefined) problems.push('a branch needs a condition');
		for (const target of [step.whenTrue, step.whenFalse]) {
			if (target === undefined || target === 'end') continue;
			// Only forwards: a way back would send the same message again and again.
			if (ids.indexOf(target) <= index)
				problems.push(`it leads to '${target}', which is not a later step`);
		}
	}
	return problems.map((problem) => `${where}: ${problem}.`.replace('..', '.'));
}

/** Every text of a step with its kind. */
export function textsOf(step: Step): Array<[string, TextKind]> {
	const texts: Array<[string | undefined, TextKind]> = [
		[step.subject, 'line'],
		[step.preheader, 'line'],
		[step.text, 'text'],
		[step.html, 'html'],
		[step.variantB?.subject, 'line'],
		[step.variantB?.text, 'text'],
		[step.variantB?.html, 'html'],
	];
	return texts.filter((entry): entry is [string, TextKind] => entry[0] !== undefined);
}

function mergeProblems(text: string, kind: TextKind): string[] {
	const result = compileMerge(text, kind);
	return result.kind === 'wrong' ? result.problems : [];
}

/** Hash over everything that changes what happens; who defined it does not. */
function hashOf(draft: SequenceDraft): string {
	const { name: _name, definedBy: _definedBy, ...content } = draft;
	return createHash('sha256')
		.update(JSON.stringify(sorted(content)))
		.digest('hex')
		.slice(0, 32);
}

/** The same value with the keys of every object in order, so that equal content reads equal. */
function sorted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sorted);
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
	return Object.fromEntries(
		entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, sorted(inner)]),
	);
}
