import { fields, type Field } from '../lead/fields';

/** A column that the product keeps in step; the user's own columns are not among them. */
export interface ManagedColumn {
	/** The field's key, or a technical one; stands in the column's metadata, so it never changes. */
	key: string;
	header: string;
	field?: Field;
	/** A person may change it in the sheet. */
	human: boolean;
	/** Hidden when the tab is made; people may show it. */
	hidden: boolean;
	/** Width in pixels when the tab is made. */
	width: number;
}

/** Key of the column by which rows are found; it is hidden and protected. */
export const keyColumn = 'leadId';
/** Key of the column that says what a sync could not do with a row. */
export const noteColumn = 'syncNote';

/** Kept in the store alone, or shown by a column of its own. */
const left = new Set<string>(['fieldTimes', 'extra', 'stageHistory', 'leadId']);
const tucked = new Set<string>(['system', 'origin']);
const wide = new Set<string>(['longText', 'object', 'email', 'url']);

/** The columns of the Leads tab in their order when the tab is made: the key first, the catalogue, the note last. */
export const leadColumns: readonly ManagedColumn[] = [
	{ key: keyColumn, header: 'Lead key', human: false, hidden: true, width: 100 },
	...fields
		.filter(({ key }) => !left.has(key))
		.map((field): ManagedColumn => ({
			key: field.key,
			header: field.label,
			field,
			human: field.editable === 'human',
			hidden: tucked.has(field.group),
			width: wide.has(field.type) ? 220 : 120,
		})),
	{ key: noteColumn, header: 'Sync note', human: false, hidden: false, width: 260 },
];

const byKey = new Map(leadColumns.map((column) => [column.key, column]));

/** The managed column of a key. */
export function managedColumn(key: string): ManagedColumn | undefined {
	return byKey.get(key);
}
