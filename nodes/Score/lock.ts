import type { INodeProperties } from 'n8n-workflow';
import type { ScoreLock } from '../../lib/process/score/prepare';
import { stop, type Run } from '../shared';

/** Options by which a person's word stands above the rules. */
export const lockOptions: INodeProperties[] = [
	{
		displayName: 'Lock',
		name: 'lock',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Hold the Score',
				value: 'hold',
				description:
					"Holds these leads' scores at what they are now, whatever happens, until unlocked",
			},
			{
				name: 'Unlock',
				value: 'lift',
				description: 'The rules decide again',
			},
		],
		default: 'hold',
		description: "Whether a person's word stands above the rules for the leads that come in",
	},
	{
		displayName: 'Lock at Score',
		name: 'lockAt',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 100 },
		default: 100,
		description: 'Holds the scores of the leads that come in at this number until unlocked',
	},
];

/** What is said where an option about single leads meets the whole store. */
export const onlyForItems = {
	message: "'As Of' and 'Lock' are about the leads that come in, not about all of the store",
	remedy: "Take the option out, or set 'Leads' to From Incoming Items.",
};

/** The lock that the options ask for. */
export function lockOf(run: Run): ScoreLock | undefined {
	const { parameters, store } = run;
	const at = parameters.number('options.lockAt');
	const word = parameters.text('options.lock');
	if (at === undefined && word === '') return undefined;
	if (store === 'none') {
		throw stop(run, {
			message: 'A score is locked with the lead, and there is no store to keep it in',
			remedy: "Choose a 'Lead Store', or take 'Lock' out of the options.",
		});
	}
	if (word === 'lift') {
		if (at === undefined) return { kind: 'lift' };
		throw stop(run, {
			message: "'Lock' says Unlock, and 'Lock at Score' says at what to lock",
			remedy: 'Take one of the two options out.',
		});
	}
	return at === undefined ? { kind: 'hold' } : { kind: 'hold', at };
}
