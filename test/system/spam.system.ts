import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { composeMail } from '../../lib/mail';
import { domain, shippedMails } from '../mail/shipped';
import { aSigning } from '../mail/signing';

interface Verdict {
	score: number;
	rules: string[];
}

/** What SpamAssassin's own rules say of messages, in their order, without asking the network. One program judges all: it takes seconds to start. */
function assess(messages: Buffer[]): Verdict[] {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lead-spam-'));
	try {
		const files = messages.map((raw, index) => {
			const file = path.join(folder, String(index).padStart(4, '0'));
			fs.writeFileSync(file, raw);
			return file;
		});
		const { stdout, status, stderr } = spawnSync(
			'spamassassin',
			['--local', '--test-mode', ...files],
			{
				encoding: 'utf8',
				maxBuffer: 1e9,
			},
		);
		const headers = [...stdout.matchAll(/^X-Spam-Status: [^]*?(?=^\S)/gm)].map(([header]) =>
			header.replace(/\s+/g, ' '),
		);
		if (status !== 0 || headers.length !== messages.length)
			throw new Error(`spamassassin judged ${headers.length} of ${messages.length}: ${stderr}`);
		return headers.map((header) => ({
			score: Number(/score=(-?[\d.]+)/.exec(header)?.[1]),
			rules: /tests=([A-Z0-9_, ]+?) (?:autolearn|version)/.exec(header)?.[1]?.split(/[, ]+/) ?? [],
		}));
	} finally {
		fs.rmSync(folder, { recursive: true, force: true });
	}
}

const { dkim } = aSigning(domain);

test('every mail of the sequences that ship, signed and unsigned, is far from spam', async () => {
	const shipped = shippedMails(dkim);
	expect(shipped.length).toBeGreaterThan(20);
	const signed = await Promise.all(shipped.map(async ({ mail }) => await composeMail(mail, dkim)));
	const [first] = shipped;
	const unsigned = first === undefined ? [] : [await composeMail(first.mail)];
	const verdicts = assess([...signed, ...unsigned]);
	const poor = verdicts
		.map((verdict, index) => ({ what: shipped[index]?.what ?? 'unsigned', ...verdict }))
		.filter(({ score }) => !(score <= 1));
	expect(poor).toEqual([]);
}, 300_000);

test('the judge does tell spam', () => {
	const gtube = 'XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X';
	const raw = `From: a@example.com\r\nTo: b@example.org\r\nSubject: x\r\n\r\n${gtube}\r\n`;
	expect(assess([Buffer.from(raw)])[0]?.score).toBeGreaterThan(100);
});
