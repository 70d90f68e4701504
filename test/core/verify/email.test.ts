import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { suggestEmail, verifyEmail } from '../../../lib/core/verify';

describe('verifyEmail', () => {
	it.each([
		['ann.lee@example.com', 'valid'],
		['a@b.co', 'valid'],
		['"ann lee"@example.com', 'risky'],
		['ann@[192.0.2.1]', 'risky'],
		['ann@[IPv6:2001:db8::1]', 'risky'],
		['ann@пример.рф', 'valid'],
		['юзер@example.com', 'valid'],
		['ann@example', 'invalid'],
		['ann@-example.com', 'invalid'],
		['ann@example..com', 'invalid'],
		['ann@exam ple.com', 'invalid'],
		['.ann@example.com', 'invalid'],
		['ann@@example.com', 'invalid'],
		['ann@example.com (work)', 'invalid'],
		['ann@host.localhost', 'invalid'],
		[`${'a'.repeat(64)}@example.com`, 'valid'],
		[`${'a'.repeat(65)}@example.com`, 'invalid'],
		[`ann@${'a'.repeat(64)}.com`, 'invalid'],
		['', 'unknown'],
	])('%s is %s', (text, status) => {
		expect(verifyEmail(text).status).toBe(status);
	});

	it('writes the domain in lower case and as A-label and keeps the local part', () => {
		expect(verifyEmail('Ann.Lee@MÜLLER.Example')).toMatchObject({
			address: 'Ann.Lee@xn--mller-kva.example',
			normalised: 'ann.lee@xn--mller-kva.example',
			domain: 'xn--mller-kva.example',
		});
	});

	it('tells free, disposable and shared mailboxes', () => {
		expect(verifyEmail('ann@gmail.com')).toMatchObject({ isFree: true, isDisposable: false });
		expect(verifyEmail('ann@sub.mailinator.com')).toMatchObject({
			isDisposable: true,
			status: 'risky',
		});
		expect(verifyEmail('ann@my-tempmail.example')).toMatchObject({ isDisposable: true });
		expect(verifyEmail('ann@tempest-tools.example')).toMatchObject({ isDisposable: false });
		expect(verifyEmail('Sales+eu@example.com')).toMatchObject({ isRole: true, status: 'valid' });
	});

	it('offers the address inside a display name or spaces', () => {
		expect(verifyEmail('Ann Lee <ann@example.com>')).toMatchObject({
			status: 'invalid',
			suggestion: 'ann@example.com',
		});
		expect(verifyEmail(' ann@example.com\n')).toMatchObject({ suggestion: 'ann@example.com' });
	});

	it('says why in words', () => {
		expect(verifyEmail('ann@example').reason).toBe(
			'Not an e-mail address: the domain has no ending such as .com',
		);
	});

	it('never throws, and what it finds valid stays valid when read again', () => {
		fc.assert(
			fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.emailAddress()), (text) => {
				const { status, address } = verifyEmail(text);
				if (status === 'valid') expect(verifyEmail(address ?? '').address).toBe(address);
			}),
		);
	});
});

describe('suggestEmail', () => {
	it.each([
		['ann@gmial.com', 'ann@gmail.com'],
		['ann@gmail.con', 'ann@gmail.com'],
		['ann@hotmial.co', 'ann@hotmail.com'],
		['ann@yaho.fr', 'ann@yahoo.fr'],
		['ann@gmail', 'ann@gmail.com'],
		['ann@firm.couk', 'ann@firm.co.uk'],
		['ann@firm.co.br', 'ann@firm.com.br'],
		['ann.@outlook.com', 'ann@outlook.com'],
		['ann@gmail,com', 'ann@gmail.com'],
	])('%s → %s', (text, suggestion) => {
		expect(suggestEmail(text)).toBe(suggestion);
	});

	it.each([
		'ann@gmail.com',
		'ann@mail.com',
		'ann@ymail.com',
		'ann@grail.com',
		'ann@example.io',
		'ann@live.ca',
		'ann@company.co',
		'no address',
	])('leaves %s alone', (text) => {
		expect(suggestEmail(text)).toBeUndefined();
	});
});
