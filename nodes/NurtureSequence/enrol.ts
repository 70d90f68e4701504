import type { SequenceDraft } from '../../lib/core/nurture/sequence';
import type { ExitReason, Step } from '../../lib/core/nurture/types';
import { enrol, type StartFrom } from '../../lib/process/nurture/enrol';
import { pickedField, pickedPack, type Operation, type Parameters, type Run } from '../shared';
import { definedBy, emitEnrolments, readWindow, topicsOf } from './enrolled';
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
		await emitEnrolments(run, 'Enrolled', outcome, leads);
		if (outcome.kind === 'done' && outcome.newVersion && outcome.sequence.version > 1) {
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

/** The steps of the panel, or copies of those of the pack that was picked. */
function stepsOf(run: Run): Step[] {
	if (run.parameters.choice('stepsFrom', ['define', 'pack']) === 'define')
		return readSteps(run.parameters.rows('steps', 'step'));
	return (pickedPack(run)?.sequence.steps ?? []).map((step) => ({ ...step }));
}

function readDraft(run: Run, startFrom: StartFrom): SequenceDraft {
	const { parameters } = run;
	const steps = stepsOf(run);
	const purpose = parameters.choice('purpose', ['answer', 'marketing', 'service']);
	const atOnce =
		startFrom.kind === 'now' && purpose !== 'marketing' && parameters.flag('sendFirstNow', true);
	const [first, ...rest] = steps;
	if (first !== undefined && atOnce) first.anyTime = true;
	if (first !== undefined && startFrom.kind === 'silence') first.silenceDays = startFrom.days;
	const chosen = parameters.list('exitWhen');
	return {
		name: parameters.text('sequence', 'Welcome'),
		steps: first === undefined ? [] : [first, ...rest],
		purpose,
		consent: parameters.choice('consent', ['byCountry', 'always', 'never']),
		window: readWindow(parameters),
		exitWhen: exits.filter((exit) => chosen.includes(exit)),
		allowReenrol: parameters.flag('allowReenrol'),
		...(purpose === 'marketing' && topicsOf(parameters)),
		definedBy: definedBy(run),
	};
}
