import { touchpointTypes, type Touchpoint } from '../lead/touchpoint';

const labels: ReadonlyMap<string, string> = new Map([
	['web.pageView', 'Page viewed'],
	['web.session', 'Website visit'],
	['web.engagedTime', 'Time on page'],
	['web.search', 'Searched the website'],
	['form.view', 'Form seen'],
	['form.submit', 'Form submitted'],
	['asset.download', 'Downloaded'],
	['video.watch', 'Watched a video'],
	['email.sent', 'E-mail sent'],
	['email.delivered', 'E-mail delivered'],
	['email.deferred', 'E-mail delayed'],
	['email.open', 'E-mail opened'],
	['email.click', 'Link in e-mail clicked'],
	['email.reply', 'Replied by e-mail'],
	['email.bounce', 'E-mail bounced'],
	['email.complaint', 'Complained about an e-mail'],
	['email.unsubscribe', 'Unsubscribed'],
	['email.resubscribe', 'Subscribed again'],
	['email.autoReply', 'Automatic reply'],
	['ad.impression', 'Ad shown'],
	['ad.click', 'Ad clicked'],
	['ad.leadForm', 'Lead ad form submitted'],
	['call.outbound', 'Call made'],
	['call.inbound', 'Call received'],
	['sms.sent', 'SMS sent'],
	['sms.reply', 'Replied by SMS'],
	['sms.failed', 'SMS failed'],
	['chat.message', 'Chat message'],
	['chat.conversation', 'Chat conversation'],
	['social.follow', 'Followed on social media'],
	['social.comment', 'Commented on social media'],
	['social.message', 'Message on social media'],
	['social.connect', 'Connected on social media'],
	['meeting.booked', 'Meeting booked'],
	['meeting.held', 'Meeting held'],
	['meeting.noShow', 'Missed the meeting'],
	['meeting.rescheduled', 'Meeting rescheduled'],
	['visit.faceToFace', 'Met face to face'],
	['event.registered', 'Registered for an event'],
	['event.attended', 'Attended an event'],
	['event.noShow', 'Missed the event'],
	['postal.sent', 'Letter sent'],
	['postal.returned', 'Letter returned'],
	['postal.response', 'Answered by post'],
	['referral.given', 'Recommended us'],
	['referral.received', 'Was recommended to us'],
	['quote.requested', 'Quote requested'],
	['quote.sent', 'Quote sent'],
	['quote.viewed', 'Quote viewed'],
	['quote.accepted', 'Quote accepted'],
	['purchase.completed', 'Purchase'],
	['purchase.refund', 'Refund'],
	['survey.response', 'Survey answered'],
	['note.added', 'Note'],
	['task.created', 'Task created'],
	['task.done', 'Task done'],
	['task.skipped', 'Task skipped'],
	['lifecycle.changed', 'Stage changed'],
	['score.crossed', 'Score crossed a threshold'],
	['assignment.changed', 'Owner changed'],
	['consent.given', 'Consent given'],
	['consent.withdrawn', 'Consent withdrawn'],
	['consent.confirmed', 'Consent confirmed'],
	['consent.changed', 'Preferences changed'],
]);

/** A touchpoint in words, for timelines and histories: 'Call made: answered, 5 min'. */
export function describeTouch(touch: Touchpoint): string {
	const details = [
		touch.outcome ? (outcomeWords[touch.outcome] ?? spaced(touch.outcome)) : undefined,
		touch.durationSeconds ? duration(touch.durationSeconds) : undefined,
		touch.value !== undefined ? String(touch.value) : undefined,
	].filter((part) => part !== undefined);
	const label = labelOfType(touch.type);
	return details.length > 0 ? `${label}: ${details.join(', ')}` : label;
}

/** The name of a type for people; an own type is spelled out: 'workshop.attended' → 'Workshop attended'. */
export function labelOfType(type: string): string {
	const known = labels.get(type);
	if (known !== undefined) return known;
	const [group = '', event = ''] = type.split('.');
	const words = `${spaced(group)} ${spaced(event)}`.trim();
	return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Every built-in type with its name, in groups, for lists in panels. */
export const typeLabels: ReadonlyArray<{ group: string; type: string; label: string }> =
	Object.entries(touchpointTypes).flatMap(([group, types]) =>
		types.map((type) => ({ group, type, label: labelOfType(type) })),
	);

const outcomeWords: Record<string, string> = {
	connected: 'answered',
	noAnswer: 'no answer',
	wrongNumber: 'wrong number',
	callback: 'call back later',
	hardInvalid: 'address does not exist',
	hardInactive: 'mailbox is closed',
	mailboxFull: 'mailbox is full',
	temporary: 'not now',
	policy: 'refused by policy',
	content: 'refused for its content',
};

function duration(seconds: number): string {
	if (seconds < 60) return `${Math.round(seconds)} s`;
	const minutes = Math.round(seconds / 60);
	return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function spaced(text: string): string {
	return text.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}
