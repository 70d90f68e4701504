import type { INodeProperties } from 'n8n-workflow';
import { isMissing } from '../../lib/core/filter/values';
import { updateLeads, type UpdateWish } from '../../lib/process/record/update';
import {
	asText,
	fieldPicker,
	isRow,
	pickedField,
	stop,
	titledRows,
	type Operation,
	type Run,
} from '../shared';

const fields: INodeProperties[] = [
	{
		displayName: 'Fields to Set',
		name: 'set',
		type: 'fixedCollection',
		typeOptions: titledRows('field', 'fieldName', 'take', 'value', 'from'),
		placeholder: 'Add Field',
		default: {},
		options: [
			{
				displayName: 'Field',
				name: 'fields',
				values: [
					...fieldPicker({ description: 'The lead field to set' }),
					{
						displayName: 'Take',
						name: 'take',
						type: 'options',
						noDataExpression: true,
						options: [
							{ name: 'Fixed Value', value: 'value' },
							{ name: 'Field of the Item', value: 'item' },
							{ name: 'Nothing (Empty It)', value: 'nothing' },
						],
						default: 'value',
						description: 'Where the new value comes from',
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						placeholder: 'e.g. Berlin',
						description:
							"The new value, the same for every item; where it is blank, the field stays as it is. Choose 'Nothing (Empty It)' to empty a field.",
						displayOptions: { show: { take: ['value'] } },
					},
					{
						displayName: 'Name in the Item',
						name: 'from',
						type: 'string',
						noDataExpression: true,
						default: '',
						placeholder: 'e.g. city',
						description:
							"Field of the incoming item; where it is missing, null or blank, the lead's field stays as it is. Choose 'Nothing (Empty It)' to empty a field.",
						displayOptions: { show: { take: ['item'] } },
					},
				],
			},
		],
		description: 'Fields of the lead that change; all others stay as they are',
	},
];

/** Sets fields of each item's lead. */
export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update leads',
	description: "Set fields of each item's lead, e.g. 'Next Action' to 'Send the quote'",
	outputs: ['Lead'],
	fields,
	async run(run) {
		const valuesOf = readRows(run);
		const context = await run.context();
		const leads = await run.leads();
		const wishes: Array<UpdateWish & { index: number }> = [];
		for (const [index, stored] of leads.entries()) {
			if (stored !== undefined) wishes.push({ index, stored, values: valuesOf(index) });
		}
		const outcomes = await updateLeads(context, wishes);
		for (const [place, outcome] of outcomes.entries()) {
			const wish = wishes[place];
			if (wish === undefined) continue;
			if (outcome.kind === 'refused') {
				run.fail(wish.index, {
					message: outcome.message,
					remedy: "Correct the value or the field in 'Fields to Set'; the lead was left as it is.",
				});
				continue;
			}
			const { leadId } = outcome.lead;
			const now = new Map<string, unknown>(
				Object.entries({ ...outcome.lead.extra, ...outcome.lead }),
			);
			const changed = wish.values.map(({ field }) => [field, now.get(field)]);
			run.emit('Lead', wish.index, { leadId, ...Object.fromEntries(changed) });
		}
	},
};

/** What to set, per item; the rows are read once unless they hold expressions. */
function readRows(run: Run): (index: number) => UpdateWish['values'] {
	const each = run.parameters.each('set');
	if (rowsOf(each(0)).every((row) => pickedField(row) === '')) {
		throw stop(run, {
			message: "'Fields to Set' is empty",
			remedy: "Choose 'Add Field' and pick the fields that shall change.",
		});
	}
	return (index) => {
		const json = run.items[index]?.json ?? {};
		return rowsOf(each(index)).flatMap((row) => {
			const field = pickedField(row);
			const take = asText(row['take']) ?? 'value';
			if (field === '') return [];
			if (take === 'nothing') return [{ field, value: '' }];
			const value = take === 'value' ? row['value'] : json[asText(row['from']) ?? field];
			// An empty cell or a null of a database says nothing about the lead.
			return isMissing(value) ? [] : [{ field, value }];
		});
	};
}

function rowsOf(value: unknown): Array<Record<string, unknown>> {
	const rows = isRow(value) ? value['fields'] : undefined;
	return Array.isArray(rows) ? rows.filter(isRow) : [];
}
