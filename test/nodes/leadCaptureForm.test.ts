import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { clickUrl } from '../../lib/web/links';
import { storeOf } from '../../lib/process/stores';
import { sendConfirmations } from '../../lib/process/form/mails';
import { openContext } from '../../lib/process/stores';
import { siteOf, publicOptionsOf } from '../../nodes/LeadCapture/form/site';
import { readParameters } from '../../nodes/shared';
import { catchMail, type Catcher } from '../../scripts/runtime/catcher';
import { until } from '../../scripts/runtime/until';
import { callForm, formAddress, hiddenOf } from './formCall';
import { given, useStore } from './store';

const clock = useStore('2026-03-02T10:00:00.000Z');
const ann = { fullName: 'Ann Lee', email: 'ann.lee@acme-tools.example', company: 'Acme Tools' };

/** Opens the form, waits as a person would, and sends it. */
async function fillIn(
	fields: Record<string, string>,
	{
		query = '',
		seconds = 20,
		...how
	}: Parameters<typeof callForm>[1] & { query?: string; seconds?: number } = {},
) {
	const page = await callForm(`${formAddress}${query}`, { ...how, method: 'GET' });
	clock.now += seconds * 1000;
	return await callForm(formAddress, {
		...how,
		method: 'POST',
		body: { ...hiddenOf(page.text), ...fields },
	});
}

async function leads() {
	return (await (await storeOf('Main')).listLeads({ limit: 100 })).leads.map(({ lead }) => lead);
}

describe('hosted form', () => {
	it('shows its fields with labels, in the language that was chosen', async () => {
		const { status, text, headers } = await callForm(formAddress, {
			parameters: { look: { language: 'de', color: '#aa3311' } },
		});
		expect(status).toBe(200);
		expect(text).toContain('<html lang="de">');
		expect(text).toMatch(/<label for="f-email"\s*>E-Mail/);
		expect(text).toContain('autocomplete="email"');
		expect(text).toContain('--accent:#aa3311');
		const policy = headers.get('content-security-policy') ?? '';
		expect(policy).toContain("form-action 'self'");
		expect(policy).toContain("frame-ancestors 'none'");
		expect(policy).toContain('sandbox allow-forms');
		expect(policy).not.toContain('allow-same-origin');
	});

	it('captures a lead with where it came from, and thanks', async () => {
		const query = '?utm_source=newsletter&utm_medium=email&gclid=abc';
		const { status, text, outputs } = await fillIn(ann, {
			query,
			headers: { referer: 'https://www.example.org/blog' },
		});
		expect(status).toBe(200);
		expect(text).toContain('Thank you');
		expect(outputs).toMatchObject([[{ capture: { outcome: 'new' } }]]);
		expect(await leads()).toMatchObject([
			{
				...ann,
				stage: 'new',
				source: 'Website Form',
				firstUtm: { source: 'newsletter', medium: 'email' },
				firstClickIds: { gclid: 'abc' },
				referrer: 'https://www.example.org/blog',
			},
		]);
	});

	it('shows errors beside their fields and keeps what was entered', async () => {
		const { status, text, outputs } = await fillIn({ fullName: 'Ann <b>Lee</b>', email: 'ann@' });
		expect(status).toBe(422);
		expect(outputs).toEqual([]);
		expect(text).toContain('aria-invalid="true" aria-describedby="f-email-e"');
		expect(text).toContain('value="ann@"');
		expect(text).toContain('Ann &lt;b&gt;Lee&lt;/b&gt;');
		expect(text).not.toContain('<b>Lee');
	});

	it('takes a form that is sent twice once', async () => {
		const page = await callForm(formAddress);
		clock.now += 20_000;
		const body = { ...hiddenOf(page.text), ...ann };
		const [first, again] = [
			await callForm(formAddress, { method: 'POST', body }),
			await callForm(formAddress, { method: 'POST', body }),
		];
		expect(again).toMatchObject({ status: first.status, outputs: [] });
		expect(await leads()).toHaveLength(1);
	});

	it.each<[string, Record<string, string>, { seconds?: number; noToken?: boolean }]>([
		['a trap that was filled in', { url_confirm: 'http://x.example' }, {}],
		['a form sent within a second', {}, { seconds: 1 }],
		['a form that was never opened', {}, { noToken: true }],
		[
			'a disposable address with a made-up name',
			{ email: 'x@mailinator.com', fullName: 'Mickey Mouse' },
			{},
		],
	])('quarantines %s, with the same thanks', async (_what, fields, { seconds, noToken }) => {
		const honest = await fillIn({
			...ann,
			email: 'bob.ray@acme-tools.example',
			fullName: 'Bob Ray',
		});
		const body = { ...ann, ...fields };
		const caught = noToken
			? await callForm(formAddress, { method: 'POST', body })
			: await fillIn(body, { ...(seconds === undefined ? {} : { seconds }) });
		const bare = (text: string) => text.replace(/nonce="[^"]*"/g, '');
		expect(bare(caught.text)).toBe(bare(honest.text));
		const junk = (await leads()).find(({ email }) => email !== 'bob.ray@acme-tools.example');
		expect(junk).toMatchObject({ stage: 'junk', quarantined: true });
		expect(caught.outputs).toMatchObject([[{ capture: { outcome: 'review' } }]]);
	});

	it('leaves a known lead as it is when a program sends its address', async () => {
		await given([{ leadId: 'L1', email: ann.email, fullName: 'Ann Lee', stage: 'assigned' }]);
		await callForm(formAddress, { method: 'POST', body: { ...ann, company: 'Evil Ltd' } });
		const [lead] = await leads();
		expect(lead).toMatchObject({ stage: 'assigned', fullName: 'Ann Lee' });
		expect(lead?.company).toBeUndefined();
	});

	it('quarantines beyond the limit of a visitor, and asks to wait far beyond it, keeping everything', async () => {
		const parameters = { options: { limitPerVisitor: 2 } };
		const answers: number[] = [];
		for (let index = 0; index < 12; index++) {
			const email = `person${index}@acme-tools.example`;
			const { status, text } = await fillIn({ ...ann, email }, { parameters, seconds: 3 });
			answers.push(status);
			if (status === 429) expect(text).toContain(email);
		}
		expect(answers.filter((status) => status === 200)).toHaveLength(10);
		const all = await leads();
		expect(all.filter(({ stage }) => stage === 'new')).toHaveLength(2);
		expect(all.filter(({ quarantined }) => quarantined)).toHaveLength(8);
	});

	it('asks to send once more when it was open for more than a day', async () => {
		const { status, text } = await fillIn(ann, { seconds: 90_000 });
		expect(status).toBe(422);
		expect(text).toContain('open for a long time');
		const again = await callForm(formAddress, {
			method: 'POST',
			body: { ...hiddenOf(text), ...ann },
		});
		expect(again.status).toBe(200);
	});

	it('takes forms from its own sandboxed page and from allowed websites only', async () => {
		const parameters = { options: { allowedOrigins: 'https://www.example.com' } };
		const from = async (origin: string) =>
			(await fillIn(ann, { parameters, headers: { origin } })).status;
		expect(await from('null')).toBe(200);
		expect(await from('https://www.example.com')).toBe(200);
		expect(await from('https://evil.example')).toBe(403);
		const { headers } = await callForm(formAddress, { parameters });
		expect(headers.get('content-security-policy')).toContain(
			'frame-ancestors https://www.example.com',
		);
		expect(headers.has('x-frame-options')).toBe(false);
	});

	it('asks a lead that comes by a link of a mail only what is unknown', async () => {
		const store = await given([{ leadId: 'L1', email: ann.email, fullName: 'Ann Lee' }]);
		const secrets = await store.secrets();
		const link = new URL(
			clickUrl(secrets, formAddress, { leadId: 'L1', email: ann.email }, formAddress, 1),
		);
		const query = `?lt=${link.searchParams.get('c') ?? ''}`;
		const { text } = await callForm(`${formAddress}${query}`);
		expect(text).toContain('name="company"');
		expect(text).not.toContain('name="email"');
		expect(text).not.toContain('name="fullName"');
		expect(text).not.toContain(ann.email);
		await fillIn({ company: 'Acme Tools' }, { query });
		expect(await leads()).toMatchObject([{ leadId: 'L1', company: 'Acme Tools' }]);
	});

	it('sends the visitor on, and lets the browser do so', async () => {
		const parameters = { afterSubmit: 'redirect', redirectUrl: 'https://www.example.com/thanks' };
		const { status, headers } = await fillIn(ann, { parameters });
		expect(status).toBe(303);
		expect(headers.get('location')).toBe('https://www.example.com/thanks');
		const page = await callForm(formAddress, { parameters });
		expect(page.headers.get('content-security-policy')).toContain(
			"form-action 'self' https://www.example.com",
		);
	});

	it('tells how an entry of a colleague came in, and asks for the password', async () => {
		const parameters = { kind: 'internal', access: 'password' };
		const credentials = { httpBasicAuth: { user: 'team', password: 's3cret' } };
		expect((await callForm(formAddress, { parameters, credentials })).status).toBe(401);
		const headers = { authorization: `Basic ${Buffer.from('team:s3cret').toString('base64')}` };
		const { status } = await fillIn(
			{ ...ann, _w: 'phone' },
			{ parameters, credentials, headers, seconds: 0 },
		);
		expect(status).toBe(200);
		const [lead] = await leads();
		expect(lead).toMatchObject({ stage: 'new', channel: 'Phone', source: 'Entered by Hand' });
		const touches = await (
			await storeOf('Main')
		).touchpoints({ leadIds: [lead?.leadId ?? ''], perLead: 9 });
		expect(touches.map(({ type }) => type)).toEqual(['call.inbound']);
	});

	it('refuses forged tokens alike: another form, another key, cut off', async () => {
		const page = await callForm(formAddress, { parameters: { path: 'lead/main/other' } });
		clock.now += 20_000;
		await callForm(formAddress, { method: 'POST', body: { ...hiddenOf(page.text), ...ann } });
		expect((await leads())[0]).toMatchObject({ quarantined: true });
	});
});

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
		const { outputs } = await fillIn({ email: ann.email }, { parameters: other });
		expect(outputs[0]).toHaveLength(1);
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
