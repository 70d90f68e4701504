import type { FieldType } from '../../lead/fields';
import type { ManagedColumn, TabSpec } from '../columns';

/** Key of the column that holds what tab and store agreed on last: whoever differs from it has changed something. */
export const agreedColumn = 'agreed';

/** Tabs that show lists of the store. People read them; Reps and Settings are theirs to edit. */
export const listTabs = {
	touchpoints: list('touchpoints', 'Touchpoints', [
		key('touchId', 'Touchpoint key'),
		shown('occurredAt', 'When', 'dateTime', 130),
		shown('lead', 'Lead', 'text', 160),
		shown('company', 'Company', 'text', 160),
		shown('type', 'What', 'text', 150),
		shown('outcome', 'Outcome'),
		shown('channel', 'Channel'),
		shown('campaign', 'Campaign'),
		shown('content', 'Content', 'text', 220),
		shown('url', 'Page', 'url', 240),
		shown('durationSeconds', 'Seconds', 'number', 80),
		shown('value', 'Value', 'money', 90),
		shown('actor', 'By', 'text', 90),
		shown('leadId', 'Lead key', 'text', 230),
	]),
	reps: list('reps', 'Reps', [
		edited('email', 'E-mail', 'email', 220),
		edited('name', 'Name'),
		edited('active', 'Active', 'boolean', 70),
		edited('weight', 'Weight', 'number', 70),
		edited('team', 'Team'),
		edited('isManager', 'Manager', 'boolean', 80),
		edited('languages', 'Languages', 'list'),
		edited('territories', 'Territories', 'list', 160),
		edited('days', 'Works on', 'list', 200),
		edited('from', 'Works from', 'text', 90),
		edited('to', 'Works to', 'text', 90),
		edited('timezone', 'Time zone', 'text', 150),
		edited('leave', 'Days off', 'list', 220),
		edited('perHour', 'Per hour', 'number', 80),
		edited('perDay', 'Per day', 'number', 80),
		edited('per30Days', 'Per 30 days', 'number', 90),
		edited('isPartner', 'Partner', 'boolean', 80),
		edited('price', 'Price', 'money', 80),
		edited('returnDays', 'Return within (days)', 'number', 140),
	]),
	tasks: list('tasks', 'Tasks', [
		key('taskId', 'Task key'),
		shown('title', 'Task', 'text', 220),
		shown('kind', 'Kind', 'text', 80),
		shown('dueAt', 'Due', 'dateTime', 130),
		shown('owner', 'Owner', 'text', 180),
		shown('lead', 'Lead', 'text', 160),
		shown('company', 'Company', 'text', 160),
		shown('phone', 'Phone', 'phone', 140),
		shown('email', 'E-mail', 'email', 220),
		shown('text', 'What to do', 'longText', 300),
		shown('leadId', 'Lead key', 'text', 230),
		shown('createdAt', 'Created', 'dateTime', 130),
	]),
	review: list('review', 'Review', [
		key('taskId', 'Task key'),
		shown('title', 'To decide', 'text', 260),
		shown('lead', 'Lead', 'text', 160),
		shown('company', 'Company', 'text', 160),
		shown('email', 'E-mail', 'email', 220),
		shown('text', 'Why', 'longText', 340),
		shown('owner', 'Owner', 'text', 180),
		shown('dueAt', 'Due', 'dateTime', 130),
		shown('leadId', 'Lead key', 'text', 230),
		shown('createdAt', 'Created', 'dateTime', 130),
	]),
	accounts: list('accounts', 'Accounts', [
		key('accountId', 'Account key'),
		shown('name', 'Account', 'text', 200),
		shown('domain', 'Domain', 'domain', 160),
		shown('website', 'Website', 'url', 180),
		shown('phone', 'Phone', 'phone', 140),
		shown('industry', 'Industry'),
		shown('employees', 'Employees', 'number', 90),
		shown('revenue', 'Revenue', 'money', 110),
		shown('street', 'Street', 'text', 180),
		shown('postalCode', 'Postal code', 'text', 90),
		shown('city', 'City'),
		shown('state', 'State'),
		shown('country', 'Country', 'country', 80),
		shown('owner', 'Owner', 'text', 180),
		shown('source', 'Source'),
		shown('contacts', 'Contacts', 'number', 80),
		shown('createdAt', 'Created', 'dateTime', 130),
		shown('updatedAt', 'Changed', 'dateTime', 130),
	]),
	opportunities: list('opportunities', 'Opportunities', [
		key('opportunityId', 'Opportunity key'),
		shown('name', 'Opportunity', 'text', 220),
		shown('accountName', 'Account', 'text', 200),
		shown('state', 'State', 'text', 80),
		shown('value', 'Value', 'money', 110),
		shown('currency', 'Currency', 'text', 80),
		shown('closeDate', 'Close date', 'text', 100),
		shown('owner', 'Owner', 'text', 180),
		shown('source', 'Source'),
		shown('campaign', 'Campaign'),
		shown('leadId', 'Lead key', 'text', 230),
		shown('createdAt', 'Created', 'dateTime', 130),
		shown('updatedAt', 'Changed', 'dateTime', 130),
	]),
	campaigns: list('campaigns', 'Campaigns', [
		key('key', 'Campaign key'),
		shown('name', 'Campaign', 'text', 200),
		shown('channel', 'Channel'),
		shown('source', 'Source'),
		shown('list', 'Target list'),
		shown('start', 'Start', 'dateTime', 130),
		shown('end', 'End', 'dateTime', 130),
		shown('cost', 'Cost', 'money', 110),
	]),
	settings: list('settings', 'Settings', [
		key('key', 'Setting key'),
		shown('label', 'Setting', 'text', 160),
		edited('value', 'Value', 'text', 300),
		shown('about', 'What it is for', 'text', 420),
		{ ...shown(agreedColumn, 'Value at the last sync'), hidden: true },
	]),
} as const satisfies Record<string, TabSpec>;

/** Which list a tab shows. */
export type ListKey = keyof typeof listTabs;

/** Whether a tab is one of the lists. */
export function isList(key: string): key is ListKey {
	return Object.hasOwn(listTabs, key);
}

function list(tab: string, title: string, columns: readonly ManagedColumn[]): TabSpec {
	return { key: tab, title, columns };
}

function shown(name: string, header: string, type: FieldType = 'text', width = 120): ManagedColumn {
	return { key: name, header, type, human: false, hidden: false, width };
}

function edited(name: string, header: string, type?: FieldType, width?: number): ManagedColumn {
	return { ...shown(name, header, type, width), human: true };
}

function key(name: string, header: string): ManagedColumn {
	return { ...shown(name, header), hidden: true };
}
