import { toRep } from '../../lib/core/assign/repRow';
import type { INodeProperties } from 'n8n-workflow';
import type { AssignPolicy } from '../../lib/core/assign/request';
import { checkRules } from '../../lib/core/assign/rules';
import type { Rep } from '../../lib/core/assign/types';
import type { AssignOutcome } from '../../lib/process/assign/assign';
import { stop, type Run } from '../shared';
import { rulesProperty, toAssignRule } from './rules';

const strategies: INodeProperties = {
	displayName: 'Strategy',
	name: 'strategy',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Round Robin',
			value: 'roundRobin',
			description: 'In turn, by weight; an absence shifts nobody',
		},
		{
			name: 'Least Busy',
			value: 'leastBusy',
			description: 'Who has the fewest open leads for the weight',
		},
		{
			name: 'First Available',
			value: 'firstAvailable',
			description: 'The first of the list who is free',
		},
		{
			name: 'Offer and Accept',
			value: 'offer',
			description: 'In turn; the rep accepts or the lead goes on',
		},
		{
			name: 'Keep in Pool',
			value: 'pool',
			description: 'Leads wait until a rep claims the next one',
		},
	],
	default: 'roundRobin',
};

const sla = (displayName: string, name: string, preset: number, unit: string): INodeProperties => ({
	displayName,
	name,
	type: 'number',
	typeOptions: { minValue: 0 },
	default: preset,
	description: `${unit} of the rep's working time until the first answer is due`,
});

/** How leads find their rep: the part of the panel that Assign and Reassign Overdue have in common. */
export const policyFields: INodeProperties[] = [
	rulesProperty,
	strategies,
	{
		displayName: 'Keep With',
		name: 'keepWith',
		type: 'multiOptions',
		options: [
			{
				name: 'Existing Owner',
				value: 'owner',
				description: 'A lead that comes back returns to its owner',
			},
			{
				name: 'Same Company',
				value: 'company',
				description: 'People of one company have one rep',
			},
		],
		default: ['owner', 'company'],
	},
	{
		displayName: 'If Nobody Is Free',
		name: 'fallback',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Manager', value: 'manager', description: 'The manager of the team takes it' },
			{ name: 'Pool', value: 'pool', description: 'It waits until a rep claims it' },
			{ name: 'Unassigned', value: 'unassigned' },
		],
		default: 'manager',
	},
	sla('Answer Hot In (Minutes)', 'slaHot', 15, 'Minutes'),
	sla('Answer Warm In (Hours)', 'slaWarm', 4, 'Hours'),
	sla('Answer Cold In (Business Days)', 'slaCold', 1, 'Business days'),
];

/** The policy that the panel describes; what the panel of an operation does not ask has its default. */
export function policyOf(run: Run): AssignPolicy {
	const { parameters } = run;
	const rules = parameters.rows('rules', 'rule').map(toAssignRule);
	const [wrong, ...others] = checkRules(rules);
	if (wrong !== undefined)
		throw stop(run, { message: wrong, remedy: others.join('\n') || "Correct it under 'Rules'." });
	const keep = parameters.list('keepWith');
	return {
		rules,
		strategy: parameters.choice<AssignPolicy['strategy']>('strategy', [
			'roundRobin',
			'leastBusy',
			'firstAvailable',
			'offer',
			'pool',
		]),
		keepWith: (['owner', 'company'] as const).filter((one) => keep.includes(one)),
		fallback: parameters.choice<AssignPolicy['fallback']>('fallback', [
			'manager',
			'pool',
			'unassigned',
		]),
		slaMinutes: {
			hot: parameters.number('slaHot', 15),
			warm: parameters.number('slaWarm', 4) * 60,
			cold: parameters.number('slaCold', 1) * 1440,
		},
		card: parameters.flag('notifyOwner') && !run.manual,
	};
}

/** The reps of the table; none where they come from the list. */
export function definedReps(run: Run): Rep[] {
	if (run.parameters.choice('reps', ['define', 'list']) === 'list') return [];
	const made = run.parameters.rows('repList', 'rep').map(toRep);
	const reps = made.filter((rep) => typeof rep !== 'string');
	const wrong = made.find((rep) => typeof rep === 'string');
	const twice = reps.find(
		({ repId }, index) => reps.findIndex((one) => one.repId === repId) < index,
	);
	const message = wrong ?? (twice && `'${twice.repId}' is in the list twice.`);
	if (message !== undefined) throw stop(run, { message, remedy: "Correct it under 'Rep List'." });
	return reps;
}

/** What an item gets to know. */
export function told(outcome: AssignOutcome): object {
	const { leadId, stage, owner, team, assignedAt, dueAt } = outcome.lead;
	const lead = { leadId, owner: owner ?? null, team, assignedAt, dueAt, stage };
	if (outcome.kind === 'unassigned') {
		return { ...lead, assignment: { why: outcome.why, skipped: outcome.skipped } };
	}
	const rep = outcome.rep && { ownerName: outcome.rep.name, ownerEmail: outcome.rep.email };
	if (outcome.kind === 'kept')
		return { ...lead, ...rep, assignment: { why: outcome.why, kept: true } };
	const { pool, rule, why, skipped, price, returnUntil } = outcome.assignment;
	return { ...lead, ...rep, assignment: { pool, rule, why, skipped, price, returnUntil } };
}
