import type { INodePropertyTypeOptions } from 'n8n-workflow';

/**
 * Type options of a fixed collection with many rows: each row is folded under a line that says what it holds, made of the
 * named parameters (of a list the label, not the value).
 *
 * @example typeOptions: titledRows('field', 'operator', 'value') // 'Employees Is at Least 50'
 */
export function titledRows(...names: string[]): INodePropertyTypeOptions {
	const label =
		'(name) => { const { value, properties } = $collection.item; const chosen = value[name]; const list = properties.find((one) => one.name === name && (one.options ?? []).some((option) => option.value === chosen)); return list ? list.options.find((option) => option.value === chosen).name : chosen; }';
	const itemTitle = `={{ ${JSON.stringify(names)}.map(${label}).filter((text) => text !== undefined && text !== "").join(" ") }}`;
	return { multipleValues: true, sortable: true, fixedCollection: { itemTitle } };
}
