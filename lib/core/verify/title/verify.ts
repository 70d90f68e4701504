import type { Check } from '../check';
import { saysNothing } from '../nothing';
import type { TitleClass } from './classify';

/** Checks a job title of which rank and field are known already. */
export function verifyTitle(title: string, { level, area }: TitleClass): Check {
	const field = 'title';
	if (saysNothing(title)) return { field, status: 'unknown', reason: 'It names no position' };
	if (!/\p{L}/u.test(title))
		return { field, status: 'invalid', reason: 'There are no letters in it' };
	return level === 'other' && area === 'other'
		? { field, status: 'unknown', reason: 'It tells neither rank nor field' }
		: { field, status: 'valid' };
}
