import { setTimeout as sleep } from 'node:timers/promises';
import type { ITriggerFunctions } from 'n8n-workflow';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { describeLooks } from '../../lib/core/mailbox/describe';
import { openContext } from '../../lib/process/stores';
import { folderOf } from '../../lib/process/track/mailbox/connect';
import { lookIntoMailbox, type Watch } from '../../lib/process/track/mailbox/look';
import { mailboxState } from '../../lib/process/track/mailbox/state';
import { LeadMailboxTrigger } from '../../nodes/LeadMailboxTrigger/LeadMailboxTrigger.node';
import { until } from '../../scripts/runtime/until';
import { dsn, mail } from '../core/mailbox/mails';
import { runThat } from '../nodes/captureCall';
import { given, useStore } from '../nodes/store';
import { type Dovecot, shakyWayTo, startDovecot } from './dovecot';

const ann = {
	leadId: '01ARZ3NDEKTSV4RRFFQ69G5FA1',
	email: 'ann@example.org',
	stage: 'assigned' as const,
};
const hard =
	'Final-Recipient: rfc822; ann@example.org\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 User unknown';

function reply(index: number): string {
	return mail(
		{
			From: 'ann@example.org',
			To: 'office@example.com',
			Subject: 'Re: Hello',
			'Message-ID': `<r${index}@example.org>`,
		},
		`Answer ${index}. `.repeat(40),
	);
}

/** A reply of a lead that no parser gets through: parts in parts in parts, and bytes of no character set. */
function unreadable(): Buffer {
	const deep = Array.from(
		{ length: 120 },
		(_value, n) => `Content-Type: multipart/mixed; boundary="b${n}"\r\n\r\n--b${n}\r\n`,
	).join('');
	const head = 'From: ann@example.org\r\nSubject: Re: Odd\r\nMessage-ID: <odd@example.org>\r\n';
	return Buffer.concat([Buffer.from(head + deep), Buffer.from([0xff, 0xfe, 0x80, 0x0d, 0x0a])]);
}

/** The same mail each time it is delivered, and without a Message-ID. */
const nameless = mail(
	{ From: 'ann@example.org', Subject: 'Re: No name' },
	'Please call me.',
).replace(/^Message-ID:.*\r?\n/im, '');

/** Publishes the trigger with n8n's functions as far as it uses them; its runs end at once. */
async function publish(access: Dovecot['access']) {
	const parameters: Record<string, unknown> = { pollEvery: 0.05, kinds: ['reply'] };
	const emitted: object[] = [];
	const failures: Error[] = [];
	const functions = {
		getNode: () => ({ id: 'N', name: 'Lead Mailbox Trigger', parameters }),
		getWorkflow: () => ({ id: 'W' }),
		getMode: () => 'trigger',
		getActivationMode: () => 'activate',
		getNodeParameter: (name: string, fallback: unknown) => parameters[name] ?? fallback,
		getCredentials: async () => await Promise.resolve(access),
		saveFailedExecution: (error: Error) => failures.push(error),
		logger: { warn: () => undefined },
		helpers: { createDeferredPromise: () => Promise.withResolvers() },
		emit: (
			[items = []]: Array<Array<{ json: object }>>,
			_response: unknown,
			ended: PromiseWithResolvers<unknown>,
		) => {
			emitted.push(items.map(({ json }) => json));
			ended.resolve(runThat('ended'));
		},
	};
	// The fake has what the node uses, not all of n8n's interface.
	const { closeFunction } = await new LeadMailboxTrigger().trigger.call(
		functions as unknown as ITriggerFunctions,
	);
	return { emitted, failures, close: async () => await closeFunction?.() };
}

describe('a mailbox on a real IMAP server', () => {
	const clock = useStore('2026-06-01T12:00:00.000Z');
	let dovecot: Dovecot;
	let way: Awaited<ReturnType<typeof shakyWayTo>>;
	const started: string[] = [];

	beforeEach(async () => {
		started.length = 0;
		dovecot = await startDovecot();
		way = await shakyWayTo(dovecot.access.port);
	});
	afterEach(async () => {
		await way.close();
		await dovecot.stop();
	});

	const look = async () => {
		const watch: Watch = {
			mailbox: 'workflow/node',
			of: 'INBOX',
			open: folderOf({ ...dovecot.access, port: way.port }, 'INBOX', false),
			markSeen: false,
			sinceDays: 14,
			batch: 50,
			everyMs: 60_000,
			wanted: () => true,
			start: async (mails) => {
				for (const one of mails) started.push(one.mail.messageId ?? one.mail.subject);
				await Promise.resolve();
			},
			complain: (reason) => {
				throw new Error(reason);
			},
		};
		return await lookIntoMailbox(await openContext('Main', 'Mailbox'), watch);
	};
	const touches = async () => {
		const { store } = await openContext('Main', 'x');
		const all = await store.touchpoints({ leadIds: [ann.leadId], perLead: 500 });
		return all.filter(({ type }) => type.startsWith('email.'));
	};
	const place = async () =>
		(await mailboxState((await openContext('Main', 'x')).store, 'workflow/node')).state.place;

	it('counts each mail once and misses none: duplicates, cut connections, restarts, new numbers, a mail nobody can parse', async () => {
		await given([ann]);
		for (let n = 0; n < 40; n += 1) dovecot.deliver(reply(n));
		for (let n = 0; n < 18; n += 1) dovecot.deliver(reply(7));
		dovecot.deliver(unreadable());
		dovecot.deliver(dsn(hard));
		for (let n = 0; n < 2; n += 1) dovecot.deliver(nameless);
		// Cut ever later, so that the connection breaks in the greeting, the search, and between and within mails.
		let succeeded = 0;
		for (let bytes = 50; succeeded === 0; bytes = Math.ceil(bytes * 1.7)) {
			way.cutAfter(bytes);
			succeeded += await look().then(
				() => 1,
				() => 0,
			);
		}
		expect(way.cuts()).toBeGreaterThan(10);
		way.cutAfter(undefined);
		await look();
		expect(await touches()).toHaveLength(43);
		await dovecot.restart();
		dovecot.deliver(reply(40));
		expect(await look()).toBe(1);
		const before = (await place())?.uidValidity;
		await dovecot.renumber();
		dovecot.deliver(reply(41));
		expect(await look()).toBe(64);
		expect((await place())?.uidValidity).not.toBe(before);
		expect(await look()).toBe(0);
		const types = (await touches()).map(({ type }) => type);
		expect(types.filter((type) => type === 'email.bounce')).toHaveLength(1);
		expect(types.filter((type) => type === 'email.reply')).toHaveLength(44);
		expect(started.length).toBe(new Set(started).size);
		expect(started).toHaveLength(45);
		expect((await place())?.open).toEqual([]);
	});

	it('is looked into by the published trigger, which tells trouble once and says when it last looked', async () => {
		await given([ann]);
		for (let n = 0; n < 3; n += 1) dovecot.deliver(reply(n));
		await expect(publish({ ...dovecot.access, password: 'wrong' })).rejects.toThrow(
			'refuses the login',
		);
		const trigger = await publish(dovecot.access);
		await until('the first mails', async () => trigger.emitted.length > 0, { timeoutMs: 20_000 });
		expect(trigger.emitted).toMatchObject([
			[0, 1, 2].map((n) => ({
				leadId: ann.leadId,
				mail: { kind: 'reply', messageId: `<r${n}@example.org>` },
				touchpoints: [{ outcome: 'recorded', type: 'email.reply' }],
			})),
		]);
		await dovecot.stop();
		clock.now += 120_000;
		await until('the trouble', async () => trigger.failures.length > 0, { timeoutMs: 20_000 });
		clock.now += 120_000;
		await sleep(7_000);
		expect(trigger.failures).toHaveLength(1);
		expect(trigger.failures[0]?.message).toMatch(
			/^The mail server 127.0.0.1:\d+ cannot be reached: nothing listens there$/,
		);
		const { store } = await openContext('Main', 'x');
		const [found] = await store.mailboxes();
		expect(describeLooks(found?.state ?? {}, 'UTC')).toMatch(
			/^1 Jun 2026, 12:00: 3 mails, no look succeeds since 1 Jun 2026, 12:02: The mail server/,
		);
		await trigger.close();
		expect((await store.mailboxes())[0]?.state.holder).toBeUndefined();
	});

	it('says what to do where the server refuses', async () => {
		const access = { ...dovecot.access, password: 'wrong' };
		await expect(folderOf(access, 'INBOX', false)()).rejects.toThrow('refuses the login');
		await expect(folderOf(dovecot.access, 'Nowhere', false)()).rejects.toThrow(
			"no folder 'Nowhere'",
		);
		await dovecot.stop();
		await expect(folderOf(dovecot.access, 'INBOX', false)()).rejects.toThrow('cannot be reached');
	});

	it('leaves mails unread for people, or marks them where that is wished', async () => {
		dovecot.deliver(reply(1));
		for (const [markSeen, seen] of [
			[false, 0],
			[true, 1],
		] as const) {
			const folder = await folderOf(dovecot.access, 'INBOX', markSeen)();
			const uids = await folder.uidsAfter(0);
			await folder.fetch(uids);
			if (markSeen) await folder.markSeen(uids);
			await folder.close();
			expect(dovecot.seen()).toBe(seen);
		}
	});
});
