import { fields, type Field, type FieldType } from '../lead/fields';
import { shownStages } from '../lead/lifecycle';

/** A column that the product keeps in step; the user's own columns are not among them. */
export interface ManagedColumn {
	/** The field's key, or a technical one; stands in the column's metadata, so it never changes. */
	key: string;
	header: string;
	/** What its cells hold: decides on format and on how a typed text is read. */
	type: FieldType;
	/** The lead's field, in the Leads tab. */
	field?: Field;
	/** A person may change it in the sheet. */
	human: boolean;
	/** Hidden when the tab is made; people may show it. */
	hidden: boolean;
	/** Width in pixels when the tab is made. */
	width: number;
	/** Values that a drop-down offers. */
	choices?: readonly string[];
}

/** A tab of the spreadsheet: how it is called and which columns it has. */
export interface TabSpec {
	/** Stands in the tab's metadata and in saved workflows, so it never changes. */
	key: string;
	title: string;
	/** In their order when the tab is made; the first one is the key by which rows are found, hidden and protected. */
	columns: readonly ManagedColumn[];
	/** A column without metadata is known by what its header means, in any language that imports understand. */
	byMeaning?: boolean;
	/** People do not see it unless they look for hidden tabs. */
	hidden?: boolean;
}

/** Key of the column by which rows of leads are found. */
export const leadKeyColumn = 'leadId';
/** Key of the column that says what a sync could not do with a row. */
export const noteColumn = 'syncNote';

/** The column that tells what a sync could not do; the last one of every tab that people may edit. */
export const noteOf: ManagedColumn = {
	key: noteColumn,
	header: 'Sync note',
	type: 'text',
	human: false,
	hidden: false,
	width: 260,
};

/** Kept in the store alone, or shown by a column of its own. */
const left = new Set<string>(['fieldTimes', 'extra', 'stageHistory', 'leadId']);
const tucked = new Set<string>(['system', 'origin']);
const wide = new Set<string>(['longText', 'object', 'email', 'url']);

/** The Leads tab: the key first, then the catalogue, the note last. */
export const leadsTab: TabSpec = {
	key: 'leads',
	title: 'Leads',
	byMeaning: true,
	columns: [
		{
			key: leadKeyColumn,
			header: 'Lead key',
			type: 'text',
			human: false,
			hidden: true,
			width: 100,
		},
		...fields
			.filter(({ key }) => !left.has(key))
			.map((field): ManagedColumn => ({
				key: field.key,
				header: field.label,
				type: field.type,
				field,
				human: field.editable === 'human',
				hidden: tucked.has(field.group),
				width: wide.has(field.type) ? 220 : 120,
				...(field.key === 'stage' && {
					choices: [...shownStages],
				}),
			})),
		noteOf,
	],
};

/** Key of the column by which the rows of a tab are found. */
export function keyColumnOf(spec: TabSpec): string {
	return spec.columns[0]?.key ?? '';
}

/** The column of a key, if the tab has one. */
export function columnOf(spec: TabSpec, key: string): ManagedColumn | undefined {
	return spec.columns.find((column) => column.key === key);
}
