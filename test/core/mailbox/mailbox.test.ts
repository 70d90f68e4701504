import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseMail } from '../../../lib/core/mailbox/parse';
import { readMail, type MailVerdict } from '../../../lib/core/mailbox/read';
import { abuseReport, dsn, gmailLike, mail, qmail } from './mails';

const read = async (raw: string): Promise<MailVerdict> => readMail(await parseMail(raw));
const failed = (status: string, words: string) =>
	`Final-Recipient: rfc822; ann@example.org\nAction: failed\nStatus: ${status}\nDiagnostic-Code: smtp; ${words}`;

describe('reports of delivery', () => {
	it('are read although they call themselves automatic answers', async () => {
		expect(await read(dsn(failed('5.1.1', '550 5.1.1 User unknown')))).toMatchObject({
			kind: 'bounce',
			recipients: [{ address: 'ann@example.org', reason: 'hardInvalid', status: '5.1.1' }],
			messageIds: ['<d1@shop.example.com>'],
		});
	});

	it.each([
		['5.1.1', '550 5.1.1 no such user', 'hardInvalid'],
		['5.1.10', '550 5.1.10 recipient not found', 'hardInvalid'],
		['5.4.4', 'Host or domain name not found', 'hardInvalid'],
		['5.2.1', '550 5.2.1 The account is disabled', 'hardInactive'],
		['5.2.2', '552 mailbox is full', 'mailboxFull'],
		['4.2.2', '452 4.2.2 over quota', 'mailboxFull'],
		['4.4.7', 'delivery time expired', 'temporary'],
		['4.4.1', 'connect to mx: Connection timed out', 'temporary'],
		['5.7.1', '550 5.7.1 Message rejected as spam', 'policy'],
		['5.1.1', '550 5.1.1 sender address rejected: domain of sender does not resolve', 'policy'],
		['5.0.0', '554 Your IP is listed at a blocklist', 'policy'],
		['5.3.4', '552 5.3.4 Message size exceeds fixed limit', 'content'],
		['5.0.0', '500 error', 'unknown'],
	])('%s %s is %s', async (status, words, reason) => {
		expect(await read(dsn(failed(status, words)))).toMatchObject({ recipients: [{ reason }] });
	});

	it('say which recipient has which reason', async () => {
		expect(await read(qmail)).toMatchObject({
			kind: 'bounce',
			recipients: [
				{ address: 'ann@example.org', reason: 'hardInvalid' },
				{ address: 'bob@example.org', reason: 'mailboxFull' },
			],
			messageIds: ['<d1@shop.example.com>'],
		});
	});

	it('are read without a part for machines', async () => {
		expect(await read(gmailLike)).toMatchObject({
			kind: 'bounce',
			recipients: [{ address: 'ann@example.org', reason: 'policy' }],
		});
	});

	it('tell late and delivered mail from mail that came back', async () => {
		const late = 'Final-Recipient: rfc822; ann@example.org\nAction: delayed\nStatus: 4.4.1';
		const there = 'Final-Recipient: rfc822; ann@example.org\nAction: delivered\nStatus: 2.0.0';
		expect((await read(dsn(late, 'THIS IS A WARNING MESSAGE ONLY'))).kind).toBe('delayed');
		expect((await read(dsn(there, 'Your message was delivered'))).kind).toBe('delivered');
	});

	it('are read where the parts cannot be told apart', async () => {
		const broken = dsn(failed('5.1.1', '550 5.1.1 User unknown'), undefined, {
			'Content-Type': 'multipart/report; report-type=delivery-status; boundary="other"',
		});
		expect(await read(broken)).toMatchObject({
			kind: 'bounce',
			recipients: [{ reason: 'hardInvalid' }],
		});
	});

	it('that come as notifications of a provider', async () => {
		const json = JSON.stringify({
			notificationType: 'Bounce',
			bounce: {
				bounceType: 'Permanent',
				bouncedRecipients: [{ emailAddress: 'Ann@example.org', status: '5.1.1' }],
			},
			mail: { messageId: 'x1', headers: [{ name: 'Message-ID', value: '<d1@shop.example.com>' }] },
		});
		expect(
			await read(
				mail(
					{ From: 'no-reply@sns.example.com', To: 'a@shop.example.com', Subject: 'Notification' },
					json,
				),
			),
		).toMatchObject({
			kind: 'bounce',
			recipients: [{ address: 'ann@example.org', reason: 'hardInvalid' }],
			messageIds: expect.arrayContaining(['<d1@shop.example.com>']),
		});
	});

	it('of abuse are complaints', async () => {
		expect(await read(abuseReport)).toMatchObject({
			kind: 'complaint',
			feedbackType: 'abuse',
			recipients: [{ address: 'ann@example.org' }],
			messageIds: ['<d1@shop.example.com>'],
		});
	});
});

describe('ordinary mail is never taken for a report', () => {
	const from = { From: 'Ann Example <ann@example.org>', To: 'sales@shop.example.com' };
	it.each([
		[
			{ ...from, Subject: 'Re: Your offer', 'In-Reply-To': '<d1@shop.example.com>' },
			'Sounds good. The delivery failed last time, 550 pieces were missing.',
			'reply',
		],
		[
			{ ...from, Subject: 'Payment failed' },
			'Your payment could not be processed. Error 554. Please update your card.',
			'other',
		],
		[
			{ ...from, Subject: 'Delivery of your order' },
			'Your parcel could not be delivered to the following address: 1 Main Street.',
			'other',
		],
		[
			{ ...from, Subject: 'Fwd: Undelivered Mail Returned to Sender' },
			`See below.\n\n> <bob@example.org>: 550 5.1.1 User unknown`,
			'other',
		],
		[
			{ ...from, Subject: 'Vacation homes for you', 'List-Id': '<news.example.org>' },
			'Book now',
			'other',
		],
		[
			{ ...from, Subject: 'Meeting tomorrow' },
			'I will be out of the office in the afternoon.',
			'other',
		],
		[
			{ ...from, Subject: 'Invoice 550', 'Auto-Submitted': 'auto-generated' },
			'Attached is your invoice.',
			'other',
		],
		[
			{
				From: 'Postmaster <postmaster@example.org>',
				To: 'sales@shop.example.com',
				Subject: 'Our new mail server',
			},
			'We moved. Please note the new address.',
			'other',
		],
	])('%j', async (headers, body, kind) => {
		expect((await read(mail(headers, body))).kind).toBe(kind);
	});

	it('whatever it says', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.string({ maxLength: 300 }),
				fc.lorem({ maxCount: 40 }),
				async (subject, body) => {
					const verdict = await read(
						mail({ ...from, Subject: subject.replace(/[\r\n]/g, ' ') }, body),
					);
					expect(['other', 'reply', 'autoReply', 'unsubscribe']).toContain(verdict.kind);
				},
			),
			{ numRuns: 50 },
		);
		await fc.assert(
			fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), async (bytes) => {
				expect(readMail(await parseMail(bytes)).kind).toBe('other');
			}),
			{ numRuns: 50 },
		);
	});
});

describe('answers', () => {
	const to = {
		From: 'Ann <ann@example.org>',
		To: 'sales@shop.example.com',
		'In-Reply-To': '<d1@shop.example.com>',
	};

	it.each([
		[
			{ 'Auto-Submitted': 'auto-replied' },
			'Re: Hello',
			'Thank you, I am back on 12 June 2026.',
			'2026-06-12',
			false,
		],
		[{}, 'Automatic reply: Hello', 'I am out of the office until June 12th.', '2026-06-13', false],
		[
			{},
			'Abwesenheitsnotiz: Hello',
			'Ich bin bis einschließlich 12.06.2026 nicht im Büro.',
			'2026-06-13',
			false,
		],
		[{ 'X-Autoreply': 'yes' }, 'Hello', 'Je serai absente du 1er au 15 juin.', '2026-06-16', false],
		[
			{ Precedence: 'auto_reply' },
			'Hello',
			'Ann has left the company. Please contact bob@example.org.',
			undefined,
			true,
		],
		[{}, 'Respuesta automática: Hello', 'Vuelvo el 20 de junio.', '2026-06-20', false],
	])('%j %s are automatic', async (headers, subject, body, returnAt, leftCompany) => {
		const raw = mail(
			{ ...to, ...headers, Subject: subject, 'Content-Type': 'text/plain; charset=utf-8' },
			body,
		);
		const verdict = await read(raw);
		expect(verdict).toMatchObject({
			kind: 'autoReply',
			leftCompany,
			messageIds: ['<d1@shop.example.com>'],
		});
		expect('returnAt' in verdict ? verdict.returnAt : undefined).toBe(returnAt);
	});

	it.each([
		['Unsubscribe', 'x'],
		['unsubscribe 01ARZ3NDEKTSV4RRFFQ69G5FAV', ''],
		['Re: Hello', 'Please unsubscribe me.\n\nOn Mon, 1 Jun 2026 Shop wrote:\n> Hello'],
		['Re: Hello', 'STOP'],
		['AW: Hallo', 'Bitte abmelden'],
	])('%j %j ask to be taken off', async (subject, body) => {
		expect((await read(mail({ ...to, Subject: subject }, body))).kind).toBe('unsubscribe');
	});

	it('that only speak of it are replies', async () => {
		const body =
			'I could not find how to unsubscribe from the other list, but this offer is interesting. Call me tomorrow about the price, please, and tell me more of the terms.';
		expect((await read(mail({ ...to, Subject: 'Re: Hello' }, body))).kind).toBe('reply');
	});
});
