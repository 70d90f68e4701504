import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { until } from '../../scripts/runtime/until';
import { type Posted, postSamples, readSamples } from '../../scripts/start/samples';
import expected from '../../workflows/samples/expected.json';
import { outcomesOf } from '../../scripts/start/summary';
import { type Stage, setStage } from './stage';

let stage: Stage;
beforeAll(async () => {
	stage = await setStage();
});
afterAll(() => stage?.end());

const owned = async () => {
	const { byOwner } = await stage.store.counts();
	return Object.entries(byOwner).reduce(
		(sum, [owner, leads]) => sum + (owner === '' ? 0 : leads),
		0,
	);
};

test('n8n killed in the middle: every accepted lead is there, nobody has two mails', async () => {
	const accepted: Posted[] = [];
	const posting = postSamples(stage.webhook, readSamples(), (posted) => {
		if (posted.receiptId !== undefined) accepted.push(posted);
	});
	await until('the first leads', () => accepted.length >= 20);
	await stage.killAndStartAgain();
	const posted = await posting;
	expect(posted.filter(({ receiptId }) => receiptId === undefined)).toEqual([]);

	// The sweep takes up what was cut off; it waits a minute, to leave requests alone that are still running.
	await until(
		'every good lead to have an owner',
		async () => (await owned()) === expected.assigned,
		{
			timeoutMs: 240_000,
			everyMs: 1_000,
		},
	);
	await until('the executions to end', async () => !(await stage.busy()));

	const outcomes = await outcomesOf(posted, stage.store);
	expect(posted.filter((_, index) => outcomes[index] === undefined)).toEqual([]);

	const mails = stage.mails.mails.map(({ to, parsed }) => `${to.join()} ${parsed.subject ?? ''}`);
	expect(mails.filter((mail, index) => mails.indexOf(mail) !== index)).toEqual([]);
	// A mail that was cut off just before or after its final dot is shown as uncertain and not sent again.
	const { uncertain = 0 } = (await stage.store.counts()).deliveries;
	expect(mails.length).toBeLessThanOrEqual(expected.mailed);
	expect(mails.length + uncertain).toBeGreaterThanOrEqual(expected.mailed);
}, 400_000);
