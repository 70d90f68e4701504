/** What a page is about: every address that holds `page` tells of interest in `topic`. */
export interface PageTopic {
	/** A part of the address, e.g. '/pricing'. */
	page: string;
	topic: string;
}

/**
 * The topics of a page that was looked at or led to, by the owner's list; what a report says itself comes first. Nothing where
 * there is none, so that the answer can be spread into a report.
 */
export function topicsFor(
	topics: readonly PageTopic[],
	{ url, topics: said }: { url?: unknown; topics?: unknown },
): { topics?: unknown } {
	if (said !== undefined || typeof url !== 'string') return {};
	const address = url.toLowerCase();
	const found = topics
		.filter(({ page }) => page !== '' && address.includes(page.toLowerCase()))
		.map(({ topic }) => topic);
	return found.length > 0 ? { topics: [...new Set(found)] } : {};
}
