import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { fields, type FieldType } from '../../lib/core/lead/fields';
import type { Condition } from '../../lib/core/filter/condition';
import { isOperator, operators, operatorsOf, type Operator } from '../../lib/core/lead/operators';
import { asText } from '../../lib/core/loose';
import { inQuotes, WrongParameter } from './errors';
import { type Row } from './parameters';
import { inTitleCase } from './words';

/** Saved in place of a field's key when the user types its name. */
export const otherField = '__other';

/** How a field picker is shown. */
export interface PickerOptions {
	name?: string;
	displayName?: string;
	description?: string;
	default?: string;
	/** A picker at the top of a panel takes its own list; inside a fixed collection as well. */
	displayOptions?: INodeProperties['displayOptions'];
}

/**
 * A list of every lead field: the catalogue, the user's own fields that the store has seen, and 'Other Field…' with a
 * line to type its name. Two properties, to be spread into `fields` or into the values of a fixed collection; read by
 * `pickedField`. The node class needs `methods = sharedMethods`.
 */
export function fieldPicker({
	name = 'field',
	displayName = 'Field',
	description = "Choose a lead field, one of your own, or 'Other Field…' to type a name",
	default: preset = '',
	displayOptions,
}: PickerOptions = {}): INodeProperties[] {
	const list: INodeProperties = {
		displayName: 'Field Name or ID',
		name: 'field',
		type: 'options',
		noDataExpression: true,
		typeOptions: { loadOptionsMethod: 'fields', loadOptionsDependsOn: ['workspace'] },
		options: catalogue(),
		default: '',
		description:
			'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	};
	return [
		{
			...list,
			displayName,
			name,
			default: preset,
			description,
			...(displayOptions && { displayOptions }),
		},
		{
			displayName: 'Name of the Field',
			name: `${name}Name`,
			type: 'string',
			noDataExpression: true,
			default: '',
			placeholder: 'e.g. membershipNumber',
			description: 'The field as it is called in the items',
			displayOptions: {
				...displayOptions,
				show: { ...displayOptions?.show, [name]: [otherField] },
			},
		},
	];
}

/** The key of the field that a picker's row names; empty while nothing is chosen. */
export function pickedField(row: Row, name = 'field'): string {
	const key = asText(row[name]) ?? '';
	return key === otherField ? (asText(row[`${name}Name`]) ?? '') : key;
}

/** Field, operator (those that fit the field's type) and value: the values of a fixed collection of conditions. */
export function conditionFields(): INodeProperties[] {
	const takes = (...what: string[]) =>
		Object.entries(operators).flatMap(([key, info]) => (what.includes(info.takes) ? [key] : []));
	return [
		...fieldPicker(),
		...operatorProperties(),
		{
			displayName: 'Value',
			name: 'value',
			type: 'string',
			default: '',
			placeholder: 'e.g. 50',
			description: 'Several values are separated by commas',
			displayOptions: { show: { operator: takes('value', 'list', 'two') } },
		},
		{
			displayName: 'And',
			name: 'to',
			type: 'string',
			default: '',
			placeholder: 'e.g. 200',
			description: 'The upper end',
			displayOptions: { show: { operator: takes('two') } },
		},
	];
}

/**
 * The condition of a row of `conditionFields`, for `compileCondition` of lib/core/filter; undefined only where the row says
 * nothing of one. What is half filled in ends the run: without it the row would hold for every lead. `where` names the row.
 *
 * @throws WrongParameter
 * @example pickedCondition(row, 'Rule 1')
 */
export function pickedCondition(row: Row, where: string): Condition | undefined {
	const field = pickedField(row);
	const value = asText(row['value']);
	const to = asText(row['to']);
	if (field === '') {
		const missing = missingField(row['field']);
		if (missing === undefined) return undefined;
		throw new WrongParameter({
			message: `${where}: ${missing}`,
			remedy: "Choose a field from the list; for 'Other Field…' enter its name.",
		});
	}
	const operator = asText(row['operator'] ?? 'is') ?? '';
	if (!isOperator(operator)) {
		throw new WrongParameter({
			message: `${where}: '${field}' cannot be compared by the operator ${inQuotes(operator)}`,
			remedy: `Choose one from the list, or by expression one of: ${Object.keys(operators).join(', ')}.`,
		});
	}
	return {
		field,
		operator,
		...(value !== undefined && { value }),
		...(to !== undefined && { to }),
	};
}

/** What is missing of a row without a field that was meant to have one. */
function missingField(chosen: unknown): string | undefined {
	if (chosen === otherField) return "the field's name is empty";
	return chosen === undefined || typeof chosen === 'string' ? undefined : 'the field is no text';
}

/** The catalogue as a list for panels, 'Other Field…' last. */
export function catalogue(own: readonly string[] = []): INodePropertyOptions[] {
	return [
		{ name: '(None)', value: '' },
		...fields.map(({ label, key, group }) => ({
			name: inTitleCase(label),
			value: key,
			description: group,
		})),
		...own.map((key) => ({ name: `${key} (Own)`, value: key })),
		{ name: 'Other Field…', value: otherField },
	];
}

/** One operator list per kind of field; n8n shows the one whose field is chosen. */
function operatorProperties(): INodeProperties[] {
	const keysByType = new Map<string, { operators: readonly Operator[]; keys: string[] }>();
	for (const { key, type } of fields) {
		const fitting = operatorsOf(type);
		const entry = keysByType.get(fitting.join()) ?? { operators: fitting, keys: [] };
		entry.keys.push(key);
		keysByType.set(fitting.join(), entry);
	}
	return [
		...[...keysByType.values()].map((entry) =>
			operatorProperty(entry.operators, { show: { field: entry.keys } }),
		),
		operatorProperty(operatorsOf('own'), {
			hide: { field: ['', ...fields.map(({ key }) => key)] },
		}),
	];
}

function operatorProperty(
	fitting: readonly Operator[],
	displayOptions: INodeProperties['displayOptions'],
): INodeProperties {
	const property: INodeProperties = {
		displayName: 'Operator',
		name: 'operator',
		type: 'options',
		noDataExpression: true,
		options: fitting.map((value) => ({ name: operators[value].label, value })),
		default: 'exists',
		displayOptions,
	};
	return { ...property, default: fitting[0] ?? 'exists' };
}

/** The type of a field, 'own' for one outside the catalogue. */
export function typeOfField(key: string): FieldType | 'own' {
	return fields.find((field) => field.key === key)?.type ?? 'own';
}
