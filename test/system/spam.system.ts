import { generateKeyPairSync } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { composeMail } from '../../lib/mail';

/** What SpamAssassin's own rules say of a message, without asking the network. */
function assess(raw: Buffer): { score: number; rules: string[] } {
	const { stdout, status, stderr } = spawnSync('spamassassin', ['--local', '--test-mode'], {
		input: raw,
		encoding: 'utf8',
		maxBuffer: 1e8,
	});
	const header = /^X-Spam-Status: [\s\S]*?(?=^\S)/m.exec(stdout)?.[0].replace(/\s+/g, ' ') ?? '';
	const score = Number(/score=(-?[\d.]+)/.exec(header)?.[1]);
	if (status !== 0 || Number.isNaN(score)) throw new Error(`spamassassin: ${stderr} ${header}`);
	return {
		score,
		rules: /tests=([A-Z0-9_, ]+?) (?:autolearn|version)/.exec(header)?.[1]?.split(/[, ]+/) ?? [],
	};
}

const { privateKey } = generateKeyPairSync('rsa', {
	modulusLength: 2048,
	publicKeyEncoding: { type: 'spki', format: 'pem' },
	privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

const mail = {
	from: { name: 'Dana Field', address: 'dana@field-tools.example.com' },
	to: { name: 'Amelia Hartley', address: 'amelia@northgate.example.org' },
	subject: 'Your question about forty seats',
	preheader: 'Two dates for a short call',
	text: 'Hello Amelia,\n\nthank you for your question about forty seats. Would Tuesday at ten suit you for a short call?\n\nKind regards\nDana\n\nField Tools Ltd, 1 Example Street, Exampleton\n',
	html: '<p>Hello Amelia,</p><p>thank you for your question about forty seats. Would Tuesday at ten suit you for a short call?</p><p>Kind regards<br>Dana</p><p>Field Tools Ltd, 1 Example Street, Exampleton</p>',
	messageId: '<01hzy3v8k2.lead@field-tools.example.com>',
	date: Date.now(),
	unsubscribe: {
		https: 'https://field-tools.example.com/u/abc',
		mailto: 'mailto:unsubscribe@field-tools.example.com',
	},
};

test.each([
	['signed', { domain: 'field-tools.example.com', selector: 'lead', privateKey }],
	['unsigned', undefined],
])('a %s nurture mail is far from spam', async (_name, dkim) => {
	const { score, rules } = assess(await composeMail(mail, dkim));
	expect({ rules, score }).toEqual({ rules: expect.anything(), score: expect.any(Number) });
	expect(score).toBeLessThan(2);
});

test('the judge does tell spam', () => {
	const gtube = 'XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X';
	const raw = `From: a@example.com\r\nTo: b@example.org\r\nSubject: x\r\n\r\n${gtube}\r\n`;
	expect(assess(Buffer.from(raw)).score).toBeGreaterThan(100);
});
