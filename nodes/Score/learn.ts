import type { Facts } from '../../lib/core/filter/values';
import { isStage } from '../../lib/core/lead/lifecycle';
import type { LearnReport } from '../../lib/core/score/learn/learn';
import { watchDrift, type FieldDrift } from '../../lib/core/score/learn/drift';
import { editModel, tableOf } from '../../lib/core/score/learn/edit';
import { isLearnedModel, type LearnedModel } from '../../lib/core/score/learn/model';
import { learnableFields, readHistory } from '../../lib/process/score/history';
import { learnApart } from '../../lib/process/score/learnApart';
import { keepLearned } from '../../lib/process/score/learned';
import { stageOptions, stop, type Operation, type Run } from '../shared';

/** Learns a points table from won and lost leads. */
export const learnFromHistory: Operation = {
	value: 'learn',
	name: 'Learn From History',
	action: 'Learn score from won and lost leads',
	description:
		'Read won and lost leads and learn what winners have in common: a table of points to read, with how good it is on leads it has not seen',
	outputs: ['Learned'],
	worksWithoutStore: true,
	fields: [
		{
			displayName: 'Learn From',
			name: 'learnFrom',
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'Leads of the Store', value: 'store' },
				{
					name: 'Incoming Items',
					value: 'items',
					description: 'Rows of past leads, from a spreadsheet',
				},
				{
					name: 'An Edited Table',
					value: 'table',
					description:
						'Rows with field, value and points, as this operation gave them out: your points stand in the next version',
				},
			],
			default: 'store',
		},
		{
			displayName: 'Won When',
			name: 'wonWhen',
			type: 'multiOptions',
			options: stageOptions,
			default: ['customer', 'keptAccount'],
			description: 'Stages that count as won',
			displayOptions: { show: { learnFrom: ['store'] } },
		},
		{
			displayName: 'Lost When',
			name: 'lostWhen',
			type: 'multiOptions',
			options: stageOptions,
			default: ['disqualified', 'bad'],
			description: 'Stages that count as lost',
			displayOptions: { show: { learnFrom: ['store'] } },
		},
		{
			displayName: 'Outcome Field',
			name: 'outcomeField',
			type: 'string',
			default: '',
			placeholder: 'e.g. Converted',
			description: 'The field that says whether a past lead was won',
			displayOptions: { show: { learnFrom: ['items'] } },
		},
		{
			displayName: 'Won Values',
			name: 'wonValues',
			type: 'string',
			default: '1, yes, true, won',
			description: 'Values of the outcome field that mean won; everything else is lost',
			displayOptions: { show: { learnFrom: ['items'] } },
		},
	],
	options: [
		{
			displayName: 'Keep Leaking Fields',
			name: 'keepLeaks',
			type: 'boolean',
			default: false,
			description:
				'Whether to learn also from fields that seem to have been filled in after the outcome',
		},
		{
			displayName: 'Most Leads',
			name: 'mostLeads',
			type: 'number',
			typeOptions: { minValue: 100 },
			default: 50000,
			description: 'How many leads are read at most, newest first',
		},
	],
	async run(run) {
		const choice = run.parameters.choice('learnFrom', ['store', 'items', 'table']);
		if (choice === 'table') {
			await takeEdited(run);
			return;
		}
		const fromItems = run.store === 'none' || choice === 'items';
		const past = fromItems ? itemHistory(run) : await storeHistory(run);
		const learned = await learnApart({
			...past,
			keepLeaks: run.parameters.flag('options.keepLeaks'),
		});
		if (learned.kind === 'refused') {
			throw stop(run, {
				message: learned.message,
				remedy: 'Learn again when more leads are won and lost; until then use points.',
			});
		}
		const { model, report } = learned;
		const { version, drift } = run.store === 'none' ? {} : await keep(run, model, past.rows);
		for (const { field, why } of report.leaks) {
			run.hint(`'${field}' seems to be filled in after the outcome (${why}).`, 'warning');
		}
		run.emitNew('Learned', { version, ...told(model, report), drift, model });
	},
};

/** Rows that are compared between two turns of the event loop. */
const rowsPerTurn = 500;

async function storeHistory(run: Run) {
	const { parameters } = run;
	const past = await readHistory(await run.context(), {
		wonWhen: parameters.list('wonWhen').filter(isStage),
		lostWhen: parameters.list('lostWhen').filter(isStage),
		limit: parameters.number('options.mostLeads', 50_000),
	});
	return { ...past, fields: learnableFields(past.rows) };
}

function itemHistory(run: Run) {
	const field = run.parameters.text('outcomeField');
	if (field === '')
		throw stop(run, {
			message: "'Outcome Field' is empty",
			remedy: 'Name the field that says who was won.',
		});
	const wonValues = new Set(run.parameters.list('wonValues').map((value) => value.toLowerCase()));
	const rows: Facts[] = run.items.map(({ json }) => json);
	const names = new Set(rows.flatMap((row) => Object.keys(row)));
	names.delete(field);
	const won = Uint8Array.from(rows, (row) =>
		wonValues.has(String(row[field]).trim().toLowerCase()) ? 1 : 0,
	);
	return { rows, won, fields: [...names] };
}

/** Keeps the table, and says how the leads differ from those that the one before was learned from. */
async function keep(
	run: Run,
	model: LearnedModel,
	rows: readonly Facts[],
): Promise<{ version: number; drift?: FieldDrift[] }> {
	const context = await run.context();
	const before = (await context.store.settings()).learnedScore;
	const version = await keepLearned(context, model);
	if (before === undefined) return { version };
	const watch = watchDrift(before.model);
	for (const [index, row] of rows.entries()) {
		watch.see(row);
		if (index % rowsPerTurn === rowsPerTurn - 1) await run.pause();
	}
	return { version, drift: watch.report() };
}

/** Points that a person has edited, e.g. in a spreadsheet, become the next version. */
async function takeEdited(run: Run): Promise<void> {
	const rows = run.items.map(({ json }) => json);
	const context = run.store === 'none' ? undefined : await run.context();
	const present = context
		? (await context.store.settings()).learnedScore?.model
		: rows[0]?.['model'];
	if (!isLearnedModel(present)) {
		throw stop(run, {
			message: 'There is no learned table whose points could be edited',
			remedy: "Run 'Learn From History' on past leads first.",
		});
	}
	const { model, changed, problems } = editModel(present, rows);
	if (problems.length > 0) {
		throw stop(run, {
			message: problems[0] ?? 'The rows are no table',
			remedy:
				`${problems.slice(1, 10).join('\n')}\nGive rows with 'field', 'value' and 'points' as 'Learn From History' gave them out in 'table'; nothing was kept.`.trim(),
		});
	}
	const version =
		context && changed > 0 ? await keepLearned(context, model, { edited: true }) : undefined;
	run.hint(
		changed === 0
			? 'Every line has the points it had; no new version was made.'
			: `${changed} lines have other points now. They apply from the next run of Score.`,
	);
	const { won, lost, trust, base } = model;
	run.emitNew('Learned', {
		version,
		changed,
		won,
		lost,
		trust,
		base,
		table: tableOf(model),
		model,
	});
}

/** The table and its report as people read them. */
function told(model: LearnedModel, report: LearnReport): object {
	const { leaks, skipped, ...quality } = report;
	return {
		won: model.won,
		lost: model.lost,
		trust: model.trust,
		quality,
		base: model.base,
		table: tableOf(model),
		leaks,
		skipped,
	};
}
