import type { INodeProperties } from 'n8n-workflow';
import type { Decay } from '../../lib/core/score/decay';
import { defaultRules, type ScoreRule } from '../../lib/core/score/rules';
import { verifiableFields, verificationResults } from '../../lib/core/score/verification';
import type { OutsideField } from '../../lib/process/score/prepare';
import {
	asList,
	asNumber,
	asText,
	otherField,
	pickedCondition,
	pickedField,
	titledRows,
	WrongParameter,
	type Row,
} from '../shared';
import { ruleFields } from './ruleFields';

/** The rules table. */
export const rulesProperty: INodeProperties = {
	displayName: 'Rules',
	name: 'rules',
	type: 'fixedCollection',
	typeOptions: titledRows(
		'name',
		'touchpoint',
		'ownType',
		'check',
		'checkResult',
		'field',
		'fieldName',
		'operator',
		'value',
		'points',
	),
	placeholder: 'Add Rule',
	default: { rule: defaultRules.map(toRow) },
	description: 'What gives points, how many, how they fade, and how often they count',
	options: [{ displayName: 'Rule', name: 'rule', values: ruleFields }],
};

/** The rules of a line. */
export function toRule(row: Row, index: number): ScoreRule[] {
	const where = `Rule ${index + 1}`;
	const points = asNumber(row['points']) ?? 10;
	const name = asText(row['name']);
	const named = name === undefined ? {} : { name };
	switch (row['when'] ?? 'touchpoint') {
		case 'silence':
			return [{ kind: 'silence', days: asNumber(row['days']) ?? 90, points }];
		case 'verification':
			return [
				{
					kind: 'verification',
					field: keyOf(verifiableFields, row['check']) ?? 'email',
					result: keyOf(verificationResults, row['checkResult']) ?? 'valid',
					points,
					...named,
				},
			];
		case 'field':
		case 'external': {
			const when = pickedCondition(row, where);
			if (when === undefined) {
				throw new WrongParameter({
					message: `${where}: no field is chosen`,
					remedy: "Choose the field that gives the points, or remove the line under 'Rules'.",
				});
			}
			const since = pickedField(row, 'since');
			if (row['when'] === 'external' && since === '' && row['since'] === otherField) {
				throw new WrongParameter({
					message: `${where}: the name of the field that says when is empty`,
					remedy: "Enter the field's name, or choose '(None)'.",
				});
			}
			const external = row['when'] === 'external' && since !== '';
			return [
				{
					kind: 'field',
					when,
					points,
					...named,
					...(external ? { since, decay: toDecay(row) } : {}),
				},
			];
		}
		default: {
			const what = asText(row['touchpoint']) ?? 'formSubmit';
			const atMost = asNumber(row['atMost']) ?? 0;
			return [
				{
					kind: 'touchpoint',
					when: what === otherField ? (asText(row['ownType']) ?? '') : what,
					points,
					decay: toDecay(row),
					mentions: asList(row['mentions']),
					...(atMost > 0 ? { atMost } : {}),
					...named,
				},
			];
		}
	}
}

/** Fields that the rules about external results are read from: an item's own come first. */
export function outsideFields(rows: readonly Row[]): OutsideField[] {
	return rows.flatMap((row) => {
		const field = pickedField(row);
		return row['when'] === 'external' && field !== ''
			? [{ field, since: pickedField(row, 'since') }]
			: [];
	});
}

function keyOf<Key extends string>(list: Readonly<Record<Key, string>>, value: unknown) {
	const isKey = (key: string): key is Key => key === value;
	return Object.keys(list).find(isKey);
}

function toDecay(row: Row): Decay {
	const days = asNumber(row['halfLife']) ?? 30;
	switch (row['fades'] ?? 'halfLife') {
		case 'none':
			return { kind: 'none' };
		case 'window':
			return { kind: 'window', days };
		case 'linear':
			return { kind: 'linear', share: (asNumber(row['step']) ?? 25) / 100, period: days };
		default:
			return { kind: 'halfLife', days };
	}
}

function toRow(rule: ScoreRule): Record<string, string | number> {
	if (rule.kind === 'silence') return { when: 'silence', days: rule.days, points: rule.points };
	if (rule.kind !== 'touchpoint') return { when: rule.kind, points: rule.points };
	const { decay } = rule;
	return {
		when: 'touchpoint',
		touchpoint: rule.when,
		points: rule.points,
		fades: decay.kind,
		...(decay.kind === 'halfLife' ? { halfLife: decay.days } : {}),
		atMost: rule.atMost ?? 0,
	};
}
