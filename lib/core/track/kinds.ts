import type { Actor, Touchpoint } from '../lead/touchpoint';

/** Whether the lead and one of us really spoke: a call that was answered, a reply, a meeting, a conversation. */
export function isTwoWay(touch: Touchpoint): boolean {
	if (touch.actor.kind === 'machine') return false;
	switch (touch.type) {
		case 'call.inbound':
		case 'call.outbound':
			return touch.outcome === 'connected' || (!touch.outcome && (touch.durationSeconds ?? 0) > 0);
		case 'email.reply':
		case 'sms.reply':
		case 'chat.conversation':
		case 'meeting.held':
		case 'visit.faceToFace':
		case 'postal.response':
			return true;
		default:
			return false;
	}
}

/**
 * Whether one of us answered the lead in person: any call we made, whatever came of it, a conversation, or a message
 * that a person wrote. Mails of a sequence are not a person's answer.
 */
export function isHumanAnswer(touch: Touchpoint): boolean {
	if (touch.actor.kind === 'machine') return false;
	if (isTwoWay(touch) && touch.type !== 'email.reply' && touch.type !== 'sms.reply') return true;
	if (touch.type === 'call.outbound' || touch.type === 'quote.sent') return true;
	return touch.direction === 'out' && touch.actor.kind === 'human' && written.includes(touch.type);
}

/** Whether a bounce says that the address is no good: it takes no mail now or ever. */
export function isHardBounce(touch: Touchpoint): boolean {
	return touch.type === 'email.bounce' && (touch.outcome ?? '').startsWith('hard');
}

/** Whether a touch tells that somebody was there: not a machine, not a mail on its way, not a note of the process itself. */
export function isContact(touch: Touchpoint): boolean {
	return touch.actor.kind !== 'machine' && !silent.test(touch.type);
}

/** Which way a type goes unless the source says otherwise. */
export function directionOf(type: string): 'in' | 'out' | undefined {
	if (outbound.includes(type)) return 'out';
	return inbound.test(type) ? 'in' : undefined;
}

/** Who acts in a type unless more is known: people talk and fill in forms, images are also loaded by machines. */
export function actorOf(type: string): Actor {
	if (byPeople.test(type)) return { kind: 'human', confidence: 0.9 };
	return { kind: 'unknown', confidence: 0.5 };
}

const written = [
	'email.sent',
	'sms.sent',
	'chat.message',
	'social.message',
	'social.comment',
	'postal.sent',
];
const outbound = [
	'email.sent',
	'ad.impression',
	'call.outbound',
	'sms.sent',
	'postal.sent',
	'quote.sent',
];
const inbound =
	/^(web|form|asset|video|ad|chat|social|event|referral|survey|purchase)\.|^email\.(?!delivered|deferred)|^call\.inbound$|^sms\.reply$|^meeting\.booked$|^postal\.(response|returned)$|^quote\.(requested|viewed|accepted)$|^consent\./;
const silent =
	/^email\.(sent|delivered|deferred|open|bounce|autoReply)$|^(lifecycle|score|assignment|task|consent|note)\.|^ad\.impression$|^sms\.(sent|failed)$|^postal\.(sent|returned)$/;
const byPeople =
	/^(form\.submit|call|chat|social|meeting|visit|event|referral|quote|purchase|survey|note|task)|^email\.(reply|complaint|unsubscribe|resubscribe)$|^sms\.reply$|^postal\.response$|^consent\.|^ad\.leadForm$|^asset\.download$/;
