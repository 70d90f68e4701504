import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { textOfHtml } from '../../../lib/core/mailbox/htmlText';
import { mailFromFields, parseMail } from '../../../lib/core/mailbox/parse';
import { ownWords, readMail } from '../../../lib/core/mailbox/read';
import { reasonOf } from '../../../lib/core/mailbox/reason';
import { returnDate } from '../../../lib/core/mailbox/returnDate';

describe('a return date', () => {
	const now = Date.parse('2026-06-01T10:00:00Z');
	it.each([
		['I will be back on June 12', '2026-06-12'],
		['returning Monday, 15 June 2026', '2026-06-15'],
		['away from 28 May until 5 June', '2026-06-06'],
		['vom 29.05. bis 05.06. im Urlaub', '2026-06-06'],
		['wieder erreichbar ab dem 3. Juli', '2026-07-03'],
		['de retour le 8 juin', '2026-06-08'],
		['terug op 9 juni', '2026-06-09'],
		['back on 2026-06-20', '2026-06-20'],
		['back on 6/20/2026', '2026-06-20'],
		['back in January: 4 January', '2027-01-04'],
		['since 1 May I work at home', undefined],
		['call +49 30 1234567', undefined],
		['back on 31 February', undefined],
	])('%s', (words, day) => {
		expect(returnDate(words, now)).toBe(day);
	});
});

describe('fields of other nodes', () => {
	it('are a mail', () => {
		const fields = {
			from: 'Ann <Ann@example.org>',
			to: 'sales@shop.example.com',
			subject: 'Re: Hello',
			textPlain: 'Yes',
			metadata: {
				'in-reply-to': '<d1@shop.example.com>',
				'message-id': '<r1@example.org>',
				'auto-submitted': 'no',
			},
		};
		expect(mailFromFields(fields)).toMatchObject({
			from: 'ann@example.org',
			to: ['sales@shop.example.com'],
			messageId: '<r1@example.org>',
			inReplyTo: ['<d1@shop.example.com>'],
			text: 'Yes',
		});
		const parsed = {
			from: { value: [{ address: 'ann@example.org' }], text: 'Ann <ann@example.org>' },
			html: '<p>Hi<br>you</p>',
		};
		expect(mailFromFields(parsed)).toMatchObject({ from: 'ann@example.org', text: 'Hi\nyou' });
	});

	it('never throw', () => {
		fc.assert(
			fc.property(
				fc.dictionary(fc.string(), fc.anything()),
				(fields) => typeof readMail(mailFromFields(fields)).kind === 'string',
			),
		);
		fc.assert(
			fc.property(
				fc.string(),
				(text) => typeof textOfHtml(text) === 'string' && reasonOf(text).length > 0,
			),
		);
	});

	// Half a megabyte each: a reader that goes over the same words again and again would not come to its end for minutes.
	it.each(
		[
			'<',
			'<a ',
			'<style ',
			'</',
			'<!--',
			'<script><',
			'&',
			' ',
			'\n',
			'-',
			'a',
			'a@',
			'"',
			'> ',
			'x:\n',
		].map((unit) => [JSON.stringify(unit), unit.repeat(500_000 / unit.length)]),
	)('are read in one go, also half a megabyte of %s', async (_name, text) => {
		const from = 'From: MAILER-DAEMON@example.org\nSubject: Undelivered\n';
		for (const raw of [
			`${from}Content-Type: text/html\n\n550 ${text}x`,
			`${from}\n550 ${text}x`,
			`${from}Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\nFinal-Recipient: rfc822; ${text}\nDiagnostic-Code: smtp; ${text}\n--b--`,
		]) {
			const mail = await parseMail(raw);
			expect(mail.text.length).toBeLessThanOrEqual(200_000);
			expect(readMail(mail, 1).kind).not.toBe('complaint');
		}
		const fields = { from: text, to: text, subject: text, html: text, headers: { a: text } };
		expect(mailFromFields(fields).subject.length).toBeLessThanOrEqual(1000);
	});

	it.each([
		['<p>Hi<br>you</p>there', 'Hi\nyou\nthere'],
		['<head><title>x</title><style>p{}</style></head>Yes', 'Yes'],
		['<head><title>x</title><body lang="en">Yes', 'Yes'],
		['<STYLE>a<b</Style >Yes<script>if (a<b) c("</p>")</script>!', 'Yes !'],
		['<header>Yes</header>', 'Yes'],
		['a<!-- <p>no</p> -->b<!-->c', 'a b c'],
		['2 < 3 and 4 <5> 3 &amp;&lt;&#x41;&#66;', '2 < 3 and 4 <5> 3 &<AB'],
		['Yes<style>p{}', 'Yes'],
		['Yes<!-- no', 'Yes'],
		['Yes <a href="', 'Yes <a href="'],
	])('of HTML %j are %j', (html, words) => {
		expect(textOfHtml(html)).toBe(words);
	});

	it('have own words above the quoted mail', () => {
		expect(ownWords('Yes, please.\n\nOn Mon, 1 Jun 2026 at 10:00 Shop wrote:\n> Hello')).toBe(
			'Yes, please.',
		);
		expect(ownWords('Gerne.\n\nAm 1.6.2026 um 10:00 schrieb Shop:\n> Hallo')).toBe('Gerne.');
	});
});
