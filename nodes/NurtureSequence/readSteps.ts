import type { Step } from '../../lib/core/nurture/types';
import { asNumber, asText, pickedCondition, type Row } from '../shared';

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

/** The steps of the panel's rows; keys follow the order, branches find their steps by name. */
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
		const kind = kinds.find((one) => one === row['kind']) ?? 'email';
		const unit = units.find((one) => one === row['waitUnit']) ?? 'days';
		const condition = pickedCondition(row);
		const text = (name: string) => asText(row[name]);
		const subjectB = text('subjectB');
		const textB = text('textB');
		const repeat = asNumber(row['repeatWeeks']) ?? 0;
		const step: Step = {
			stepId: `step${index + 1}`,
			kind,
			name: text('name') ?? `Step ${index + 1}`,
			wait: { amount: asNumber(row['waitAmount']) ?? 0, unit },
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
			timeoutDays: asNumber(row['timeoutDays']),
			whenTrue: kind === 'branch' ? target(row['whenTrue']) : undefined,
			whenFalse: kind === 'branch' ? target(row['whenFalse']) : undefined,
		};
		return step;
	});
}
