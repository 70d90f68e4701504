import type { INodeProperties, INodePropertyOptions, INodeTypeDescription } from 'n8n-workflow';
import { allowProperty, docsNotice, storeProperties, workspaceProperty } from './common';
import type { Operation, Operations } from './operation';

/**
 * Every parameter of a node in reading order: the operation, what belongs to it, then what all nodes have in common and a
 * link to the page that explains the node. `signIn` comes first and with every operation: n8n's editor hides the field of a sign-in
 * behind its choice of credentials, and with it every field that it depends on.
 */
export function propertiesOf(
	operations: Operations,
	node: string,
	signIn: readonly INodeProperties[] = [],
): INodeProperties[] {
	const choice: INodeProperties = {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: operations.map(toOption),
		default: '',
	};
	return [
		...signIn,
		{ ...choice, default: operations[0].value },
		...operations.flatMap((operation) =>
			operation.fields.map((field) => shownFor(field, [operation.value])),
		),
		...allowProperty(operations),
		workspaceProperty,
		...storeProperties(operations),
		...outputsProperty(operations),
		...operations.flatMap((operation) => optionsProperty(operation)),
		docsNotice(node),
	];
}

/** The outputs as an expression on operation and 'Outputs'; n8n and its editor evaluate it, so it stands alone. */
export function outputsOf(operations: Operations): INodeTypeDescription['outputs'] {
	const split = Object.fromEntries(
		operations.map(({ value, outputs }) => [
			value,
			outputs.map((displayName) => ({ type: 'main', displayName })),
		]),
	);
	const all = JSON.stringify(split);
	return `={{ $parameter["outputs"] === "one" ? [{ "type": "main" }] : (${all})[$parameter["operation"]] ?? [{ "type": "main" }] }}`;
}

/** The chosen operation's name, shown under the node's name. */
export function subtitleOf(operations: Operations): string {
	const names = Object.fromEntries(operations.map(({ value, name }) => [value, name]));
	return `={{ (${JSON.stringify(names)})[$parameter["operation"]] }}`;
}

/** Adds to a property that it is shown for these operations only. */
export function shownFor(property: INodeProperties, operations: string[]): INodeProperties {
	const { show, ...rest } = property.displayOptions ?? {};
	return {
		...property,
		displayOptions: { ...rest, show: { operation: operations, ...show } },
	};
}

function toOption({ name, value, action, description }: Operation): INodePropertyOptions {
	return { name, value, action, description };
}

function outputsProperty(operations: Operations): INodeProperties[] {
	const several = operations.filter(({ outputs }) => outputs.length > 1);
	if (several.length === 0) return [];
	const property: INodeProperties = {
		displayName: 'Outputs',
		name: 'outputs',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Split',
				value: 'split',
				description: 'One output for each result, e.g. Hot, Warm and Cold',
			},
			{
				name: 'One',
				value: 'one',
				description: "Every item leaves by one output and says its result in 'outcome'",
			},
		],
		default: 'split',
		description: 'Whether results leave by an output each or all by one',
	};
	return [
		shownFor(
			property,
			several.map(({ value }) => value),
		),
	];
}

function optionsProperty({ value, options }: Operation): INodeProperties[] {
	if (options === undefined || options.length === 0) return [];
	const property: INodeProperties = {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options,
	};
	return [shownFor(property, [value])];
}
