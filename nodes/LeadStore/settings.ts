import type { INodeProperties } from 'n8n-workflow';
import { checkSettings } from '../../lib/core/workspace/check';
import type { WorkspaceSettings } from '../../lib/core/workspace/settings';
import { stop, type Operation, type Parameters } from '../shared';

const weekDays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

const fields: INodeProperties[] = [
	{
		displayName: 'Time Zone',
		name: 'timezone',
		type: 'string',
		default: '',
		placeholder: 'e.g. Europe/Berlin',
		description: 'The zone of your business; leave empty to keep what is set',
	},
	{
		displayName: 'Default Country',
		name: 'defaultCountry',
		type: 'string',
		default: '',
		placeholder: 'e.g. DE',
		description: 'The country of phone numbers and addresses that do not name one, as two letters',
	},
	{
		displayName: 'Language',
		name: 'language',
		type: 'string',
		default: '',
		placeholder: 'e.g. en',
		description: 'The language of leads that do not name one',
	},
	{
		displayName: 'Currency',
		name: 'currency',
		type: 'string',
		default: '',
		placeholder: 'e.g. EUR',
		description: 'The currency of values that do not name one',
	},
	{
		displayName: 'Working Days',
		name: 'workingDays',
		type: 'multiOptions',
		options: weekDays.map((name, index) => ({ name, value: index + 1 })),
		default: [1, 2, 3, 4, 5],
		description: 'The days on which your team works',
	},
	{
		displayName: 'Work Starts At',
		name: 'workFrom',
		type: 'string',
		default: '09:00',
		placeholder: 'e.g. 09:00',
		description: 'Start of the working day in the time zone above',
	},
	{
		displayName: 'Work Ends At',
		name: 'workTo',
		type: 'string',
		default: '17:00',
		placeholder: 'e.g. 17:00',
		description: 'End of the working day; earlier than the start means after midnight',
	},
	{
		displayName: 'Holidays',
		name: 'holidays',
		type: 'string',
		default: '',
		placeholder: 'e.g. 2026-12-25, 2027-01-01',
		description: 'Days without work, separated by commas; leave empty to keep what is set',
	},
	{
		displayName: 'Sender',
		name: 'from',
		type: 'string',
		default: '',
		placeholder: 'e.g. Example Ltd <hello@example.com>',
		description: 'Who mails come from where a node does not say',
	},
	{
		displayName: 'Reply To',
		name: 'replyTo',
		type: 'string',
		default: '',
		placeholder: 'e.g. sales@example.com',
		description: 'Where answers to mails go',
	},
	{
		displayName: 'Postal Address',
		name: 'postalAddress',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		placeholder: 'e.g. Example Ltd, 1 Example Street, 12345 Example Town',
		description: 'Printed at the foot of mails; many countries require it in marketing mail',
	},
	{
		displayName: 'Test Mode',
		name: 'testMode',
		type: 'boolean',
		default: false,
		description:
			'Whether every mail of this workspace goes to one address of yours instead of the lead',
	},
	{
		displayName: 'Test Address',
		name: 'testAddress',
		type: 'string',
		default: '',
		placeholder: 'e.g. me@example.com',
		description: 'Where mails go in test mode',
		displayOptions: { show: { testMode: [true] } },
	},
];

/** Keeps what all nodes of a workspace have in common, so that their panels can stay empty. */
export const saveSettings: Operation = {
	value: 'settings',
	name: 'Settings',
	action: 'Save workspace settings',
	description:
		'Save time zone, working hours, sender and postal address once for all nodes of a workspace',
	outputs: ['Result'],
	fields,
	async run(run) {
		const patch = readSettings(run.parameters);
		const problem = checkSettings(patch)[0];
		if (problem) {
			throw stop(run, {
				message: `${problem.message} as ${labelOf(problem.field)}`,
				remedy: problem.remedy,
			});
		}
		const { store } = await run.context();
		run.emitNew('Result', await store.saveSettings(patch));
	},
};

function readSettings(parameters: Parameters): Partial<WorkspaceSettings> {
	const text = (name: string): string | undefined => parameters.text(name) || undefined;
	const days = parameters.list('workingDays').map(Number);
	const holidays = parameters.list('holidays');
	const testAddress = parameters.text('testAddress');
	const wanted: Partial<WorkspaceSettings> = {
		timezone: text('timezone'),
		defaultCountry: text('defaultCountry')?.toUpperCase(),
		language: text('language'),
		currency: text('currency')?.toUpperCase(),
		workingHours: [
			{ days, from: parameters.text('workFrom', '09:00'), to: parameters.text('workTo', '17:00') },
		],
		holidays: holidays.length > 0 ? holidays : undefined,
		from: text('from'),
		replyTo: text('replyTo'),
		postalAddress: text('postalAddress'),
	};
	const known = Object.entries(wanted).filter(([, value]) => value !== undefined);
	// Switching test mode off has to reach the store too, so this one is always sent.
	return {
		...Object.fromEntries(known),
		testMode: parameters.flag('testMode') ? { to: testAddress } : undefined,
	};
}

function labelOf(field: string): string {
	return field === 'testMode'
		? "'Test Address'"
		: `'${field.replace(/[A-Z]/g, (letter) => ` ${letter}`).replace(/^./, (letter) => letter.toUpperCase())}'`;
}
