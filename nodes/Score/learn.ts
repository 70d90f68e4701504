import type { Facts } from '../../lib/core/filter/values';
import { isStage, stages } from '../../lib/core/lead/lifecycle';
import { learn, type LearnReport } from '../../lib/core/score/learn/learn';
import type { LearnedModel } from '../../lib/core/score/learn/model';
import { learnableFields, readHistory } from '../../lib/process/score/history';
import { stop, type Operation, type Run } from '../shared';

const stageOptions = stages
	.filter((stage) => stage !== 'merged' && stage !== 'erased')
	.map((value) => ({ name: inWords(value), value }));

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
		const fromItems =
			run.store === 'none' || run.parameters.choice('learnFrom', ['store', 'items']) === 'items';
		const past = fromItems ? itemHistory(run) : await storeHistory(run);
		const learned = learn({ ...past, keepLeaks: run.parameters.flag('options.keepLeaks') });
		if (learned.kind === 'refused') {
			throw stop(run, {
				message: learned.message,
				remedy: 'Learn again when more leads are won and lost; until then use points.',
			});
		}
		const { model, report } = learned;
		const version = run.store === 'none' ? undefined : await keep(run, model);
		for (const { field, why } of report.leaks) {
			run.hint(`'${field}' seems to be filled in after the outcome (${why}).`, 'warning');
		}
		run.emitNew('Learned', { version, ...told(model, report), model });
	},
};

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

async function keep(run: Run, model: LearnedModel): Promise<number> {
	const { store, now } = await run.context();
	const version = ((await store.settings()).learnedScore?.version ?? 0) + 1;
	await store.saveSettings({ learnedScore: { version, at: new Date(now).toISOString(), model } });
	return version;
}

/** The table and its report as people read them. */
function told(model: LearnedModel, report: LearnReport): object {
	const lines = (field: string, bins: LearnedModel['fields'][number]['bins']) =>
		bins
			.filter(({ leads }) => leads > 0)
			.map(({ label, points, leads, won }) => ({ field, value: label, points, leads, won }));
	const { leaks, skipped, ...quality } = report;
	return {
		won: model.won,
		lost: model.lost,
		trust: model.trust,
		quality,
		base: model.base,
		table: [
			...model.fields.flatMap(({ field, bins }) => lines(field, bins)),
			...model.pairs.flatMap(({ first, bins }) => lines(first, bins)),
		],
		leaks,
		skipped,
	};
}

function inWords(key: string): string {
	const spaced = key.replace(/[A-Z]/g, (letter) => ` ${letter}`);
	return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
