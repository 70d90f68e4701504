import type { SequenceDraft } from '../../lib/core/nurture/sequence';
import type { SendWindow } from '../../lib/core/nurture/types';
import type { EnrolOutcome, EnrolResult } from '../../lib/process/nurture/enrol';
import { stop, type ItemLead, type Parameters, type Run } from '../shared';

/** Sends on what became of each lead, or stops the run where the sequence itself cannot be used. */
export async function emitEnrolments(
	run: Run,
	output: string,
	outcome: EnrolOutcome,
	leads: ReadonlyArray<ItemLead | undefined> | undefined,
): Promise<void> {
	if (outcome.kind === 'wrong') {
		const [first = 'The sequence cannot be used', ...others] = outcome.problems;
		throw stop(run, { message: first, remedy: others.join(' ') || "Correct it under 'Steps'." });
	}
	if (outcome.kind === 'conflict') {
		throw stop(run, {
			message: `This sequence is defined with other steps by ${outcome.definedBy}`,
			remedy:
				"Give it another name, make the steps equal, or use the option 'Replace the Other Definition'.",
		});
	}
	const { sequence, results } = outcome;
	if (leads === undefined) {
		for (const result of results) run.emitNew(output, { enrolment: shown(result, sequence.name) });
		return;
	}
	const next = results[Symbol.iterator]();
	for (const [index, stored] of leads.entries()) {
		const result = stored === undefined ? undefined : next.next().value;
		if (stored === undefined || result === undefined) continue;
		run.emit(output, index, {
			leadId: stored.lead.leadId,
			enrolment: shown(result, sequence.name),
		});
		if (index % 64 === 63) await run.pause();
	}
}

/** When messages may go out. */
export function readWindow(parameters: Parameters): SendWindow {
	return {
		days: parameters.list('sendDays').map(Number),
		from: parameters.text('sendFrom', '09:00'),
		to: parameters.text('sendUntil', '17:00'),
	};
}

/** The node that defines a sequence, for people; the part in brackets stays when it is renamed. */
export function definedBy({ functions }: Run): string {
	const node = functions.getNode();
	const workflow = functions.getWorkflow();
	return `the node '${node.name}' of workflow '${workflow.name ?? ''}' [${workflow.id ?? ''}/${node.id}]`;
}

function shown(result: EnrolResult, sequence: string): object {
	if (result.kind === 'notEnrolled')
		return { outcome: result.reason, sequence, message: result.message };
	const { enrolmentId, leadId, generation, state, version } = result.enrolment;
	return {
		outcome: result.kind,
		sequence,
		version,
		enrolmentId,
		leadId,
		generation,
		state,
		nextAt: result.firstStepAt,
	};
}

/** What marketing messages are about; nothing where the panel names none, so that such sequences stay as they were. */
export function topicsOf(parameters: Parameters): Pick<SequenceDraft, 'topics'> {
	const topics = parameters.list('topics');
	return topics.length > 0 ? { topics } : {};
}
