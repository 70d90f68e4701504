import type { IDataObject } from 'n8n-workflow';
import { fields } from '../../lib/core/lead/fields';
import type { ScrubLead } from '../../lib/core/scrub/types';
import { splitName } from '../../lib/core/verify/name/split';
import { asText, isRow } from '../shared';

const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
const names = new Map(
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

/** What an item says of a lead when there is no store: its fields by key, label or common name, text only, the rest as extra. */
export function leadOfItem(json: IDataObject): ScrubLead {
	const lead: Record<string, unknown> = {};
	const extra: Record<string, unknown> = isRow(json['extra']) ? { ...json['extra'] } : {};
	for (const [name, value] of Object.entries(json)) {
		const key = names.get(plain(name));
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
