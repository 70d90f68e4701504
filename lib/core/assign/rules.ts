import { compileCondition, type CompiledCondition, type Condition } from '../filter/condition';
import type { Lead } from '../lead/lead';
import type { AssignRule } from './request';

/**
 * Makes the ordered rules ready: the first that is met names the pool. A rule without a field matches every lead; a rule
 * that cannot be compiled matches none (`checkRules` names it); a value that is not known meets nothing.
 */
export function compileRules(
	rules: readonly AssignRule[],
): (lead: Lead, now: number) => AssignRule | undefined {
	const ready = rules.flatMap(
		(rule): Array<{ rule: AssignRule; condition?: CompiledCondition }> => {
			if (rule.field.trim() === '') return [{ rule }];
			const result = compileCondition(conditionOf(rule));
			return result.kind === 'compiled' ? [{ rule, condition: result.condition }] : [];
		},
	);
	return (lead, now) => {
		for (const { rule, condition } of ready) {
			if (condition === undefined || condition.ask(lead, now) === 'met') return rule;
		}
		return undefined;
	};
}

/** What is wrong with rules, one sentence each; empty when all is well. */
export function checkRules(rules: readonly AssignRule[]): string[] {
	return rules.flatMap((rule, index) => {
		const where = `Rule ${index + 1}${rule.name === '' ? '' : ` '${rule.name}'`}`;
		if (rule.to.id.trim() === '')
			return [`${where}: name the ${rule.to.kind} that gets the leads.`];
		if (rule.field.trim() === '') return [];
		const result = compileCondition(conditionOf(rule));
		return result.kind === 'wrong' ? [`${where}: ${result.message}`] : [];
	});
}

function conditionOf({ field, operator, value, upTo }: AssignRule): Condition {
	return { field, operator, value, to: upTo };
}
