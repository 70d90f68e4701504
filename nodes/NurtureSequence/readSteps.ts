import type { Step } from '../../lib/core/nurture/types';
import {
	asNumber,
	asText,
	inQuotes,
	oneOf,
	pickedCondition,
	WrongParameter,
	type Row,
} from '../shared';

const kinds: ReadonlyArray<Step['kind']> = [
	'email',
	'emailByAnotherNode',
	'phoneTask',
	'postalTask',
	'otherTask',
	'wait',
	'branch',
	'refresh',
];
const units = ['minutes', 'hours', 'days', 'businessDays', 'weeks'] as const;

/**
 * The steps of the panel's rows; keys follow the order, branches find their steps by name. A value that cannot be used ends the run:
 * without it a message would go to other people or at another time than its author wanted.
 *
 * @throws WrongParameter
 */
export function readSteps(rows: readonly Row[]): Step[] {
	const names = rows.map((row) => (asText(row['name']) ?? '').toLowerCase());
	const target = (value: unknown): string | undefined => {
		const name = asText(value)?.toLowerCase();
		if (name === undefined) return undefined;
		if (name === 'end') return 'end';
		const index = names.indexOf(name);
		return index < 0 ? name : `step${index + 1}`;
	};
	return rows.map((row, index): Step => {
		const text = (name: string) => asText(row[name]);
		const where = `Step ${index + 1}${text('name') === undefined ? '' : ` '${text('name')}'`}`;
		const number = (name: string, label: string) => numberOf(row[name], `${where}: '${label}'`);
		const kind = oneOf(kinds, row['kind'] ?? 'email', `${where}: 'Channel'`);
		const unit = oneOf(units, row['waitUnit'] ?? 'days', `${where}: 'Unit'`);
		const condition = pickedCondition(row, where);
		const subjectB = text('subjectB');
		const textB = text('textB');
		const repeat = number('repeatWeeks', 'Repeat Every (Weeks)') ?? 0;
		const step: Step = {
			stepId: `step${index + 1}`,
			kind,
			name: text('name') ?? `Step ${index + 1}`,
			wait: { amount: number('waitAmount', 'Wait Before') ?? 0, unit },
			subject: text('subject'),
			preheader: text('preheader'),
			text: text('text'),
			html: text('html'),
			condition,
			variantB:
				subjectB === undefined && textB === undefined
					? undefined
					: { subject: subjectB, text: textB },
			sameThread: row['sameThread'] === true ? true : undefined,
			repeatWeeks: repeat > 0 ? repeat : undefined,
			timeoutDays: number('timeoutDays', 'Days to Do It'),
			whenTrue: kind === 'branch' ? target(row['whenTrue']) : undefined,
			whenFalse: kind === 'branch' ? target(row['whenFalse']) : undefined,
		};
		return step;
	});
}

function numberOf(value: unknown, what: string): number | undefined {
	const number = asNumber(value);
	const isGiven = value !== undefined && value !== null && value !== '';
	if (number !== undefined || !isGiven) return number;
	throw new WrongParameter({
		message: `${what} cannot be ${inQuotes(value)}`,
		remedy: 'Enter a number, e.g. 2.',
	});
}
