import type { Timestamp, Utm } from './lead';

/** The touchpoint types that are built in, by group. A user may add own types of the same form `group.event`. */
export const touchpointTypes = {
	web: ['web.pageView', 'web.session', 'web.engagedTime', 'web.search'],
	form: ['form.view', 'form.submit'],
	content: ['asset.download', 'video.watch'],
	email: [
		'email.sent',
		'email.delivered',
		'email.deferred',
		'email.open',
		'email.click',
		'email.reply',
		'email.bounce',
		'email.complaint',
		'email.unsubscribe',
		'email.resubscribe',
	],
	ad: ['ad.impression', 'ad.click', 'ad.leadForm'],
	call: ['call.outbound', 'call.inbound'],
	sms: ['sms.sent', 'sms.reply', 'sms.failed'],
	chat: ['chat.message', 'chat.conversation'],
	social: ['social.follow', 'social.comment', 'social.message', 'social.connect'],
	meeting: [
		'meeting.booked',
		'meeting.held',
		'meeting.noShow',
		'meeting.rescheduled',
		'visit.faceToFace',
	],
	event: ['event.registered', 'event.attended', 'event.noShow'],
	postal: ['postal.sent', 'postal.returned', 'postal.response'],
	referral: ['referral.given', 'referral.received'],
	sale: [
		'quote.requested',
		'quote.sent',
		'quote.viewed',
		'quote.accepted',
		'purchase.completed',
		'purchase.refund',
		'survey.response',
	],
	work: ['note.added', 'task.created', 'task.done', 'task.skipped'],
	process: [
		'lifecycle.changed',
		'score.crossed',
		'assignment.changed',
		'consent.given',
		'consent.withdrawn',
		'consent.confirmed',
		'consent.changed',
	],
} as const;

/** Who acted: a person, a machine such as a mail scanner, or we cannot tell. */
export interface Actor {
	kind: 'human' | 'machine' | 'unknown';
	/** 0…1 */
	confidence: number;
}

/** Something that happened between a lead and us. Same `source` + `sourceId` is the same touchpoint. */
export interface Touchpoint {
	touchId: string;
	/** Absent while the visitor is anonymous; then `anonymousId` is set. */
	leadId?: string;
	anonymousId?: string;
	/** A built-in type or an own one of the form `group.event`. */
	type: string;
	direction?: 'in' | 'out';
	channel?: string;
	campaign?: string;
	content?: string;
	topics?: string[];
	url?: string;
	durationSeconds?: number;
	value?: number;
	outcome?: string;
	actor: Actor;
	occurredAt: Timestamp;
	receivedAt: Timestamp;
	source: string;
	sourceId: string;
	utm?: Utm;
	meta?: Record<string, unknown>;
}
