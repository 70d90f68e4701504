import type { Lead } from '../lead/lead';
import type { Touchpoint } from '../lead/touchpoint';
import { isHardBounce } from './kinds';

/** What to do next, and how many hours after the touchpoint. */
export interface ActionWish {
	action: string;
	inHours: number;
}

/** The next action that a touchpoint suggests to the owner; undefined when it suggests none. */
export function nextActionAfter(lead: Lead, touch: Touchpoint): ActionWish | undefined {
	if (isHardBounce(touch)) return { action: 'Find a working e-mail address', inHours: 24 };
	if (touch.type === 'call.outbound' || touch.type === 'call.inbound')
		return afterCall(lead, touch);
	return byType[touch.type];
}

function afterCall(lead: Lead, touch: Touchpoint): ActionWish | undefined {
	switch (touch.outcome) {
		case 'noAnswer':
		case 'voicemail':
			return touch.type === 'call.inbound'
				? { action: 'Call back', inHours: 0 }
				: { action: 'Call again at another time of day', inHours: 24 };
		case 'busy':
			return { action: 'Call again', inHours: 1 };
		case 'callback':
			return { action: 'Call back as agreed', inHours: 24 };
		case 'wrongNumber':
		case 'disconnected':
			return {
				action: lead.email ? 'Ask for a phone number by e-mail' : 'Find a working phone number',
				inHours: 24,
			};
		default:
			return { action: 'Send a summary of the call and the next step', inHours: 2 };
	}
}

const byType: Record<string, ActionWish> = {
	'form.submit': { action: 'Answer the request', inHours: 0 },
	'ad.leadForm': { action: 'Answer the request', inHours: 0 },
	'email.reply': { action: 'Answer the e-mail', inHours: 2 },
	'sms.reply': { action: 'Answer the message', inHours: 1 },
	'chat.conversation': { action: 'Follow up on the conversation', inHours: 24 },
	'social.message': { action: 'Answer the message', inHours: 4 },
	'meeting.booked': { action: 'Prepare the meeting', inHours: 4 },
	'meeting.rescheduled': { action: 'Prepare the meeting', inHours: 4 },
	'meeting.held': { action: 'Send a summary and an offer', inHours: 24 },
	'visit.faceToFace': { action: 'Send a summary and an offer', inHours: 24 },
	'meeting.noShow': { action: 'Call and offer a new time', inHours: 1 },
	'event.attended': { action: 'Follow up on the event', inHours: 24 },
	'event.noShow': { action: 'Send the recording and offer a talk', inHours: 24 },
	'quote.requested': { action: 'Send the quote', inHours: 8 },
	'quote.sent': { action: 'Ask what they think of the quote', inHours: 72 },
	'quote.viewed': { action: 'Call about the quote', inHours: 1 },
	'quote.accepted': { action: 'Close the sale', inHours: 2 },
	'purchase.completed': { action: 'Say thank you and hand over to service', inHours: 24 },
	'purchase.refund': { action: 'Ask what went wrong', inHours: 4 },
	'postal.response': { action: 'Answer the letter', inHours: 24 },
	'postal.returned': { action: 'Find the right postal address', inHours: 72 },
	'referral.received': { action: 'Contact the referred person', inHours: 4 },
	'survey.response': { action: 'Read the answers and thank', inHours: 48 },
};
