import { asList } from '../../loose';
import { checkSettings } from '../../workspace/check';
import type { WorkspaceSettings } from '../../workspace/settings';
import type { CellValue } from '../cells';
import type { Layout } from '../layout';
import { readRows } from '../rows';
import { plainText } from '../safeText';
import type { ListRow } from './plan';
import { agreedColumn } from './tabs';
import { dayList, daysOf, typedText } from './typed';

type Settings = WorkspaceSettings;

/** A setting as a row: how it reads, what it is for, and what a typed text means. */
interface Setting {
	label: string;
	about: string;
	kind?: 'clock' | 'day';
	show(settings: Settings): string;
	/** Undefined where the text cannot be read; the rest is checked as everywhere. */
	read(text: string, settings: Settings): Partial<Settings> | undefined;
	/** May be left empty; other settings come back when they are emptied. */
	optional?: true;
}

const first = ({ workingHours: [hours] }: Settings) =>
	hours ?? { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' };
const withHours = (settings: Settings, change: object): Partial<Settings> => ({
	workingHours: [{ ...first(settings), ...change }, ...settings.workingHours.slice(1)],
});

const rows: Readonly<Record<string, Setting>> = {
	timezone: {
		label: 'Time zone',
		about: 'The zone of your business, e.g. Europe/Berlin',
		show: ({ timezone }) => timezone,
		read: (timezone) => ({ timezone }),
	},
	defaultCountry: {
		label: 'Default country',
		about: 'The country of phone numbers and addresses that do not name one, as two letters',
		show: ({ defaultCountry }) => defaultCountry,
		read: (text) => ({ defaultCountry: text.toUpperCase() }),
	},
	language: {
		label: 'Language',
		about: 'The language of leads that do not name one, e.g. en',
		show: ({ language }) => language,
		read: (language) => ({ language }),
	},
	currency: {
		label: 'Currency',
		about: 'The currency of values that do not name one, e.g. EUR',
		show: ({ currency }) => currency,
		read: (text) => ({ currency: text.toUpperCase() }),
	},
	workingDays: {
		label: 'Working days',
		about: 'The days on which your team works: Mon, Tue, Wed …',
		show: (settings) => dayList(first(settings).days).join(', '),
		read(text, settings) {
			const days = daysOf(asList(text));
			return days && days.length > 0 ? withHours(settings, { days }) : undefined;
		},
	},
	workFrom: {
		label: 'Work starts at',
		about: 'Start of the working day in the time zone above, e.g. 09:00',
		kind: 'clock',
		show: (settings) => first(settings).from,
		read: (from, settings) => withHours(settings, { from }),
	},
	workTo: {
		label: 'Work ends at',
		about: 'End of the working day; earlier than the start means after midnight',
		kind: 'clock',
		show: (settings) => first(settings).to,
		read: (to, settings) => withHours(settings, { to }),
	},
	holidays: {
		label: 'Holidays',
		about: 'Days without work, separated by commas: 2026-12-25, 2027-01-01',
		kind: 'day',
		optional: true,
		show: ({ holidays }) => holidays.join(', '),
		read: (text) => ({ holidays: asList(text) }),
	},
	from: {
		label: 'Sender',
		about: 'Who mails come from where a node does not say, e.g. Example Ltd <hello@example.com>',
		optional: true,
		show: ({ from = '' }) => from,
		read: (from) => ({ from: from || undefined }),
	},
	replyTo: {
		label: 'Reply to',
		about: 'Where answers to mails go',
		optional: true,
		show: ({ replyTo = '' }) => replyTo,
		read: (replyTo) => ({ replyTo: replyTo || undefined }),
	},
	postalAddress: {
		label: 'Postal address',
		about: 'Printed at the foot of mails; many countries require it in marketing mail',
		optional: true,
		show: ({ postalAddress = '' }) => postalAddress,
		read: (postalAddress) => ({ postalAddress: postalAddress || undefined }),
	},
	testAddress: {
		label: 'Test address',
		about:
			'While an address stands here, every mail of this workspace goes to it instead of the lead',
		optional: true,
		show: ({ testMode }) => testMode?.to ?? '',
		read: (to) => ({ testMode: to === '' ? undefined : { to } }),
	},
};

/** The settings as rows of the tab. */
export function settingLines(settings: Settings): ListRow[] {
	return Object.entries(rows).map(([key, { label, about, show }]) => {
		const value = show(settings);
		return { key, label, about, value, [agreedColumn]: value };
	});
}

/** What people changed in the tab. */
export interface ReadSettings {
	/** What is to be saved; empty where nothing was changed. */
	patch: Partial<Settings>;
	/** Rows that cannot be taken, with the row as the sheet counts it and the setting's key. */
	problems: Array<{ row: number; key: string; message: string }>;
}

/** Takes the values that differ from what tab and store agreed on last. */
export function readSettings(
	values: ReadonlyArray<readonly CellValue[]>,
	layout: Layout,
	before: Settings,
): ReadSettings {
	const read: ReadSettings = { patch: {}, problems: [] };
	for (const { row, id = '', cells } of readRows(values, layout)) {
		const setting = Object.hasOwn(rows, id) ? rows[id] : undefined;
		if (!setting) continue;
		const settings = { ...before, ...read.patch };
		const text = textOf(typedText(cells['value'], setting.kind));
		if (text === textOf(cells[agreedColumn]) || text === setting.show(settings)) continue;
		if (text === '' && !setting.optional) continue;
		const change = setting.read(text, settings);
		const [problem] = change ? checkSettings(change) : [];
		if (!change || problem) {
			const message = problem ? `${problem.message}. ${problem.remedy}` : setting.about;
			read.problems.push({ row: row + 1, key: id, message: `'${setting.label}': ${message}` });
			continue;
		}
		read.patch = { ...read.patch, ...change };
	}
	return read;
}

function textOf(cell: CellValue): string {
	return cell === undefined ? '' : plainText(String(cell)).trim();
}
