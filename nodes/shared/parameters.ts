import { asList, asNumber, asText } from '../../lib/core/loose';
import type {
	IExecuteFunctions,
	INodeProperties,
	ITriggerFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import { inQuotes, WrongParameter } from './errors';
import { inTitleCase } from './words';

/**
 * Reads a node's parameters as what they are meant to be. Everything but `each` is read once for the whole run: one
 * expression per item costs more than all our work on it. Names may be paths, e.g. 'options.asOf'.
 */
export interface Parameters {
	/** Trimmed text; a number is written out. */
	text(name: string, fallback?: string): string;
	/** Undefined where the field was left empty or holds no number. */
	number(name: string): number | undefined;
	number(name: string, fallback: number): number;
	flag(name: string, fallback?: boolean): boolean;
	/**
	 * One of the values of a list; the first one where there is none. Any other value ends the run: the user meant something. Only
	 * triggers take the first then, for a submission from outside is not to be lost by it.
	 */
	choice<T extends string>(name: string, allowed: readonly [T, ...T[]]): T;
	/** Several texts: a multi-select, or one text separated by commas. */
	list(name: string): string[];
	/** Rows of a fixed collection; `group` is the name of its only group. */
	rows(name: string, group: string): Row[];
	/** The value as it is. */
	value(name: string): unknown;
	/** Reads the parameter for one item: evaluated per item only if it holds an expression, else once. */
	each(name: string): (index: number) => unknown;
	/** Whether the user wrote an expression there. */
	isExpression(name: string): boolean;
}

/** One row of a fixed collection. */
export type Row = Record<string, unknown>;

/** Reads parameters through n8n's functions of the running node; `fields` are the panel's, for their labels. */
export function parametersOf(
	functions: IExecuteFunctions,
	fields: readonly INodeProperties[] = [],
): Parameters {
	const read = (name: string, index = 0): unknown =>
		functions.getNodeParameter(name, index, null) ?? undefined;
	const isExpression = (name: string) => holdsExpression(rawParameter(functions, name));
	return {
		...readParameters((name) => read(name)),
		isExpression,
		choice: (name, allowed) => {
			const value = read(name);
			if (value === undefined) return allowed[0];
			const known = allowed.find((one) => one === value);
			if (known !== undefined) return known;
			throw new WrongParameter({
				message: `'${labelOf(name, fields)}' cannot be ${inQuotes(value)}`,
				remedy: `Choose one from the list, or by expression one of: ${allowed.join(', ')}.`,
			});
		},
		each: (name) => {
			if (isExpression(name)) return (index) => read(name, index);
			const value = read(name);
			return () => value;
		},
	};
}

/** Reads the parameters of a trigger. */
export function triggerParameters(functions: IWebhookFunctions | ITriggerFunctions): Parameters {
	return readParameters((name) => functions.getNodeParameter(name, null) ?? undefined);
}

/** Parameters by the given way of reading one; there are no items, so `each` has one value for all. */
export function readParameters(read: (name: string) => unknown): Parameters {
	function number(name: string): number | undefined;
	function number(name: string, fallback: number): number;
	function number(name: string, fallback?: number): number | undefined {
		return asNumber(read(name)) ?? fallback;
	}
	return {
		text: (name, fallback = '') => asText(read(name)) ?? fallback,
		number,
		flag: (name, fallback = false) => {
			const value = read(name);
			return typeof value === 'boolean' ? value : fallback;
		},
		choice: (name, allowed) => {
			const value = read(name);
			return allowed.find((one) => one === value) ?? allowed[0];
		},
		list: (name) => asList(read(name)),
		rows: (name, group) => {
			const value = read(name);
			const rows = isRow(value) ? value[group] : undefined;
			return Array.isArray(rows) ? rows.filter(isRow) : [];
		},
		value: read,
		each: (name) => {
			const value = read(name);
			return () => value;
		},
		isExpression: () => false,
	};
}

/** A plain object. */
export function isRow(value: unknown): value is Row {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The saved value of a parameter, expressions unevaluated. */
function rawParameter(functions: IExecuteFunctions, name: string): unknown {
	return name
		.split('.')
		.reduce<unknown>(
			(value, key) => (isRow(value) ? value[key] : undefined),
			functions.getNode().parameters,
		);
}

/** How the panel names a parameter. */
function labelOf(name: string, fields: readonly INodeProperties[]): string {
	const key = name.split('.').at(-1) ?? name;
	const field = fields.find((one) => one.name === key);
	return field?.displayName ?? inTitleCase(key.replace(/[A-Z]/g, (letter) => ` ${letter}`));
}

function holdsExpression(value: unknown): boolean {
	if (typeof value === 'string') return value.startsWith('=');
	if (Array.isArray(value)) return value.some(holdsExpression);
	return isRow(value) && Object.values(value).some(holdsExpression);
}
