import { describe, expect, it } from '@jest/globals';
import { clickUrl } from '../../lib/web/links';
import { storeOf } from '../../lib/process/stores';
import { callForm, formAddress, hiddenOf, sendForm } from './formCall';
import { given, useStore } from './store';

const clock = useStore('2026-03-02T10:00:00.000Z');
const ann = { fullName: 'Ann Lee', email: 'ann.lee@acme-tools.example', company: 'Acme Tools' };
const fillIn = sendForm(clock);

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
		const { status, text, started } = await fillIn(ann, {
			query,
			headers: { referer: 'https://www.example.org/blog' },
		});
		expect(status).toBe(200);
		expect(text).toContain('Thank you');
		expect(started).toMatchObject([{ capture: { outcome: 'new' } }]);
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
		const { status, text, started } = await fillIn({ fullName: 'Ann <b>Lee</b>', email: 'ann@' });
		expect(status).toBe(422);
		expect(started).toEqual([]);
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
		expect(again).toMatchObject({ status: first.status, started: [] });
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
		expect(caught.started).toMatchObject([{ capture: { outcome: 'review' } }]);
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
		const internal = await callForm(formAddress, {
			parameters: { ...parameters, kind: 'internal' },
		});
		expect(internal.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
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
