import { expect, test } from '@jest/globals';
import PostalMime from 'postal-mime';
import { composeMail } from '../../lib/mail';
import { domain, shippedMails } from './shipped';
import { aSigning } from './signing';

const { dkim, verify } = aSigning(domain);

/** Addresses that a text leads to. */
function links(text: string): string[] {
	return [...text.matchAll(/https?:\/\/[^\s"'<>)]+/g)].map(([url]) => url.replaceAll('&amp;', '&'));
}

test('there is something to look at', () => {
	expect(shippedMails(dkim).length).toBeGreaterThan(20);
});

test.each(shippedMails(dkim).map(({ what, mail }) => [what, mail] as const))(
	'%s: keeps every rule of a mail',
	async (_what, mail) => {
		const raw = await composeMail(mail, dkim);
		const wire = raw.toString('latin1');
		expect(wire).not.toMatch(/\r(?!\n)|(?<!\r)\n|[\u0000\u0080-\u00ff]/);
		expect(wire.split('\r\n').filter((line) => line.length > 998)).toEqual([]);
		expect(raw.length).toBeLessThan(102_000);
		const read = await PostalMime.parse(raw);
		const [text, html, subject] = [read.text ?? '', read.html ?? '', read.subject ?? ''];
		expect(read).toMatchObject({
			from: { address: mail.from.address },
			to: [{ address: mail.to.address }],
			messageId: mail.messageId,
		});
		for (const part of [subject, text, html.replace(/<style>[^]*?<\/style>/, '')])
			expect(part).not.toMatch(/\{\{|\}\}|\bundefined\b|\[object |\bnull\b|NaN/);
		expect(subject.trim()).not.toBe('');
		// Who sends, and the way out, in both parts.
		const header = (key: string) => read.headers.find((one) => one.key === key)?.value ?? '';
		const oneClick = /<(https:[^>]+)>/.exec(header('list-unsubscribe'))?.[1] ?? 'none';
		expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
		expect(header('list-unsubscribe')).toMatch(/, <mailto:/);
		for (const part of [text, html]) {
			expect(part).toContain('1 Example Street');
			expect(links(part)).toContain(oneClick);
		}
		const checked = await verify(raw, mail.from.address);
		expect(checked).toMatchObject({ dkim: 'pass', dmarc: 'pass' });
		expect(checked.signed).toEqual(
			expect.arrayContaining(['list-unsubscribe', 'list-unsubscribe-post', 'feedback-id']),
		);
	},
);
