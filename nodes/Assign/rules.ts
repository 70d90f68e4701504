import type { INodeProperties } from 'n8n-workflow';
import type { AssignRule } from '../../lib/core/assign/request';
import { asText, conditionFields, pickedCondition, titledRows, type Row } from '../shared';

/** The table of rules that choose the team or rep. */
export const rulesProperty: INodeProperties = {
	displayName: 'Rules',
	name: 'rules',
	type: 'fixedCollection',
	typeOptions: titledRows('field', 'fieldName', 'operator', 'value', 'to', 'kind', 'target'),
	placeholder: 'Add Rule',
	default: {},
	description:
		'The first rule that is met says who gets the lead; a rule without a field is met by every lead. Leads that meet none go to everyone.',
	options: [
		{
			displayName: 'Rule',
			name: 'rule',
			values: [
				...conditionFields(),
				{
					displayName: 'Then To',
					name: 'kind',
					type: 'options',
					noDataExpression: true,
					options: [
						{ name: 'Team', value: 'team' },
						{ name: 'Rep', value: 'rep' },
						{ name: 'Partner', value: 'partner' },
						{
							name: 'Pool',
							value: 'pool',
							description: 'The lead waits there until a rep claims it',
						},
					],
					default: 'team',
				},
				{
					displayName: 'Name',
					name: 'target',
					type: 'string',
					default: '',
					placeholder: 'e.g. North, or ann@example.com',
					description: "The team or pool, or the rep's name or e-mail",
				},
			],
		},
	],
};

/** The rule of a row; one without a field is met by every lead, one with half a condition ends the run. */
export function toAssignRule(row: Row, index: number): AssignRule {
	const condition = pickedCondition(row, `Rule ${index + 1}`);
	const target = asText(row['target']) ?? '';
	const kind = row['kind'];
	const to = {
		kind: kind === 'rep' || kind === 'partner' || kind === 'pool' ? kind : 'team',
		id: target,
	} as const;
	const name = condition
		? [condition.field, condition.operator, condition.value].filter(Boolean).join(' ')
		: 'every lead';
	return {
		name,
		field: condition?.field ?? '',
		operator: condition?.operator ?? 'is',
		value: condition?.value,
		upTo: condition?.to,
		to,
	};
}
