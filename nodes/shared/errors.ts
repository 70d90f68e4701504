import { NodeOperationError, type INode } from 'n8n-workflow';
import { toText } from '../../lib/core/filter/values';
import { StoreUnavailable } from '../../lib/process/stores';

/** What happened, and what the user can do about it. */
export interface Problem {
	/** What happened, with the field's label in single quotes, e.g. "No lead found for 'ann@example.com'". */
	message: string;
	/** What to do about it. */
	remedy?: string;
}

/** A parameter, the same for every item, that cannot be used as it is; ends the run as n8n's error before anything was done. */
export class WrongParameter extends Error {
	constructor(readonly problem: Problem) {
		super(problem.message);
	}
}

/**
 * A value as messages show it: short, and 'empty' where there is none.
 * @example inQuotes('') //=> 'empty'
 */
export function inQuotes(value: unknown): string {
	const text = toText(value).trim();
	if (text === '') return 'empty';
	return `'${text.length > 80 ? `${text.slice(0, 80)}…` : text}'`;
}

/**
 * A value as one of a list. @param what the field as messages name it, e.g. "Step 1: 'Channel'"
 * @throws WrongParameter where it is none of them
 */
export function oneOf<T extends string>(allowed: readonly T[], value: unknown, what: string): T {
	const known = allowed.find((one) => one === value);
	if (known !== undefined) return known;
	throw new WrongParameter({
		message: `${what} cannot be ${inQuotes(value)}`,
		remedy: `Choose one of: ${allowed.join(', ')}.`,
	});
}

/** A problem as n8n's error: message, remedy below it, the item it is about. */
export function toNodeError(node: INode, problem: Problem, itemIndex?: number): NodeOperationError {
	const where = itemIndex === undefined ? '' : ` [item ${itemIndex}]`;
	return new NodeOperationError(node, `${problem.message}${where}`, {
		...(problem.remedy === undefined ? {} : { description: problem.remedy }),
		...(itemIndex === undefined ? {} : { itemIndex }),
		level: 'warning',
	});
}

/** Anything that was thrown, as n8n's error. What the store cannot do now says whether trying again may help. */
export function fromThrown(node: INode, thrown: unknown): NodeOperationError {
	if (thrown instanceof NodeOperationError) return thrown;
	if (thrown instanceof WrongParameter) return toNodeError(node, thrown.problem);
	if (thrown instanceof StoreUnavailable) {
		return new NodeOperationError(node, thrown, {
			message: `The lead store cannot be used now: ${thrown.message}`,
			description: thrown.retryable
				? "Nothing was lost. Run the workflow again, or switch on 'Retry On Fail' in the node's settings."
				: "Check that n8n's folder can be written to and that its disk has room, then run the workflow again.",
		});
	}
	const error = thrown instanceof Error ? thrown : new Error(String(thrown));
	return new NodeOperationError(node, error);
}
