import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openContext, storeOf } from '../../lib/process/stores';
import { sendConfirmations } from '../../lib/process/form/mails';
import { siteOf, publicOptionsOf } from '../../nodes/LeadCapture/form/site';
import { readParameters } from '../../nodes/shared';
import { catchMail, type Catcher } from '../../scripts/runtime/catcher';
import { until } from '../../scripts/runtime/until';
import { callForm, sendForm } from './formCall';
import { useStore } from './store';

const clock = useStore('2026-03-02T10:00:00.000Z');
const ann = { email: 'ann.lee@acme-tools.example' };
const fillIn = sendForm(clock);

async function leads() {
	return (await (await storeOf('Main')).listLeads({ limit: 100 })).leads.map(({ lead }) => lead);
}

describe('double opt-in', () => {
	let mails: Catcher;
	beforeEach(async () => {
		mails = await catchMail();
	});
	afterEach(async () => await mails.stop());
	const parameters = {
		kind: 'newsletter',
		doubleOptIn: true,
		confirmBy: 'smtp',
		from: 'Example Ltd <hello@example.com>',
	};
	const how = () => ({ parameters, credentials: { smtp: Object(mails.credential) } });
	const link = () => /https:\/\/\S+\?d=\S+/.exec(mails.mails.at(-1)?.parsed.text ?? '')?.[0] ?? '';

	it('mails a link with nothing that somebody else wrote, and counts only what was confirmed', async () => {
		await fillIn({ email: ann.email, fullName: 'BUY NOW http://spam.example' }, how());
		await until('the mail', () => mails.mails.length === 1);
		const mail = mails.mails[0];
		expect(mail?.to).toEqual([ann.email]);
		expect(mail?.raw.toString()).not.toContain('spam.example');
		expect((await leads())[0]?.consent).toMatchObject([{ given: false, pending: true }]);

		const shown = await callForm(link(), how());
		expect(shown.text).toContain('a…@acme-tools.example');
		expect((await leads())[0]?.consent).toMatchObject([{ pending: true }]);

		const done = await callForm(link(), { ...how(), method: 'POST' });
		expect(done.outputs[2]).toMatchObject([{ event: 'confirmed' }]);
		const again = await callForm(link(), { ...how(), method: 'POST' });
		expect(again).toMatchObject({ status: 200, outputs: [] });
		expect((await leads())[0]?.consent).toMatchObject([
			{
				given: true,
				purpose: 'marketing',
				text: 'Newsletter – Sign up',
				textVersion: expect.any(String),
			},
		]);
		expect((await leads())[0]?.consent).toHaveLength(1);
	});

	it('is good for 72 hours', async () => {
		await fillIn({ email: ann.email }, how());
		await until('the mail', () => mails.mails.length === 1);
		clock.now += 72 * 3_600_000;
		expect((await callForm(link(), { ...how(), method: 'POST' })).status).toBe(404);
		expect((await leads())[0]?.consent).toMatchObject([{ pending: true }]);
	});

	it('mails an address once a day and three times in thirty days, whoever asks', async () => {
		for (let day = 0; day < 6; day++) {
			for (let time = 0; time < 3; time++) await fillIn({ email: ann.email }, how());
			await settled();
			clock.now += 25 * 3_600_000;
		}
		expect(mails.mails).toHaveLength(3);
	});

	it('sends later what the server did not take, without using up the one mail a day', async () => {
		const { port } = mails;
		await mails.stop();
		await fillIn({ email: ann.email }, how());
		await settled();
		mails = await catchMail({ port });
		clock.now += 3 * 60_000;
		const { sent } = await sendNow();
		expect(sent).toBe(1);
		expect(mails.mails).toHaveLength(1);
	});

	it('hands the finished mail over when another node sends it', async () => {
		const other = { ...parameters, confirmBy: 'output' };
		const { outputs, started } = await fillIn({ email: ann.email }, { parameters: other });
		expect(started).toHaveLength(1);
		expect(outputs[1]).toMatchObject([
			{ to: ann.email, subject: expect.any(String), confirmUrl: expect.stringContaining('?d=') },
		]);
	});

	it('takes unsubscribing back, and writes to nobody who complained', async () => {
		const store = await storeOf('Main');
		const at = new Date(clock.now).toISOString();
		const [sam, cat] = ['sam.hill@acme-tools.example', 'cat.moss@acme-tools.example'];
		await store.suppress([
			{ kind: 'email', value: sam, scope: 'email', reason: 'unsubscribed', at },
			{ kind: 'email', value: cat, scope: 'all', reason: 'complaint', at },
		]);
		await fillIn({ email: cat }, how());
		await fillIn({ email: sam }, how());
		await until('the mail', () => mails.mails.length > 0);
		await settled();
		expect(mails.mails.map(({ to }) => to)).toEqual([[sam]]);
		await callForm(link(), { ...how(), method: 'POST' });
		expect(await store.suppressed([{ kind: 'email', value: sam }])).toEqual([]);
	});

	/** The webhook does not wait for its mails; nothing is owed any more when this has resolved. */
	async function settled() {
		await new Promise((done) => setTimeout(done, 300));
	}

	async function sendNow() {
		const base = await openContext('Main', 'test');
		const panel = readParameters((name) =>
			name.split('.').reduce<unknown>((value, key) => Object(value)[key], {
				source: 'form',
				path: 'lead/main/form',
				...parameters,
			}),
		);
		const context = {
			...base,
			secrets: await base.store.secrets(),
			options: publicOptionsOf(panel, ''),
			site: siteOf(panel, base.settings),
		};
		return await sendConfirmations(context, Object(mails.credential), parameters.from);
	}
});
