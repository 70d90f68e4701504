import type { LeadKey } from './lead';

/** What kind of value a field holds; operators, checks and sheet formats follow from it. */
export type FieldType =
	| 'text'
	| 'longText'
	| 'email'
	| 'phone'
	| 'url'
	| 'domain'
	| 'number'
	| 'money'
	| 'dateTime'
	| 'boolean'
	| 'list'
	| 'enum'
	| 'country'
	| 'language'
	| 'timezone'
	| 'object';

/** Groups in which panels and sheets list the fields. */
export type FieldGroup =
	| 'identity'
	| 'source'
	| 'person'
	| 'company'
	| 'address'
	| 'need'
	| 'consent'
	| 'origin'
	| 'business'
	| 'assessment'
	| 'lifecycle'
	| 'owner'
	| 'system';

/** Key, label, type, and other names of a field. */
export type Row = [LeadKey, string, FieldType, ...string[]];

/** Fields that a person may change in a sheet or a panel, by group. */
export const humanFields: Partial<Record<FieldGroup, Row[]>> = {
	source: [
		['source', 'Source', 'text', 'lead source', 'origin', 'came from', 'how did you hear about us'],
		['channel', 'Channel', 'text'],
		['campaign', 'Campaign', 'text', 'campaign name'],
	],
	person: [
		['salutation', 'Salutation', 'text', 'title prefix', 'prefix', 'honorific'],
		['firstName', 'First name', 'text', 'given name', 'forename', 'first', 'fname'],
		['middleName', 'Middle name', 'text', 'middle', 'second name'],
		['lastName', 'Last name', 'text', 'surname', 'family name', 'last', 'lname'],
		['suffix', 'Suffix', 'text', 'name suffix'],
		[
			'fullName',
			'Full name',
			'text',
			'name',
			'your name',
			'contact name',
			'contact',
			'name surname',
			'lead name',
		],
		[
			'email',
			'E-mail',
			'email',
			'email',
			'email address',
			'mail',
			'work email',
			'business email',
			'your email',
		],
		[
			'phone',
			'Phone',
			'phone',
			'phone number',
			'telephone',
			'tel',
			'mobile',
			'cell',
			'work phone',
			'whatsapp',
		],
		['linkedinUrl', 'LinkedIn', 'url', 'linkedin url', 'linkedin profile', 'li profile'],
		['title', 'Job title', 'text', 'title', 'position', 'role', 'job', 'designation', 'occupation'],
		['seniority', 'Seniority', 'text', 'job level', 'management level'],
		['department', 'Department', 'text', 'job function', 'function', 'area'],
		['language', 'Language', 'language', 'locale', 'preferred language'],
		['timezone', 'Time zone', 'timezone', 'timezone', 'tz'],
	],
	company: [
		[
			'company',
			'Company',
			'text',
			'company name',
			'organisation',
			'organization',
			'business',
			'business name',
			'employer',
			'account name',
			'firm',
		],
		['domain', 'Domain', 'domain', 'company domain', 'email domain'],
		['website', 'Website', 'url', 'web site', 'url', 'company website', 'homepage', 'site'],
		['industry', 'Industry', 'text', 'sector', 'branch', 'vertical'],
		[
			'employees',
			'Employees',
			'number',
			'company size',
			'number of employees',
			'headcount',
			'staff',
			'team size',
			'employee count',
		],
		['revenue', 'Revenue', 'money', 'annual revenue', 'turnover', 'company revenue'],
	],
	address: [
		[
			'street',
			'Street',
			'text',
			'street address',
			'address',
			'address line 1',
			'address 1',
			'mailing street',
		],
		['city', 'City', 'text', 'town', 'locality'],
		['state', 'State', 'text', 'region', 'province', 'county', 'state province'],
		['postalCode', 'Postal code', 'text', 'zip', 'zip code', 'postcode', 'post code', 'plz'],
		['country', 'Country', 'country', 'country code', 'nation', 'country region'],
	],
	need: [
		[
			'need',
			'Need',
			'longText',
			'interest',
			'interested in',
			'service',
			'service needed',
			'requirement',
			'product interest',
		],
		['budget', 'Budget', 'text', 'budget range', 'spend'],
		['timeline', 'Timeline', 'text', 'time frame', 'timeframe', 'when', 'purchase timeframe'],
		['authority', 'Authority', 'text', 'decision maker', 'buying role'],
		[
			'message',
			'Message',
			'longText',
			'comments',
			'comment',
			'your message',
			'question',
			'enquiry',
			'inquiry',
			'description',
			'details',
		],
		['notes', 'Notes', 'longText', 'note', 'remarks'],
		['topics', 'Topics', 'list', 'interests', 'tags'],
		['likes', 'Likes', 'list'],
		['dislikes', 'Dislikes', 'list'],
		['objections', 'Objections', 'list'],
	],
	business: [
		['lists', 'Lists', 'list', 'list', 'audience', 'segment'],
		['category', 'Category', 'text', 'lead type'],
		['cost', 'Cost', 'money', 'lead cost', 'cost per lead', 'price'],
		['dealValue', 'Deal value', 'money', 'value', 'amount', 'opportunity amount', 'deal size'],
		['currency', 'Currency', 'text', 'currency code'],
		['wonAt', 'Won at', 'dateTime', 'won date', 'close date'],
		['lostAt', 'Lost at', 'dateTime', 'lost date'],
		['renewalDate', 'Renewal date', 'dateTime', 'renewal', 'contract end'],
		['customerSince', 'Customer since', 'dateTime'],
	],
	assessment: [
		['lockedScore', 'Locked score', 'number', 'manual score', 'score override', 'fixed score'],
	],
	consent: [
		['doNotContact', 'Do not contact', 'list', 'dnc', 'do not call', 'opted out', 'unsubscribed'],
		['topicsOff', 'Topics not wanted', 'list'],
		['mailEvery', 'Mail at most every', 'enum'],
		['mailPausedUntil', 'Mail paused until', 'dateTime'],
	],
	lifecycle: [
		['stage', 'Stage', 'enum', 'lead status', 'status', 'lifecycle stage'],
		['stageReason', 'Stage reason', 'enum', 'reason', 'lost reason', 'disqualify reason'],
		['revisitAt', 'Revisit at', 'dateTime', 'follow up date'],
		['nextAction', 'Next action', 'text', 'next step'],
		['nextActionAt', 'Next action at', 'dateTime'],
	],
	owner: [
		['owner', 'Owner', 'text', 'lead owner', 'assigned to', 'rep', 'sales rep', 'salesperson'],
		['team', 'Team', 'text'],
	],
};

/** Fields that only the process sets, by group. */
export const processFields: Partial<Record<FieldGroup, Row[]>> = {
	source: [['sourceId', 'Source ID', 'text', 'submission id', 'lead id', 'id lead']],
	person: [
		['emailStatus', 'E-mail status', 'enum'],
		['phoneE164', 'Phone (E.164)', 'phone'],
		['phoneStatus', 'Phone status', 'enum'],
	],
	consent: [
		['consent', 'Consent', 'object', 'opt in', 'gdpr consent', 'marketing consent', 'newsletter'],
	],
	origin: [
		['firstUtm', 'First UTM', 'object'],
		['lastUtm', 'Last UTM', 'object'],
		['firstClickIds', 'First click IDs', 'object'],
		['lastClickIds', 'Last click IDs', 'object'],
		['landingUrl', 'Landing page', 'url', 'landing page', 'page url', 'landing url'],
		['referrer', 'Referrer', 'url', 'referer', 'referring url'],
		['referredBy', 'Referred by', 'text', 'referrer name'],
		['referralCode', 'Referral code', 'text'],
	],
	business: [
		['externalIds', 'External IDs', 'object', 'crm id', 'external id'],
		['convertedAt', 'Converted at', 'dateTime'],
		['accountId', 'Account ID', 'text'],
		['opportunityId', 'Opportunity ID', 'text'],
	],
	assessment: [
		['priority', 'Priority', 'number'],
		['fit', 'Fit', 'number'],
		['engagement', 'Engagement', 'number'],
		['score', 'Score', 'number', 'lead score'],
		['grade', 'Grade', 'text', 'lead grade'],
		['temperature', 'Temperature', 'enum', 'rating'],
		['scoreReasons', 'Score reasons', 'object'],
		['icp', 'ICP', 'object'],
	],
	lifecycle: [
		['stageHistory', 'Stage history', 'object'],
		['quarantined', 'Quarantined', 'boolean'],
	],
	owner: [
		['assignedAt', 'Assigned at', 'dateTime'],
		['dueAt', 'Due at', 'dateTime'],
		['firstResponseAt', 'First response at', 'dateTime'],
		['lastTouchAt', 'Last touch at', 'dateTime', 'last activity', 'last contacted'],
	],
	system: [
		['leadId', 'Lead key', 'text'],
		[
			'createdAt',
			'Created at',
			'dateTime',
			'created',
			'created time',
			'timestamp',
			'submitted at',
			'date',
		],
		['updatedAt', 'Updated at', 'dateTime', 'last modified'],
		['duplicateOf', 'Duplicate of', 'text'],
		['differentFrom', 'Different from', 'list'],
		['importBatch', 'Import batch', 'text'],
		['pack', 'Industry pack', 'text'],
		['isTest', 'Test lead', 'boolean'],
		['configVersion', 'Configuration version', 'text'],
		['fieldTimes', 'Field times', 'object'],
		['extra', 'Extra', 'object'],
	],
};
