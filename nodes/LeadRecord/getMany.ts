import { toInstant, toNumber } from '../../lib/core/filter/values';
import { isStage } from '../../lib/core/lead/lifecycle';
import { listLeads } from '../../lib/process/record/list';
import type { LeadCondition, LeadQuery } from '../../lib/store/port';
import {
	asList,
	asText,
	isRow,
	pickedField,
	stop,
	typeOfField,
	type Operation,
	type Row,
	type Run,
} from '../shared';
import { getManyFields } from './getManyFields';

const temperatures = ['hot', 'warm', 'cold', 'old'] as const;
const sorts = [
	'updatedAt',
	'createdAt',
	'score',
	'priority',
	'lastTouchAt',
	'nextActionAt',
] as const;
const operators = [
	'is',
	'isNot',
	'isAnyOf',
	'contains',
	'atLeast',
	'atMost',
	'exists',
	'missing',
] as const;

/** Lists leads of the store by filter, once for the whole input. */
export const getMany: Operation = {
	value: 'getMany',
	name: 'Get Many',
	action: 'Get many leads',
	description: "List leads by filter, e.g. all hot leads in stage 'New' by score",
	outputs: ['Lead'],
	fields: getManyFields,
	async run(run) {
		const { parameters } = run;
		const limit = parameters.flag('returnAll') ? undefined : parameters.number('limit', 50);
		const leads = await listLeads(await run.context(), queryOf(run), limit);
		for (const [index, lead] of leads.entries()) {
			run.emitNew('Lead', { ...lead, workspace: run.workspace });
			if (index % 64 === 63) await run.pause();
		}
		if (leads.length === 0) run.hint("No lead fits. Remove a filter, or check 'Workspace'.");
	},
};

function queryOf(run: Run): Omit<LeadQuery, 'limit' | 'after'> {
	const { parameters } = run;
	const chosen = parameters.value('filters');
	const filters: Row = isRow(chosen) ? chosen : {};
	const stages = asList(filters['stages']).filter(isStage);
	const warmth = asList(filters['temperatures']).flatMap((text) =>
		temperatures.filter((one) => one === text),
	);
	const owner = asText(filters['owner']);
	const since = toInstant(asText(filters['changedSince']));
	const rows = isRow(filters['conditions']) ? filters['conditions']['rows'] : undefined;
	const conditions = Array.isArray(rows)
		? rows.filter(isRow).flatMap((row) => conditionOf(run, row))
		: [];
	return {
		...(stages.length > 0 && { stages }),
		...(warmth.length > 0 && { temperatures: warmth }),
		...(owner !== undefined && { owner }),
		...(since !== undefined && { changedSince: new Date(since).toISOString() }),
		...(conditions.length > 0 && { conditions }),
		sort: parameters.choice('sort', sorts),
		descending: parameters.flag('descending', true),
	};
}

function conditionOf(run: Run, row: Row): LeadCondition[] {
	const field = pickedField(row);
	const operator = operators.find((one) => one === row['operator']) ?? 'is';
	if (field === '') return [];
	if (operator === 'exists' || operator === 'missing') return [{ field, operator }];
	if (operator === 'isAnyOf') return [{ field, operator, value: asList(row['value']) }];
	const text = asText(row['value']) ?? '';
	const value = typed(field, operator, text);
	if (value !== undefined) return [{ field, operator, value }];
	throw stop(run, {
		message: `'Any Field': '${text}' cannot be compared with '${field}'`,
		remedy: 'Enter a number for an amount, or a date such as 2026-03-02.',
	});
}

/** Numbers and times are stored as such and have to be compared as such. */
function typed(
	field: string,
	operator: LeadCondition['operator'],
	text: string,
): string | number | undefined {
	const type = typeOfField(field);
	if (type === 'number' || type === 'money') return toNumber(text);
	if (operator !== 'atLeast' && operator !== 'atMost') return text;
	if (type !== 'dateTime') return toNumber(text) ?? text;
	const instant = toInstant(text);
	return instant === undefined ? undefined : new Date(instant).toISOString();
}
