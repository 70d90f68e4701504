import { isRecord, readNumber, readSeconds, readText } from '../../../core/track/values';
import type { RecordInput } from '../record';

/** What a tab that was killed had noted comes with the next visit; after 30 days it is of no use. */
const longestAgo = 30 * 86_400_000;

/**
 * What one event of the website's script reports; nothing where it cannot be understood.
 *
 * @param sent the visitor's own clock when it was sent: only how long ago something was is taken from it
 */
export function readEvent(
	event: Record<string, unknown>,
	now: number,
	sent: number,
): RecordInput[] {
	const id = readText(event['i'], 60);
	const url = pageUrl(readText(event['u'], 2000));
	if (!id || !url) return [];
	const ago = Math.min(longestAgo, Math.max(0, sent - (readNumber(event['a']) ?? sent)));
	const base: RecordInput = {
		externalId: `${readText(event['t'], 2) ?? ''}:${id}`,
		url,
		happenedAt: now - ago,
	};
	const referrer = readText(event['r'], 2000);
	switch (event['t']) {
		case 's':
			return [
				{ ...base, type: 'web.session', ...(referrer ? { referrer, meta: { referrer } } : {}) },
			];
		case 'p':
			return [
				{ ...base, type: 'web.pageView', content: event['c'], ...(referrer ? { referrer } : {}) },
			];
		case 'd':
			// 30 minutes are the most that one page counts.
			return [
				{
					...base,
					type: 'web.engagedTime',
					duration: Math.min(1800, readSeconds(event['s']) ?? 0),
					meta: { interacted: event['h'] === 1 },
				},
			];
		case 'f':
			return [{ ...base, type: 'form.submit', actor: 'unknown' }];
		case 'x': {
			const more = isRecord(event['p']) ? event['p'] : {};
			return [
				{
					...base,
					type: event['x'],
					value: more['value'],
					topics: more['topics'],
					content: more['content'],
					actor: 'unknown',
				},
			];
		}
		default:
			return [];
	}
}

function pageUrl(text: string | undefined): string | undefined {
	if (!text || !URL.canParse(text)) return undefined;
	const url = new URL(text);
	return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : undefined;
}
