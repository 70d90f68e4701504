import path from 'node:path';
import { isMash } from '../../lib/core/scrub/mash/mash';
import { filesIn, readLines, share, show } from './rows';

/** `recall`: share of the mashed texts that are told; `false_positive`: share of the real names in names/ that are. */
export async function measure(dir: string): Promise<Record<string, number> | undefined> {
	const mashed = filesIn(dir, '', '.txt').flatMap(readLines);
	const names = filesIn(path.join(dir, '..', 'names'), '', '.txt').flatMap(readLines);
	if (mashed.length === 0) return undefined;
	for (const text of mashed) if (!isMash(text.trim())) show('gibberish missed', text);
	for (const name of names) if (isMash(name.trim())) show('gibberish false', name);
	return {
		recall: share(mashed, (text) => isMash(text.trim())),
		...(names.length > 0 ? { false_positive: share(names, (name) => isMash(name.trim())) } : {}),
	};
}
