import type { INodeProperties } from 'n8n-workflow';
import { parseClock } from '../../lib/core/calendar/hours';
import { parseDay } from '../../lib/core/calendar/local';
import type { Rep } from '../../lib/core/assign/types';
import { asList, asNumber, asText, titledRows, type Row } from '../shared';

const cap = (displayName: string, name: string): INodeProperties => ({
	displayName,
	name,
	type: 'number',
	typeOptions: { minValue: 0 },
	default: '',
	description: 'Leads at most; empty for no limit',
});

/** The values of one rep. */
const repFields: INodeProperties[] = [
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		placeholder: 'e.g. Ann Example',
	},
	{
		displayName: 'E-Mail',
		name: 'email',
		type: 'string',
		default: '',
		placeholder: 'e.g. ann@example.com',
		description: "Also the rep's ID: it names the owner in leads and lists",
	},
	{
		displayName: 'Active',
		name: 'active',
		type: 'boolean',
		default: true,
		description: 'Whether the rep gets leads at all',
	},
	{
		displayName: 'Weight',
		name: 'weight',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 1000, numberPrecision: 0 },
		default: 1,
		description: 'Share of leads compared with the others: 2 gets twice as many as 1, 0 gets none',
	},
	{
		displayName: 'Team',
		name: 'team',
		type: 'string',
		default: '',
		placeholder: 'e.g. North',
		description: 'Rules can send leads to a team',
	},
	{
		displayName: 'Manager',
		name: 'isManager',
		type: 'boolean',
		default: false,
		description: 'Whether the rep takes over when nobody is free; with weight 0 only then',
	},
	{
		displayName: 'Partner',
		name: 'isPartner',
		type: 'boolean',
		default: false,
		description:
			'Whether this is another company: it gets only leads that a rule sends to it and that agreed to be shared',
	},
	{
		displayName: 'Price',
		name: 'price',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 2 },
		default: '',
		description: 'What a lead costs the partner; kept with each assignment',
		displayOptions: { show: { isPartner: [true] } },
	},
	{
		displayName: 'Return Within (Days)',
		name: 'returnDays',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 14,
		description: "Until when 'Release' takes a lead back from the partner",
		displayOptions: { show: { isPartner: [true] } },
	},
	{
		displayName: 'Languages',
		name: 'languages',
		type: 'string',
		default: '',
		placeholder: 'e.g. en, de',
		description: 'Language codes; empty for any',
	},
	{
		displayName: 'Territories',
		name: 'territories',
		type: 'string',
		default: '',
		placeholder: 'e.g. DE, AT, US-CA',
		description: 'Countries, or country and state; empty for any',
	},
	{
		displayName: 'Works On',
		name: 'days',
		type: 'multiOptions',
		options: [
			{ name: 'Monday', value: 1 },
			{ name: 'Tuesday', value: 2 },
			{ name: 'Wednesday', value: 3 },
			{ name: 'Thursday', value: 4 },
			{ name: 'Friday', value: 5 },
			{ name: 'Saturday', value: 6 },
			{ name: 'Sunday', value: 7 },
		],
		default: [1, 2, 3, 4, 5],
		description: 'Matters where hours are given',
	},
	{
		displayName: 'Works From',
		name: 'from',
		type: 'string',
		default: '',
		placeholder: 'e.g. 09:00',
		description: 'Leads come only in these hours; empty for at any time',
	},
	{ displayName: 'Works To', name: 'to', type: 'string', default: '', placeholder: 'e.g. 17:30' },
	{
		displayName: 'Time Zone',
		name: 'timezone',
		type: 'string',
		default: '',
		placeholder: 'e.g. Europe/Berlin',
		description: "Zone of the hours; empty for the workspace's",
	},
	{
		displayName: 'Days Off',
		name: 'leave',
		type: 'string',
		default: '',
		placeholder: 'e.g. 2026-12-24 to 2027-01-02, 2027-03-05',
		description: 'Days or spans of days without leads',
	},
	cap('Per Hour', 'perHour'),
	cap('Per Day', 'perDay'),
	cap('Per 30 Days', 'per30Days'),
];

/** The table of reps. */
export const repsProperty: INodeProperties = {
	displayName: 'Rep List',
	name: 'repList',
	type: 'fixedCollection',
	typeOptions: titledRows('name', 'email'),
	placeholder: 'Add Rep',
	default: {},
	description: 'Who gets leads; saved to the reps list of the workspace when the node runs',
	options: [{ displayName: 'Rep', name: 'rep', values: repFields }],
	displayOptions: { show: { reps: ['define'] } },
};

/** A rep of the table, or what is wrong with the row. */
export function toRep(row: Row, index: number): Rep | string {
	const email = asText(row['email'])?.toLowerCase() ?? '';
	const name = asText(row['name']) ?? email;
	const where = `Rep ${index + 1}${name === '' ? '' : ` '${name}'`}`;
	const repId = email === '' ? name : email;
	if (repId === '') return `${where} has neither name nor e-mail.`;
	const leave = asList(row['leave']).map(toLeave);
	if (leave.includes(undefined)) {
		return `${where}: 'Days Off' are written as 2026-12-24 or 2026-12-24 to 2027-01-02, separated by commas.`;
	}
	const hours = toHours(row);
	if (hours === 'wrong')
		return `${where}: 'Works From' and 'Works To' are written as 09:00 and 17:30.`;
	const team = asText(row['team']);
	const timezone = asText(row['timezone']);
	const caps = {
		perHour: asNumber(row['perHour']),
		perDay: asNumber(row['perDay']),
		per30Days: asNumber(row['per30Days']),
	};
	return {
		repId,
		name,
		email,
		active: row['active'] !== false,
		weight: asNumber(row['weight']) ?? 1,
		languages: asList(row['languages']),
		territories: asList(row['territories']),
		leave: leave.filter((one) => one !== undefined),
		caps: Object.fromEntries(Object.entries(caps).filter(([, value]) => value !== undefined)),
		...(team === undefined ? {} : { team }),
		...(timezone === undefined ? {} : { timezone }),
		...(hours === undefined ? {} : { workingHours: [hours] }),
		...(row['isManager'] === true ? { isManager: true } : {}),
		...(row['isPartner'] === true ? { partner: toTerms(row) } : {}),
	};
}

function toTerms(row: Row): NonNullable<Rep['partner']> {
	const price = asNumber(row['price']);
	return {
		...(price === undefined ? {} : { price }),
		returnDays: asNumber(row['returnDays']) ?? 14,
	};
}

function toHours(row: Row): NonNullable<Rep['workingHours']>[number] | 'wrong' | undefined {
	const from = asText(row['from']);
	const to = asText(row['to']);
	if (from === undefined && to === undefined) return undefined;
	if (from === undefined || to === undefined) return 'wrong';
	if (parseClock(from) === undefined || parseClock(to) === undefined) return 'wrong';
	const days = Array.isArray(row['days']) ? row['days'].map(asNumber) : [1, 2, 3, 4, 5];
	return { days: days.filter((day) => day !== undefined), from, to };
}

function toLeave(text: string): { from: string; to: string } | undefined {
	const [from = '', to = from] = text.split(/\s*(?:\bto\b|–|\.\.+|\/)\s*/).map((day) => day.trim());
	return parseDay(from) === undefined || parseDay(to) === undefined ? undefined : { from, to };
}
