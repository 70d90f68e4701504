/** Where the page before ended; empty for the first one. */
export interface Place {
	after?: string;
}

/**
 * Reads page by page until a page names no next one, with a pause after each. Who has enough leaves the loop.
 * @param read reads the page that follows `place`, e.g. `(place) => store.listLeads({ limit, ...place })`
 */
export async function* pagesOf<Page extends { next?: string }>(
	read: (place: Place) => Promise<Page>,
	pause?: () => Promise<void>,
): AsyncGenerator<Page, void, undefined> {
	let after: string | undefined;
	do {
		const page = await read(after === undefined ? {} : { after });
		yield page;
		after = page.next;
		await pause?.();
	} while (after !== undefined);
}
