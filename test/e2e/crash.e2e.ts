import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { at } from '../../scripts/runtime/json';
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
		'the sweep',
		async () => {
			const { receipts } = await stage.store.counts();
			return (receipts.kept ?? 0) === 0 && !(await stage.busy());
		},
		{ timeoutMs: 240_000, everyMs: 1_000 },
	);

	const outcomes = await outcomesOf(posted, stage.store);
	expect(posted.filter((_, index) => outcomes[index] === undefined)).toEqual([]);

	const mails = stage.mails.mails.map(({ to, parsed }) => `${to.join()} ${parsed.subject ?? ''}`);
	expect(mails.filter((mail, index) => mails.indexOf(mail) !== index)).toEqual([]);
	// What is not through is an execution that died with n8n, which lists it, so that somebody can run it again.
	const filter = encodeURIComponent(JSON.stringify({ status: ['crashed'] }));
	const list = await stage.n8n.rest.call('GET', `/executions?filter=${filter}&limit=100`);
	const crashed = Number(at(list, 'data', 'count'));
	expect(crashed).toBeLessThan(20);
	expect((await owned()) + crashed).toBeGreaterThanOrEqual(expected.assigned);
	// A mail that was cut off just before or after its final dot is shown as uncertain and not sent again.
	const { uncertain = 0 } = (await stage.store.counts()).deliveries;
	expect(mails.length).toBeLessThanOrEqual(expected.mailed);
	expect(mails.length + uncertain + crashed).toBeGreaterThanOrEqual(expected.mailed);
}, 400_000);
