/** One answer found in a submission: a value with everything it is called. */
export interface Entry {
	/** Names it goes by, the closest first: key, question, label. */
	labels: string[];
	/** Where it lies, names of the objects around it first; positions in lists are left out. */
	path: string[];
	/** The value as text, or several. */
	value: string | boolean | string[];
	/** What the form builder says the field is, e.g. 'email' or 'control_phone'. */
	kind?: string;
}

/** The answer as one text. */
export function textOf(entry: Entry): string {
	if (Array.isArray(entry.value)) return entry.value.join(', ');
	return typeof entry.value === 'boolean' ? (entry.value ? 'yes' : 'no') : entry.value;
}
