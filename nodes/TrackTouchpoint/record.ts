import { describeTouch } from '../../lib/core/track/describe';
import { record, type RecordResult } from '../../lib/process/track/record';
import { asText, type Operation, type Run } from '../shared';
import { readerOf, tellOfSlips, untyped, usable } from './readReport';
import { recordFields, recordOptions } from './recordFields';

/** Records what happened between the items' leads and us. */
export const recordTouchpoints: Operation = {
	value: 'record',
	name: 'Record',
	action: 'Record touchpoints',
	description:
		"Record what happened with each item's lead, e.g. a call from your phone system or a bounce from your mail provider",
	outputs: ['Recorded', 'Unmatched'],
	failuresTo: 'Unmatched',
	fields: recordFields,
	options: recordOptions,
	async run(run) {
		const read = readerOf(run);
		const readings = run.items.map((_item, index) =>
			isOurs(run, index) ? usable(run, index, read(index)) : undefined,
		);
		const own = readings.map((reading) => reading !== undefined);
		const inputs = readings.map((reading) => reading ?? {});
		tellOfSlips(run, inputs);
		const whenMissing = run.parameters.choice('leadMissing', ['unmatched', 'create']);
		const context = await run.context();
		const results = await record(context, inputs, { whenMissing });
		let notes = 0;
		for (const [index, result] of results.entries()) {
			if (!own[index]) continue;
			if (
				result.kind !== 'unusable' &&
				result.kind !== 'unmatched' &&
				inputs[index]?.note === untyped
			)
				notes += 1;
			answer(run, index, result);
			if (index % 64 === 63) await run.pause();
		}
		if (notes > 0) {
			run.hint(
				`${notes} of ${results.length} items say no type of touchpoint and were recorded as notes. Choose what happened under 'Type'.`,
			);
		}
	},
};

function isOurs(run: Run, index: number): boolean {
	const workspace = asText(run.items[index]?.json['workspace']);
	if (workspace === undefined || workspace.toLowerCase() === run.workspace.toLowerCase())
		return true;
	run.fail(index, {
		message: `The item's lead belongs to workspace '${workspace}', this node works in '${run.workspace}'`,
		remedy: "Set 'Workspace' to the one the lead was captured in, or route the item elsewhere.",
	});
	return false;
}

function answer(run: Run, index: number, result: RecordResult): void {
	if ('reason' in result) {
		const { kind, reason } = result;
		run.emit('Unmatched', index, { touchpoint: { outcome: kind, reason } });
		return;
	}
	const { touch } = result;
	const touchpoint = {
		outcome: result.kind,
		what: describeTouch(touch),
		...withoutUndefined(touch),
	};
	if (result.kind === 'anonymous') {
		run.emit('Recorded', index, { touchpoint, workspace: run.workspace });
		return;
	}
	const {
		leadId,
		stage,
		stageReason,
		firstResponseAt,
		lastTouchAt,
		nextAction,
		nextActionAt,
		topics,
	} = result.lead;
	run.emit('Recorded', index, {
		leadId,
		stage,
		stageReason,
		firstResponseAt,
		lastTouchAt,
		nextAction,
		nextActionAt,
		topics,
		workspace: run.workspace,
		touchpoint: { ...touchpoint, leadCreated: result.created },
	});
}

/** `outcome` of the touchpoint itself goes by another name than what became of the report. */
function withoutUndefined(touch: object & { outcome?: string }): object {
	const { outcome, ...rest } = touch;
	return outcome === undefined ? rest : { ...rest, result: outcome };
}
