import { wordsOf } from '../headers/words';

/** Whom the data below a path is about. */
export type Frame = 'self' | 'company' | 'address' | 'someoneElse' | 'thing';

const words: Record<Frame, string> = {
	self: `lead contact person customer user invitee attendee attendees profile registrant subscriber applicant respondent
prospect buyer visitor billing member client consumer guest patient student participant answers responses fields`,
	company:
		'company organization organisation employer account business firm companies organizations',
	address: 'address addresses location mailing billing_address shipping_address default_address',
	someoneElse: `owner organizer organiser host hosts agent rep reps assignee assigned creator author recipient recipients to cc
bcc seller manager coach team members collaborators merchant advisor staff salesperson memberships guests teammate teammates
referrer sales admin administrator operator inviter`,
	thing: `event form page campaign ad adset site product products items order meta metadata definition tracking session browser
device integration workspace hook webhook subscription project list calendar conference payment ticket deal attachments headers
store shop plan type source channel app bot hidden utm`,
};

const frameByWord = new Map<string, Frame>(
	Object.entries(words).flatMap(([frame, list]) =>
		list.split(/\s+/u).map((word): [string, Frame] => [word, asFrame(frame)]),
	),
);

const cache = new Map<string, Frame>();

/**
 * Whom an answer is about, by the names of the objects around it; the closest name that says something decides.
 *
 * @example
 * frameOf(['payload', 'scheduled_event', 'organizer']) //=> 'someoneElse'
 */
export function frameOf(path: readonly string[]): Frame {
	for (let index = path.length - 1; index >= 0; index--) {
		const frame = segmentFrame(path[index] ?? '');
		if (frame !== undefined) return frame;
	}
	return 'self';
}

function segmentFrame(segment: string): Frame | undefined {
	const known = cache.get(segment);
	if (known !== undefined) return known;
	const parts = wordsOf(segment);
	const frame =
		frameByWord.get(parts.join('_')) ??
		parts.map((part) => frameByWord.get(part)).findLast((found) => found !== undefined);
	if (frame !== undefined && cache.size < 10_000) cache.set(segment, frame);
	return frame;
}

function asFrame(text: string): Frame {
	switch (text) {
		case 'company':
		case 'address':
		case 'someoneElse':
		case 'thing':
			return text;
		default:
			return 'self';
	}
}
