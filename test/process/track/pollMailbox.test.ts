import { describe, expect, it } from '@jest/globals';
import type { Mailbox } from '../../../lib/mail/mailbox';
import { openContext } from '../../../lib/process/stores';
import { readNew } from '../../../lib/process/track/pollMailbox';
import { dsn, mail } from '../../core/mailbox/mails';
import { given, useStore } from '../../nodes/store';

const ann = {
	leadId: '01ARZ3NDEKTSV4RRFFQ69G5FA1',
	email: 'ann@example.org',
	stage: 'assigned' as const,
};
const hard =
	'Final-Recipient: rfc822; ann@example.org\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 User unknown';
const options = { folder: 'INBOX', markSeen: false, sinceDays: 14, limit: 50 };

/** A mailbox in memory; `failAt` breaks the connection once, before that command. */
function mailboxOf(raws: string[]) {
	const marked = new Set<number>();
	const state: { failAt?: 'fetch' | 'mark' } = {};
	const failing = (command: 'fetch' | 'mark') => {
		if (state.failAt !== command) return;
		state.failAt = undefined;
		throw new Error('Connection lost');
	};
	const mailbox: Mailbox = {
		unread: async () =>
			await Promise.resolve(raws.flatMap((_raw, uid) => (marked.has(uid) ? [] : [uid]))),
		fetch: async (uids) => {
			failing('fetch');
			return await Promise.resolve(uids.map((uid) => ({ uid, raw: Buffer.from(raws[uid] ?? '') })));
		},
		mark: async (uids) => {
			failing('mark');
			for (const uid of uids) marked.add(uid);
			await Promise.resolve();
		},
		close: async () => await Promise.resolve(),
	};
	return { mailbox, state, marked };
}

describe('a mailbox', () => {
	useStore('2026-06-01T12:00:00.000Z');
	const replies = (count: number) =>
		Array.from({ length: count }, (_value, index) =>
			mail(
				{
					From: 'ann@example.org',
					To: 'sales@shop.example.com',
					Subject: 'Re: Hello',
					'Message-ID': `<r${index}@example.org>`,
				},
				`Answer ${index}`,
			),
		);
	const touches = async () => (await (await openContext('Main', 'x')).store.counts()).touchpoints;

	it('is read once, a few mails at a time, no more than the limit at a look', async () => {
		await given([ann]);
		const context = await openContext('Main', 'Mailbox');
		const { mailbox, marked } = mailboxOf(replies(45));
		const first = await readNew(context, mailbox, { ...options, limit: 30 });
		expect([first.mails.length, first.left, marked.size]).toEqual([30, 15, 30]);
		expect((await readNew(context, mailbox, options)).mails).toHaveLength(15);
		expect((await readNew(context, mailbox, options)).mails).toHaveLength(0);
	});

	it('misses nothing and counts nothing twice when the connection breaks at any moment, or mails come twice', async () => {
		await given([ann]);
		const context = await openContext('Main', 'Mailbox');
		const { mailbox, state } = mailboxOf([...replies(25), ...replies(25), dsn(hard)]);
		for (const failAt of ['fetch', 'mark', 'mark'] as const) {
			state.failAt = failAt;
			await expect(readNew(context, mailbox, options)).rejects.toThrow('Connection lost');
		}
		await readNew(context, mailbox, { ...options, limit: 100 });
		const all = await context.store.touchpoints({ leadIds: [ann.leadId], perLead: 200 });
		expect(all.filter(({ type }) => type === 'email.reply')).toHaveLength(25);
		expect(all.filter(({ type }) => type === 'email.bounce')).toHaveLength(1);
		expect(await touches()).toBe(all.length);
	});
});
