/**
 * Types of touchpoints that may end a sequence, as `exitTypes` in core had them when the index was made: one that core learns later
 * needs an index of its own. A query by these very words uses it.
 */
export const exitTouchpoints = `IN ('email.reply', 'sms.reply', 'call.inbound', 'chat.conversation', 'meeting.booked', 'meeting.held',
	'visit.faceToFace', 'purchase.completed', 'quote.accepted', 'email.unsubscribe', 'email.complaint', 'email.bounce', 'sequence.pause')`;
