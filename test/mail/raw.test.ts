import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { composeMail, messageIdOf, readAddress, smtpPool, type Mail } from '../../lib/mail';
import { faultServer } from './faultServer';
import { aSigning } from './signing';

const mail: Mail = {
	from: { name: 'Example Ltd', address: 'hello@example.org' },
	to: { name: 'Ann Lee', address: 'ann@example.com' },
	replyTo: { address: 'sales@example.org' },
	subject: 'Grüße aus Zürich, Ann',
	preheader: 'Three examples',
	text: 'Dear Ann,\n\n.a line that begins with a dot\nand 日本語.',
	html: '<p>Dear Ann,</p><p>and 日本語.</p>',
	messageId: '<abc@example.org>',
	date: Date.parse('2026-06-01T10:00:00.000Z'),
	thread: ['<first@example.org>', '<second@example.org>'],
	unsubscribe: {
		https: 'https://n8n.example.org/webhook/lead/main/touch?u=v1.token',
		mailto: 'mailto:sales@example.org?subject=unsubscribe%20123',
	},
	feedbackId: 'Welcome-1:step1:nurture:example.org',
};

const { dkim, verify } = aSigning('example.org');

/** What RFC 5321 and 5322 ask of the bytes. */
function wireProblems(raw: Buffer): string[] {
	const text = raw.toString('latin1');
	return [
		...(/\r(?!\n)|(?<!\r)\n/.test(text) ? ['bare CR or LF'] : []),
		...(/[\u0000\u0080-\u00ff]/.test(text) ? ['not 7 bit'] : []),
		...(text.split('\r\n').some((line) => line.length > 998) ? ['line too long'] : []),
	];
}

function headerNames(raw: Buffer): string[] {
	const head = raw.toString('latin1').split('\r\n\r\n')[0] ?? '';
	return [...head.matchAll(/^([A-Za-z-]+):/gm)].map((match) => (match[1] ?? '').toLowerCase());
}

test('an independent reader finds what was written', async () => {
	const raw = await composeMail(mail);
	const read = await PostalMime.parse(raw);
	expect(read).toMatchObject({
		from: { name: 'Example Ltd', address: 'hello@example.org' },
		to: [{ name: 'Ann Lee', address: 'ann@example.com' }],
		replyTo: [{ address: 'sales@example.org' }],
		subject: mail.subject,
		messageId: '<abc@example.org>',
		inReplyTo: '<second@example.org>',
		references: '<first@example.org> <second@example.org>',
		attachments: [],
	});
	expect(read.text?.trim()).toBe(mail.text);
	expect(read.html).toContain('Three examples');
	expect(read.html).toContain('<p>and 日本語.</p>');
	expect(wireProblems(raw)).toEqual([]);
	expect(raw.toString('latin1')).toMatch(/multipart\/alternative[^]*text\/plain[^]*text\/html/);
});

test('headers stand once, and say how to unsubscribe with one click', async () => {
	const raw = await composeMail(mail);
	const names = headerNames(raw);
	expect(names.length).toBe(new Set(names).size);
	const read = await PostalMime.parse(raw);
	const header = (key: string) => read.headers.find((one) => one.key === key)?.value;
	expect(header('list-unsubscribe')).toBe(
		`<${mail.unsubscribe?.https ?? ''}>, <${mail.unsubscribe?.mailto ?? ''}>`,
	);
	expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
	expect(header('feedback-id')).toBe(mail.feedbackId);
	const byMailAlone = await PostalMime.parse(
		await composeMail({ ...mail, unsubscribe: { mailto: 'mailto:a@example.org' } }),
	);
	expect(byMailAlone.headers.map(({ key }) => key)).not.toContain('list-unsubscribe-post');
});

test('an independent verifier finds the signature good, over both unsubscribe headers', async () => {
	const raw = await composeMail(mail, dkim);
	const checked = await verify(raw, 'hello@example.org');
	expect(checked).toMatchObject({ dkim: 'pass', dmarc: 'pass' });
	for (const name of [
		'from',
		'to',
		'subject',
		'date',
		'message-id',
		'list-unsubscribe',
		'list-unsubscribe-post',
		'feedback-id',
	]) {
		expect(checked.signed).toContain(name);
	}
	const forged = Buffer.from(raw.toString('latin1').replace('One-Click', 'Two-Click'), 'latin1');
	expect((await verify(forged, 'hello@example.org')).dkim).not.toBe('pass');
});

test('whatever a stranger writes, there is one recipient and no header more', async () => {
	const plain = headerNames(await composeMail(mail)).sort();
	const nasty = fc.oneof(
		fc.string({ unit: 'binary', maxLength: 60 }),
		fc.constantFrom(
			'x\r\nBcc: evil@example.net',
			'x\nContent-Type: text/html\n\n<b>',
			'\u2028Bcc: a@example.net',
			'evil@example.net, other@example.net',
			'group: a@example.net, b@example.net;',
			'x\0y',
			'\r\n.\r\nMAIL FROM:<evil@example.net>',
			'=?utf-8?Q?=0D=0ABcc:_a@example.net?=',
		),
	);
	await fc.assert(
		fc.asyncProperty(nasty, nasty, nasty, async (subject, name, text) => {
			const raw = await composeMail({
				...mail,
				subject,
				text: `x${text}`,
				html: `<p>x</p>`,
				to: { name, address: 'ann@example.com' },
				headers: { 'X-Note': name },
			});
			const read = await PostalMime.parse(raw);
			expect(read.to?.map(({ address }) => address)).toEqual(['ann@example.com']);
			expect(read.cc ?? read.bcc).toBeUndefined();
			const more = headerNames(raw)
				.filter((one) => one !== 'x-note')
				.sort();
			expect(more.filter((one) => !plain.includes(one))).toEqual([]);
			expect(wireProblems(raw)).toEqual([]);
		}),
		{ numRuns: 300 },
	);
}, 120_000);

test('a line with a single dot does not end the message early', async () => {
	const server = await faultServer();
	const pool = smtpPool(
		{ host: '127.0.0.1', port: server.port, secure: false },
		{ maxConnections: 1, messagesPerConnection: 10 },
	);
	const raw = await composeMail({ ...mail, text: 'x\r\n.\r\nMAIL FROM:<evil@example.net>\r\n..y' });
	const parcel = {
		from: 'hello@example.org',
		to: 'ann@example.com',
		raw: async () => await Promise.resolve(raw),
	};
	const outcome = await pool.send(parcel, async () => await Promise.resolve('go'));
	pool.close();
	await server.close();
	expect(outcome.kind).toBe('accepted');
	expect(server.received.map(({ raw: got }) => got.trimEnd())).toEqual([
		raw.toString('latin1').trimEnd(),
	]);
});

test('values that are no texts never reach the mail library as objects', async () => {
	const sly: Mail = JSON.parse(
		JSON.stringify({
			...mail,
			subject: { path: '/etc/hostname' },
			text: { href: 'http://127.0.0.1/' },
			headers: { 'X-A': { prepared: true, value: 'a\r\nBcc: b@example.net' } },
		}),
	);
	const raw = (await composeMail(sly)).toString('latin1');
	expect(raw).toContain('Subject: [object Object]');
	expect(raw).not.toMatch(/^Bcc:/im);
});

test.each([
	['ann@example.com', { address: 'ann@example.com' }],
	['Ann Lee <ann@EXAMPLE.com>', { name: 'Ann Lee', address: 'ann@example.com' }],
	['"Lee, Ann" <ann@example.com>', { name: 'Lee, Ann', address: 'ann@example.com' }],
	['info@bücher.example', { address: 'info@xn--bcher-kva.example' }],
	['boss@bank.example <ann@example.com>', { address: 'ann@example.com' }],
])('reads the address %s', (text, mailbox) => {
	expect(readAddress(text)).toEqual({ kind: 'valid', mailbox });
});

test.each([
	'',
	'ann',
	'ann@',
	'@example.com',
	'a@example.com, b@example.com',
	'a@example.com b@example.com',
	'group: a@example.com;',
	'"a b"@example.com',
	'"a@example.net x"@example.com',
	'ann@example.com\r\nRCPT TO:<b@example.com>',
	'ann(comment)@example.com',
	'ann..lee@example.com',
	'.ann@example.com',
	'ann@-example.com',
	'ann@localhost.',
	'\u202eann@example.com',
	`${'a'.repeat(65)}@example.com`,
])('refuses the address %j', (text) => {
	expect(readAddress(text).kind).toBe('wrong');
});

test('a delivery keeps its Message-ID, others and other keys have another', () => {
	const key = Buffer.from('k'.repeat(32)).toString('base64');
	const id = messageIdOf('delivery-1', key, 'example.org');
	expect(id).toMatch(/^<[a-z2-7]{32}@example\.org>$/);
	expect(messageIdOf('delivery-1', key, 'example.org')).toBe(id);
	expect(messageIdOf('delivery-2', key, 'example.org')).not.toBe(id);
	expect(
		messageIdOf('delivery-1', Buffer.from('other').toString('base64'), 'example.org'),
	).not.toBe(id);
});
