import { humanFields, processFields, type FieldGroup, type FieldType, type Row } from './fieldRows';
import type { LeadKey } from './lead';

export type { FieldGroup, FieldType } from './fieldRows';

/** One field of the catalogue. */
export interface Field {
	/** JSON key of the lead record. */
	key: LeadKey;
	/** Label in panels and header in sheets. */
	label: string;
	/** Column name in databases. */
	column: string;
	type: FieldType;
	group: FieldGroup;
	/** `personal` is erased on request and kept out of logs. */
	sensitivity: 'none' | 'personal';
	/** Who may change it in a sheet or a panel: a person, only the process, or nobody. */
	editable: 'human' | 'process' | 'never';
	/** Other names people and providers give it; compared without case, spaces and punctuation. Headers in other languages live with the header mapper. */
	aliases: readonly string[];
}

const nobodyEdits: readonly LeadKey[] = [
	'leadId',
	'createdAt',
	'updatedAt',
	'fieldTimes',
	'stageHistory',
];
const personalGroups: readonly FieldGroup[] = ['person', 'address', 'need', 'consent'];
const alsoPersonal: readonly LeadKey[] = [
	'extra',
	'landingUrl',
	'referrer',
	'referredBy',
	'externalIds',
	'sourceId',
];
const notPersonal: readonly LeadKey[] = [
	'language',
	'timezone',
	'emailStatus',
	'phoneStatus',
	'topics',
];

/**
 * The one catalogue of lead fields, in the order in which panels and sheets show them.
 * Nothing else lists fields: panels, header mapping, sheet columns and erasure all read it.
 */
export const fields: readonly Field[] = build();

const byKey = new Map<string, Field>(fields.map((field) => [field.key, field]));

/** The catalogue entry of a key, or undefined for a user's own field. */
export function fieldOf(key: string): Field | undefined {
	return byKey.get(key);
}

function build(): Field[] {
	const groups: FieldGroup[] = [
		'person',
		'company',
		'source',
		'need',
		'address',
		'assessment',
		'lifecycle',
		'owner',
		'business',
		'consent',
		'origin',
		'system',
	];
	return groups.flatMap((group) => [
		...(humanFields[group] ?? []).map((row) => toField(row, group, 'human')),
		...(processFields[group] ?? []).map((row) => toField(row, group, 'process')),
	]);
}

function toField(
	[key, label, type, ...aliases]: Row,
	group: FieldGroup,
	by: Field['editable'],
): Field {
	const personal =
		(personalGroups.includes(group) && !notPersonal.includes(key)) || alsoPersonal.includes(key);
	return {
		key,
		label,
		column: key.replace(/[A-Z0-9]+/g, (part) => `_${part.toLowerCase()}`),
		type,
		group,
		sensitivity: personal ? 'personal' : 'none',
		editable: nobodyEdits.includes(key) ? 'never' : by,
		aliases,
	};
}
