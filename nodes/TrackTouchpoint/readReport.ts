import { isMissing } from '../../lib/core/filter/values';
import { reportFromItem } from '../../lib/core/track/report';
import { slipsOf } from '../../lib/core/track/slips';
import type { RecordInput } from '../../lib/process/track/record';
import { asText, inQuotes, isRow, type Problem, type Row, type Run } from '../shared';
import { details, otherType, typeOfItem } from './recordFields';

/** Marks a report whose item says nothing of what happened. */
export const untyped = 'The item named no type';

/** What an item reports, or what is wrong with what the panel takes from it. */
export type Reading = { report: RecordInput; stated: RecordInput } | { problem: Problem };

/** Reads each item as the panel says. */
export function readerOf(run: Run): (index: number) => Reading {
	const { parameters } = run;
	const type = parameters.each('type');
	const ownType = parameters.each('ownType');
	const outcome = parameters.each('outcome');
	const happenedAt = parameters.each('happenedAt');
	const timeField = parameters.text('happenedAtField');
	const leadBy = parameters.choice('leadBy', ['auto', 'email', 'leadId', 'phone', 'anonymousId']);
	const leadField = parameters.text('leadField');
	const mapped = parameters.rows('details', 'detail');
	const options = optionReaders(run);
	return (index) => {
		const item = run.items[index]?.json ?? {};
		const found = reportFromItem(item);
		const chosen = asText(type(index)) ?? typeOfItem;
		const report: RecordInput = chosen === typeOfItem ? { ...found } : whoOf(found);
		if (chosen !== typeOfItem) report.type = chosen === otherType ? ownType(index) : chosen;
		else if (report.type === undefined)
			Object.assign(report, { type: 'note.added', note: untyped });
		if (leadBy !== 'auto') {
			const who = leadField ? item[leadField] : found[leadBy];
			Object.assign(report, {
				leadId: undefined,
				email: undefined,
				phone: undefined,
				anonymousId: undefined,
				[leadBy]: who,
			});
		}
		if (chosen.startsWith('call.')) report.outcome = found.outcome;
		const said = asText(outcome(index));
		const when = happenedAt(index);
		const isEmpty = isMissing(when);
		if (isEmpty && parameters.isExpression('happenedAt')) return { problem: noTime };
		const time = when === 'field' ? item[timeField] : when;
		if (when === 'field' && isMissing(time)) return { problem: noTimeIn(timeField) };
		const stated: RecordInput = {
			...detailsOf(mapped, item),
			...options(index),
			...(said !== undefined && { outcome: said }),
			...(!isEmpty && when !== 'now' && { happenedAt: time }),
		};
		return { report: { ...report, ...stated }, stated };
	};
}

const noTime: Problem = {
	message: "'Happened At' is empty",
	remedy: "Check its expression; for what happens at this moment choose 'Now'.",
};

function noTimeIn(field: string): Problem {
	return {
		message:
			field === ''
				? "'Name of the Time Field' is empty"
				: `'Name of the Time Field': the item has no '${field}'`,
		remedy: "Name a field that holds the time, or choose 'Now' under 'Happened At'.",
	};
}

/** The report of an item; undefined where a value that the panel names cannot be read, and the item has failed. */
export function usable(run: Run, index: number, reading: Reading): RecordInput | undefined {
	if ('problem' in reading) {
		run.fail(index, reading.problem);
		return undefined;
	}
	const { report, stated } = reading;
	const slip = slipsOf(report).find(({ field }) => field in stated);
	if (slip === undefined) return report;
	run.fail(index, {
		message: `'${labels[slip.field] ?? slip.field}' cannot be ${inQuotes(slip.value)}`,
		remedy: `It takes ${slip.takes}. Nothing was recorded for the item.`,
	});
	return undefined;
}

const labels: Partial<Record<string, string>> = {
	...details,
	actor: 'Actor',
	direction: 'Direction',
	happenedAt: 'Happened At',
};

/** What another tool's item says beside the point is left out, and told of: the touchpoint itself is worth more. */
export function tellOfSlips(run: Run, inputs: readonly RecordInput[]): void {
	const slips = inputs.flatMap((input, item) =>
		slipsOf(input).flatMap((slip) => (slip.field === 'happenedAt' ? [] : [{ item, ...slip }])),
	);
	const [first] = slips;
	if (first === undefined) return;
	run.hint(
		`${slips.length} values of items could not be read and had no effect, e.g. ${first.field} ${inQuotes(first.value)} of item ${first.item}: it takes ${first.takes}.`,
		'warning',
	);
}

/** Of an item whose type is set by hand only who it is about is guessed, not what happened. */
function whoOf({ leadId, email, phone, anonymousId }: RecordInput): RecordInput {
	return { leadId, email, phone, anonymousId };
}

function detailsOf(rows: Row[], item: Row): RecordInput {
	const report: Record<string, unknown> = {};
	for (const row of rows) {
		const detail = asText(row['detail']);
		const field = asText(row['field']);
		if (detail && field && detail in details && item[field] !== undefined)
			report[detail] = item[field];
	}
	return report;
}

/** Options are read once, or per item where they hold an expression; empty ones say nothing. */
function optionReaders(run: Run): (index: number) => RecordInput {
	const set = run.parameters.value('options');
	const names = isRow(set) ? Object.keys(set) : [];
	const readers = names.map((name) => ({ name, read: run.parameters.each(`options.${name}`) }));
	return (index) => {
		const report: Record<string, unknown> = {};
		for (const { name, read } of readers) {
			const value = read(index);
			if (value !== '' && value !== 'auto' && value !== undefined && value !== null)
				report[name] = value;
		}
		return report;
	};
}
