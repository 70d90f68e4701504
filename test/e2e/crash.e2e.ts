import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { until } from '../../scripts/runtime/until';
import { type Posted, postSamples, readSamples } from '../../scripts/start/samples';
import expected from '../../workflows/samples/expected.json';
import { outcomesOf, settled } from '../../scripts/start/summary';
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

	// The sweep takes up what was cut off, and starts the workflow again for what did not reach its end.
	const messageIds = async () => stage.mails.mails.map(({ messageId }) => messageId);
	await settled(stage.store, { messageIds }, stage.busy);

	const outcomes = await outcomesOf(posted, stage.store);
	expect(posted.filter((_, index) => outcomes[index] === undefined)).toEqual([]);

	const mails = stage.mails.mails.map(({ to, parsed }) => `${to.join()} ${parsed.subject ?? ''}`);
	expect(mails.filter((mail, index) => mails.indexOf(mail) !== index)).toEqual([]);
	// Nobody had to run anything again: every lead has gone through the process.
	const { deliveries, byStage } = await stage.store.counts();
	expect({ assigned: await owned(), junk: byStage.junk }).toEqual({
		assigned: expected.assigned,
		junk: expected.junk,
	});
	// A mail that was cut off around its final dot is shown as uncertain and not sent again; the server may have it or not.
	const { accepted: told = 0, uncertain = 0 } = deliveries;
	expect(told + uncertain).toBe(expected.mailed);
	expect(mails.length).toBeGreaterThanOrEqual(told);
	expect(mails.length).toBeLessThanOrEqual(expected.mailed);
}, 400_000);
