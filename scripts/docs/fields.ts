import type { INodeProperties, INodePropertyOptions, INodeType } from 'n8n-workflow';
import { operationsOf } from '../try/list';

/** What every node has, and what is told elsewhere. */
const common = new Set(['operation', 'workspace', 'store', 'outputs', 'allowAsTool', 'options']);

/** Tables of a node's fields, one for each operation, as Markdown. */
export function fieldsOf(type: INodeType): string {
	const operations = operationsOf(type);
	return operations
		.map(({ name, value }) => {
			const shown = type.description.properties.filter((property) => isOf(property, value));
			const fields = shown.filter((property) => !common.has(property.name));
			const options = shown
				.filter(({ name: key }) => key === 'options')
				.flatMap(({ options: list = [] }) => list.filter(isProperty));
			const rows = [...fields.map((field) => row(field)), ...options.map((one) => row(one, true))];
			const title = operations.length > 1 ? `**${name}**\n\n` : '';
			if (rows.length === 0) return `${title}No fields of its own.`;
			return [`${title}| Field | At first | What it does |`, '| --- | --- | --- |', ...rows].join(
				'\n',
			);
		})
		.join('\n\n');
}

function isOf({ type, displayOptions }: INodeProperties, operation: string): boolean {
	if (type === 'notice' || type === 'hidden') return false;
	const only = displayOptions?.show?.['operation'];
	return only === undefined || only.some((value) => value === operation);
}

function row(property: INodeProperties, option = false): string {
	const { displayName, name, hint = '', description = hint, options = [] } = property;
	const choices = options.filter(isChoice).map((choice) => choice.name);
	const inside = options
		.flatMap((one) => ('values' in one ? one.values : isProperty(one) ? [one] : []))
		.map((one) => one.displayName);
	const what = [
		description,
		choices.length > 0 && choices.length <= 12 ? `One of: ${choices.join(' · ')}` : '',
		inside.length > 0 ? `Each with: ${[...new Set(inside)].join(' · ')}` : '',
	].filter((part) => part !== '');
	const label = option ? `Add Option → ${displayName}` : displayName;
	return `| ${cell(label)} \`${name}\` | ${cell(first(property))} | ${cell(what.map(sentence).join(' '))} |`;
}

/** With a full stop where more follows and none stands there yet. */
function sentence(text: string, place: number, all: readonly string[]): string {
	return place < all.length - 1 && !/[.!?]$/.test(text) ? `${text}.` : text;
}

function first({ default: value, options = [], type }: INodeProperties): string {
	const nameOf = (one: unknown) =>
		options.filter(isChoice).find((choice) => choice.value === one)?.name ?? String(one);
	if (typeof value === 'boolean') return value ? 'On' : 'Off';
	if (Array.isArray(value))
		return value.length > 4 ? `${value.length} of them` : value.map(nameOf).join(', ');
	if (typeof value === 'object' || value === undefined || type === 'fixedCollection') return '';
	return nameOf(value);
}

/** One line, without HTML, that no table takes for a border. */
function cell(text: string): string {
	return text
		.replace(/<[^>]*>/g, '')
		.replace(/\s+/g, ' ')
		.replaceAll('|', '\\|')
		.trim();
}

function isChoice(option: object): option is INodePropertyOptions {
	return 'value' in option && !('type' in option);
}

function isProperty(option: object): option is INodeProperties {
	return 'displayName' in option && 'type' in option;
}
