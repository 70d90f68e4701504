/** Where a list goes on: after this value, or after this lead among those without a value. */
export interface Cursor {
	value: number | null;
	id: number;
}

/** The cursor as the text that callers hold. */
export function writeCursor({ value, id }: Cursor): string {
	return Buffer.from(JSON.stringify([value, id])).toString('base64url');
}

/** @throws when the text is no cursor of ours */
export function readCursor(text: string): Cursor {
	try {
		const [value, id]: unknown[] = JSON.parse(Buffer.from(text, 'base64url').toString());
		if (typeof id === 'number' && (value === null || typeof value === 'number'))
			return { value, id };
	} catch {
		// Said below.
	}
	throw new Error(`'${text}' is not the cursor of a page. Start again with the first page.`);
}
