import { describe, expect, it } from '@jest/globals';
import type { INodeType } from 'n8n-workflow';
import { allNodes } from '../../scripts/engine/catalogue';
import { runNode } from '../../scripts/engine/node';
import {
	outputsOf,
	propertiesOf,
	runOperation,
	subtitleOf,
	type Operation,
	type Operations,
} from '../../nodes/shared';
import { useStore } from './store';

const sort: Operation = {
	value: 'sort',
	name: 'Sort',
	action: 'Sort numbers',
	description: 'Even numbers to Even, odd ones to Odd',
	outputs: ['Even', 'Odd'],
	fields: [],
	async run(run) {
		for (const [index, { json }] of run.items.entries()) {
			const number = json['number'];
			if (typeof number !== 'number')
				run.fail(index, { message: 'No number', remedy: 'Give it one.' });
			else
				run.emit(number % 2 === 0 ? 'Even' : 'Odd', index, {
					half: number / 2,
					nothing: undefined,
				});
		}
	},
};
const remove: Operation = {
	...sort,
	value: 'remove',
	name: 'Remove',
	outputs: ['Removed'],
	asTool: 'deletes',
	async run(run) {
		for (const index of run.items.keys()) run.emit('Removed', index);
	},
};
const operations: Operations = [sort, remove];

const sorter: INodeType = {
	description: {
		displayName: 'Sorter',
		name: 'sorter',
		group: ['transform'],
		version: 1,
		description: 'Sorts numbers',
		subtitle: subtitleOf(operations),
		defaults: { name: 'Sorter' },
		inputs: ['main'],
		outputs: outputsOf(operations),
		properties: propertiesOf(operations, 'sorter'),
	},
	async execute() {
		return await runOperation(this, operations);
	},
};

describe('a node made of operations', () => {
	useStore('2026-03-02T09:00:00.000Z');
	const nested = { deep: [1] };
	const items = [{ number: 1, nested }, { number: 2 }, { number: 3 }];

	it('sends each item to the output of its result, with its own fields and its origin', async () => {
		const { outputs } = await runNode({ type: sorter, items });
		expect(Object.keys(outputs)).toEqual(['Even', 'Odd']);
		expect(outputs['Odd']).toEqual([
			{ json: { number: 1, nested, half: 0.5 }, pairedItem: { item: 0 } },
			{ json: { number: 3, half: 1.5 }, pairedItem: { item: 2 } },
		]);
	});

	it('passes nested values on as they are and leaves the incoming item alone', async () => {
		const incoming = Object.freeze({
			number: 1,
			nested: Object.freeze({ deep: Object.freeze([1]) }),
		});
		const { outputs } = await runNode({ type: sorter, items: [{ json: incoming }] });
		expect(outputs['Odd']?.[0]?.json['nested']).toBe(incoming.nested);
		expect(incoming).toEqual({ number: 1, nested });
	});

	it('has one output with the outcome when the user wants one', async () => {
		const { outputs } = await runNode({ type: sorter, items, parameters: { outputs: 'one' } });
		const [only] = Object.values(outputs);
		expect(Object.keys(outputs)).toHaveLength(1);
		expect(only?.map(({ json }) => json['outcome'])).toEqual(['odd', 'even', 'odd']);
	});

	it('puts everything on the first output with its outcome when an agent calls it', async () => {
		const { outputs } = await runNode({ type: sorter, items, asTool: true });
		expect(Object.values(outputs)[0]?.map(({ json }) => json['outcome'])).toEqual([
			'odd',
			'even',
			'odd',
		]);
	});

	it('deletes nothing for an agent unless that is allowed', async () => {
		const refused = await runNode({
			type: sorter,
			items,
			asTool: true,
			parameters: { operation: 'remove' },
		});
		expect(refused.error).toEqual({
			message: "'Remove' deletes data and is not allowed as a tool",
			description: expect.stringContaining("Tick 'Allow This as a Tool'"),
		});
		const byHand = await runNode({ type: sorter, items, parameters: { operation: 'remove' } });
		expect(byHand.outputs['Removed']).toHaveLength(3);
	});

	it('marks failed items apart from the others', async () => {
		const { outputs } = await runNode({
			type: sorter,
			items: [{ number: 2 }, { other: 1 }],
			onError: 'continueRegularOutput',
			parameters: { outputs: 'one' },
		});
		expect(Object.values(outputs)[0]?.map(({ json }) => json['outcome'])).toEqual([
			'even',
			'failed',
		]);
	});
});

describe('every node of the package', () => {
	it.each(allNodes().map(({ type }) => [type.description.displayName, type] as const))(
		'%s ends its panel with a link to its page, after what all nodes have in common',
		(_name, { description }) => {
			const names = description.properties.map(({ name }) => name);
			expect(names.at(-1)).toBe('docsNotice');
			const workspace = names.indexOf('workspace');
			const after = names.slice(workspace + 1, -1);
			expect(workspace).toBeGreaterThan(0);
			expect(after.filter((name) => !['store', 'outputs', 'options'].includes(name))).toEqual([]);
		},
	);
});
