import type { IDataObject } from 'n8n-workflow';
import { certain } from '../../lib/core/capture/headers/map';
import { matchHeader } from '../../lib/core/capture/headers/match';
import { fields } from '../../lib/core/lead/fields';
import type { ScrubLead } from '../../lib/core/scrub/types';
import { splitName } from '../../lib/core/verify/name/split';
import { asText, isRow } from '../shared';

/** Fields that are text, so that what was typed can be judged as it was typed. */
const textFields = new Map(
	fields
		.filter(({ type }) =>
			[
				'text',
				'longText',
				'email',
				'phone',
				'url',
				'country',
				'dateTime',
				'enum',
				'domain',
			].includes(type),
		)
		.flatMap(({ key, label, aliases }) =>
			[key, label, ...aliases].map((name): [string, string] => [plain(name), key]),
		),
);

/** Meanings of headers that have another name among the fields. */
const otherwise: Readonly<Record<string, string>> = {
	name: 'fullName',
	mobile: 'phone',
	titleOrSalutation: 'title',
};

function plain(text: string): string {
	return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** The text field that a column is about: by the field's own names, then by the words that headers use in many languages. */
function fieldNamed(name: string): string | undefined {
	const own = textFields.get(plain(name));
	if (own !== undefined) return own;
	const match = matchHeader(name);
	if (match === undefined || match.confidence < certain) return undefined;
	return textFields.get(plain(otherwise[match.target] ?? match.target));
}

/** What an item says of a lead when there is no store: its fields by key, label or common name, text only, the rest as extra. */
export function leadOfItem(json: IDataObject): ScrubLead {
	const lead: Record<string, unknown> = {};
	const extra: Record<string, unknown> = isRow(json['extra']) ? { ...json['extra'] } : {};
	for (const [name, value] of Object.entries(json)) {
		const key = fieldNamed(name);
		const text = asText(value);
		if (key !== undefined && text !== undefined) lead[key] ??= text;
		else extra[name] = value;
	}
	const full = asText(lead['fullName']);
	const parts =
		full !== undefined && lead['firstName'] === undefined && lead['lastName'] === undefined
			? splitName(full)
			: {};
	return { ...parts, ...lead, isTest: json['isTest'] === true, extra };
}
