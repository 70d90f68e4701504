import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { policy, securityHeaders } from '../../lib/web/headers';
import { html, safeUrl } from '../../lib/web/html';
import { page } from '../../lib/web/page';

describe('html', () => {
	it('escapes every value and leaves out what is not there', () => {
		const evil = `<script>alert("1")</script>'\``;
		expect(
			html`<p title="${evil}">${[evil, undefined, false, 3]}${html`<b>${'&'}</b>`}</p>`.text,
		).toBe(
			'<p title="&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&#96;">&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&#96;3<b>&amp;</b></p>',
		);
	});

	it('lets no text break out of a tag or an attribute', () => {
		fc.assert(
			fc.property(fc.string(), (text) => {
				expect(html`${text}`.text).not.toMatch(/[<>"'`]/);
			}),
		);
	});

	it.each([
		'javascript:alert(1)',
		'JAVASCRIPT:alert(1)',
		'data:text/html,x',
		'vbscript:x',
		' x',
		'',
	])('%j is no address', (text) => {
		expect(safeUrl(text)).toBe('#');
	});
});

describe('a page', () => {
	it('takes from the look only what cannot be anything else', () => {
		const text = page({
			title: '</title><script>',
			body: html`<p>x</p>`,
			look: {
				color: 'red}body{display:none',
				font: 'x"}</style>',
				logo: 'javascript:x',
				name: '<b>',
				language: '"x',
			},
			nonce: 'abc',
		});
		expect(text).not.toMatch(/display:none|<script|<b>|javascript:/);
		expect(text).toContain('<style nonce="abc">');
		expect(text.match(/<\/style>/g)).toHaveLength(1);
	});

	it('chooses letters that can be read on the colour', () => {
		expect(page({ title: '', body: html``, look: { color: '#ffff00' } })).toContain('--on:#000');
		expect(page({ title: '', body: html``, look: { color: '#000080' } })).toContain('--on:#fff');
	});
});

describe('headers', () => {
	it('allow nothing by default', () => {
		const headers = securityHeaders();
		expect(headers['content-security-policy']).toContain(
			"default-src 'none'; style-src 'none'; script-src 'none'",
		);
		expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
		expect(headers).toMatchObject({
			'cache-control': 'no-store',
			'x-frame-options': 'DENY',
			'referrer-policy': 'no-referrer',
		});
	});

	it('name only real origins', () => {
		const text = policy({
			nonce: 'n',
			script: true,
			formTargets: [
				'https://a.example.com',
				"'unsafe-inline'",
				'https://b.example.com/;script-src *',
			],
			frameAncestors: ['https://c.example.com', "'self'"],
		});
		expect(text).toContain("form-action 'self' https://a.example.com;");
		expect(text).toContain('frame-ancestors https://c.example.com;');
		expect(text).toContain("script-src 'nonce-n'");
		expect(text).not.toContain('allow-same-origin');
		expect(policy({ frameAncestors: ['https://c.example.com', '*'] })).toContain(
			'frame-ancestors *;',
		);
	});
});
