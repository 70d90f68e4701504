import type { Touchpoint } from '../lead/touchpoint';
import { isTwoWay } from '../track/kinds';

/** A touchpoint as scoring needs it; what an item tells may be less than what the store keeps. */
export type ScoreTouch = Pick<Touchpoint, 'type' | 'occurredAt'> & Partial<Touchpoint>;

/** Groups whose points together are capped: a hundred page views are no conversation. */
export type ScoreGroup = 'web' | 'email' | 'conversations' | 'ads' | 'other';

/** Something a lead does that tells more than the touchpoint's type alone. */
export interface Signal {
	label: string;
	/** Touchpoint types to look at. */
	types: readonly string[];
	test?(touch: ScoreTouch): boolean;
	/** Also when a machine reports it. */
	fromMachines?: boolean;
}

/** Signals by key; a rule names one of these, or a touchpoint type, or a whole group such as 'web.*'. */
export const signals: Readonly<Record<string, Signal>> = {
	demoOrQuote: {
		label: 'Demo or quote requested',
		types: ['quote.requested', 'form.submit', 'ad.leadForm', 'chat.conversation'],
		test: (touch) => touch.type === 'quote.requested' || asksForOffer(touch),
	},
	callAnswered: {
		label: 'Call answered',
		types: ['call.outbound', 'call.inbound'],
		test: ifTwoWay,
	},
	meetingHeld: { label: 'Meeting held', types: ['meeting.held', 'visit.faceToFace'] },
	reply: { label: 'Replied by e-mail', types: ['email.reply', 'sms.reply'], test: isNoAutoReply },
	chat: { label: 'Chatted with us', types: ['chat.conversation', 'chat.message'] },
	pricingPage: {
		label: 'Pricing page viewed',
		types: ['web.pageView'],
		test: ({ url, content }) => pricing.test(url ?? '') || pricing.test(content ?? ''),
	},
	formSubmit: { label: 'Form submitted', types: ['form.submit', 'ad.leadForm'] },
	download: { label: 'Downloaded something', types: ['asset.download'] },
	adClick: { label: 'Clicked an ad', types: ['ad.click'] },
	emailClick: { label: 'Clicked in an e-mail', types: ['email.click'] },
	pageView: { label: 'Page viewed', types: ['web.pageView'] },
	dwell: {
		label: 'Stayed a minute or longer',
		types: ['web.engagedTime', 'web.session'],
		test: ({ durationSeconds = 0 }) => durationSeconds >= 60,
	},
	open: { label: 'Opened an e-mail', types: ['email.open'] },
	unsubscribe: { label: 'Unsubscribed', types: ['email.unsubscribe'] },
	hardBounce: {
		label: 'E-mail address does not exist',
		types: ['email.bounce'],
		test: (touch) => (touch.outcome ?? '').startsWith('hard'),
		fromMachines: true,
	},
	complaint: { label: 'Reported us as spam', types: ['email.complaint'], fromMachines: true },
};

/** The group whose cap counts for a touchpoint type. */
export function groupOf(type: string): ScoreGroup {
	if (type === 'email.reply' || type === 'sms.reply') return 'conversations';
	switch (type.slice(0, type.indexOf('.'))) {
		case 'web':
		case 'asset':
		case 'video':
			return 'web';
		case 'email':
			return 'email';
		case 'call':
		case 'chat':
		case 'meeting':
		case 'visit':
			return 'conversations';
		case 'ad':
			return 'ads';
		default:
			return 'other';
	}
}

/** Whether a touch asks for a call back now: a demo or quote request, or a booked meeting. */
export function isDemand(touch: ScoreTouch): boolean {
	if (touch.actor?.kind === 'machine') return false;
	if (touch.type === 'meeting.booked' || touch.type === 'quote.requested') return true;
	return (touch.type === 'form.submit' || touch.type === 'ad.leadForm') && asksForOffer(touch);
}

const pricing =
	/pric(?:e|es|ing)\b|\b(?:plans|preise|tarife?|tarifs|precios|prezzi|precos|preços|cennik)\b/i;
const offer =
	/\b(?:demo|demos|demonstration|quote|quotation|proposal|offer|estimate|trial|consultation|callback|call back|angebot|vorführung|devis|démo|demostración|presupuesto|preventivo|orçamento|offerte)\b/i;

function asksForOffer({ content, topics, outcome, url }: ScoreTouch): boolean {
	return [content, outcome, url, ...(topics ?? [])].some(
		(text) => text !== undefined && offer.test(text),
	);
}

function ifTwoWay(touch: ScoreTouch): boolean {
	return isTwoWay({ ...blank, ...touch });
}

/** Out-of-office answers are touchpoints of their own type; one that was recorded as a reply says so in its outcome. */
function isNoAutoReply({ outcome }: ScoreTouch): boolean {
	return outcome === undefined || !/auto|vacation|out.?of.?office/i.test(outcome);
}

const blank: Touchpoint = {
	touchId: '',
	type: '',
	actor: { kind: 'unknown', confidence: 0 },
	occurredAt: '',
	receivedAt: '',
	source: '',
	sourceId: '',
};
