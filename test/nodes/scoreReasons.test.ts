import { describe, expect, it } from '@jest/globals';
import { Score } from '../../nodes/Score/Score.node';
import { runNode, type NodeRun } from '../../scripts/engine/node';
import { given, useStore } from './store';

async function score(run: Omit<NodeRun, 'type'>) {
	return await runNode({ type: new Score(), ...run });
}

describe('Score without reasons in the items', () => {
	useStore('2026-03-31T00:00:00.000Z');
	const options = { includeReasons: false };

	it('says the same of the items alone, and carries no receipt', async () => {
		const items = [
			{ fit: 90, touchpoints: [{ type: 'quote.requested', occurredAt: '2026-03-30' }] },
		];
		const json = async (parameters: NodeRun['parameters']) =>
			(await score({ items, parameters: { store: 'none', outputs: 'one', ...parameters } }))
				.outputs['Items']?.[0]?.json;
		const { scoreReasons, ...rest } = (await json({})) ?? {};
		expect(scoreReasons).not.toHaveLength(0);
		expect(await json({ options })).toEqual(rest);
	});

	it('keeps the receipt in the store', async () => {
		const leadId = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
		const store = await given([{ leadId, email: 'ann@example.com', fit: 90 }]);
		const items = [{ leadId }];
		const { outputs } = await score({ items, parameters: { outputs: 'one', options } });
		expect(outputs['Items']?.[0]?.json).not.toHaveProperty('scoreReasons');
		const [kept] = await store.getLeads([leadId]);
		expect(kept?.lead.scoreReasons?.length).toBeGreaterThan(0);
	});
});
