import { readFileSync } from 'node:fs';
import { readReferrer } from '../../lib/core/origin/referrer';
import { filesIn, share, show } from './rows';

/** The set's words for what ours calls otherwise. */
const media: Record<string, string> = { aiAssistant: 'chatbot' };

/** `medium` and `source`: share of the referrers whose kind and name are as expected; names are compared without case and punctuation. */
export async function measure(dir: string): Promise<Record<string, number> | undefined> {
	const cases = filesIn(dir, '', '.json').flatMap((file) => {
		const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
		return Array.isArray(parsed) ? parsed.filter(isCase) : [];
	});
	if (cases.length === 0) return undefined;
	const judged = cases.map((one) => {
		const found = readReferrer(one.uri);
		return {
			one,
			found,
			medium: (media[found.medium] ?? found.medium) === one.medium,
			source: squeeze(found.source ?? '') === squeeze(one.source),
		};
	});
	for (const { one, found, medium, source } of judged)
		if (!medium || !source) show('referrers', [one, found]);
	return {
		medium: share(judged, ({ medium }) => medium),
		source: share(judged, ({ source }) => source),
	};
}

interface Case {
	uri: string;
	medium: string;
	source: string;
}

function isCase(value: unknown): value is Case {
	if (typeof value !== 'object' || value === null) return false;
	return ['uri', 'medium', 'source'].every((key) => typeof Reflect.get(value, key) === 'string');
}

function squeeze(name: string): string {
	return name.toLowerCase().replace(/[^\p{L}\d]+/gu, '');
}
