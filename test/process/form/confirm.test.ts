import { describe, expect, it } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import { defineForm } from '../../../lib/core/form/form';
import { register, sweep } from '../../../lib/process/capture/deliveries';
import { handOverConfirmations, sendConfirmations } from '../../../lib/process/form/mails';
import { submitForm } from '../../../lib/process/form/submit';
import type { FormContext, FormSite } from '../../../lib/process/form/types';
import { openContext } from '../../../lib/process/stores';
import { confirmSubscription } from '../../../lib/process/track/public/consent';
import { StoreUnavailable, type LeadStore } from '../../../lib/store/port';
import { hidden } from '../../../lib/web/form/formPage';
import { formToken } from '../../../lib/web/form/token';
import { useStore } from '../../nodes/store';

const source = 'webhook:lead/main/news';
const address = 'https://n8n.example.com/webhook/lead/main/news';
const site: FormSite = {
	form: defineForm({
		kind: 'newsletter',
		title: 'Newsletter',
		description: '',
		button: 'Sign up',
		language: 'en',
		fields: [],
		consent: {
			text: 'Send me the newsletter.',
			version: '1',
			purpose: 'marketing',
			required: false,
			implied: true,
		},
	}),
	source,
	after: { kind: 'message', title: '', text: '' },
	limits: { perVisitor: 10, inAll: 600, leastSeconds: 2 },
	read: { preset: 'hostedForm' },
	capture: { onMatch: 'fill', confirmFor: source },
};
const email = 'ann@example.com';
const request = {
	method: 'POST',
	query: {},
	body: {},
	ip: '192.0.2.1',
	userAgent: 'Mozilla/5.0',
	privacy: false,
	origin: undefined,
};
const away = async () => await Promise.reject(new StoreUnavailable('busy', true));

describe('double opt-in', () => {
	const clock = useStore('2026-03-02T10:00:00.000Z');
	const contextOf = async (broken: Partial<LeadStore> = {}): Promise<FormContext> => {
		const base = await openContext('Main', 'form');
		return {
			...base,
			store: { ...base.store, ...broken },
			secrets: await base.store.secrets(),
			options: { address, look: {}, allowedOrigins: [], topics: [], honourPrivacy: true },
			site,
		};
	};
	const submit = async (id: string, broken?: Partial<LeadStore>) => {
		const context = await contextOf(broken);
		const ticket = { form: source, shownAt: context.now - 60_000, id };
		const token = formToken(context.secrets.tokenKeys, ticket);
		return await submitForm(context, { ...request, body: { email, [hidden.token]: token } });
	};
	const owed = async () => {
		const { store } = await contextOf();
		return await store.claimConfirmations({ form: source, leaseMs: 1, limit: 10 });
	};

	it('owes a mail from the capture on, whatever fails after it', async () => {
		const answer = await submit('t1', { stitch: away, settleReceipts: away, getLeads: away });
		expect([200, 503]).toContain(answer.status);
		expect(await owed()).toMatchObject([{ form: source, address }]);
	});

	it('owes one mail to a form that is sent again because the store was away', async () => {
		expect(await submit('t1', { saveLeads: away })).toMatchObject({ status: 503 });
		expect(await owed()).toEqual([]);
		expect(await submit('t1')).toMatchObject({ status: 200, mails: true });
		expect(await submit('t1')).toMatchObject({ status: 200 });
		expect(await owed()).toHaveLength(1);
	});

	it('owes a mail for what a sweep captures, with the address of its form', async () => {
		await submit('t1', { saveLeads: away });
		clock.set('2026-03-02T10:02:00.000Z');
		const unregister = register('sweep', { source, read: site.read, capture: site.capture });
		await sweep(await contextOf(), 'sweep');
		unregister();
		expect(await owed()).toMatchObject([{ form: source, address, attempts: 1 }]);
	});

	it('sends a mail again that the server wanted later, though the address gets one a day', async () => {
		await submit('t1');
		let asked = 0;
		const server = new SMTPServer({
			authOptional: true,
			disabledCommands: ['STARTTLS', 'AUTH'],
			onData(stream, _session, done) {
				stream.resume();
				stream.on('end', () => {
					asked += 1;
					const later = Object.assign(new Error('Try again later'), { responseCode: 451 });
					done(asked === 1 ? later : undefined);
				});
			},
		});
		await new Promise<void>((listens) => server.listen(0, '127.0.0.1', () => listens()));
		const { port } = Object(server.server.address());
		const smtp = { host: '127.0.0.1', port, secure: false };
		const results: unknown[] = [];
		for (let time = 0; time < 4; time += 1) {
			results.push(await sendConfirmations(await contextOf(), Object(smtp), 'hello@example.com'));
			clock.now += 5 * 60_000;
		}
		await new Promise<void>((closed) => server.close(() => closed()));
		expect(results).toMatchObject([{ putOff: 1 }, { sent: 1 }, { sent: 0 }, { dropped: 0 }]);
		expect(asked).toBe(2);
	});

	it('hands a mail over once, and again where it was not taken', async () => {
		await submit('t1');
		const first = await handOverConfirmations(await contextOf());
		expect(first.mails).toMatchObject([{ to: email }]);
		expect((await handOverConfirmations(await contextOf())).mails).toEqual([]);
		clock.now += 11 * 60_000;
		const again = await handOverConfirmations(await contextOf());
		expect(again.mails).toHaveLength(1);
		await again.settle();
		clock.now += 11 * 60_000;
		expect((await handOverConfirmations(await contextOf())).mails).toEqual([]);
	});

	it('takes unsubscribing back when the button is pressed again after the store was away, not what was said since', async () => {
		await submit('t1');
		const { store } = await contextOf();
		const leadId = (await owed())[0]?.leadId ?? '';
		const who = { kind: 'email' as const, value: email };
		const unsubscribe = async () =>
			await store.suppress([
				{ ...who, scope: 'email', reason: 'unsubscribed', at: new Date(clock.now).toISOString() },
			]);
		const press = async (broken?: Partial<LeadStore>) =>
			await confirmSubscription(await contextOf(broken), request, { leadId, email }, 'R1');
		await unsubscribe();
		clock.now += 60_000;
		await expect(press({ resubscribe: away })).rejects.toThrow(StoreUnavailable);
		expect(await store.suppressed([who])).toHaveLength(1);
		expect(await press()).toEqual({ known: true });
		expect(await store.suppressed([who])).toEqual([]);
		clock.now += 60_000;
		await unsubscribe();
		expect(await press()).toEqual({ known: true });
		expect(await store.suppressed([who])).toHaveLength(1);
	});
});
