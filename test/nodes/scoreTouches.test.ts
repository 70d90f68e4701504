import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';
import { Score } from '../../nodes/Score/Score.node';
import { runNode } from '../../scripts/engine/node';
import { useStore } from './store';

describe('touchpoints that items carry themselves', () => {
	useStore('2026-03-31T00:00:00.000Z');
	const parameters = { store: 'none', outputs: 'one' };
	const quote = { type: 'quote.requested' };

	async function scored(touchpoints: string | IDataObject[]) {
		const items = [{ touchpoints }];
		const { outputs, hints } = await runNode({ type: new Score(), items, parameters });
		return { engagement: outputs['Items']?.[0]?.json['engagement'], hints };
	}

	it.each(['occurredAt', 'at', 'happenedAt', 'timestamp', 'time', 'date', 'createdAt'])(
		'are as old as their %s says',
		async (key) => {
			const { engagement, hints } = await scored([{ ...quote, [key]: '2026-02-14T00:00:00Z' }]);
			expect([engagement, hints]).toEqual([20, []]);
		},
	);

	it('happened now where no moment is given', async () => {
		expect(await scored([quote])).toEqual({ engagement: 40, hints: [] });
	});

	it.each<[string, string | IDataObject[]]>([
		['no list', 'x'],
		['a moment nobody can read', [{ ...quote, occurredAt: '03/04/2026' }]],
		['a touchpoint without a type', [{ occurredAt: '2026-03-30' }]],
	])('do not count, and a hint says so, with %s', async (_what, touchpoints) => {
		const { engagement, hints } = await scored(touchpoints);
		expect(engagement).toBe(0);
		expect(hints.join()).toContain("Not all 'touchpoints' of item 0 could be read");
	});
});
