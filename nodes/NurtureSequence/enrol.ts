import type { SequenceDraft } from '../../lib/core/nurture/sequence';
import type { ExitReason } from '../../lib/core/nurture/types';
import { enrol, type StartFrom } from '../../lib/process/nurture/enrol';
import { pickedField, stop, type Operation, type Parameters, type Run } from '../shared';
import { enrolFields } from './fields/enrol';
import { readSteps } from './readSteps';

const exits: readonly ExitReason[] = ['reply', 'meeting', 'conversion', 'ownerPause', 'stage'];

/** Puts the leads of the items on their way through a sequence. */
export const enrolLeads: Operation = {
	value: 'enrol',
	name: 'Enrol',
	action: 'Enrol leads in a sequence',
	description:
		"Start a sequence of messages for each item's lead; 'Run Due Steps' then sends them, e.g. in another workflow with a schedule",
	outputs: ['Enrolled'],
	fields: enrolFields,
	options: [
		{
			displayName: 'Replace the Other Definition',
			name: 'replace',
			type: 'boolean',
			default: false,
			description: 'Whether this node takes over a name that another node defines with other steps',
		},
	],
	async run(run) {
		const leads = await run.leads();
		const ctx = await run.context();
		const known = leads.flatMap((stored) => (stored === undefined ? [] : [stored.lead]));
		const startFrom = readStart(run.parameters);
		const outcome = await enrol(ctx, readDraft(run, startFrom), known, {
			startFrom,
			replace: run.parameters.flag('options.replace'),
		});
		if (outcome.kind === 'wrong') {
			throw stop(run, {
				message: outcome.problems[0] ?? 'The sequence cannot be used',
				remedy: outcome.problems.slice(1).join(' ') || "Correct it under 'Steps'.",
			});
		}
		if (outcome.kind === 'conflict') {
			throw stop(run, {
				message: `'${run.parameters.text('sequence')}' is defined with other steps by ${outcome.definedBy}`,
				remedy:
					"Give this sequence another name, make the steps equal, or use the option 'Replace the Other Definition'.",
			});
		}
		const results = outcome.results[Symbol.iterator]();
		for (const [index, stored] of leads.entries()) {
			if (stored === undefined) continue;
			const result = results.next().value;
			if (result === undefined) continue;
			if (result.kind === 'notEnrolled') {
				run.emit('Enrolled', index, {
					leadId: stored.lead.leadId,
					enrolment: {
						outcome: result.reason,
						sequence: outcome.sequence.name,
						message: result.message,
					},
				});
			} else {
				const { enrolmentId, generation, state, version } = result.enrolment;
				run.emit('Enrolled', index, {
					leadId: stored.lead.leadId,
					enrolment: {
						outcome: result.kind,
						sequence: outcome.sequence.name,
						version,
						enrolmentId,
						generation,
						state,
						nextAt: result.firstStepAt,
					},
				});
			}
			if (index % 64 === 63) await run.pause();
		}
		if (outcome.newVersion && outcome.sequence.version > 1) {
			run.hint(
				`'${outcome.sequence.name}' is now version ${outcome.sequence.version}; leads under way keep the version they started with.`,
			);
		}
		await warnIfNothingRuns(run);
	},
};

/** Steps that nobody runs are promises nobody keeps. */
async function warnIfNothingRuns(run: Run): Promise<void> {
	const { store } = await run.context();
	const [{ lastRunAt }, now] = await Promise.all([store.nurtureState(), store.now()]);
	if (lastRunAt !== undefined && now - Date.parse(lastRunAt) < 15 * 60_000) return;
	run.hint(
		"Nothing has run due steps for 15 minutes: put a Nurture Sequence node with 'Run Due Steps' behind a Schedule Trigger and publish that workflow.",
		'warning',
	);
}

function readStart(parameters: Parameters): StartFrom {
	const kind = parameters.choice('startFrom', ['now', 'dateField', 'silence']);
	const days = parameters.number('startDays', 30);
	if (kind === 'silence') return { kind, days };
	if (kind === 'now') return { kind };
	const row = {
		field: parameters.value('startField'),
		fieldName: parameters.value('startFieldName'),
	};
	return { kind, field: pickedField(row), daysBefore: days };
}

function readDraft({ parameters, functions }: Run, startFrom: StartFrom): SequenceDraft {
	const steps = readSteps(parameters.rows('steps', 'step'));
	const purpose = parameters.choice('purpose', ['answer', 'marketing', 'service']);
	const atOnce =
		startFrom.kind === 'now' && purpose !== 'marketing' && parameters.flag('sendFirstNow', true);
	const [first, ...rest] = steps;
	if (first !== undefined && atOnce) first.anyTime = true;
	if (first !== undefined && startFrom.kind === 'silence') first.silenceDays = startFrom.days;
	const chosen = parameters.list('exitWhen');
	const node = functions.getNode();
	const workflow = functions.getWorkflow();
	return {
		name: parameters.text('sequence', 'Welcome'),
		steps: first === undefined ? [] : [first, ...rest],
		purpose,
		consent: parameters.choice('consent', ['byCountry', 'always', 'never']),
		window: {
			days: parameters.list('sendDays').map(Number),
			from: parameters.text('sendFrom', '09:00'),
			to: parameters.text('sendUntil', '17:00'),
		},
		exitWhen: exits.filter((exit) => chosen.includes(exit)),
		allowReenrol: parameters.flag('allowReenrol'),
		definedBy: `the node '${node.name}' of workflow '${workflow.name ?? ''}' [${workflow.id ?? ''}/${node.id}]`,
	};
}
