import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sweep } from '../../lib/process/capture/deliveries';
import { openContext } from '../../lib/process/stores';
import { until as eventually } from '../../scripts/runtime/until';
import { call, current, publish, receiptOf, runThat } from './captureCall';
import { useStore } from './store';

describe('Lead Capture Trigger, how its runs end', () => {
	const clock = useStore('2026-03-02T10:00:00.000Z');
	beforeEach(async () => {
		await publish();
	});
	afterEach(async () => await current().close());

	const laterBy = (ms: number) => clock.set(new Date(clock.now + ms).toISOString());

	it.each(['died', 'crashed', undefined] as const)(
		'starts the workflow again where the process that ran it is gone (%s)',
		async (what) => {
			current().endsAtOnce = false;
			const { body } = await call({ body: { email: 'ann@example.com' } });
			current().runs[0]?.resolve(what && runThat(what));
			current().endsAtOnce = true;
			laterBy(40_000);
			await eventually('the mark', async () => {
				await sweep(await openContext('Main', 'test'), 'Main');
				return (await receiptOf(body))?.endedAt !== undefined;
			});
			expect(current().runs).toHaveLength(2);
		},
	);

	it("is done with a run that a node's error stopped: n8n shows it to the user", async () => {
		current().endsAtOnce = false;
		const { body } = await call({ body: { email: 'ann@example.com' } });
		current().runs[0]?.resolve(runThat('failed'));
		await eventually('the mark', async () => (await receiptOf(body))?.endedAt !== undefined);
		expect(current().runs).toHaveLength(1);
	});

	it('reads a form that a dead process left lying as it would have read it at once', async () => {
		await current().close();
		await publish({ parameters: { source: 'form', path: 'lead/main/form', kind: 'newsletter' } });
		const context = await openContext('Main', 'test');
		await context.store.keepReceipts([
			{
				receiptId: context.newId(),
				source: 'webhook:lead/main/form',
				eventId: 'e',
				hash: 'h',
				payload: { email: 'ann@example.com' },
				meta: {},
				receivedAt: new Date(clock.now - 120_000).toISOString(),
				submissions: 1,
			},
		]);
		await sweep(context, 'Main');
		const { leads } = await context.store.listLeads({ limit: 9 });
		expect(leads.map(({ lead }) => lead.source)).toEqual(['Newsletter Sign-Up']);
	});
});
