import type { INodeProperties, INodePropertyOptions, INodeType } from 'n8n-workflow';
import { allNodes } from '../engine/catalogue';
import { outputNamesOf } from '../engine/node';

/** A node as `--list` shows it. */
interface ListedNode {
	node: string;
	className: string;
	description: string;
	operations: ListedOperation[];
}

interface ListedOperation {
	name: string;
	value: string;
	description?: string;
	outputs: string[];
	parameters: ListedParameter[];
}

interface ListedParameter {
	name: string;
	label: string;
	type: string;
	default: unknown;
	values?: unknown[];
	inside?: ListedParameter[];
}

/** Every node with its operations, parameters and outputs. */
export function list(): ListedNode[] {
	return allNodes().map(({ className, type }) => ({
		node: type.description.displayName,
		className,
		description: type.description.description,
		operations: operationsOf(type).map(({ name, value, description }) => ({
			name,
			value,
			...(description !== undefined && { description }),
			outputs: outputNamesOf(type, value === '' ? {} : { operation: value }),
			parameters: type.description.properties
				.filter((property) => isShown(property, value) && property.type !== 'notice')
				.map(listed),
		})),
	}));
}

/** The operations of a node; one without a name where a node does one thing only. */
export function operationsOf({
	description,
}: INodeType): Array<{ name: string; value: string; description?: string }> {
	const property = description.properties.find(({ name }) => name === 'operation');
	const options = (property?.options ?? []).filter(isOption).map(({ name, value, ...more }) => ({
		name,
		value: String(value),
		...(more.description !== undefined && { description: more.description }),
	}));
	return options.length > 0 ? options : [{ name: description.displayName, value: '' }];
}

function isShown({ name, displayOptions }: INodeProperties, operation: string): boolean {
	if (name === 'operation' || displayOptions?.show?.['@tool']) return false;
	const only = displayOptions?.show?.['operation'];
	return only === undefined || only.some((value) => value === operation);
}

function listed(property: INodeProperties): ListedParameter {
	const options = property.options ?? [];
	const values = options.filter(isOption).map(({ value }) => value);
	const inside = options.flatMap((option) =>
		'values' in option ? option.values.map(listed) : 'type' in option ? [listed(option)] : [],
	);
	return {
		name: property.name,
		label: property.displayName,
		type: property.type,
		default: property.default,
		...(values.length > 0 && { values }),
		...(inside.length > 0 && { inside }),
	};
}

function isOption(option: object): option is INodePropertyOptions {
	return 'value' in option && !('type' in option);
}
