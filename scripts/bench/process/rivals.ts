import { createRequire } from 'node:module';
import path from 'node:path';
import type { INode, INodeParameters, INodeType, IVersionedNodeType } from 'n8n-workflow';
import { moment } from './leads';

/** n8n's own nodes and the library it stores executions with, from a runnable n8n. */
export interface BuiltIns {
	type(name: string): INodeType | IVersionedNodeType;
	/** What n8n does to an execution before it writes it to its database. */
	stringify(value: unknown): string;
}

/** Loads n8n's built-in nodes from the folder of a runnable n8n. */
export function builtIns(folder: string): BuiltIns {
	const load = createRequire(path.join(folder, 'node_modules', 'n8n', 'package.json'));
	const base = path.join(folder, 'node_modules', 'n8n-nodes-base');
	const known: Record<string, { className: string; sourcePath: string }> = load(
		path.join(base, 'dist/known/nodes.json'),
	);
	const flatted: { stringify(value: unknown): string } = load('flatted');
	return {
		type: (name) => {
			const entry = known[name];
			if (entry === undefined) throw new Error(`n8n has no node '${name}'.`);
			return new (load(path.join(base, entry.sourcePath))[entry.className])();
		},
		stringify: flatted.stringify,
	};
}

/** A node of a benchmark's workflow. */
export function node(
	name: string,
	type: string,
	typeVersion: number,
	parameters: INodeParameters,
): INode {
	return { id: name, name, type, typeVersion, position: [0, 0], parameters };
}

/** The profile in an expression: what is not known is left out of both sums, as our node does. */
const fit = `={{ (() => {
	const title = ($json.title ?? '').toLowerCase();
	let met = 0, known = 0;
	if ($json.employees !== undefined) { known += 8; if ($json.employees >= 10 && $json.employees <= 2000) met += 8; }
	if (title) { known += 7; if (['ceo','owner','founder','head','director','vp','vice president','chief','manager','president','partner'].some((one) => title.includes(one))) met += 7; }
	known += 5; if ($json.company) met += 5;
	known += 4; if ($json.need) met += 4;
	return Math.round(1000 * met / known) / 10;
})() }}`;

const score = `={{ (() => {
	const rules = { 'form.submit': [15, 30], 'ad.click': [4, 7] };
	let engagement = 0;
	for (const { type, occurredAt } of $json.touchpoints) {
		const rule = rules[type];
		engagement += rule[0] * 2 ** (-(${moment} - Date.parse(occurredAt)) / 86400000 / rule[1]);
	}
	return Math.round(0.5 * $json.fit + 0.5 * engagement);
})() }}`;

const assignment = (name: string, value: string) => ({ id: name, name, value, type: 'number' });
const set = (name: string, value: string) => ({
	mode: 'manual',
	includeOtherFields: true,
	assignments: { assignments: [assignment(name, value)] },
	options: {},
});
const rule = (operation: string, rightValue: number) => ({
	conditions: {
		options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
		combinator: 'and',
		conditions: [
			{
				id: String(rightValue),
				leftValue: '={{ $json.score }}',
				rightValue,
				operator: { type: 'number', operation },
			},
		],
	},
});

/** Filter and score with built-in nodes: fit, score, then three ways. */
export const withExpressions: INode[] = [
	node('Fit', 'set', 3.4, set('fit', fit)),
	node('Score', 'set', 3.4, set('score', score)),
	node('Temperature', 'switch', 3.2, {
		mode: 'rules',
		rules: { values: [rule('gte', 50), rule('gte', 20), rule('lt', 20)] },
		options: {},
	}),
];

/** The same in one Code node, once for all items. */
export const withCode: INode[] = [
	node('Code', 'code', 2, {
		mode: 'runOnceForAllItems',
		jsCode: `return items.map((item, index) => {
	const $json = { ...item.json };
	$json.fit = ${inside(fit)};
	$json.score = ${inside(score)};
	return { json: $json, pairedItem: { item: index } };
});`,
	}),
];

/** n8n's floor: nodes that pass items on. */
export const floor = (count: number): INode[] =>
	Array.from({ length: count }, (_none, index) => node(`NoOp ${index}`, 'noOp', 1, {}));

function inside(expression: string): string {
	return expression.replace(/^=\{\{/, '').replace(/\}\}$/, '');
}
