import { createHmac } from 'node:crypto';
import { afterEach, beforeAll, afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import nock from 'nock';
import { sweep } from '../../lib/process/capture/deliveries';
import { openContext, storeOf } from '../../lib/process/stores';
import { until as eventually } from '../../scripts/runtime/until';
import { call, current, publish } from './captureCall';
import { useStore } from './store';

const secrets = { signingSecret: 'app secret', accessToken: 'page token' };
const parameters = { source: 'metaLeadAds' };

/** A notification as Meta sends it: ids only, several per delivery. */
const notification = (...ids: string[]) => ({
	object: 'page',
	entry: [
		{
			id: '1',
			time: 1_772_445_600,
			changes: ids.map((id) => ({
				field: 'leadgen',
				value: { leadgen_id: id, form_id: '9', page_id: '1', created_time: 1_772_445_590 },
			})),
		},
	],
});

/** A lead as the Graph API gives it. */
const lead = (id: string, email: string) => ({
	id,
	created_time: '2026-03-02T09:59:50+0000',
	ad_name: 'Spring',
	campaign_name: 'Loans 2026',
	platform: 'ig',
	field_data: [
		{ name: 'email', values: [email] },
		{ name: 'full_name', values: ['Mona Fields'] },
		{ name: 'how_much_do_you_need?', values: ['10,000'] },
	],
});

const deliver = async (ids: string[], mode?: 'manual') => {
	const body = JSON.stringify(notification(...ids));
	const mac = createHmac('sha256', secrets.signingSecret).update(body).digest('hex');
	const headers = { 'x-hub-signature-256': `sha256=${mac}` };
	return await call({ body, headers, parameters, secrets, ...(mode ? { mode } : {}) });
};
const graph = (id: string, token = 'page token') =>
	nock('https://graph.facebook.com', { reqheaders: { authorization: `Bearer ${token}` } })
		.get(`/${id}`)
		.query(
			({ fields, appsecret_proof: proof }) =>
				String(fields).split(',').includes('field_data') &&
				proof === createHmac('sha256', 'app secret').update(token).digest('hex'),
		);

describe('Lead Capture Trigger, for a provider that only names leads', () => {
	const clock = useStore('2026-03-02T10:00:00.000Z');
	const forward = (ms: number) => clock.set(new Date(clock.now + ms).toISOString());
	const minute = 60_000;

	beforeAll(() => nock.disableNetConnect());
	afterAll(() => nock.enableNetConnect());
	beforeEach(async () => await publish({ parameters, secrets }));
	afterEach(async () => {
		await current().close();
		nock.cleanAll();
	});

	const receiptOf = async (body: string) => {
		const [receipt] = await (await storeOf('Main')).getReceipts([JSON.parse(body).receiptId]);
		return receipt;
	};
	const sweepNow = async () => await sweep(await openContext('Main', 'test'), 'Main');

	it('fetches the fields at once, captures the lead and starts the workflow with it', async () => {
		graph('101').reply(200, lead('101', 'mona@fields-loans.example.com'));
		const { status, body, items } = await deliver(['101']);
		expect(status).toBe(200);
		expect(items).toMatchObject([
			{
				email: 'mona@fields-loans.example.com',
				firstName: 'Mona',
				source: 'Meta Lead Ads',
				campaign: 'Loans 2026',
				extra: { 'how_much_do_you_need?': '10,000', platform: 'ig' },
				capture: { outcome: 'new' },
			},
		]);
		await eventually('the mark', async () => (await receiptOf(body))?.endedAt !== undefined);
		expect(await receiptOf(body)).toMatchObject({ state: 'captured', outcomes: ['new'] });
	});

	it('waits visibly while one of several does not come, and loses none', async () => {
		graph('101').reply(200, lead('101', 'mona@fields-loans.example.com'));
		graph('102').reply(500, { error: { message: 'An unknown error occurred.', code: 1 } });
		const { body, items } = await deliver(['101', '102']);
		expect(items).toBeUndefined();
		await eventually('the note', async () => (await receiptOf(body))?.note?.includes('Meta says'));
		expect(await receiptOf(body)).toMatchObject({
			state: 'awaitingFields',
			outcomes: ['new', 'waiting'],
			note: 'Meta says: An unknown error occurred. It is tried again.',
		});
		await sweepNow();
		graph('102').reply(200, lead('102', 'otto@fields-loans.example.com'));
		forward(minute);
		await sweepNow();
		await eventually('the mark', async () => (await receiptOf(body))?.endedAt !== undefined);
		expect(current().emitted).toMatchObject([
			[{ email: 'mona@fields-loans.example.com' }, { email: 'otto@fields-loans.example.com' }],
		]);
		expect(await receiptOf(body)).toMatchObject({ state: 'captured', outcomes: ['new', 'new'] });
		expect((await (await storeOf('Main')).counts()).outcomes).toEqual({ new: 2 });
		expect(nock.isDone()).toBe(true);
	});

	it('tells once an hour what to do about a refused token, and goes on when there is a new one', async () => {
		const refusal = { error: { message: 'Error validating access token', code: 190 } };
		graph('101').times(3).reply(400, refusal);
		const { body } = await deliver(['101']);
		await eventually('the complaint', () => current().failures.length === 1);
		forward(minute);
		await sweepNow();
		forward(minute);
		await sweepNow();
		expect(nock.isDone()).toBe(true);
		expect(current().failures.map(({ message }) => message)).toEqual([
			"Meta says: Error validating access token. Put a new access token into the 'Lead Source API' credential; one of a system user does not expire.",
		]);
		await current().close();
		await publish({ parameters, secrets: { ...secrets, accessToken: 'new token' } });
		graph('101', 'new token').reply(200, lead('101', 'mona@fields-loans.example.com'));
		forward(31 * minute);
		await sweepNow();
		await eventually('the mark', async () => (await receiptOf(body))?.endedAt !== undefined);
		expect(await receiptOf(body)).toMatchObject({ state: 'captured' });
	});

	it('gives up after 36 hours, with the reason, by the workflow', async () => {
		graph('101')
			.twice()
			.reply(404, { error: { message: 'Unsupported get request.', code: 100 } });
		const { body } = await deliver(['101']);
		await eventually('the note', async () => (await receiptOf(body))?.note?.includes('Meta says'));
		forward(36 * 60 * minute);
		await sweepNow();
		await eventually('the mark', async () => (await receiptOf(body))?.endedAt !== undefined);
		expect(current().emitted).toMatchObject([
			[
				{
					capture: {
						outcome: 'rejected',
						reason: expect.stringContaining('could not be fetched for 36 hours'),
					},
				},
			],
		]);
		expect(await receiptOf(body)).toMatchObject({ state: 'rejected', outcomes: ['rejected'] });
	});

	it('the same notification again starts nothing', async () => {
		graph('101').reply(200, lead('101', 'mona@fields-loans.example.com'));
		await deliver(['101']);
		const again = await deliver(['101']);
		expect([again.status, again.items]).toEqual([200, undefined]);
	});

	it('shows the fields in a test of the editor', async () => {
		graph('101').reply(200, lead('101', 'mona@fields-loans.example.com'));
		const { returned } = await deliver(['101'], 'manual');
		expect(returned).toMatchObject([{ email: 'mona@fields-loans.example.com' }]);
	});
});
