import { touchpointTypes } from '../lead/touchpoint';

/** What a name of another tool means here; some names carry an outcome with them. */
export interface TypeName {
	type: string;
	outcome?: string;
}

/**
 * Finds the touchpoint type that a name stands for: a built-in type in any spelling, a common name of another tool
 * ('page_view', 'Email Opened', 'hard_bounce'), or an own type of the form `group.event`.
 * Undefined when the name is none of these.
 *
 * @example
 * typeOf('EMAIL.CLICK') //=> { type: 'email.click' }
 * typeOf('hard_bounce') //=> { type: 'email.bounce', outcome: 'hardInvalid' }
 * typeOf('workshop.attended') //=> { type: 'workshop.attended' }
 */
export function typeOf(name: string): TypeName | undefined {
	const plain = squeeze(name);
	const known = names.get(plain) ?? names.get(plain.replace(/^(e?mail|message)(?=.)/, ''));
	if (known) return known;
	const trimmed = name.trim();
	return ownType.test(trimmed) ? { type: trimmed } : undefined;
}

/** The form of a user's own types: two words in camelCase joined by a dot. */
const ownType = /^[a-z][A-Za-z0-9]{0,39}\.[a-z][A-Za-z0-9]{0,39}$/;

const aliases: Record<string, string> = {
	'web.pageView': 'page|pageview|page viewed|viewed page|screen view|page visit|visited page|hit',
	'web.session': 'session start|session started|visit|website visit|site visited|app open',
	'web.engagedTime': 'user engagement|dwell|dwell time|time on page|engagement time|page leave',
	'web.search': 'search|site search|view search results|searched',
	'form.view': 'form start|form viewed|form seen|form abandoned',
	'form.submit':
		'form submission|form submitted|submitted form|generate lead|lead|sign up|signup|contact form|form response|newsletter signup',
	'asset.download': 'download|file download|downloaded|content download|whitepaper|gated content',
	'video.watch': 'video start|video play|video complete|video progress|watched video|video viewed',
	'email.sent': 'sent|send|processed|email out|outgoing email|outbound email|mail sent',
	'email.delivered': 'delivered|delivery',
	'email.deferred': 'deferred|delayed|delivery delay|delayed delivery',
	'email.open': 'open|opened|unique opened|email viewed|proxy open|first open',
	'email.click': 'click|clicked|link clicked|clicked link|unique clicked|email link click',
	'email.reply':
		'reply|replied|answer|answered|response received|incoming email|inbound email|inbound|email received|email in',
	'email.bounce': 'bounce|bounced|dropped|rejected|undelivered|permanent failure|failed',
	'email.complaint':
		'complaint|complained|spam|spam report|reported spam|marked as spam|feedback loop|abuse',
	'email.unsubscribe':
		'unsubscribe|unsubscribed|group unsubscribe|opt out|opted out|optout|unsub|list unsubscribe',
	'email.resubscribe': 'resubscribe|resubscribed|group resubscribe|subscribe|subscribed|opt in',
	'email.autoReply': 'auto reply|autoreply|auto response|autoresponse|out of office|ooo|vacation',
	'ad.impression': 'impression|ad view|ad seen',
	'ad.click': 'ad clicked|paid click|sponsored click',
	'ad.leadForm': 'lead form|leadgen|lead ad|lead gen form|instant form',
	'call.outbound':
		'call|phone call|called|outgoing call|outbound call|call made|call completed|dial|dialled|dialed|cold call|call logged',
	'call.inbound': 'incoming call|inbound call|phone in|call received|called us',
	'sms.sent': 'sms|text|text message|sms out|outbound sms|whatsapp sent',
	'sms.reply': 'sms received|incoming sms|inbound sms|text reply|sms in|whatsapp received|whatsapp',
	'sms.failed': 'sms undelivered|sms bounced|sms failure',
	'chat.message': 'chat|live chat message|message|chat started',
	'chat.conversation': 'conversation|live chat|chat ended|chat session|chat transcript',
	'social.follow': 'follow|followed|new follower|like|page like',
	'social.comment': 'comment|commented|mention|mentioned',
	'social.message': 'dm|direct message|inmail|linkedin message|messenger|social dm',
	'social.connect':
		'connection|connected on linkedin|connection accepted|linkedin connection|invite accepted',
	'meeting.booked':
		'meeting booked|meeting scheduled|appointment|appointment booked|appointment scheduled|invitee created|demo booked|demo scheduled|booking created|booked',
	'meeting.held':
		'meeting|meeting completed|meeting ended|demo held|demo|demo completed|video call|appointment completed',
	'meeting.noShow': 'no show|meeting missed|invitee no show created|meeting no show',
	'meeting.rescheduled': 'rescheduled|appointment rescheduled|booking rescheduled|meeting moved',
	'visit.faceToFace':
		'face to face|in person|in person visit|site visit|store visit|walk in|visit in person',
	'event.registered': 'registered|event registration|webinar registration|registration|rsvp',
	'event.attended':
		'attended|event attendance|webinar attended|checked in|trade show|event|webinar',
	'event.noShow': 'event missed|webinar no show|did not attend',
	'postal.sent':
		'letter|letter sent|postcard|direct mail|direct mail sent|mailer|mailing|brochure sent',
	'postal.returned': 'returned mail|letter returned|return to sender|undeliverable mail',
	'postal.response': 'letter received|reply card|coupon redeemed|postal reply|mail in',
	'referral.given': 'referral|referred|gave referral|recommended us',
	'referral.received': 'was referred|referral received|introduced',
	'quote.requested':
		'quote request|request quote|request a quote|rfq|proposal requested|pricing request|estimate requested|quote',
	'quote.sent': 'proposal sent|estimate sent|offer sent|proposal',
	'quote.viewed': 'proposal viewed|estimate viewed|offer viewed|proposal opened',
	'quote.accepted':
		'proposal accepted|estimate accepted|offer accepted|proposal signed|contract signed',
	'purchase.completed':
		'purchase|order|order placed|order completed|order paid|checkout completed|deal won|closed won|won|sale|payment|payment received|invoice paid|sold',
	'purchase.refund': 'refund|refunded|order refunded|chargeback',
	'survey.response': 'survey|nps|feedback|survey completed|survey submitted|review|rating',
	'note.added': 'note|comment added|remark|note created|memo',
	'task.created': 'task|todo|task added|to do',
	'task.done': 'task completed|completed task|todo done',
	'task.skipped': 'task cancelled|task canceled|task deleted',
	'consent.given': 'consent|opted in|gdpr consent',
	'consent.withdrawn': 'consent revoked|withdrawn|consent removed|do not contact|dnc',
	'consent.confirmed': 'double opt in|confirmed|doi|subscription confirmed|email confirmed',
};

const withOutcome: Record<string, [type: string, outcome: string]> = {
	hardbounce: ['email.bounce', 'hardInvalid'],
	hardbounced: ['email.bounce', 'hardInvalid'],
	permanentbounce: ['email.bounce', 'hardInvalid'],
	invalidemail: ['email.bounce', 'hardInvalid'],
	softbounce: ['email.bounce', 'temporary'],
	softbounced: ['email.bounce', 'temporary'],
	transientbounce: ['email.bounce', 'temporary'],
	temporaryfailure: ['email.bounce', 'temporary'],
	blocked: ['email.bounce', 'policy'],
	block: ['email.bounce', 'policy'],
	voicemail: ['call.outbound', 'voicemail'],
	leftvoicemail: ['call.outbound', 'voicemail'],
	noanswer: ['call.outbound', 'noAnswer'],
	callnoanswer: ['call.outbound', 'noAnswer'],
	callconnected: ['call.outbound', 'connected'],
	callanswered: ['call.outbound', 'connected'],
	wrongnumber: ['call.outbound', 'wrongNumber'],
	missedcall: ['call.inbound', 'noAnswer'],
};

const names = buildNames();

function buildNames(): ReadonlyMap<string, TypeName> {
	const found = new Map<string, TypeName>();
	for (const [type, list] of Object.entries(aliases)) {
		for (const alias of list.split('|')) found.set(squeeze(alias), { type });
	}
	for (const [plain, [type, outcome]] of Object.entries(withOutcome))
		found.set(plain, { type, outcome });
	for (const type of Object.values(touchpointTypes).flat()) found.set(squeeze(type), { type });
	found.set('emailautoreply', { type: 'email.autoReply' });
	return found;
}

function squeeze(name: string): string {
	return name.toLowerCase().replace(/[^a-z0-9]+/g, '');
}
