import type { INodeProperties } from 'n8n-workflow';
import { reasons } from '../../lib/core/lead/lifecycle';
import type { Problem } from './errors';
import type { Run } from './run';

/** Whether items carry the reasons of what was decided, as an option. n8n keeps every item of every node with the execution. */
export const includeReasons: INodeProperties = {
	displayName: 'Include Reasons',
	name: 'includeReasons',
	type: 'boolean',
	default: true,
	description:
		'Whether items carry the reasons in words. Without them executions with many leads are smaller and faster; the lead store keeps the reasons all the same.',
};

/** Whether the user wants the reasons in the items. */
export function wantsReasons({ parameters }: Run): boolean {
	return parameters.flag('options.includeReasons', true);
}

/** What is wrong with a reason for leaving the process or coming back that is not in the list. */
export function noReason(reason: string): Problem {
	return {
		message: reason === '' ? "'Reason' is empty" : `There is no reason '${reason}'`,
		remedy: `Choose one from the list of 'Reason', or by expression one of: ${Object.keys(reasons).join(', ')}.`,
	};
}
