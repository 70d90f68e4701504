import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Touchpoint } from '../../../lib/core/lead/touchpoint';
import { defaultRules } from '../../../lib/core/score/rules';
import { compileScore } from '../../../lib/core/score/score';
import { enrol } from '../../../lib/process/nurture/enrol';
import { withLinks } from '../../../lib/process/nurture/links';
import { runDueSteps } from '../../../lib/process/nurture/runDueSteps';
import { scoreLeads } from '../../../lib/process/score/score';
import { respond, type PublicAnswer } from '../../../lib/process/track/public/respond';
import type { LeadStore } from '../../../lib/store/port';
import { catchMail, type CaughtMail, type Catcher } from '../../../scripts/runtime/catcher';
import { startRenderer, type Renderer } from './renderer';
import {
	aClock,
	aContext,
	aDraft,
	aLead,
	aMailing,
	anEmail,
	aPool,
	aStore,
	saved,
} from '../nurture/kit';

/** Mails that are scanned; the soak has a thousand. */
const count = Number(process.env['LEAD_SCANNED'] ?? 20);
/** How many of them are also opened in a real browser, which the soak has. */
const rendered = Number(process.env['LEAD_RENDERED'] ?? 0);
const address = 'https://n8n.example.com/webhook/lead/main/t';
const browser = 'Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0';

const clock = aClock();
let mails: Catcher;
let store: LeadStore;
let remove: () => Promise<void>;
let renderer: Renderer | undefined;
let asked = 0;

beforeAll(async () => {
	mails = await catchMail();
	({ store, remove } = await aStore(clock));
	await store.saveSettings({
		publicAddress: address,
		postalAddress: '1 Example Street, Exampletown',
	});
	if (rendered > 0)
		renderer = await startRenderer(
			address,
			'www.example.com',
			// From ever other addresses: each page has to be told by what is done there.
			async (url, how) => await request(url, { ...how, ip: `192.0.2.${(asked += 1) % 250}` }),
		);
}, 120_000);

afterAll(async () => {
	await renderer?.close();
	await remove?.();
	await mails?.stop();
});

test(
	'a scanner that opens everything in every mail changes nothing; the way out works; people are told from scanners',
	async () => {
		const leads = Array.from({ length: count }, (_value, n) => aLead(n, { country: 'US' }));
		await saved(store, leads);
		await sendTo(leads);
		expect(mails.mails).toHaveLength(count);
		const leadIds = leads.map(({ leadId }) => leadId);
		const before = await stateOf(leadIds);

		// All are quick and come from few addresses; but for these only some tell by their name or by asking for headers first.
		const toRender: string[][] = [];
		for (const [index, mail] of mails.mails.entries()) {
			const urls = urlsOf(mail);
			expect(urls.length).toBeGreaterThanOrEqual(6);
			const like = ['tells', 'hides', 'comes later'][index % 3];
			clock.now += like === 'comes later' ? 7_200_000 : 300;
			for (const method of like === 'comes later' ? ['GET'] : ['HEAD', 'GET']) {
				for (const url of urls) {
					const { status, event } = await request(url, {
						method,
						ip: `198.51.100.${index % 3}`,
						userAgent: like === 'tells' ? 'Mozilla/5.0 (compatible; SafeLinks)' : browser,
					});
					if (![200, 302].includes(status))
						throw new Error(`${method} ${url} was answered ${status}`);
					// What a scanner does starts no workflow, but for the first that one does who comes later and asks like a reader.
					if (like !== 'comes later') expect(event).toBeUndefined();
				}
			}
			if (index < rendered) toRender.push(urls);
			if (toRender.length === 4 || index === mails.mails.length - 1)
				await Promise.all(toRender.splice(0).map(async (all) => await renderer?.render(all)));
		}
		// Each mail has two links to the website, whose script reports that it was loaded.
		expect(renderer?.posts.length ?? 0).toBeGreaterThanOrEqual(rendered * 2);
		expect(await stateOf(leadIds)).toEqual(before);
		const scanned = classesOf(await touchesOf(leadIds));
		expect(scanned.all).toBeGreaterThanOrEqual(count * 5);
		expect(scanned.machine / scanned.all).toBeGreaterThanOrEqual(0.98);

		const people = leads.map((_lead, n) => aLead(count + n, { country: 'US' }));
		await saved(store, people);
		mails.mails.length = 0;
		await sendTo(people);
		clock.now += 70_000;
		for (const [index, mail] of mails.mails.entries()) {
			clock.now += 20_000;
			await read(mail, index);
		}
		const human = classesOf(await touchesOf(people.map(({ leadId }) => leadId)));
		expect(human.all).toBeGreaterThanOrEqual(count * 2);
		expect(human.machine / human.all).toBeLessThanOrEqual(0.01);

		// The series is over, and the way out of its mails still works: by the mail program's one click, and by the page's button.
		clock.now += 400 * 86_400_000;
		await runDueSteps(await aContext(store, clock), {
			mailing: mailing(),
			courier: aPool(mails.port),
			batch: 100,
			most: 10_000,
		});
		for (const [index, mail] of mails.mails.entries()) {
			const url = /<(https:[^>]+)>/.exec(headerOf(mail, 'list-unsubscribe'))?.[1] ?? '';
			const body = index % 2 === 0 ? { 'List-Unsubscribe': 'One-Click' } : { scope: 'all' };
			expect((await request(url, { method: 'POST', body })).status).toBe(200);
			const value = mail.to[0] ?? '';
			const scopes = (await store.suppressed([{ kind: 'email', value }])).map(({ scope }) => scope);
			expect(scopes).toContain(index % 2 === 0 ? 'email' : 'all');
		}
		if (process.env['LEAD_SCANNED'])
			process.stderr.write(
				`${count} mails: ${scanned.machine} of ${scanned.all} touches of scanners told as a machine's, ${human.machine} of ${human.all} of people\n`,
			);
	},
	60_000 + count * (rendered > 0 ? 4_000 : 1_000),
);

function mailing() {
	return aMailing({ postalAddress: '1 Example Street, Exampletown' });
}

async function sendTo(leads: ReturnType<typeof aLead>[]): Promise<void> {
	const context = await aContext(store, clock);
	const html =
		'<p>Hello {{firstName}}</p><p><a href="https://www.example.com/a?utm_source=news">One</a> <a href="https://www.example.com/b">Two</a> <a href="{{preferencesUrl}}">Choose</a></p>';
	const step = { subject: 'News', text: 'See https://www.example.com/a', html };
	const draft = aDraft(
		[anEmail('step1', step), anEmail('step2', { ...step, wait: { amount: 3, unit: 'days' } })],
		{
			purpose: 'marketing',
			consent: 'never',
		},
	);
	await enrol(context, draft, leads, { startFrom: { kind: 'now' } });
	const courier = aPool(mails.port, { patience: 20_000 });
	const secrets = await store.secrets();
	await runDueSteps(context, {
		mailing: withLinks(mailing(), context.settings, secrets, { clicks: true, opens: true }),
		courier,
		batch: 100,
		most: 10_000,
	});
	courier.close();
}

/** Every address of ours and of the author's that stands anywhere in a mail, also in its headers. */
function urlsOf(mail: CaughtMail): string[] {
	const { html = '', text = '' } = mail.parsed;
	const inHtml = [...html.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, url = '']) =>
		url.replaceAll('&#38;', '&').replaceAll('&amp;', '&'),
	);
	const inText = text.match(/https?:\/\/\S+/g) ?? [];
	const header = headerOf(mail, 'list-unsubscribe').match(/https:[^>]+/g) ?? [];
	return [...new Set([...inHtml, ...inText, ...header])].filter((url) => url.startsWith(address));
}

function headerOf(mail: CaughtMail, name: string): string {
	return mail.parsed.headers.find(({ key }) => key === name)?.value ?? '';
}

async function request(
	url: string,
	how: {
		method: string;
		ip?: string;
		userAgent?: string;
		origin?: string;
		body?: Record<string, unknown>;
	},
): Promise<PublicAnswer> {
	const context = await aContext(store, clock);
	return await respond(
		{
			...context,
			secrets: await store.secrets(),
			options: {
				address,
				look: {},
				allowedOrigins: ['https://www.example.com'],
				honourPrivacy: true,
				topics: [{ page: '/a', topic: 'A' }],
			},
		},
		{
			query: Object.fromEntries(new URL(url).searchParams),
			body: {},
			userAgent: browser,
			ip: '192.0.2.1',
			privacy: false,
			...how,
		},
	);
}

/** A person: opens the mail, some time later follows a link, and moves about on the page. */
async function read(mail: CaughtMail, index: number): Promise<void> {
	const how = { method: 'GET', ip: `203.0.113.${index % 250}` };
	const urls = urlsOf(mail);
	const open = urls.find((url) => url.includes('?o=')) ?? '';
	const links = urls.filter((url) => url.includes('?c='));
	expect([200, 302]).toContain((await request(open, how)).status);
	clock.now += 15_000;
	const link = links[index % links.length] ?? '';
	expect([200, 302]).toContain((await request(link, how)).status);
}

async function touchesOf(leadIds: string[]): Promise<Touchpoint[]> {
	const all = await store.touchpoints({ leadIds, perLead: 500 });
	return all.filter(({ type }) => /^(email\.(open|click)$|web\.)/.test(type));
}

function classesOf(touches: readonly Touchpoint[]): { all: number; machine: number } {
	return {
		all: touches.length,
		machine: touches.filter(({ actor }) => actor.kind === 'machine').length,
	};
}

/** Everything that a scanner must leave alone: consent, stage, suppression, the way through the sequence, scores. */
async function stateOf(leadIds: string[]): Promise<unknown> {
	const compiled = compileScore({ rules: [...defaultRules] });
	if (compiled.kind === 'wrong') throw new Error(compiled.messages.join());
	const stored = await store.getLeads(leadIds);
	const at = clock.now;
	const scores = await scoreLeads(await aContext(store, clock), stored, compiled.score, {
		asOf: at,
	});
	const enrolments = await store.enrolmentsOf(leadIds);
	return {
		leads: stored.map(
			({
				lead: {
					leadId,
					stage,
					consent,
					doNotContact,
					topics,
					topicsOff,
					lastTouchAt,
					firstResponseAt,
				},
			}) => ({
				leadId,
				...{ stage, consent, doNotContact, topics, topicsOff, lastTouchAt, firstResponseAt },
			}),
		),
		suppressed: await store.suppressed(
			stored.map(({ lead }) => ({ kind: 'email', value: lead.email ?? '' })),
		),
		enrolments,
		scores: scores.map((one) => one.kind === 'scored' && one.result.score),
	};
}
