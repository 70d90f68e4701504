import { describe, expect, it } from '@jest/globals';
import { normaliseSubmissions } from '../../../lib/core/capture/normalise';
import { capture } from '../../../lib/process/capture/capture';
import { openContext } from '../../../lib/process/stores';
import { useStore } from '../../nodes/store';

const start = '2026-03-02T10:00:00.000Z';

async function post(payloads: object[]) {
	const context = await openContext('Main', 'test');
	const wishes = payloads.flatMap((payload) =>
		normaliseSubmissions(payload, { receivedAt: context.now }).map((submission) => ({
			submission,
		})),
	);
	return { context, outcomes: await capture(context, wishes) };
}

describe('capture of a lead that was converted', () => {
	const clock = useStore(start);

	it('leaves what was converted as it is, and records the contact', async () => {
		const { context, outcomes } = await post([{ name: 'Bea Roof', email: 'bea@roofs.example' }]);
		const [first] = outcomes;
		const leadId = first?.lead?.leadId ?? '';
		const [stored] = await context.store.getLeads([leadId]);
		if (!stored) throw new Error('The lead is not there.');
		const converted = { convertedAt: start, stage: 'opportunity' as const };
		await context.store.saveLeads([
			{
				lead: { ...stored.lead, ...converted },
				version: stored.version,
				audit: { by: 'test', action: 'test', changes: {} },
			},
		]);
		clock.set('2026-03-04T10:00:00.000Z');
		const again = await post([{ name: 'Eve Else', email: 'bea@roofs.example', company: 'Other' }]);
		expect(again.outcomes).toMatchObject([{ outcome: 'updated' }]);
		const [after] = await context.store.getLeads([leadId]);
		expect(after?.lead).toMatchObject({ fullName: 'Bea Roof', ...converted });
		expect(after?.lead.company).toBeUndefined();
		expect(await context.store.touchpoints({ leadIds: [leadId], perLead: 9 })).toHaveLength(2);
	});
});
