import { Script } from 'node:vm';
import { isJson, listAt } from '../runtime/json';
import { valuesIn } from './secrets';

/** Between two braces, as n8n splits a text: up to the first two closing ones. */
const parts = /(?<!\\)\{\{([\s\S]*?)\}\}/gu;

/** Expressions that n8n cannot read: a workflow with one stops when it comes there, and not before. */
export function expressionProblems(workflow: unknown): string[] {
	return listAt(workflow, 'nodes')
		.filter(isJson)
		.flatMap((node) =>
			valuesIn(node['parameters'])
				.filter(([, value]) => value.startsWith('='))
				.flatMap(([name, value]) =>
					faultsIn(value).map(
						(fault) =>
							`'${String(node['name'])}': the expression in '${name}' cannot be read: ${fault}.`,
					),
				),
		);
}

function faultsIn(text: string): string[] {
	return [...text.matchAll(parts)].flatMap(([, code = '']) => faultIn(code) ?? []);
}

function faultIn(code: string): string | undefined {
	try {
		// Compiled, never run.
		new Script(`(${code}\n)`);
		return undefined;
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
}
