import { describe, expect, it } from '@jest/globals';
import type { Lead } from '../../../lib/core/lead/lead';
import type { Delivery } from '../../../lib/core/nurture/types';
import { parseMail } from '../../../lib/core/mailbox/parse';
import type { ProcessContext } from '../../../lib/process/context';
import { openContext } from '../../../lib/process/stores';
import { readMails } from '../../../lib/process/track/readMails';
import { messageIdOf } from '../../../lib/mail/messageId';
import { dsn, mail, qmail } from '../../core/mailbox/mails';
import { given, useStore } from '../../nodes/store';

const ann = {
	leadId: '01ARZ3NDEKTSV4RRFFQ69G5FA1',
	email: 'ann@example.org',
	stage: 'assigned' as const,
};
const bob = {
	leadId: '01ARZ3NDEKTSV4RRFFQ69G5FA2',
	email: 'bob@example.org',
	stage: 'assigned' as const,
};
const hard =
	'Final-Recipient: rfc822; ann@example.org\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 User unknown';

/** A context whose store knows one delivery by its Message-ID. */
async function withDelivery(
	messageId: string,
	leadId: string,
	to: string,
): Promise<ProcessContext> {
	const context = await openContext('Main', 'Read Mail');
	const delivery: Delivery = {
		deliveryId: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
		enrolmentId: 'E1',
		leadId,
		stepId: 'step1',
		generation: 1,
		repeat: 0,
		channel: 'email',
		messageId,
		to,
		mailbox: 'sales@shop.example.com',
		state: 'accepted',
		fence: 1,
		attempt: 1,
		dueAt: '2026-06-01T00:00:00.000Z',
		plannedAt: '2026-06-01T00:00:00.000Z',
	};
	const { store } = context;
	const deliveries: typeof store.deliveries = async ({ messageIds = [] }) =>
		await Promise.resolve(messageIds.includes(messageId) ? [delivery] : []);
	return {
		...context,
		store: new Proxy(store, {
			get: (target, key) => (key === 'deliveries' ? deliveries : Reflect.get(target, key)),
		}),
	};
}

describe('mails that came in', () => {
	useStore('2026-06-01T12:00:00.000Z');
	const leadOf = async (context: ProcessContext, leadId: string): Promise<Lead | undefined> =>
		(await context.store.getLeads([leadId]))[0]?.lead;

	it('count once, however often they are delivered', async () => {
		const store = await given([ann]);
		const context = await openContext('Main', 'Read Mail');
		const bounce = await parseMail(dsn(hard));
		const kinds = [];
		for (let times = 0; times < 3; times += 1) {
			for (const { results } of await readMails(context, [bounce, bounce]))
				kinds.push(results[0]?.kind);
		}
		expect(kinds).toEqual(['recorded', 'known', 'known', 'known', 'known', 'known']);
		expect(await store.suppressed([{ kind: 'email', value: 'ann@example.org' }])).toHaveLength(1);
		expect(await leadOf(context, ann.leadId)).toMatchObject({ emailStatus: 'invalid' });
	});

	it('belong to the lead whose mail they are about, also from another address', async () => {
		await given([ann]);
		const context = await withDelivery('<d1@shop.example.com>', ann.leadId, 'ann@example.org');
		const reply = await parseMail(
			mail(
				{
					From: 'ann.private@example.net',
					To: 'sales@shop.example.com',
					Subject: 'Re: Hello',
					'In-Reply-To': '<d1@shop.example.com>',
				},
				'Yes please',
			),
		);
		const [result] = await readMails(context, [reply]);
		expect(result?.results[0]).toMatchObject({
			kind: 'recorded',
			touch: { type: 'email.reply', content: 'Yes please' },
		});
		expect(await leadOf(context, ann.leadId)).toMatchObject({
			stage: 'contacted',
			nextAction: 'Answer the e-mail',
		});
	});

	it('record one touchpoint per recipient of a report', async () => {
		await given([ann, bob]);
		const context = await openContext('Main', 'Read Mail');
		const [result] = await readMails(context, [await parseMail(qmail)]);
		expect(
			result?.results.map((one) =>
				'touch' in one ? [one.touch.leadId, one.touch.outcome] : one.kind,
			),
		).toEqual([
			[ann.leadId, 'hardInvalid'],
			[bob.leadId, 'mailboxFull'],
		]);
	});

	it('with an absence change no stage, and a request to be taken off is obeyed by its token', async () => {
		const store = await given([ann]);
		const secrets = await store.secrets();
		const deliveryId = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
		const id = messageIdOf(deliveryId, secrets.tokenKeys[0]?.key ?? '', 'shop.example.com');
		const context = await withDelivery(id, ann.leadId, 'ann@example.org');
		const from = { From: 'other@example.net', To: 'sales@shop.example.com' };
		const away = await parseMail(
			mail(
				{
					...from,
					From: 'ann@example.org',
					Subject: 'Automatic reply: Hello',
					'Message-ID': '<a1@example.org>',
				},
				'Back on 12 June',
			),
		);
		const stop = await parseMail(
			mail({ ...from, Subject: `unsubscribe ${deliveryId}`, 'Message-ID': '<a2@example.org>' }, ''),
		);
		const [first, second] = await readMails(context, [away, stop]);
		expect(first?.results[0]).toMatchObject({
			touch: {
				type: 'email.autoReply',
				actor: { kind: 'machine' },
				meta: { returnAt: '2026-06-12' },
			},
		});
		expect(second?.results[0]).toMatchObject({
			touch: { type: 'email.unsubscribe', leadId: ann.leadId },
		});
		expect(await leadOf(context, ann.leadId)).toMatchObject({ stage: 'assigned' });
		expect(await store.suppressed([{ kind: 'email', value: 'ann@example.org' }])).toHaveLength(1);
	});

	it('that refuse the sender raise an alert and leave the lead alone', async () => {
		const store = await given([ann]);
		const context = await openContext('Main', 'Read Mail');
		const refused = hard
			.replace('5.1.1', '5.7.1')
			.replace('550 5.1.1 User unknown', '550 5.7.1 blocked due to poor reputation');
		const [result] = await readMails(context, [await parseMail(dsn(refused))]);
		expect(result?.alert).toContain('refuses mail of this sender');
		expect(await store.suppressed([{ kind: 'email', value: 'ann@example.org' }])).toEqual([]);
	});

	it("that are newsletters are nobody's touch", async () => {
		await given([ann]);
		const context = await openContext('Main', 'Read Mail');
		const news = await parseMail(
			mail(
				{
					From: 'ann@example.org',
					To: 'sales@shop.example.com',
					Subject: 'News',
					'List-Id': '<x>',
				},
				'Hello',
			),
		);
		expect((await readMails(context, [news]))[0]).toMatchObject({
			verdict: { kind: 'other' },
			results: [],
		});
	});
});
