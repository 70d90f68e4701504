import { expect, test } from '@jest/globals';
import { defaultLimits } from '../../../lib/core/nurture/caps';
import { enrol } from '../../../lib/process/nurture/enrol';
import { runDueSteps } from '../../../lib/process/nurture/runDueSteps';
import { openStore } from '../../../lib/store/open';
import { faultStage } from './faultStage';
import { aContext, aDraft, aLead, aMailing, anEmail, aPool, noLimits, saved } from './kit';

const stage = faultStage();

test('runs side by side keep to the limits of mailbox and person together', async () => {
	const { store, folder } = stage.place;
	const leads = await saved(
		store,
		Array.from({ length: 30 }, (_, n) => aLead(n)),
	);
	const ctx = await aContext(store, stage.clock);
	const names = ['One', 'Two', 'Three'];
	for (const name of names) {
		const draft = aDraft([anEmail('step1')], { name });
		await enrol(ctx, draft, leads, { startFrom: { kind: 'now' } });
	}
	const mailing = aMailing({
		limits: {
			...noLimits,
			perDay: { start: 12, full: 12, rampDays: 0 },
			contact: defaultLimits.contact,
		},
	});
	const run = async (name: string) => {
		const own = await openStore({
			engine: 'sqlite',
			folder,
			workspace: 'Main',
			clock: stage.clock.read,
		});
		const courier = aPool(stage.server.port);
		try {
			return await runDueSteps(
				{ ...(await aContext(own, stage.clock)), by: name },
				{ mailing, courier, batch: 5, most: 1_000, sequences: [name] },
			);
		} finally {
			courier.close();
			await own.close();
		}
	};
	const reports = (await Promise.all(names.map(run))).flat();
	const people = stage.server.received.flatMap(({ to }) => to);
	expect(people).toHaveLength(12);
	expect(new Set(people).size).toBe(12);
	// Nobody is forgotten: who found no room waits and says for what.
	expect(reports).toHaveLength(90);
	const held = reports.filter(({ result }) => result === 'held').map(({ reason }) => reason);
	expect(held).toHaveLength(78);
	expect(new Set(held)).toEqual(new Set(['mailboxLimit', 'contactLimit']));
});
