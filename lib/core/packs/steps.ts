import type { Step, Wait } from '../nurture/types';

type Content = Pick<Step, 'text'> & Partial<Step>;

const days = (amount: number): Wait => ({ amount, unit: 'businessDays' });

/** Steps in their order, with the keys that a sequence wants. */
export function inOrder(steps: ReadonlyArray<Omit<Step, 'stepId'>>): Step[] {
	return steps.map((step, index) => ({ stepId: `step${index + 1}`, ...step }));
}

/** An e-mail some business days after the step before. */
export function mail(name: string, after: number, content: Content): Omit<Step, 'stepId'> {
	return { kind: 'email', name, wait: days(after), ...content };
}

/** A call that somebody has to make; the sequence goes on when it is done, or after `timeoutDays`. */
export function call(name: string, wait: Wait | number, text: string): Omit<Step, 'stepId'> {
	return {
		kind: 'phoneTask',
		name,
		wait: typeof wait === 'number' ? days(wait) : wait,
		text,
		timeoutDays: 3,
	};
}
