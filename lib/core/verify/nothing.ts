/** Whether a text is what people write when a form insists on an answer and they have none. */
export function saysNothing(text: string): boolean {
	return nothing.test(text);
}

const nothing =
	/^(n ?\/ ?a|none|no|nil|null|undefined|unknown|test|private|privat|self|x+|-+|\.+|\?+)$/iu;
