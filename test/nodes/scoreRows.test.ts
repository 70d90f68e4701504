import { describe, expect, it, test } from '@jest/globals';
import { Score } from '../../nodes/Score/Score.node';
import { runNode, type NodeRun } from '../../scripts/engine/node';
import { useStore } from './store';

async function score(run: Omit<NodeRun, 'type'>) {
	return await runNode({ type: new Score(), ...run });
}

describe('Score on the rows of a sheet', () => {
	useStore('2026-03-31T00:00:00.000Z');

	it('knows how new a row is, and says that it became hot only once', async () => {
		const rows = [
			{ Name: 'New', 'Created at': '2026-03-30T20:00:00Z', Temperature: '' },
			{ Name: 'Told', 'Created at': 46111.9, Temperature: 'hot' },
			{ Name: 'Old', 'Created at': '2025-03-30', Temperature: 'Warm' },
		];
		const { outputs } = await score({ items: rows, parameters: { store: 'none' } });
		const told = Object.entries(outputs).flatMap(([output, list]) =>
			list.map(({ json }) => [output, json['Name'], json['crossed'] ?? null]),
		);
		expect(told).toEqual([
			['Hot', 'New', { from: null, to: 'hot' }],
			['Hot', 'Told', null],
			['Cold', 'Old', { from: 'warm', to: 'old' }],
		]);
	});
});

test('a domain that is a number is no company, and no fault', async () => {
	const items = [{ domain: 12345 }, { domain: 12345 }];
	const parameters = { store: 'none', options: { companyRollUp: 25 } };
	const { error, outputs } = await score({ items, parameters });
	expect(error).toBeUndefined();
	expect(outputs['Cold']).toHaveLength(2);
});
