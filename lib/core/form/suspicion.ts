import { scrubLead } from '../scrub/scrub';
import { scrubChecks, type ScrubLead } from '../scrub/types';
import type { FormSigns } from './payload';

/**
 * Why a submission is not believed, in words; undefined where nothing speaks against it. How it was sent counts first, then
 * what is in it: fake names, keyboard mash, disposable addresses, spam. Never a reason to lose it.
 *
 * @param now milliseconds since the epoch
 */
export function suspicionOf(
	signs: FormSigns,
	lead: ScrubLead,
	{ now, defaultCountry }: { now: number; defaultCountry?: string },
): string | undefined {
	if (signs.trap) return 'A field that people do not see was filled in';
	if (!signs.signed) return 'It was sent without the form having been opened';
	if (signs.seconds !== undefined && signs.seconds < signs.leastSeconds)
		return `The form was sent after ${signs.seconds} seconds`;
	if (signs.limit !== undefined) return signs.limit;
	const { verdict, reasons } = scrubLead(lead, {
		now,
		strictness: 'careful',
		checks: scrubChecks.filter((check) => check !== 'obsolete'),
		...(defaultCountry ? { defaultCountry } : {}),
	});
	return verdict === 'junk' ? reasons.join('; ') : undefined;
}
