import { areas } from './areas';
import { levels, type Area, type Level } from './levels';

/** What a job title says of its holder's rank and field. */
export interface TitleClass {
	level: Level;
	area: Area;
}

/**
 * Reads rank and field of a job title, in English and the commoner titles of German, French, Spanish, Italian, Portuguese and
 * Dutch. Where a title names several ranks the highest counts; where it names several fields the first named counts;
 * 'business' counts only where nothing more precise is named.
 *
 * @example
 * classifyTitle('Co-Founder & Head of Engineering') //=> { level: 'founder', area: 'engineering' }
 */
export function classifyTitle(text: string): TitleClass {
	const title = plain(text);
	const level = levels.find(([, pattern]) => pattern.test(title))?.[0] ?? 'other';
	let best: { area: Area; at: number } | undefined;
	for (const [area, pattern] of areas) {
		const at = title.search(pattern);
		const vague = area === 'business' && best !== undefined;
		if (at >= 0 && !vague && (best === undefined || at < best.at)) best = { area, at };
	}
	return { level, area: best?.area ?? 'other' };
}

/** Lower case, no marks, abbreviations without dots, separators as single spaces between words. */
function plain(text: string): string {
	const bare = text
		.slice(0, 300)
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/\b(?:[a-z]\.){2,}/g, (dotted) => `${dotted.replaceAll('.', '')} `);
	return ` ${bare
		.replace(/[^\p{L}\p{N}&/+]+/gu, ' ')
		.replace(/([&/+])/g, ' $1 ')
		.replace(/\s+/g, ' ')
		.trim()} `;
}
