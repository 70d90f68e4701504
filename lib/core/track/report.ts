import type { TouchReport } from './touch';

/** Which lead a report is about. */
export interface ReportedLead {
	leadId?: unknown;
	email?: unknown;
	phone?: unknown;
	anonymousId?: unknown;
}

/**
 * Takes a report out of an item whose field names are those of some other tool: the first name of each list that the item
 * has. Names are compared without case, spaces and punctuation; what is found nowhere is absent.
 */
export function reportFromItem(item: Record<string, unknown>): TouchReport & ReportedLead {
	const byName = new Map<string, unknown>();
	for (const [key, value] of Object.entries(item)) {
		const name = squeeze(key);
		if (value !== undefined && value !== null && value !== '' && !byName.has(name))
			byName.set(name, value);
	}
	const report: TouchReport & ReportedLead = {};
	for (const [key, names] of Object.entries(itemNames)) {
		const name = names.find((one) => byName.has(one));
		if (name !== undefined && isReportKey(key)) report[key] = byName.get(name);
	}
	return report;
}

const itemNames = {
	leadId: ['leadid'],
	email: ['email', 'emailaddress', 'recipient', 'to', 'contactemail', 'customeremail', 'from'],
	phone: [
		'phonee164',
		'phone',
		'phonenumber',
		'tonumber',
		'mobile',
		'contactphone',
		'customerphone',
	],
	anonymousId: ['anonymousid', 'visitorid', 'clientid', 'visitor'],
	type: [
		'touchpointtype',
		'touchpoint',
		'event',
		'eventtype',
		'eventname',
		'type',
		'activity',
		'activitytype',
		'action',
	],
	direction: ['direction'],
	outcome: [
		'outcome',
		'disposition',
		'callstatus',
		'callresult',
		'calloutcome',
		'bounceclassification',
		'bouncetype',
		'severity',
		'bounceclass',
	],
	happenedAt: [
		'happenedat',
		'occurredat',
		'timestamp',
		'eventtime',
		'time',
		'date',
		'datetime',
		'startedat',
		'starttime',
	],
	duration: ['durationseconds', 'duration', 'callduration', 'talktime', 'seconds'],
	value: ['value', 'amount', 'total', 'revenue', 'price'],
	channel: ['channel'],
	campaign: ['campaign', 'campaignname', 'utmcampaign'],
	content: [
		'content',
		'text',
		'body',
		'message',
		'notes',
		'description',
		'transcript',
		'summary',
		'subject',
	],
	topics: ['topics', 'topic', 'interests'],
	url: ['url', 'pageurl', 'link', 'page', 'location'],
	referrer: ['referrer', 'referer'],
	actor: ['actor'],
	source: ['touchpointsource', 'provider', 'tool'],
	externalId: [
		'touchpointid',
		'externalid',
		'sgeventid',
		'eventid',
		'callid',
		'messageid',
		'callsid',
		'uuid',
		'id',
	],
	likes: ['likes'],
	dislikes: ['dislikes'],
	objections: ['objections', 'objection'],
} as const satisfies Partial<Record<keyof (TouchReport & ReportedLead), readonly string[]>>;

const reportKeys = new Set(Object.keys(itemNames));

function isReportKey(key: string): key is keyof typeof itemNames {
	return reportKeys.has(key);
}

function squeeze(name: string): string {
	return name.toLowerCase().replace(/[^a-z0-9]+/g, '');
}
