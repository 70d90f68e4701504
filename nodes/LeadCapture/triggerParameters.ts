import type { ITriggerFunctions, IWebhookFunctions } from 'n8n-workflow';
import { asList, asNumber, asText, isRow, type Parameters } from '../shared';

/** Reads the parameters of a trigger; it has no items, so every value is there once. */
export function triggerParameters(functions: IWebhookFunctions | ITriggerFunctions): Parameters {
	const read = (name: string): unknown => functions.getNodeParameter(name, null) ?? undefined;
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
		value: (name) => read(name),
		each: (name) => {
			const value = read(name);
			return () => value;
		},
	};
}
